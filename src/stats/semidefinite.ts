export interface Factor {
  /** Solves for k right sides, given and answered as rows of a k x size table. */
  readonly solve: (sides: Float64Array, k: number) => Float64Array;
}

/** Below this part of its own square a column is a combination of those before it. */
const collinear = 1e-10;

/**
 * Cholesky of a matrix of cross-products, columns that follow from earlier ones left out (each margin after the first has
 * one): their coefficients are 0, the fit is the same.
 */
export function factorOf(gram: Float64Array, size: number): Factor {
  const lower = new Float64Array(size * size);
  const kept: number[] = [];
  for (let i = 0; i < size; i++) {
    let left = gram[i * size + i]!;
    for (const j of kept) {
      let sum = gram[i * size + j]!;
      for (const b of kept) {
        if (b >= j) break;
        sum -= lower[i * size + b]! * lower[j * size + b]!;
      }
      const entry = sum / lower[j * size + j]!;
      lower[i * size + j] = entry;
      left -= entry * entry;
    }
    if (!(left > collinear * gram[i * size + i]!)) continue;
    lower[i * size + i] = Math.sqrt(left);
    kept.push(i);
  }
  return {
    solve(sides, k) {
      const out = new Float64Array(k * size);
      for (let row = 0; row < k; row++) {
        const at = row * size;
        for (const i of kept) {
          let sum = sides[at + i]!;
          for (const j of kept) {
            if (j >= i) break;
            sum -= lower[i * size + j]! * out[at + j]!;
          }
          out[at + i] = sum / lower[i * size + i]!;
        }
        for (const i of [...kept].reverse()) {
          let sum = out[at + i]!;
          for (const j of kept) if (j > i) sum -= lower[j * size + i]! * out[at + j]!;
          out[at + i] = sum / lower[i * size + i]!;
        }
      }
      return out;
    },
  };
}
