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
  /** Wave id -> why figures from that wave on are not comparable with earlier ones. */
  readonly breaks: ReadonlyMap<string, Text>;
  readonly place: Place;
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
] as const;
export type ElementTag = (typeof elementTags)[number];

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
  readonly weight?: { readonly column: string; readonly place: Place };
  readonly segments: readonly Segment[];
  readonly unit?: Segment;
  readonly provider?: { readonly column: string; readonly own: string };
  readonly scales: ReadonlyMap<string, Scale>;
  readonly questions: ReadonlyMap<string, Question>;
  readonly elements: ReadonlyMap<string, Element>;
  /** Labels of tag values: `dimension.reliability`, `stage.during`. */
  readonly tagLabels: ReadonlyMap<string, Text>;
  readonly conventions: Conventions;
  /** Options by analysis id, as the analysis's own schema parsed them; an analysis not named does not run. */
  readonly analyses: ReadonlyMap<string, unknown>;
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
