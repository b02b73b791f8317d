import { incompleteBeta, logBeta } from "./beta.ts";
import { incompleteGamma, type Tails } from "./gamma.ts";

/**
 * Distribution functions with both tails. Ten digits and more, from the centre to 1e-300.
 */

function mirrored(negative: boolean, outer: number): Tails {
  return negative ? { lower: outer, upper: 1 - outer } : { lower: 1 - outer, upper: outer };
}

export function normalTails(z: number): Tails {
  return mirrored(z < 0, incompleteGamma(0.5, (z * z) / 2).upper / 2);
}

/** Student's t; df > 0, whole or not. */
export function studentTails(t: number, df: number): Tails {
  return mirrored(t < 0, studentOuter(Math.abs(t), df));
}

/** P(T > t), t >= 0. */
function studentOuter(t: number, df: number): number {
  const square = t * t;
  // Beyond this the other term of I_x(df/2, 1/2) is below rounding, and t² may not be a number any more.
  if (square > 1e40 * df) return Math.exp(-df * Math.log(t / Math.sqrt(df)) - logBeta(df / 2, 0.5) - Math.log(df));
  const { lower } = incompleteBeta(df / 2, 0.5, df / (df + square), square / (df + square));
  return lower / 2;
}

/** F with df1 and df2 degrees of freedom. */
export function fTails(f: number, df1: number, df2: number): Tails {
  if (f <= 0) return { lower: 0, upper: 1 };
  return incompleteBeta(df1 / 2, df2 / 2, 1 / (1 + df2 / (df1 * f)), 1 / (1 + (df1 * f) / df2));
}

export function chiSquareTails(x: number, df: number): Tails {
  return incompleteGamma(df / 2, x / 2);
}

/** lower = P(X <= k), upper = P(X > k) for k successes in n trials. */
export function binomialTails(k: number, n: number, p: number): Tails {
  if (k < 0) return { lower: 0, upper: 1 };
  if (k >= n) return { lower: 1, upper: 0 };
  const { lower, upper } = incompleteBeta(k + 1, n - k, p, 1 - p);
  return { lower: upper, upper: lower };
}

/** lower = P(X <= k), upper = P(X > k) for a Poisson variable. */
export function poissonTails(k: number, mean: number): Tails {
  if (k < 0) return { lower: 0, upper: 1 };
  const { lower, upper } = incompleteGamma(k + 1, mean);
  return { lower: upper, upper: lower };
}

/** A probability by the side it lies on: quantiles far out need the upper tail itself. */
export type Side = "lower" | "upper";

export function normalQuantile(p: number, side: Side = "lower"): number {
  return symmetricQuantile(p, side, (z) => incompleteGamma(0.5, (z * z) / 2));
}

export function studentQuantile(p: number, df: number, side: Side = "lower"): number {
  return symmetricQuantile(p, side, (t) => {
    const square = t * t;
    if (square > 1e40 * df) return { lower: 1, upper: 2 * studentOuter(t, df) };
    return incompleteBeta(0.5, df / 2, square / (df + square), df / (df + square));
  });
}

export function chiSquareQuantile(p: number, df: number, side: Side = "lower"): number {
  return positiveQuantile(p, side, (x) => chiSquareTails(x, df));
}

export function fQuantile(p: number, df1: number, df2: number, side: Side = "lower"): number {
  return positiveQuantile(p, side, (f) => fTails(f, df1, df2));
}

/** A quantile of a variable symmetric about 0, from the tails of its absolute value. */
function symmetricQuantile(p: number, side: Side, absolute: (x: number) => Tails): number {
  if (p === 0.5) return 0;
  const sign = p < 0.5 === (side === "upper") ? 1 : -1;
  const outer = Math.min(p, 1 - p);
  // Near the centre the distance from 1/2 is what is known exactly, far out the tail.
  const x =
    outer > 0.25
      ? positiveQuantile(2 * Math.abs(p - 0.5), "lower", absolute)
      : positiveQuantile(2 * outer, "upper", absolute);
  return sign * x;
}

/**
 * The x > 0 with a given tail, found on the logarithm of the smaller tail against ln x, where power tails and exponential
 * tails are both tame.
 */
function positiveQuantile(p: number, side: Side, tails: (x: number) => Tails): number {
  if (!(p >= 0 && p <= 1)) throw new Error(`A quantile needs a probability, not ${p}.`);
  if (p === 0 || p === 1) return (p === 0) === (side === "lower") ? 0 : Number.POSITIVE_INFINITY;
  const small: Side = p <= 0.5 ? side : side === "lower" ? "upper" : "lower";
  const target = Math.log(p <= 0.5 ? p : 1 - p);
  const direction = small === "lower" ? 1 : -1;
  // Rises with u = ln x and is 0 at the quantile.
  const miss = (u: number) => direction * (Math.log(tails(Math.exp(u))[small]) - target);
  let low = 0;
  let high = 0;
  for (let step = 1; miss(low) > 0; step *= 2) {
    high = low;
    low -= step;
  }
  for (let step = 1; miss(high) < 0; step *= 2) {
    low = high;
    high += step;
  }
  return Math.exp(low === high ? low : findZero(miss, low, high));
}

/** The zero of a function between two points where its sign differs (Chandrupatla 1997): bisection, or inverse quadratic interpolation where that is safe. */
export function findZero(f: (u: number) => number, from: number, to: number): number {
  // a: newest point; b: on the other side of the zero; c: the point before.
  let a = to;
  let b = from;
  let c = from;
  let fa = f(a);
  let fb = f(b);
  let fc = fb;
  let part = 0.5;
  for (let round = 0; round < 2000; round++) {
    const u = a + part * (b - a);
    const fu = f(u);
    if (fu > 0 === fa > 0) {
      c = a;
      fc = fa;
    } else {
      c = b;
      fc = fb;
      b = a;
      fb = fa;
    }
    a = u;
    fa = fu;
    const best = Math.abs(fb) < Math.abs(fa) ? b : a;
    const least = (2e-16 * Math.max(1, Math.abs(best))) / Math.abs(b - a);
    if (least > 0.5 || fa === 0) return best;
    const xi = (a - b) / (c - b);
    const phi = (fa - fb) / (fc - fb);
    const safe = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
    part = safe ? (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb)) : 0.5;
    part = Math.min(1 - least, Math.max(least, part));
  }
  throw new Error("A quantile was not found.");
}
