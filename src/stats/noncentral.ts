import { chiSquareTails, findZero } from "./distributions.ts";
import { incompleteGamma, logGamma } from "./gamma.ts";

/**
 * P(X ≤ x) of a noncentral χ² variable: central ones mixed by a Poisson variable with mean λ/2, summed from its middle
 * outwards, each from its neighbour by P(a + 1, x) = P(a, x) − xᵃ e⁻ˣ / Γ(a + 1).
 */
export function noncentralLower(x: number, df: number, lambda: number): number {
  if (lambda === 0) return chiSquareTails(x, df).lower;
  const half = x / 2;
  const mean = lambda / 2;
  const middle = Math.floor(mean);
  const poisson = Math.exp(middle * Math.log(mean) - mean - logGamma(middle + 1));
  const start = df / 2 + middle;
  const lower = incompleteGamma(start, half).lower;
  const step = Math.exp(start * Math.log(half) - half - logGamma(start + 1));
  let total = poisson * lower;
  let [weight, term, tail] = [poisson, step, lower];
  for (let k = middle + 1; weight > 1e-17; k++) {
    tail = Math.max(0, tail - term);
    term *= half / (df / 2 + k);
    weight *= mean / k;
    total += weight * tail;
  }
  [weight, term, tail] = [poisson, step, lower];
  for (let k = middle; k > 0 && weight > 1e-17; k--) {
    term *= (df / 2 + k) / half;
    tail = Math.min(1, tail + term);
    weight *= k / mean;
    total += weight * tail;
  }
  return Math.min(1, total);
}

/** The λ that an observed χ² value does not reject, from below and from above; 0 where the value is too small for any. */
export function noncentralityInterval(
  x: number,
  df: number,
  level: number,
): { readonly low: number; readonly high: number } {
  const tail = (1 - level) / 2;
  const lambdaAt = (lower: number): number => {
    if (x <= 0 || noncentralLower(x, df, 0) <= lower) return 0;
    let high = Math.max(1, x);
    while (noncentralLower(x, df, high) > lower) high *= 2;
    return findZero((lambda) => noncentralLower(x, df, lambda) - lower, 0, high);
  };
  return { low: lambdaAt(1 - tail), high: lambdaAt(tail) };
}
