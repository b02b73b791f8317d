/**
 * How well the items of a block measure one thing, from covariances and loadings alone. Matrices are flat, row by row; a
 * figure that cannot be had is null.
 */

/** Cronbach's alpha (1951) of a covariance matrix: k/(k − 1) (1 − Σ variances / variance of the sum). Of correlations: the standardised alpha. */
export function alphaOf(covariances: Float64Array): number | null {
  const k = Math.sqrt(covariances.length);
  if (k < 2) return null;
  let diagonal = 0;
  let total = 0;
  for (let i = 0; i < k; i++) {
    diagonal += covariances[i * k + i]!;
    for (let j = 0; j < k; j++) total += covariances[i * k + j]!;
  }
  return total > 0 ? (k / (k - 1)) * (1 - diagonal / total) : null;
}

export interface ItemTotal {
  /** Correlation with the sum of the other items. */
  readonly corrected: number | null;
  /** Alpha of the other items; null where they are fewer than two. */
  readonly alphaWithout: number | null;
}

/** Each item against the rest of its block, from the covariances. */
export function itemTotalsOf(covariances: Float64Array): readonly ItemTotal[] {
  const k = Math.sqrt(covariances.length);
  return Array.from({ length: k }, (_, item) => {
    const others = Array.from({ length: k }, (__, j) => j).filter((j) => j !== item);
    const rest = partOf(covariances, others, others);
    const variance = rest.reduce((sum, value) => sum + value, 0);
    const shared = others.reduce((sum, j) => sum + covariances[item * k + j]!, 0);
    const size = Math.sqrt(covariances[item * k + item]! * variance);
    return { corrected: size > 0 ? shared / size : null, alphaWithout: alphaOf(rest) };
  });
}

/** Some rows and columns of a square matrix. */
export function partOf(matrix: Float64Array, rows: readonly number[], columns: readonly number[]): Float64Array {
  const k = Math.sqrt(matrix.length);
  const part = new Float64Array(rows.length * columns.length);
  rows.forEach((row, i) => {
    columns.forEach((column, j) => {
      part[i * columns.length + j] = matrix[row * k + column]!;
    });
  });
  return part;
}

/** The largest change of a loading in the last round, and the most rounds. */
const settled = 1e-12;
const mostRounds = 10_000;

/**
 * Loadings of one common factor by minres, unweighted least squares of the correlations off the diagonal (Harman & Jones
 * 1966): each loading in turn takes its best value, Σ r_ij λ_j / Σ λ_j² over the other items. Two items share their
 * correlation alike, √r. Null where it does not settle, an item is left no variance of its own (Heywood), or the items have
 * nothing in common. The sum of the loadings is positive.
 */
export function oneFactorOf(correlations: Float64Array): Float64Array | null {
  const k = Math.sqrt(correlations.length);
  if (k < 2) return null;
  if (k === 2) return correlations[1]! > 0 ? new Float64Array(2).fill(Math.sqrt(correlations[1]!)) : null;
  const loadings = new Float64Array(k).fill(Math.sqrt(0.5));
  for (let round = 0; round < mostRounds; round++) {
    let largest = 0;
    for (let i = 0; i < k; i++) {
      let cross = 0;
      let squares = 0;
      for (let j = 0; j < k; j++) {
        if (j === i) continue;
        cross += correlations[i * k + j]! * loadings[j]!;
        squares += loadings[j]! ** 2;
      }
      if (squares === 0) return null;
      const next = cross / squares;
      largest = Math.max(largest, Math.abs(next - loadings[i]!));
      loadings[i] = next;
    }
    if (!Number.isFinite(largest)) return null;
    if (largest >= settled) continue;
    if (loadings.some((loading) => Math.abs(loading) >= 1)) return null;
    const sum = loadings.reduce((total, loading) => total + loading, 0);
    return sum < 0 ? loadings.map((loading) => -loading) : loadings;
  }
  return null;
}

/**
 * (Σλ)² / ((Σλ)² + Σ(1 − λ²)), the part of a sum's variance that is the construct's: of the loadings on one common factor
 * McDonald's omega (1999), of the loadings on a composite rho_C (Jöreskog 1971; Werts, Linn & Jöreskog 1974).
 */
export function congenericOf(loadings: ArrayLike<number>): number {
  let sum = 0;
  let own = 0;
  for (let i = 0; i < loadings.length; i++) {
    sum += loadings[i]!;
    own += 1 - loadings[i]! ** 2;
  }
  return sum ** 2 / (sum ** 2 + own);
}

/** Average variance extracted: the mean squared loading (Fornell & Larcker 1981). */
export function extractedOf(loadings: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < loadings.length; i++) squares += loadings[i]! ** 2;
  return squares / loadings.length;
}

/**
 * rho_A (Dijkstra & Henseler 2015): (w'w)² · w'(R − diag R)w / w'(ww' − diag ww')w, for Mode A weights w that give the
 * composite variance 1 (w'Rw = 1), R the block's correlations. A block of one item: 1. Null where the items have nothing in
 * common.
 */
export function rhoAOf(weights: ArrayLike<number>, correlations: Float64Array): number | null {
  const k = weights.length;
  if (k === 1) return 1;
  let squares = 0;
  let fourths = 0;
  let shared = 0;
  for (let i = 0; i < k; i++) {
    squares += weights[i]! ** 2;
    fourths += weights[i]! ** 4;
    for (let j = 0; j < k; j++) if (j !== i) shared += weights[i]! * weights[j]! * correlations[i * k + j]!;
  }
  const own = squares ** 2 - fourths;
  return own > 0 ? (squares ** 2 * shared) / own : null;
}

/**
 * Heterotrait-monotrait ratio of two blocks (Henseler, Ringle & Sarstedt 2015; absolute correlations as in seminr): the mean
 * correlation between their items over the geometric mean of the mean correlations within each. Within a block of one item
 * it is 1. Places are rows of the matrix.
 */
export function htmtOf(correlations: Float64Array, one: readonly number[], other: readonly number[]): number | null {
  const k = Math.sqrt(correlations.length);
  const size = (i: number, j: number) => Math.abs(correlations[i * k + j]!);
  const mean = (rows: readonly number[], columns: readonly number[]) => {
    let sum = 0;
    let pairs = 0;
    for (const i of rows) {
      for (const j of columns) {
        if (i === j) continue;
        sum += size(i, j);
        pairs++;
      }
    }
    return pairs === 0 ? 1 : sum / pairs;
  };
  const within = mean(one, one) * mean(other, other);
  return within > 0 ? mean(one, other) / Math.sqrt(within) : null;
}
