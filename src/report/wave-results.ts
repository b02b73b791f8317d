import type { Measure, Outcome } from "../analyses/analysis.ts";
import type { Study, Wave } from "../study/study.ts";
import type { Sample, WeightSummary } from "../weighting/sample.ts";

/** What became of the rows of a wave before anything was computed. */
export interface SampleFacts {
  /** The answers' file, relative to the study's folder, and its SHA-256 (hex). */
  readonly file: string;
  readonly hash: string;
  readonly encoding: string;
  readonly read: number;
  readonly kept: number;
  /** Rows left out, by check (`duplicates`, `unanswered`). */
  readonly excluded: readonly { readonly check: string; readonly rows: number }[];
  readonly weights: WeightSummary;
  readonly resampled: Sample["resampled"];
}

/** All that the report knows of one wave: results after disclosure, never a row. */
export interface WaveResults {
  readonly study: Study;
  readonly wave: Wave;
  readonly sample: SampleFacts;
  /** By analysis id, in the order of the registry; masked by `disclosure/`. */
  readonly outcomes: ReadonlyMap<string, Outcome<unknown>>;
  readonly measures: readonly Measure[];
}
