import type { Problem } from "../problems/problem.ts";
import type { ColumnSpec } from "../responses/column.ts";
import type { GroupResampler } from "../stats/grouped.ts";
import type { FitRows } from "../stats/linear-fit.ts";
import type { Resampler } from "../stats/statistic.ts";
import type { Ask, Tallies, TalliesLink } from "../stats/tallies.ts";
import type { Weights } from "../study/study.ts";
import type { DesignSummary } from "./read-design.ts";

/** People with the same values on a margin; shares 0-1. */
interface CategorySummary {
  /** One for each column of the margin; none for who is blank. */
  readonly values: readonly string[];
  readonly rows: number;
  /** The share to be reached: that of the population, the blank ones apart. */
  readonly target: number;
  /** Of the rows, and weighted. */
  readonly before: number;
  readonly after: number;
}

export interface MarginSummary {
  readonly columns: readonly string[];
  /** In the order of the study file. */
  readonly categories: readonly CategorySummary[];
  /** Who is blank keeps the unweighted share; null: nobody. */
  readonly blank: CategorySummary | null;
}

/** How the weights came about and what weighting did to the sample; printed with every weighted figure. Plain data. */
export interface WeightSummary {
  readonly rows: number;
  readonly weighted: boolean;
  readonly method: "none" | Weights["kind"];
  /** The column of the weights, or of those that the fit began with. */
  readonly column: string | null;
  /** Whether intervals go by residuals, and resamples are fitted again, or take the weights as fixed. */
  readonly variance: "residual" | "fixed";
  /** Whether the weights of each resample are fitted again. */
  readonly refitted: boolean;
  readonly margins: readonly MarginSummary[];
  readonly rounds: number;
  /** Multiple of the median at which weights were cut, and how many were. */
  readonly trim: number | null;
  readonly trimmed: number;
  readonly design: DesignSummary | null;
  /** Kish: n Σv² / (Σv)². 1 when unweighted. */
  readonly designEffect: number;
  readonly effectiveRows: number;
  /** As a multiple of the mean weight. */
  readonly lowest: number;
  readonly highest: number;
}

/** The respondents with one value of a segment column, and everybody else. */
export interface TalliedGroup {
  readonly rows: number;
  readonly tallies: Tallies;
  /** The tallies of all other respondents of the sample, blank on the column included; made once, at the first question. */
  readonly rest: () => Tallies;
  /**
   * How the group (b) goes together with another one of the column, null being the rest (a): for the variance of a difference.
   * Null where rows are a simple sample, whose groups are independent.
   */
  readonly apart: (other: string | null) => TalliesLink | null;
}

/**
 * The kept respondents of one wave with their weights: everything that statistics need from the answers, and the only
 * thing past this point that still holds rows.
 */
export interface Sample {
  readonly rows: number;
  readonly weights: WeightSummary;
  /** How replicates are drawn: by respondent, row, sampling unit or, from 20,000 rows on, replicate groups. */
  readonly resampled: "respondent" | "row" | "unit" | "groups";
  /** What weighting took for granted and the analyst should know. */
  readonly notices: readonly Problem[];
  /** Tallies of all rows. */
  tally(asks: readonly Ask<ColumnSpec>[]): Tallies;
  /** Tallies by value of a segment column, in order of the study file, then those it does not list, numbers by size before texts by code unit; blank left out. */
  tallyBy(column: string, asks: readonly Ask<ColumnSpec>[]): ReadonlyMap<string, TalliedGroup>;
  /** Rows by combination of the columns' values, blank being "": what disclosure needs to know of who overlaps whom. */
  cross(columns: readonly string[]): readonly { readonly values: readonly string[]; readonly rows: number }[];
  /** What a model that moments do not suffice for is fitted to; the fit alone leaves the sample. */
  fitRows(columns: readonly ColumnSpec[]): FitRows;
  /** People in both waves (this = earlier); null without respondent ids in both. */
  link(later: Sample, asks: readonly Ask<ColumnSpec>[]): TalliesLink | null;
  /** Replicates keyed by respondent (row order only where there is no id): Poisson(1) weights by rows below 20,000 rows, 1,000 replicate groups from there on. */
  resampler(asks: readonly Ask<ColumnSpec>[], seed: string, draws: number): Resampler;
  /** Replicates of the groups of a segment column, ordered as in `tallyBy`: in one draw everybody is drawn as by `resampler`. */
  resampleBy(column: string, asks: readonly Ask<ColumnSpec>[], seed: string, draws: number): GroupResampler;
  /** Groups of random halves of the respondents: draws 2b and 2b + 1 together are everybody. */
  halveBy(column: string, asks: readonly Ask<ColumnSpec>[], seed: string, draws: number): GroupResampler;
  /**
   * The same with the groups' labels dealt anew among everybody who has one: answers and weights stay with the person
   * (METHODS B0 "Permutation tests"). The deal is keyed by respondent as draws are. Strata and sampling units are not kept together.
   */
  permuteBy(column: string, asks: readonly Ask<ColumnSpec>[], seed: string, draws: number): GroupResampler;
  /** The same of this sample (the first group) and the rows of another one, of different people, that have a value of a column. */
  permuteWith(
    others: Sample,
    column: string,
    value: string,
    asks: readonly Ask<ColumnSpec>[],
    seed: string,
    draws: number,
  ): GroupResampler;
}
