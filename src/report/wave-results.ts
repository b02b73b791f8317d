import type { Measure, Outcome } from "../analyses/analysis.ts";
import type { Correction } from "../archive/published.ts";
import type { Study, Wave } from "../study/study.ts";
import type { SampleFacts } from "../weighting/sample-facts.ts";

/** All that the report knows of one wave: results after disclosure, never a row. */
export interface WaveResults {
  readonly study: Study;
  readonly wave: Wave;
  readonly sample: SampleFacts;
  /** By analysis id, in the order of the registry; masked by `disclosure/`. */
  readonly outcomes: ReadonlyMap<string, Outcome<unknown>>;
  readonly measures: readonly Measure[];
  /** SHA-256 (hex) of what decides the figures of the wave. */
  readonly fingerprint: string;
  /** Null: a draft. */
  readonly published: { readonly corrections: readonly Correction[] } | null;
}
