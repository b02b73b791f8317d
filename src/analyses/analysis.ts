import type { z } from "zod";
import type { Chart, Size } from "../charts/chart.ts";
import type { Problem } from "../problems/problem.ts";
import type { ColumnSpec } from "../responses/column.ts";
import type { GroupResampler } from "../stats/grouped.ts";
import type { LevelsFit } from "../stats/levels-fit.ts";
import type { LinearFit } from "../stats/linear-fit.ts";
import type { NetFit, NetSettings } from "../stats/neural-net.ts";
import type { Resampler, Statistic } from "../stats/statistic.ts";
import type { Ask, Tallies, TalliesLink } from "../stats/tallies.ts";
import type { FileAsk, FurtherFiles } from "../study/further-file.ts";
import type { Conventions, Study, Wave } from "../study/study.ts";
import type { Code, Comparison, Estimate, Finding, Subject, Unit } from "./estimate.ts";
import type { SampleEvidence } from "./sample-evidence.ts";

/** A statistic with its meaning: the unit of everything that is shown, compared over waves, or re-run on a group. */
export interface Measure {
  /** `<analysis>.<name>`, such as `elements.score`; with the subject it is unique. */
  readonly id: string;
  readonly subject: Subject;
  readonly unit: Unit;
  /** Which direction is good news; `none` for what is neither. */
  readonly better: "higher" | "lower" | "none";
  readonly statistic: Statistic<ColumnSpec>;
  /** Ends of the scale; intervals are cut there when shown. */
  readonly bounds?: readonly [number, number];
  /** Questions behind it: wording for the receipt, break marks for the trend. */
  readonly questions: readonly string[];
  /** Measures with one family are tested as one family against the wave before; by default a measure over its subjects. */
  readonly family?: string;
  /** Headline measures form a family of one in the trend. */
  readonly headline?: boolean;
  /** A part of a distribution: shown on its page, not followed over the waves. */
  readonly detail?: boolean;
  /** A detail that a later wave's own comparison draws on: its draws are kept when its wave is published. */
  readonly drawnLater?: boolean;
  /** In the measure's own unit. */
  readonly target?: number;
}

/** The respondents of one segment value, tallied for the same asks. */
export interface Group {
  readonly segment: string;
  readonly value: string;
  readonly rows: number;
  readonly tallies: Tallies;
  /** The tallies of all other respondents of the wave, blank on the segment included; made once, at the first question. */
  readonly rest: () => Tallies;
  /** How it goes together with another value's group, null being the rest; null where groups are independent. */
  readonly apart: (other: string | null) => TalliesLink | null;
}

/**
 * What of a question may be shown by group, decided by `disclosure/` before anything is computed: what is not shown is not
 * tested either. Groups are named `<segment>=<value>`, everybody by the empty name.
 */
export interface TablePlan {
  /** Codes that are shown together, in the order of the scale, so that no count names people; none: no distribution. */
  readonly rows: readonly (readonly number[])[];
  /** Groups of which nothing is shown, not even the base. */
  readonly hidden: ReadonlySet<string>;
  /** Groups whose shares are not shown, and of these those whose mean would give the shares away. */
  readonly sharesHidden: ReadonlySet<string>;
  readonly meansHidden: ReadonlySet<string>;
}

/** The customers of another provider in a wave, tallied for what `competitorAsks` names. */
export interface Competitor {
  readonly provider: string;
  readonly rows: number;
  readonly tallies: Tallies;
  /** All other providers' customers drawn anew, by provider; apart from ours. */
  readonly resample: (asks: readonly Ask<ColumnSpec>[]) => GroupResampler;
  /** Our customers (the first group) and those of the provider (the second) dealt anew, either weighing as much as it has rows. */
  readonly permute: (asks: readonly Ask<ColumnSpec>[]) => GroupResampler;
}

/** Draws the respondents of every value of a segment, or of the unit, for tallies of its own. */
export type DrawGroups = (segment: string, asks: readonly Ask<ColumnSpec>[]) => GroupResampler;

/**
 * Models that need more of the answers than their moments, the outcome first among the columns; over all respondents of the
 * wave who answered everything. Coefficients and their covariance come out, never a row.
 */
export interface Fits {
  readonly linear: (columns: readonly ColumnSpec[]) => LinearFit | null;
  readonly net: (columns: readonly ColumnSpec[], settings: NetSettings) => NetFit | "few" | "constant";
  /** Levels of the outcome begin at `cuts`. */
  readonly levels: (columns: readonly ColumnSpec[], cuts: readonly number[]) => LevelsFit | "separated" | "levels";
}

/** Measures that are shown for every value of a segment or of the unit; disclosure plans with them. */
export interface ByGroup {
  /** Id of the segment, or of the unit. */
  readonly segment: string;
  readonly measures: readonly Measure[];
}

interface EarlierWave {
  readonly wave: Wave;
  readonly tallies: Tallies;
  /** People shared with the next wave, by the same asks; absent without respondent ids. */
  readonly link?: TalliesLink;
  readonly resampler: Resampler;
}

/** What a method gets: never a row. */
export interface Context<O> {
  readonly study: Study;
  readonly wave: Wave;
  readonly options: O;
  readonly conventions: Conventions;
  readonly tallies: Tallies;
  readonly groups: readonly Group[];
  /** Other providers, in the order of the study file; none where nobody else's customers were asked. */
  readonly competitors: readonly Competitor[];
  /** Numbers, by `numberKey`, that disclosure will mask. What is not shown is not tested either. */
  readonly hidden?: ReadonlySet<string>;
  /** By question, for what is shown by group. */
  readonly tables?: ReadonlyMap<string, TablePlan>;
  /** How the wave's rows came to be its sample. */
  readonly sample?: SampleEvidence;
  readonly resampler: Resampler;
  /** Everybody drawn anew as in `resampler`, for these asks alone. */
  readonly resample: (asks: readonly Ask<ColumnSpec>[]) => Resampler;
  /** Each group drawn anew, everybody as in `resampler`. */
  readonly resampleGroups: DrawGroups;
  /** People keep answers and weight and are dealt to groups of the same sizes: what differences would be if groups did not matter. */
  readonly permuteGroups: DrawGroups;
  /** Groups of random halves of the respondents, for what is found on one half and measured on the other: draws 2b and 2b + 1. */
  readonly halveGroups: DrawGroups;
  readonly fits: Fits;
  /** What `files` asked for. */
  readonly files: FurtherFiles;
  /** Oldest first; the wave itself is not among them. */
  readonly earlier: readonly EarlierWave[];
  /** Outcomes of the analyses named in `needs`. */
  readonly results: ReadonlyMap<string, Outcome<unknown>>;
  /** Measures of every analysis of the study (the trend reads them). */
  readonly measures: readonly Measure[];
}

export type Outcome<R> =
  | { readonly kind: "done"; readonly result: R }
  | { readonly kind: "notApplicable"; readonly why: Code };

/** Words and formats of the page's language, for charts; made in `report/`. */
export interface Say {
  readonly language: string;
  /** A word or sentence of the locale: `chart.gaps.how`. */
  count(value: number): string;
  word(key: string, slots?: Readonly<Record<string, string>>): string;
  label(subject: Subject): string;
  number(value: number, unit: Unit, options?: { sign?: boolean; digits?: number }): string;
  interval(estimate: Pick<Estimate, "low" | "high" | "unit">): string;
}

/** What is put into a note's sentence; numbers in a row become a list. */
export type NoteSlots = Readonly<Record<string, string | number | Subject | readonly number[]>>;

/** A table behind a figure: cells are typed, so that page, CSV and JSON show the same figures. */
export interface Table {
  readonly id: string;
  /** `heading` is a locale key `table.<heading>`. */
  readonly columns: readonly {
    readonly key: string;
    readonly heading: string;
    readonly slots?: Readonly<Record<string, string | Subject>>;
  }[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
}

export type Cell =
  | { readonly kind: "estimate"; readonly estimate: Estimate }
  | { readonly kind: "comparison"; readonly comparison: Comparison; readonly better: Measure["better"] }
  /**
   * A number in a column of a banner: `above` are the letters of the columns that it is significantly above, `rest` its test
   * against everybody who is not in the column.
   */
  | {
      readonly kind: "banner";
      readonly estimate: Estimate;
      readonly above: readonly string[];
      readonly rest?: Comparison;
      readonly better: Measure["better"];
    }
  | { readonly kind: "subject"; readonly subject: Subject }
  | { readonly kind: "word"; readonly key: string }
  /** A reason, with what it names. */
  | { readonly kind: "why"; readonly why: Code }
  | { readonly kind: "count"; readonly value: number | null }
  /** A figure that is no estimate, such as a test statistic. */
  | { readonly kind: "number"; readonly value: number | null; readonly digits: number }
  | { readonly kind: "p"; readonly value: number | null }
  /** Answers to a question by their codes. */
  | { readonly kind: "answers"; readonly question: string; readonly codes: readonly number[] }
  /** The same in every language, such as the letter of a column. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "none" };

/** Drivers of which a reader may move one, and what goes with a point of it. Changes are proportional to the move. */
export interface Scenario {
  /** The move that the table shows. */
  readonly step: number;
  readonly drivers: readonly {
    readonly driver: Subject;
    /** Where it stands, 0-100. */
    readonly level: number;
    /** The moves within which it and all outcomes, their intervals too, stay on their scales. */
    readonly from: number;
    readonly to: number;
    readonly outcomes: readonly {
      readonly outcome: Subject;
      readonly unit: Unit;
      readonly level: number;
      readonly perPoint: { readonly value: number; readonly low: number; readonly high: number };
    }[];
  }[];
}

/** A chart with its caption and the table behind it, all from one result. */
export interface Figure {
  readonly id: string;
  /** The page it stands on, where the analysis fills several. */
  readonly page?: string;
  /** The sentence above the drawing: a finding, or a code `caption.<code>`. */
  readonly caption: Finding | Code;
  /** Locale keys: how to read it, and the one-line note below. */
  readonly how: string;
  readonly note: { readonly code: string; readonly slots?: NoteSlots | undefined };
  /** The note says itself which rows of the table are drawn. */
  readonly saysPart?: boolean;
  /** How many of the table's rows are drawn, where it is not `mostRows` of them that say something. */
  readonly drawn?: number;
  readonly draw: ((size: Size, say: Say) => Chart) | null;
  readonly table: Table;
  readonly scenario?: Scenario;
}

/**
 * A method. `measures` declares its statistics, `compute` turns tallies into its result and verdicts, `findings` names
 * what may be said, `figures` draws it. No statistics in figures, no words in compute.
 */
export interface Analysis<O = unknown, R = unknown> {
  readonly id: string;
  readonly options: z.ZodType<O>;
  readonly result: z.ZodType<R>;
  /** Analyses whose outcome it reads; they run first. */
  readonly needs: readonly string[];
  readonly measures: (study: Study, options: O) => readonly Measure[];
  /** Tallies beyond those of its measures. */
  readonly asks: (study: Study, options: O) => readonly Ask<ColumnSpec>[];
  /** Tallies that it needs of every group too. */
  readonly groupAsks?: (study: Study, options: O) => readonly Ask<ColumnSpec>[];
  /** Tallies that it needs of other providers' customers too. */
  readonly competitorAsks?: (study: Study, options: O) => readonly Ask<ColumnSpec>[];
  /** What it shows by group of respondents, out of the measures of every analysis; nothing by default. */
  readonly byGroup?: (study: Study, options: O, measures: readonly Measure[]) => readonly ByGroup[];
  /** Further files of the study that it reads. */
  readonly files?: (study: Study, options: O) => readonly FileAsk[];
  /** What is wrong across the study file and its further files, beyond the form of either: told with the build's other problems. */
  readonly check?: (study: Study, options: O, files: FurtherFiles) => readonly Problem[];
  /** Makes ready what it computes with, such as a solver; awaited before anything is computed. */
  readonly prepare?: () => Promise<void>;
  readonly compute: (context: Context<O>) => Outcome<R>;
  readonly findings: (result: R) => readonly Finding[];
  readonly figures: (result: R, study: Study) => readonly Figure[];
}
