import type { Place } from "../problems/problem.ts";

/** A BCP 47 tag such as `zh-CN` or `en`. */
export type Language = string;

/** Words of the study in its languages. A text given once stands for every language. */
export type Text = Readonly<Record<Language, string>>;

/** A rating scale: codes from `from` to `to` in steps of 1 unless `step` says otherwise; or, with `options`, a choice without order. */
export interface Scale {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  /** Codes that mean "don't know" / "does not apply to me". */
  readonly dontKnow: readonly number[];
  readonly notApplicable: readonly number[];
  /** Words for codes, as the questionnaire printed them. */
  readonly labels: ReadonlyMap<number, Text>;
  /** Texts in the file that stand for codes, such as "very satisfied" -> 5. */
  readonly answers: ReadonlyMap<string, number>;
}

export interface Question {
  readonly id: string;
  readonly text: Text;
  readonly type: "rating" | "choice" | "number" | "text";
  /** Column of the answers' file. */
  readonly column: string;
  /** Ratings and choices have one. */
  readonly scale?: Scale;
  /** A high code is a bad answer: turned round (from + to − code) before anything is computed. */
  readonly reversed: boolean;
  /** On the 0-100 scale. */
  readonly target?: number;
  /** The waves that asked it; absent = all. */
  readonly waves?: ReadonlySet<string>;
  /** Wave id -> why figures from that wave on are not comparable with earlier ones. */
  readonly breaks: ReadonlyMap<string, Text>;
  readonly place: Place;
}

/** Whether a wave asked a question. */
export function isAsked(question: Pick<Question, "waves">, wave: Pick<Wave, "id">): boolean {
  return question.waves?.has(wave.id) ?? true;
}

/** What customers rate. Question ids; tags are free words except those that a method reads. */
export interface Element {
  readonly id: string;
  readonly label: Text;
  readonly performance: string;
  readonly expectation?: string;
  readonly importance?: string;
  /** The level just good enough, and the level wished for: zone of tolerance. */
  readonly minimum?: string;
  readonly desired?: string;
  readonly tags: Readonly<Partial<Record<ElementTag, string>>>;
  readonly place: Place;
}

export const elementTags = [
  "dimension",
  "stage",
  "horizontal",
  "vertical",
  "level",
  "attribute",
  "factor",
  "quality",
  "component",
  "area",
] as const;
export type ElementTag = (typeof elementTags)[number];

/** What the study file has words for under `labels`: values of tags, and what its further files name. */
export const labelKinds = [...elementTags, "resource", "effect", "action", "owner", "tier"] as const;

/** What speaks against a questionnaire. `partial` leaves it out by itself, the others where two meet, unless the study says otherwise. */
export const signals = [
  "partial",
  "speeder",
  "straight-liner",
  "attention",
  "impossible",
  "conflict",
  "identical",
] as const;
export type Signal = (typeof signals)[number];

/** How careless questionnaires are told, and what becomes of them. */
export interface QualityRules {
  /** Column of the seconds taken. */
  readonly seconds?: string;
  /** Column of the day or time of arrival. */
  readonly received?: string;
  /** Shares 0-1: of the median time, of the questions. */
  readonly speederBelow: number;
  readonly partialBelow: number;
  /** Blocks of question ids on one scale. */
  readonly grids: readonly (readonly string[])[];
  readonly ranges: ReadonlyMap<string, { readonly from: number; readonly to: number }>;
  /** Question id -> the codes that are right. */
  readonly attention: ReadonlyMap<string, readonly number[]>;
  /** Question id -> codes; all of one map together contradict each other. */
  readonly conflicts: readonly ReadonlyMap<string, readonly number[]>[];
  readonly exclude: readonly Signal[];
  readonly keep: readonly Signal[];
}

/** What became of everybody who was to be asked, in people. */
export interface Dispositions {
  readonly complete: number;
  readonly partial: number;
  readonly refusal: number;
  readonly nonContact: number;
  readonly other: number;
  readonly unknown: number;
  readonly ineligible: number;
}

/** Whom the sample stands for: their number, and their shares (0-1) by segment id and value. */
interface Population {
  readonly size?: number;
  readonly shares: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** The share (0-1) that people with these values, one for each column of the margin, have in the population. */
export interface Target {
  readonly values: readonly string[];
  readonly share: number;
  readonly place: Place;
}

/** A column whose make-up in the population is known, or several that make cells; the shares add up to 1. */
export interface Margin {
  readonly columns: readonly string[];
  readonly targets: readonly Target[];
  readonly place: Place;
}

/** Where weights come from: a column of the file, or a fit to the population by margins or by cells (then one margin). */
export type Weights =
  | { readonly kind: "column"; readonly column: string; readonly place: Place }
  | {
      readonly kind: "rake" | "poststratify";
      readonly margins: readonly Margin[];
      /** Column of the weights to begin with. */
      readonly base?: string;
      /** Multiple of the median at which weights are cut. */
      readonly trim?: number;
      readonly variance: "residual" | "fixed";
      readonly place: Place;
    };

/** How the sample was drawn; columns of the file. */
export interface SampleDesign {
  readonly strata?: string;
  readonly psu?: string;
  /** Sampling units in the population by stratum; under "" where there are no strata. */
  readonly population: ReadonlyMap<string, number>;
  readonly finite: boolean;
  readonly place: Place;
}

export interface Wave {
  readonly id: string;
  readonly title: Text;
  /** ISO dates, both included. */
  readonly fieldwork: { readonly from: string; readonly to: string };
  readonly mode?: Text;
  readonly responses: {
    /** Relative to the study's folder. */
    readonly file: string;
    /** Column -> the value that a row of this wave has. */
    readonly where: Readonly<Record<string, string>>;
    readonly encoding?: string;
    readonly delimiter?: string;
    readonly decimal: "." | ",";
  };
  readonly dispositions?: Dispositions;
  /** The study's, unless the wave has its own. */
  readonly population?: Population;
  /** The study's, unless the wave has its own; absent: everybody counts 1. */
  readonly weights?: Weights;
  /** The study's, unless the wave has its own; absent: people drawn one by one. */
  readonly design?: SampleDesign;
  readonly place: Place;
}

/** A column that divides respondents: a segment, or the unit (branch, dealer). Values not listed keep their own text. */
export interface Segment {
  readonly id: string;
  readonly column: string;
  readonly label: Text;
  readonly values: ReadonlyMap<string, Text>;
}

/** The study as the rest of the program knows it: complete, every default filled in, every reference known to exist. */
export interface Study {
  readonly id: string;
  /** Absolute folder, and the study file's name for messages. */
  readonly folder: string;
  readonly file: string;
  readonly title: Text;
  readonly client: Text;
  readonly about?: Text;
  /** Project charter: who the customer is, what the survey is for. */
  readonly purpose?: Text;
  readonly customers?: Text;
  readonly confidentiality?: Text;
  /** Set on example studies: the report says that its figures are invented. */
  readonly invented: boolean;
  readonly index: boolean;
  readonly brand: { readonly colour: string; readonly logo?: string };
  /** The first is the default. */
  readonly languages: readonly Language[];
  /** Oldest first. */
  readonly waves: readonly Wave[];
  readonly respondent?: string;
  readonly segments: readonly Segment[];
  readonly unit?: Segment;
  readonly provider?: {
    readonly column: string;
    readonly own: string;
    readonly values: ReadonlyMap<string, Text>;
    /** Those for which there are other providers' customers in the table `competitors`; absent = all. */
    readonly waves?: ReadonlySet<string>;
  };
  /** Further files by name, relative to the study's folder. */
  readonly tables: ReadonlyMap<string, string>;
  /** Absent: questionnaires are not looked at for carelessness. */
  readonly quality?: QualityRules;
  readonly scales: ReadonlyMap<string, Scale>;
  readonly questions: ReadonlyMap<string, Question>;
  readonly elements: ReadonlyMap<string, Element>;
  /** Labels of tag values and of names in further files: `dimension.reliability`, `action.text-message`. */
  readonly tagLabels: ReadonlyMap<string, Text>;
  readonly conventions: Conventions;
  /** Options by analysis id, as the analysis's own schema parsed them; an analysis not named does not run. */
  readonly analyses: ReadonlyMap<string, unknown>;
  /** Where a value of the study file stands, by the keys that lead to it: `["analyses", "index", "overall"]`. */
  readonly placeOf: (path: readonly (string | number)[]) => Place;
}

/** Every choice of METHODS that applies to more than one method. All in force are printed on the methodology page. */
export interface Conventions {
  /** Confidence level of intervals, 0-1. */
  readonly level: number;
  /** False discovery rate of a family of tests, 0-1. */
  readonly fdr: number;
  /** 2: 4-5 of 5, 6-7 of 7, 8-10 of 10 (75 % of the scale and above). 1: 5 of 5, 7 of 7, 9-10 of 10 (85 %). */
  readonly top: 1 | 2;
  /** Least share of items that a person's score needs, 0-1. */
  readonly minimumAnswered: number;
  /** Bases: hidden below, indicative below; least count inside a shown table. */
  readonly hideBelow: number;
  readonly cautionBelow: number;
  readonly cellBelow: number;
  /** Lower ends of small, moderate, large for differences of 0-100 scores. */
  readonly sizes: readonly [number, number, number];
  /** Bootstrap draws. */
  readonly draws: number;
}
