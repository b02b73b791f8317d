import type { Resampler, Statistic } from "./statistic.ts";
import type { Tallies } from "./tallies.ts";

export type FunctionStatistic = Extract<Statistic, { kind: "function" }>;

/** Replicates that could not be computed are left out; above this part of them no interval is given. */
const mostFailed = 0.05;

/** A function's value; what is not a finite number counts as not computable. */
export function computeValue(statistic: FunctionStatistic, tallies: Tallies): number | null {
  const value = statistic.of(tallies);
  return value !== null && Number.isFinite(value) ? value : null;
}

/** The value of every draw; null where it cannot be computed. */
export function replicatesOf(statistic: FunctionStatistic, resampler: Resampler): readonly (number | null)[] {
  return Array.from({ length: resampler.draws }, (_, draw) => computeValue(statistic, resampler.tallies(draw)));
}

export interface Spread {
  /** Ascending. */
  readonly values: Float64Array;
  readonly sd: number;
}

/** The replicates as a distribution; `unstable` when too many failed, `constant` when they do not differ. */
export function spreadOf(replicates: readonly (number | null)[]): Spread | "unstable" | "constant" {
  const values = Float64Array.from(replicates.filter((value) => value !== null)).sort();
  const n = values.length;
  if (n < 2 || n < (1 - mostFailed) * replicates.length) return "unstable";
  if (values[0] === values[n - 1]) return "constant";
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { values, sd: Math.sqrt(squares / (n - 1)) };
}
