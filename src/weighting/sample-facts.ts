import type { Sample, WeightSummary } from "./sample.ts";

/** What became of the rows of a wave before anything was computed. */
export interface SampleFacts {
  /** The answers' file, relative to the study's folder. */
  readonly file: string;
  /** SHA-256 (hex) of the tallies: the same answers in another order have the same. */
  readonly hash: string;
  readonly encoding: string;
  readonly read: number;
  readonly kept: number;
  /** Rows left out, by check (`duplicates`, `unanswered`). */
  readonly excluded: readonly { readonly check: string; readonly rows: number }[];
  readonly weights: WeightSummary;
  readonly resampled: Sample["resampled"];
}
