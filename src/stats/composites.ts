import { partOf } from "./reliability.ts";

/** Blocks of items as weighted sums, each with variance 1; loadings and weights go by item of the block. */
export interface Composites {
  readonly weights: readonly Float64Array[];
  /** Correlations of the items with their own composite. */
  readonly loadings: readonly Float64Array[];
  /** Correlations of the composites, blocks x blocks. */
  readonly correlations: Float64Array;
}

const settled = 1e-10;
const mostRounds = 300;

/**
 * Composites of at least two blocks that are all linked with each other: Mode A weights, factorial scheme (Wold 1982;
 * Lohmöller 1989). An item's weight goes by its covariance with what the other composites say of its block, Σ r Y. Signs: the
 * sum of a block's loadings is positive. Null where it does not settle or a block has no variation. `blocks` holds places of
 * the correlation matrix.
 */
export function compositesOf(matrix: Float64Array, blocks: readonly (readonly number[])[]): Composites | null {
  const size = blocks.length;
  const inside = blocks.map((block) => partOf(matrix, block, block));
  const between = blocks.map((one) => blocks.map((other) => partOf(matrix, one, other)));
  const weights = blocks.map((block, q) => scaled(new Float64Array(block.length).fill(1), inside[q]!));
  for (let round = 0; round < mostRounds; round++) {
    // every block looks at the composites of the round before
    const last = weights.map((own) => own.slice());
    let largest = 0;
    for (let q = 0; q < size; q++) {
      const next = new Float64Array(blocks[q]!.length);
      for (let r = 0; r < size; r++) {
        if (r === q) continue;
        const along = times(between[q]![r]!, last[r]!);
        const correlation = dot(last[q]!, along);
        for (let i = 0; i < next.length; i++) next[i] = next[i]! + correlation * along[i]!;
      }
      weights[q] = scaled(next, inside[q]!);
      for (let i = 0; i < next.length; i++) largest = Math.max(largest, Math.abs(weights[q]![i]! - last[q]![i]!));
    }
    if (!Number.isFinite(largest)) return null;
    if (largest < settled) return finish(weights, inside, between);
  }
  return null;
}

function finish(
  found: readonly Float64Array[],
  inside: readonly Float64Array[],
  between: readonly (readonly Float64Array[])[],
): Composites {
  const size = found.length;
  const weights = found.map((own, q) => {
    const sum = times(inside[q]!, own).reduce((total, loading) => total + loading, 0);
    return sum < 0 ? own.map((weight) => -weight) : own;
  });
  const correlations = new Float64Array(size * size);
  for (let q = 0; q < size; q++)
    for (let r = 0; r < size; r++)
      correlations[q * size + r] = q === r ? 1 : dot(weights[q]!, times(between[q]![r]!, weights[r]!));
  return { weights, loadings: weights.map((own, q) => times(inside[q]!, own)), correlations };
}

/** Weights that give the composite variance 1. */
function scaled(weights: Float64Array, correlations: Float64Array): Float64Array {
  const size = Math.sqrt(dot(weights, times(correlations, weights)));
  return weights.map((weight) => weight / size);
}

/** A matrix, row by row, times a vector. */
function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const k = vector.length;
  return Float64Array.from({ length: matrix.length / k }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < k; j++) sum += matrix[i * k + j]! * vector[j]!;
    return sum;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
