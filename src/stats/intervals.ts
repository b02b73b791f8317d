import { chiSquareQuantile, normalQuantile, studentQuantile } from "./distributions.ts";
import { quantile } from "./quantile.ts";
import type { Compared, ShareOf } from "./statistic.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** value ± t se; df null: normal. */
export function tInterval(value: number, se: number, df: number | null, level: number): Interval {
  const half = se * (df === null ? normalAt(level) : studentAt(level, df));
  return { low: value - half, high: value + half };
}

let lastNormal: { readonly level: number; readonly z: number } | undefined;

/** The normal quantile of a two-sided level; tables of shares ask for one level thousands of times. */
function normalAt(level: number): number {
  if (lastNormal?.level !== level) lastNormal = { level, z: normalQuantile((1 - level) / 2, "upper") };
  return lastNormal.z;
}

let lastStudent: { readonly level: number; readonly byDf: Map<number, number> } | undefined;

/** Student's quantile of a two-sided level; many estimates rest on equally many answers. */
function studentAt(level: number, df: number): number {
  if (lastStudent?.level !== level) lastStudent = { level, byDf: new Map() };
  const known = lastStudent.byDf.get(df);
  if (known !== undefined) return known;
  const t = studentQuantile((1 - level) / 2, df, "upper");
  lastStudent.byDf.set(df, t);
  return t;
}

/** Score interval of a share (Wilson 1927); n may be an effective number. Never empty, also at shares of 0 and 1. */
export function wilsonInterval({ share, n }: ShareOf, level: number): Interval {
  const z = normalAt(level);
  const scale = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / scale;
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / scale;
  return { low: share === 0 ? 0 : centre - half, high: share === 1 ? 1 : centre + half };
}

/** Exact interval of the mean of a Poisson count (Garwood 1936). */
export function poissonInterval(count: number, level: number): Interval {
  const tail = (1 - level) / 2;
  return {
    low: count === 0 ? 0 : chiSquareQuantile(tail, 2 * count) / 2,
    high: chiSquareQuantile(tail, 2 * count + 2, "upper") / 2,
  };
}

/**
 * Interval of later − earlier from the two Wilson intervals: Newcombe 1998 (Stat Med 17:873-890, method 10) with no
 * correlation, Newcombe 1998 (Stat Med 17:2635-2650, method 10) with that of the same people.
 */
function newcombeInterval(earlier: ShareOf, later: ShareOf, correlation: number, level: number): Interval {
  const a = wilsonInterval(earlier, level);
  const b = wilsonInterval(later, level);
  const difference = later.share - earlier.share;
  return {
    low: difference - combine(later.share - b.low, a.high - earlier.share, correlation),
    high: difference + combine(b.high - later.share, earlier.share - a.low, correlation),
  };
}

function combine(x: number, y: number, correlation: number): number {
  return Math.sqrt(Math.max(0, x * x - 2 * correlation * x * y + y * y));
}

/** The percentile interval of replicates in ascending order. */
export function percentileInterval(ascending: ArrayLike<number>, level: number): Interval {
  return { low: quantile(ascending, (1 - level) / 2), high: quantile(ascending, (1 + level) / 2) };
}

/** The interval of a difference at another level. */
export function intervalAt(
  compared: Pick<Compared, "difference" | "basis">,
  level: number,
): { readonly low: number | null; readonly high: number | null } {
  const { difference, basis } = compared;
  if (difference === null) return { low: null, high: null };
  switch (basis.kind) {
    case "t":
      return tInterval(difference, basis.se, basis.df, level);
    case "wald":
      return tInterval(basis.centre, basis.se, null, level);
    case "newcombe":
      return newcombeInterval(basis.earlier, basis.later, basis.correlation, level);
    case "wilson": {
      const { low, high } = wilsonInterval(basis.own, level);
      return { low: low - basis.constant, high: high - basis.constant };
    }
    case "bootstrap":
      return percentileInterval(basis.differences, level);
    case "none":
      return { low: null, high: null };
  }
}
