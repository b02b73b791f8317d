import { searchWeights } from "../../stats/genetic.ts";
import { greyOfUnits } from "../../stats/grey.ts";
import { seedOf } from "../../stats/resampling.ts";

export const population = 60;
export const generations = 200;
export const bounds = [0.05, 0.5] as const;

/** Means of the units on each indicator, and their overall satisfaction. */
export interface UnitMeans {
  readonly matrix: readonly (readonly number[])[];
  readonly overall: readonly number[];
}

/** `fitOf` the grades under given weights, again and again: nothing is allocated. */
function fitterOf(
  coefficients: readonly (readonly number[])[],
  overall: readonly number[],
): (weights: Float64Array) => number {
  const size = coefficients[0]!.length;
  const flat = Float64Array.from(coefficients.flat());
  const grades = new Float64Array(coefficients.length);
  return (weights) => {
    for (let i = 0; i < grades.length; i++) {
      let grade = 0;
      for (let k = 0; k < size; k++) grade += weights[k]! * flat[i * size + k]!;
      grades[i] = grade;
    }
    return fitOf(grades, overall);
  };
}

/** Squared correlation; 0 where grades run against satisfaction, or do not vary. */
function fitOf(grades: ArrayLike<number>, overall: readonly number[]): number {
  const n = grades.length;
  let [sx, sy] = [0, 0];
  for (let i = 0; i < n; i++) {
    sx += grades[i]!;
    sy += overall[i]!;
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const x = grades[i]! - sx / n;
    const y = overall[i]! - sy / n;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  return xy <= 0 || xx < 1e-18 || yy < 1e-18 ? 0 : (xy * xy) / (xx * yy);
}

/** The fit of given weights to these answers. Null where no indicator varies. */
export function fitWith({ matrix, overall }: UnitMeans, weights: readonly number[], rho: number): number | null {
  const found = greyOfUnits(
    matrix,
    weights.map(() => 1 as const),
    weights,
    rho,
  );
  return found && fitOf(found.grades, overall);
}

/** Weights with the largest fit to these answers; null where the bounds cannot be kept or an indicator does not vary. */
export function searchOn(
  { matrix, overall }: UnitMeans,
  plain: readonly number[],
  rho: number,
  name: string,
): { readonly weights: readonly number[]; readonly seed: number } | null {
  const size = plain.length;
  const found = greyOfUnits(
    matrix,
    plain.map(() => 1 as const),
    plain.map(() => 1),
    rho,
  );
  if (!found || found.kept.length < size) return null;
  const seed = seedOf(`${name} grey`);
  const searched = searchWeights(fitterOf(found.coefficients, overall), plain, {
    size,
    low: bounds[0],
    high: bounds[1],
    population,
    generations,
    seed,
  });
  return searched && { weights: searched.weights, seed };
}
