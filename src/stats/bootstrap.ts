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
  const known = resampler.replicates?.(statistic.id);
  return (
    known ?? Array.from({ length: resampler.draws }, (_, draw) => computeValue(statistic, resampler.tallies(draw)))
  );
}

/**
 * The resampler with the replicates of these statistics: at the first question every draw is made once and all of them
 * read it, so that no draw has to be kept.
 */
export function evaluateTogether(resampler: Resampler, statistics: readonly FunctionStatistic[]): Resampler {
  const distinct = [...new Map(statistics.map((statistic) => [statistic.id, statistic])).values()];
  let values: ReadonlyMap<string, (number | null)[]> | undefined;
  const evaluate = () => {
    const made = distinct.map(() => new Array<number | null>(resampler.draws));
    for (let draw = 0; draw < resampler.draws; draw++) {
      const tallies = resampler.tallies(draw);
      for (let k = 0; k < distinct.length; k++) made[k]![draw] = computeValue(distinct[k]!, tallies);
    }
    return new Map(distinct.map(({ id }, k) => [id, made[k]!]));
  };
  return {
    ...resampler,
    replicates(id) {
      values ??= evaluate();
      return values.get(id);
    },
  };
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
