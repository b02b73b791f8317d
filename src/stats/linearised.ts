import type { Statistic } from "./statistic.ts";
import type { Counts, CountsLink, Moments, MomentsLink } from "./tallies.ts";

/**
 * Taylor linearisation: a mean, share or ratio is replaced near its value by a weighted sum of residuals r_i, so that
 * se² = Σ (v_i r_i)² / total² · n/(n − 1), with replacement (METHODS B0; Särndal, Swensson & Wretman 1992, 5.5-5.7).
 */
export interface Linearised {
  readonly value: number;
  readonly n: number;
  /** Kish: (Σv)² / Σv². */
  readonly kish: number;
  /** Σv; for a ratio Σv times the mean of the denominator. */
  readonly total: number;
  /** Σ (v r)². */
  readonly squares: number;
  /** r = offset + Σ coefficients · (values about the shift of the moments). */
  readonly coefficients: readonly number[];
  readonly offset: number;
}

export type ShareStatistic = Extract<Statistic, { kind: "share" }>;

/** Below this part of the terms it is the rest of, a sum of squares is rounding and counts as 0. */
const rounding = 1e-12;

export function standardError({ squares, total, n }: Pick<Linearised, "squares" | "total" | "n">): number {
  return Math.sqrt((squares * n) / (n - 1)) / Math.abs(total);
}

/** Of equal weights the effective number is the number itself. */
export function kishOf(n: number, weight: number, weight2: number): number {
  const kish = (weight * weight) / weight2;
  return kish > n * (1 - 1e-9) ? n : kish;
}

/** The mean of the only column; null where there is nothing to average. */
export function lineariseMean(moments: Moments): Linearised | null {
  if (!(moments.weight > 0)) return null;
  const about = moments.sums[0]! / moments.weight;
  const constant = moments.low[0] === moments.high[0];
  return {
    // Of equal values the mean is that value, whatever the sums have rounded.
    value: constant ? moments.low[0]! : moments.shift[0]! + about,
    n: moments.n,
    kish: kishOf(moments.n, moments.weight, moments.weight2),
    total: moments.weight,
    squares: constant ? 0 : squaresOf(moments, [1], -about),
    coefficients: [1],
    offset: -about,
  };
}

/** mean(first column) / mean(second); null where the second has mean 0. Residual: P − C E. */
export function lineariseRatio(moments: Moments): Linearised | "no-answers" | "zero-denominator" {
  if (!(moments.weight > 0)) return "no-answers";
  const [shiftP, shiftE] = moments.shift as [number, number];
  const meanP = shiftP + moments.sums[0]! / moments.weight;
  const meanE = shiftE + moments.sums[1]! / moments.weight;
  const sizeE = Math.max(Math.abs(moments.low[1]!), Math.abs(moments.high[1]!));
  if (Math.abs(meanE) <= rounding * sizeE) return "zero-denominator";
  const value = meanP / meanE;
  const offset = shiftP - value * shiftE;
  return {
    value,
    n: moments.n,
    kish: kishOf(moments.n, moments.weight, moments.weight2),
    total: moments.weight * meanE,
    squares: squaresOf(moments, [1, -value], offset),
    coefficients: [1, -value],
    offset,
  };
}

/** Σ v² (offset + Σ c x)². */
function squaresOf(moments: Moments, coefficients: readonly number[], offset: number): number {
  const k = coefficients.length;
  let sum = offset * offset * moments.weight2;
  let size = sum;
  const add = (term: number) => {
    sum += term;
    size += Math.abs(term);
  };
  for (let i = 0; i < k; i++) {
    add(2 * offset * coefficients[i]! * moments.sums2[i]!);
    for (let j = 0; j < k; j++) add(coefficients[i]! * coefficients[j]! * moments.products2[i * k + j]!);
  }
  return sum > rounding * size ? sum : 0;
}

/** Σ v_a r_a v_b r_b over the people in both waves. */
export function crossOf(a: Linearised, b: Linearised, link: MomentsLink): number {
  const k = a.coefficients.length;
  let sum = a.offset * b.offset * link.weight;
  for (let i = 0; i < k; i++) {
    sum += b.offset * a.coefficients[i]! * link.sumsA[i]! + a.offset * b.coefficients[i]! * link.sumsB[i]!;
    for (let j = 0; j < k; j++) sum += a.coefficients[i]! * b.coefficients[j]! * link.products[i * k + j]!;
  }
  return sum;
}

/** A share with the people behind it. */
export interface LinearisedShare extends Linearised {
  /** People in the numerator, unweighted. */
  readonly cases: number;
  /** The n that stands in Wilson's and Newcombe's formulas. */
  readonly effectiveN: number;
}

export function lineariseShare(counts: Counts, statistic: ShareStatistic): LinearisedShare | null {
  const inside = { n: 0, weight: 0, weight2: 0 };
  const outside = { n: 0, weight: 0, weight2: 0 };
  counts.values.forEach((value, index) => {
    const side = sideOf(value, statistic);
    if (side === null) return;
    const sum = side ? inside : outside;
    sum.n += counts.n[index]!;
    sum.weight += counts.weight[index]!;
    sum.weight2 += counts.weight2[index]!;
  });
  const n = inside.n + outside.n;
  const total = inside.weight + outside.weight;
  if (!(total > 0)) return null;
  const value = inside.weight / total;
  const squares = inside.weight2 * (1 - value) ** 2 + outside.weight2 * value ** 2;
  const kish = kishOf(n, total, inside.weight2 + outside.weight2);
  const share = { value, n, kish, total, squares, cases: inside.n };
  return { ...share, effectiveN: effectiveShareN(share), coefficients: [1], offset: -value };
}

/** In the numerator, in the denominator only, or (null) in neither. */
function sideOf(value: number, statistic: ShareStatistic): boolean | null {
  if (statistic.among && !statistic.among.includes(value)) return null;
  return statistic.values.includes(value);
}

/**
 * p(1 − p)/se², at most n; Kish's number where fewer than ten people are in the numerator, or outside it (so that a share
 * and its complement have mirrored intervals), for there the linearised variance hangs on a handful. Of equal weights n.
 */
function effectiveShareN(share: Pick<LinearisedShare, "value" | "n" | "kish" | "total" | "squares" | "cases">): number {
  const { value, n, kish, cases } = share;
  if (kish === n || Math.min(cases, n - cases) < 10) return kish;
  return Math.min(n, (value * (1 - value)) / standardError(share) ** 2);
}

/** People in both waves by side: [earlier in?][later in?], n and Σ v_a v_b. */
export interface ShareLink {
  readonly n: number;
  readonly inBoth: number;
  readonly left: number;
  readonly came: number;
  readonly inNeither: number;
  /** Σ v_a r_a v_b r_b. */
  readonly cross: number;
}

export function linkShares(a: Linearised, b: Linearised, link: CountsLink, statistic: ShareStatistic): ShareLink {
  const sum = { inBoth: 0, left: 0, came: 0, inNeither: 0, cross: 0 };
  link.valuesA.forEach((valueA, i) => {
    link.valuesB.forEach((valueB, j) => {
      const before = sideOf(valueA, statistic);
      const after = sideOf(valueB, statistic);
      if (before === null || after === null) return;
      const cell = i * link.valuesB.length + j;
      const n = link.n[cell]!;
      if (before) sum[after ? "inBoth" : "left"] += n;
      else sum[after ? "came" : "inNeither"] += n;
      sum.cross += link.weight[cell]! * (Number(before) - a.value) * (Number(after) - b.value);
    });
  });
  return { ...sum, n: sum.inBoth + sum.left + sum.came + sum.inNeither };
}
