/** How a matrix is brought to parts of 1 column by column before its entropy is taken. */
export type EntropyNormalisation = "column-share" | "min-max" | "shift";

export interface EntropyWeights {
  /** Per column 0-1: 1 where all rows are alike. */
  readonly entropy: readonly number[];
  /** 1 − entropy: how far the column tells rows apart. */
  readonly divergence: readonly number[];
  /** Divergence as shares of 1; equal weights where no column tells rows apart (`flat`). */
  readonly weights: readonly number[];
  readonly flat: boolean;
}

/** Of the scaled range; what SPSSAU adds so that no part is 0. */
const shiftBy = 0.01;

/**
 * Entropy weights (Shannon 1948; Zeleny 1982): p_ij = x_ij / Σ_i x_ij, e_j = −(1 / ln m) Σ_i p ln p with 0 ln 0 = 0,
 * d = 1 − e, w = d / Σ d. `matrix` row by row, m rows, higher being better in every column. `column-share` takes the numbers
 * as they are and needs them to be at least 0; `min-max` brings each column to 0-1 first, `shift` adds 0.01 to that.
 * A column whose values are all alike has entropy 1 and weight 0. Null below two rows, without a column, or where a share
 * of negative numbers, or of a column of zeros, is asked for.
 */
export function entropyWeights(
  matrix: readonly ArrayLike<number>[],
  normalisation: EntropyNormalisation,
): EntropyWeights | null {
  const rows = matrix.length;
  const columns = matrix[0]?.length ?? 0;
  if (rows < 2 || columns === 0) return null;
  const entropy = new Array<number>(columns);
  const divergence = new Array<number>(columns);
  for (let j = 0; j < columns; j++) {
    const found = entropyOf(matrix, j, normalisation);
    if (found === null) return null;
    entropy[j] = found;
    divergence[j] = 1 - found;
  }
  const total = divergence.reduce((sum, d) => sum + d, 0);
  const flat = divergence.every((d) => d === 0);
  return { entropy, divergence, weights: divergence.map((d) => (flat ? 1 / columns : d / total)), flat };
}

function entropyOf(
  matrix: readonly ArrayLike<number>[],
  column: number,
  normalisation: EntropyNormalisation,
): number | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of matrix) {
    const x = row[column]!;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  if (normalisation === "column-share" && low < 0) return null;
  // asked of the values: a sum would leave a remainder of rounding
  if (low === high) return normalisation === "column-share" && high === 0 ? null : 1;
  const scaled = (x: number) => {
    if (normalisation === "column-share") return x;
    return (x - low) / (high - low) + (normalisation === "shift" ? shiftBy : 0);
  };
  let sum = 0;
  for (const row of matrix) sum += scaled(row[column]!);
  let entropy = 0;
  for (const row of matrix) {
    const p = scaled(row[column]!) / sum;
    if (p > 0) entropy -= p * Math.log(p);
  }
  return entropy / Math.log(matrix.length);
}
