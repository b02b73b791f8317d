import { deviance, logGamma, stirlingError, type Tails } from "./gamma.ts";

/** Density of successes k (real, 0 < k < n) in n trials, by the saddle point (Loader 2000). `q` is 1 − p. */
export function binomialDensity(k: number, n: number, p: number, q: number): number {
  const rest = n - k;
  const log = stirlingError(n) - stirlingError(k) - stirlingError(rest) - deviance(k, n * p) - deviance(rest, n * q);
  return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * k * rest));
}

export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/**
 * The regularised incomplete beta function I_x(a, b) and its complement, a and b > 0. `y` is 1 − x, given apart because
 * near 1 the difference would be all that counts.
 */
export function incompleteBeta(a: number, b: number, x: number, y: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  // x^a y^b / B(a, b)
  const front = ((a * b) / (a + b)) * binomialDensity(a, a + b, x, y);
  if (x * (a + b + 2) < a + 1) {
    const lower = (front / a) * betaFraction(a, b, x);
    return { lower, upper: 1 - lower };
  }
  const upper = (front / b) * betaFraction(b, a, y);
  return { lower: 1 - upper, upper };
}

/** The continued fraction of the incomplete beta function by the modified Lentz method (DLMF 8.17.22). */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const ends = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / ends(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 1_000_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / ends(1 + even * d);
    c = ends(1 + even / c);
    value *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / ends(1 + odd * d);
    c = ends(1 + odd / c);
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 2e-16) return value;
  }
  throw new Error(`The incomplete beta fraction did not end for a = ${a}, b = ${b}, x = ${x}.`);
}
