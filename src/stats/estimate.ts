import { type BalanceStatistic, balanceInterval, lineariseBalance } from "./balance.ts";
import { computeValue, type FunctionStatistic, replicatesOf, spreadOf } from "./bootstrap.ts";
import { percentileInterval, tInterval, wilsonInterval } from "./intervals.ts";
import {
  kishOf,
  type Linearised,
  lineariseMean,
  lineariseRatio,
  lineariseShare,
  type ShareStatistic,
  standardError,
  whyNoVariance,
} from "./linearised.ts";
import type { Estimated, IntervalMethod, Resampler, Statistic } from "./statistic.ts";
import { type Ask, countsOf, momentsOf, type Tallies } from "./tallies.ts";

export interface EstimateOptions {
  /** Confidence level, 0-1. */
  readonly level: number;
  /** Needed by `function` statistics only. */
  readonly resampler?: Resampler | undefined;
}

/** A statistic's value, interval and base (METHODS B0). What is missing is null with a `why`, never NaN. */
export function estimate(statistic: Statistic, tallies: Tallies, options: EstimateOptions): Estimated {
  switch (statistic.kind) {
    case "mean":
      return estimateLinear(lineariseMean(momentsOf(tallies, [statistic.column])) ?? "no-answers", "t", options.level);
    case "ratio": {
      const moments = momentsOf(tallies, [statistic.numerator, statistic.denominator]);
      const found = lineariseRatio(moments);
      const estimated = estimateLinear(found, "delta", options.level);
      return found === "zero-denominator"
        ? { ...estimated, n: moments.n, effectiveN: kishOf(moments.n, moments.weight, moments.weight2) }
        : estimated;
    }
    case "share":
      return estimateShare(statistic, tallies, options.level);
    case "balance":
      return estimateBalance(statistic, tallies, options.level);
    case "function":
      return estimateFunction(statistic, tallies, options);
  }
}

const nothing = { value: null, low: null, high: null, se: null, df: null, method: "none" } as const;

function estimateLinear(
  found: Linearised | "no-answers" | "zero-denominator",
  method: IntervalMethod,
  level: number,
): Estimated {
  if (typeof found === "string") return { ...nothing, n: 0, effectiveN: 0, why: found };
  const { value, n, df, kish: effectiveN } = found;
  if (df < 1) return { ...nothing, value, n, effectiveN, why: whyNoVariance(found) };
  if (found.squares === 0) return { ...nothing, value, se: 0, df, n, effectiveN, why: "constant" };
  const se = standardError(found);
  return { value, ...tInterval(value, se, df, level), se, df, method, n, effectiveN };
}

function estimateShare(statistic: ShareStatistic, tallies: Tallies, level: number): Estimated {
  const found = lineariseShare(countsOf(tallies, statistic.column), statistic);
  if (found === null) return { ...nothing, n: 0, effectiveN: 0, cases: 0, why: "no-answers" };
  const { value, n, effectiveN, cases } = found;
  const interval = wilsonInterval({ share: value, n: effectiveN }, level);
  return {
    value,
    ...interval,
    se: found.df < 1 ? null : standardError(found),
    df: null,
    method: "wilson",
    n,
    effectiveN,
    cases,
  };
}

function estimateBalance(statistic: BalanceStatistic, tallies: Tallies, level: number): Estimated {
  const found = lineariseBalance(countsOf(tallies, statistic.column), statistic);
  if (found === null) return { ...nothing, n: 0, effectiveN: 0, sides: { plus: 0, minus: 0 }, why: "no-answers" };
  const { value, n, effectiveN, sides } = found;
  const { low, high, se, method } = balanceInterval(found, level);
  return { value, low, high, se: found.df < 1 ? null : se, df: null, method, n, effectiveN, sides };
}

function estimateFunction(
  statistic: FunctionStatistic,
  tallies: Tallies,
  { level, resampler }: EstimateOptions,
): Estimated {
  const base = baseOf(statistic.asks, tallies);
  const value = computeValue(statistic, tallies);
  if (value === null) return { ...nothing, ...base, why: base.n === 0 ? "no-answers" : "not-computable" };
  if (!resampler) return { ...nothing, value, ...base, why: "no-replicates" };
  const spread = spreadOf(replicatesOf(statistic, resampler));
  if (typeof spread === "string") return { ...nothing, value, ...base, why: spread };
  return { value, ...percentileInterval(spread.values, level), se: spread.sd, df: null, method: "bootstrap", ...base };
}

/** A function rests on the smallest of the bases it reads. */
function baseOf(asks: readonly Ask[], tallies: Tallies): { readonly n: number; readonly effectiveN: number } {
  const bases = asks.map((ask) => {
    if (ask.kind === "moments") {
      const { n, weight, weight2 } = momentsOf(tallies, ask.columns);
      return n === 0 ? { n, effectiveN: 0 } : { n, effectiveN: kishOf(n, weight, weight2) };
    }
    const counts = countsOf(tallies, ask.column);
    const n = sum(counts.n);
    return n === 0 ? { n, effectiveN: 0 } : { n, effectiveN: kishOf(n, sum(counts.weight), sum(counts.weight2)) };
  });
  return { n: Math.min(...bases.map((base) => base.n)), effectiveN: Math.min(...bases.map((base) => base.effectiveN)) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
