import { binomialDensity } from "./beta.ts";

/**
 * Fisher's exact two-sided p of a 2 x 2 table: the chance, margins kept, of every table at most as likely as this one.
 * `casesA` of `nA` against `casesB` of `nB`.
 */
export function fisherExact(casesA: number, nA: number, casesB: number, nB: number): number {
  const cases = casesA + casesB;
  const from = Math.max(0, cases - nB);
  const to = Math.min(nA, cases);
  const densities = Array.from({ length: to - from + 1 }, (_, step) => hypergeometric(from + step, nA, nB, cases));
  // Tables that are equally likely differ by rounding alone.
  const bound = densities[casesA - from]! * (1 + 1e-7);
  const all = densities.reduce((sum, density) => sum + density, 0);
  return Math.min(1, densities.reduce((sum, density) => sum + (density <= bound ? density : 0), 0) / all);
}

/** P(k of the `cases` fall among nA), from three binomial densities: no factorial of a large number is formed (Loader 2000). */
function hypergeometric(k: number, nA: number, nB: number, cases: number): number {
  const n = nA + nB;
  const p = cases / n;
  return (density(k, nA, p) * density(cases - k, nB, p)) / density(cases, n, p);
}

function density(k: number, n: number, p: number): number {
  if (k === 0) return Math.exp(n * Math.log1p(-p));
  if (k === n) return Math.exp(n * Math.log(p));
  return binomialDensity(k, n, p, 1 - p);
}
