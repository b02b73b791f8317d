import type { ColumnSpec } from "../responses/column.ts";
import type { Resampler } from "../stats/statistic.ts";
import type { Ask, Tallies, TalliesLink } from "../stats/tallies.ts";

/** What weighting did to the sample; printed with every weighted figure. */
export interface WeightSummary {
  readonly rows: number;
  readonly weighted: boolean;
  /** Kish: n Σv² / (Σv)². 1 when unweighted. */
  readonly designEffect: number;
  readonly effectiveRows: number;
  /** As a multiple of the mean weight. */
  readonly lowest: number;
  readonly highest: number;
}

/**
 * The kept respondents of one wave with their weights: everything that statistics need from the answers, and the only
 * thing past this point that still holds rows.
 */
export interface Sample {
  readonly rows: number;
  readonly weights: WeightSummary;
  /** Tallies of all rows. */
  tally(asks: readonly Ask<ColumnSpec>[]): Tallies;
  /** Tallies by value of a segment column, in order of the study file, then those it does not list, numbers by size before texts by code unit; blank left out. */
  tallyBy(
    column: string,
    asks: readonly Ask<ColumnSpec>[],
  ): ReadonlyMap<string, { readonly rows: number; readonly tallies: Tallies }>;
  /** Rows by combination of the columns' values, blank being "": what disclosure needs to know of who overlaps whom. */
  cross(columns: readonly string[]): readonly { readonly values: readonly string[]; readonly rows: number }[];
  /** People in both waves (this = earlier); null without respondent ids in both. */
  link(later: Sample, asks: readonly Ask<ColumnSpec>[]): TalliesLink | null;
  /** Replicates keyed by respondent (row order only where there is no id): Poisson(1) weights by rows below 20,000 rows, 1,000 replicate groups from there on. */
  resampler(asks: readonly Ask<ColumnSpec>[], seed: string, draws: number): Resampler;
}
