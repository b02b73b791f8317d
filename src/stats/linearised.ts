import type { Statistic } from "./statistic.ts";
import type { Counts, CountsLink, Moments, MomentsLink, Spread } from "./tallies.ts";

/**
 * Taylor linearisation: a mean, share or ratio is replaced near its value by a weighted sum of residuals r_i, so that
 * se² = Σ (v_i r_i)² / total² · n/(n − 1), with replacement (METHODS B0; Särndal, Swensson & Wretman 1992, 5.5-5.7); where
 * the tallies carry a spread, the variance of Σ v_i r_i comes from it.
 */
export interface Linearised {
  readonly value: number;
  readonly n: number;
  /** n − 1, or that of the spread; below 1 there is no variance. */
  readonly df: number;
  /** Kish: (Σv)² / Σv². */
  readonly kish: number;
  /** Σv; for a ratio Σv times the mean of the denominator. */
  readonly total: number;
  /** Σ (v r)², which `factor` = n/(n − 1) makes a variance; a spread is one already, its factor being 1. */
  readonly squares: number;
  readonly factor: number;
  /** Rows of equal weight, drawn one by one: what exact tests are made for. */
  readonly simple: boolean;
  /** r = offset + Σ coefficients · (values about the shift of the moments). */
  readonly coefficients: readonly number[];
  readonly offset: number;
}

export type ShareStatistic = Extract<Statistic, { kind: "share" }>;

/** Below this part of the terms it is the rest of, a sum of squares is rounding and counts as 0. */
const rounding = 1e-12;

export function standardError({ squares, factor, total }: Pick<Linearised, "squares" | "factor" | "total">): number {
  return Math.sqrt(squares * factor) / Math.abs(total);
}

/** Why there is no variance: one answer only, or answers of one sampling unit (a stratum) only. */
export function whyNoVariance({ n }: Pick<Linearised, "n">): "one-answer" | "one-unit" {
  return n < 2 ? "one-answer" : "one-unit";
}

function drawingOf(tally: { readonly spread?: Spread }, n: number, kish: number) {
  const { spread } = tally;
  return spread
    ? { n, kish, df: spread.df, factor: 1, simple: false }
    : { n, kish, df: n - 1, factor: n / (n - 1), simple: kish === n };
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
    ...drawingOf(moments, moments.n, kishOf(moments.n, moments.weight, moments.weight2)),
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
    ...drawingOf(moments, moments.n, kishOf(moments.n, moments.weight, moments.weight2)),
    total: moments.weight * meanE,
    squares: squaresOf(moments, [1, -value], offset),
    coefficients: [1, -value],
    offset,
  };
}

/** Σ v² (offset + Σ c x)², or what stands in its place. */
function squaresOf(moments: Moments, coefficients: readonly number[], offset: number): number {
  if (moments.spread) return formOf(moments.spread, [offset, ...coefficients]);
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

/** c'(matrix)c, 0 where it is rounding. */
function formOf({ matrix }: Spread, coefficients: readonly number[]): number {
  let sum = 0;
  let size = 0;
  coefficients.forEach((a, i) => {
    coefficients.forEach((b, j) => {
      const term = a * b * matrix[i * coefficients.length + j]!;
      sum += term;
      size += Math.abs(term);
    });
  });
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
  const found = lineariseScores(counts, (value) => {
    const side = sideOf(value, statistic);
    return side === null ? null : Number(side);
  });
  if (found === null) return null;
  const cases = counts.n.reduce((sum, n, k) => sum + (sideOf(counts.values[k]!, statistic) ? n : 0), 0);
  return { ...found, cases, effectiveN: effectiveShareN({ ...found, cases }) };
}

/** The mean score of the people whose value has one (null: not in the base); null where there is nobody. */
export function lineariseScores(counts: Counts, scoreOf: (value: number) => number | null): Linearised | null {
  const scores = counts.values.map(scoreOf);
  const over = (sums: readonly number[], term: (score: number) => number) =>
    sums.reduce((sum, x, k) => sum + (scores[k] === null ? 0 : x * term(scores[k]!)), 0);
  const total = over(counts.weight, () => 1);
  if (!(total > 0)) return null;
  const n = over(counts.n, () => 1);
  const value = over(counts.weight, (score) => score) / total;
  const drawing = drawingOf(
    counts,
    n,
    kishOf(
      n,
      total,
      over(counts.weight2, () => 1),
    ),
  );
  const squares = counts.spread
    ? formOf(
        counts.spread,
        scores.map((score) => (score === null ? 0 : score - value)),
      )
    : over(counts.weight2, (score) => (score - value) ** 2);
  return { value, ...drawing, total, squares, coefficients: [1], offset: -value };
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
function effectiveShareN(share: Omit<LinearisedShare, "effectiveN">): number {
  const { value, n, kish, cases, simple, df } = share;
  if (simple || df < 1 || Math.min(cases, n - cases) < 10) return kish;
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
