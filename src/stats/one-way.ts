import { chiSquareQuantile, fQuantile, fTails } from "./distributions.ts";
import type { Moments } from "./tallies.ts";

/** A group of a one-way layout. */
export interface GroupMoments {
  readonly n: number;
  readonly mean: number;
  /** With n − 1. */
  readonly variance: number;
}

/** Analysis of variance of a one-way layout, with its components. */
export interface OneWay {
  readonly groups: number;
  readonly n: number;
  readonly msb: number;
  readonly msw: number;
  readonly f: number;
  readonly df: readonly [number, number];
  readonly p: number;
  /** Share of the variance that lies between groups; below 0 where groups differ less than chance would have it. */
  readonly icc: Bounded;
  /** Standard deviation within groups. */
  readonly within: Bounded;
  /** Standard deviation between groups beyond chance; 0 where the estimate of its square is negative. */
  readonly between: number;
}

interface Bounded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * One-way analysis of variance with ICC(1) = (MSB − MSW)/(MSB + (n0 − 1) MSW), n0 = (N − Σn²/N)/(k − 1) (METHODS B19;
 * Shrout & Fleiss 1979). Interval of the ICC from F quantiles with n0 in place of n (Searle 1971, exact for equal groups);
 * of the standard deviation within from χ². Groups of one count towards the means. Null where fewer than two groups, no
 * group of two, or nothing varies within.
 */
export function analyseOneWay(groups: readonly GroupMoments[], level: number): OneWay | null {
  const filled = groups.filter(({ n }) => n > 0);
  const k = filled.length;
  const n = filled.reduce((sum, group) => sum + group.n, 0);
  const df: readonly [number, number] = [k - 1, n - k];
  if (df[0] < 1 || df[1] < 1) return null;
  const mean = filled.reduce((sum, group) => sum + group.n * group.mean, 0) / n;
  const msb = filled.reduce((sum, group) => sum + group.n * (group.mean - mean) ** 2, 0) / df[0];
  const msw = filled.reduce((sum, group) => sum + (group.n > 1 ? (group.n - 1) * group.variance : 0), 0) / df[1];
  if (!(msw > 0)) return null;
  const n0 = (n - filled.reduce((sum, group) => sum + group.n ** 2, 0) / n) / df[0];
  const f = msb / msw;
  const tail = (1 - level) / 2;
  const iccAt = (ratio: number) => (ratio - 1) / (ratio + n0 - 1);
  return {
    groups: k,
    n,
    msb,
    msw,
    f,
    df,
    p: fTails(f, ...df).upper,
    icc: {
      value: iccAt(f),
      low: iccAt(f / fQuantile(tail, ...df, "upper")),
      high: iccAt(f / fQuantile(tail, ...df, "lower")),
    },
    within: {
      value: Math.sqrt(msw),
      low: Math.sqrt((df[1] * msw) / chiSquareQuantile(tail, df[1], "upper")),
      high: Math.sqrt((df[1] * msw) / chiSquareQuantile(tail, df[1], "lower")),
    },
    between: Math.sqrt(Math.max(0, (msb - msw) / n0)),
  };
}

/** A group's count, weighted mean and weighted variance (scaled by n/(n − 1)) of a single column. */
export function groupMomentsOf({ n, weight, shift, sums, products, low, high }: Moments): GroupMoments {
  if (!(weight > 0)) return { n: 0, mean: 0, variance: 0 };
  const about = sums[0]! / weight;
  const constant = low[0] === high[0];
  const variance = n < 2 || constant ? 0 : ((products[0]! / weight - about * about) * n) / (n - 1);
  return { n, mean: shift[0]! + about, variance };
}
