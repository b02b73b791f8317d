/** Grey relational analysis (Deng 1982) and absolute incidence (Liu). Matrices are by row; a column is an indicator. */

/** Min-max by direction: 1 is the best row of a column, 0 the worst. Null where a column does not vary. */
function idealScale(column: readonly number[], direction: 1 | -1): readonly number[] | null {
  const low = Math.min(...column);
  const high = Math.max(...column);
  if (low === high) return null;
  return column.map((x) => (direction === 1 ? x - low : high - x) / (high - low));
}

/** A series by its own mean. */
export function meanScale(series: readonly number[]): readonly number[] {
  const mean = series.reduce((sum, x) => sum + x, 0) / series.length;
  return series.map((x) => x / mean);
}

/**
 * ξ = (Δmin + ρ Δmax) / (Δ + ρ Δmax), Δ the distance to the reference, least and largest over all rows and columns. All 1 where
 * nothing differs from the reference.
 */
export function greyCoefficients(
  reference: readonly number[],
  rows: readonly (readonly number[])[],
  rho: number,
): readonly (readonly number[])[] {
  const distances = rows.map((row) => row.map((x, k) => Math.abs(x - reference[k]!)));
  let least = Number.POSITIVE_INFINITY;
  let largest = 0;
  for (const row of distances)
    for (const distance of row) {
      if (distance < least) least = distance;
      if (distance > largest) largest = distance;
    }
  if (largest === 0) return distances.map((row) => row.map(() => 1));
  return distances.map((row) => row.map((distance) => (least + rho * largest) / (distance + rho * largest)));
}

/** Σ w ξ with weights brought to 1. */
export function greyGrades(
  coefficients: readonly (readonly number[])[],
  weights: ArrayLike<number>,
): readonly number[] {
  let total = 0;
  for (let k = 0; k < weights.length; k++) total += weights[k]!;
  return coefficients.map((row) => row.reduce((sum, xi, k) => sum + (weights[k]! / total) * xi, 0));
}

/** Units against the ideal: constant columns are left out and the other weights brought to 1. Null where every column is constant. */
export function greyOfUnits(
  matrix: readonly (readonly number[])[],
  directions: readonly (1 | -1)[],
  weights: readonly number[],
  rho: number,
): {
  readonly grades: readonly number[];
  readonly coefficients: readonly (readonly number[])[];
  readonly kept: readonly number[];
} | null {
  const scaled = directions.map((direction, k) =>
    idealScale(
      matrix.map((row) => row[k]!),
      direction,
    ),
  );
  const kept = directions.map((_, k) => k).filter((k) => scaled[k] !== null && weights[k]! > 0);
  if (kept.length === 0) return null;
  const rows = matrix.map((_, i) => kept.map((k) => scaled[k]![i]!));
  const coefficients = greyCoefficients(
    kept.map(() => 1),
    rows,
    rho,
  );
  return {
    grades: greyGrades(
      coefficients,
      kept.map((k) => weights[k]!),
    ),
    coefficients,
    kept,
  };
}

/** ε = (1 + |s₀| + |s₁|) / (1 + |s₀| + |s₁| + |s₁ − s₀|), s the sum of a series' zero-start image with its last half. */
export function absoluteIncidence(first: readonly number[], second: readonly number[]): number {
  const area = (series: readonly number[]) =>
    series.slice(1).reduce((sum, x, k, rest) => sum + (x - series[0]!) * (k === rest.length - 1 ? 0.5 : 1), 0);
  const [a, b] = [area(first), area(second)];
  const size = 1 + Math.abs(a) + Math.abs(b);
  return size / (size + Math.abs(b - a));
}
