/** Eigenvalues and eigenvectors of a symmetric matrix; column k of `vectors` belongs to `values[k]`. No order. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** By rotations (cyclic Jacobi; Golub & Van Loan 2013, 8.5): exact to rounding for small matrices. Flat, row by row. */
export function eigenOf(matrix: Float64Array): Eigen {
  const p = Math.sqrt(matrix.length);
  const a = matrix.slice();
  const vectors = new Float64Array(p * p);
  for (let i = 0; i < p; i++) vectors[i * p + i] = 1;
  const size = a.reduce((sum, value) => sum + value * value, 0);
  for (let round = 0; round < 100; round++) {
    let outside = 0;
    for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) outside += a[i * p + j]! ** 2;
    if (outside <= 1e-32 * size) return { values: Float64Array.from({ length: p }, (_, i) => a[i * p + i]!), vectors };
    for (let i = 0; i < p; i++) for (let j = i + 1; j < p; j++) rotate(a, vectors, p, i, j);
  }
  throw new Error("The eigenvalues of a matrix were not found.");
}

/** Turns rows and columns i and j so that their element becomes 0. */
function rotate(a: Float64Array, vectors: Float64Array, p: number, i: number, j: number): void {
  const off = a[i * p + j]!;
  if (off === 0) return;
  const theta = (a[j * p + j]! - a[i * p + i]!) / (2 * off);
  const tan = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cos = 1 / Math.hypot(tan, 1);
  const sin = tan * cos;
  const change = tan * off;
  for (let k = 0; k < p; k++) {
    const vi = vectors[k * p + i]!;
    const vj = vectors[k * p + j]!;
    vectors[k * p + i] = cos * vi - sin * vj;
    vectors[k * p + j] = sin * vi + cos * vj;
    if (k === i || k === j) continue;
    const ki = cos * a[k * p + i]! - sin * a[k * p + j]!;
    const kj = sin * a[k * p + i]! + cos * a[k * p + j]!;
    a[k * p + i] = ki;
    a[i * p + k] = ki;
    a[k * p + j] = kj;
    a[j * p + k] = kj;
  }
  a[i * p + i] = a[i * p + i]! - change;
  a[j * p + j] = a[j * p + j]! + change;
  // set, not computed: what rounding would leave here never goes away
  a[i * p + j] = 0;
  a[j * p + i] = 0;
}
