import { normalQuantile } from "./distributions.ts";

/** What a plan takes for granted: the confidence level of intervals and tests, and the power of a test, 0-1. */
interface Certainty {
  readonly level: number;
  readonly power: number;
}

function zOf(level: number): number {
  return normalQuantile((1 - level) / 2, "upper");
}

/** Half the interval of a mean: z sd / √n. */
export function marginOfMean(sd: number, n: number, level: number): number {
  return (zOf(level) * sd) / Math.sqrt(n);
}

/** The least difference between two independent samples of n each that a two-sided test sees with that power: (z + z_power) sd √(2/n). */
export function smallestChange(sd: number, n: number, { level, power }: Certainty): number {
  return (zOf(level) + normalQuantile(power)) * sd * Math.sqrt(2 / n);
}

/** How many answers each of two independent samples needs, so that a change of that size is seen with that power. */
export function answersForChange(sd: number, change: number, { level, power }: Certainty): number {
  return Math.ceil(2 * (((zOf(level) + normalQuantile(power)) * sd) / change) ** 2);
}

/**
 * How many answers a share needs to be known to within ± `margin` whatever it is (Cochran 1977, section 4.4):
 * n0 = z²/4e², of a population of N people n0 / (1 + (n0 − 1)/N). `designEffect` is that of the weights. Rounded up once,
 * at the end; never more than the population.
 */
export function answersForShare(
  margin: number,
  level: number,
  { population, designEffect = 1 }: { readonly population?: number | undefined; readonly designEffect?: number } = {},
): number {
  const unlimited = (designEffect * zOf(level) ** 2 * 0.25) / margin ** 2;
  return Math.ceil(population === undefined ? unlimited : unlimited / (1 + (unlimited - 1) / population));
}

/**
 * The table of Krejcie & Morgan 1970 (Educ Psychol Meas 30:607-610): χ² N p(1 − p) / (e²(N − 1) + χ² p(1 − p)) with
 * χ² = 3.841, p = 0.5, e = 0.05, rounded to the nearest. Cited for comparison; the report's own figure rounds up.
 */
export function krejcieMorgan(population: number): number {
  const spread = 3.841 * 0.25;
  return Math.round((spread * population) / (0.05 ** 2 * (population - 1) + spread));
}
