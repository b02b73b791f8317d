import { type Patterns, patternsOf, product, sandwich, scoreSpread } from "./patterns.ts";
import type { NumberColumn } from "./tallies.ts";

/** Rows behind a fit: their columns and weights, and how totals vary where they are no simple sample. */
export interface FitRows {
  readonly columns: readonly NumberColumn[];
  readonly weights: Float64Array | null;
  /** The spread of totals of columns, the constant first; null: a simple sample. */
  readonly spread: ((columns: readonly NumberColumn[]) => ArrayLike<number>) | null;
}

/** Least squares of the first column on the others; the constant first. */
export interface LinearFit {
  readonly n: number;
  readonly coefficients: Float64Array;
  /** `hc3`: MacKinnon & White (1985), rows that weigh alike. `design`: linearised, weights and design heeded. */
  readonly errors: "hc3" | "design";
  readonly covariance: Float64Array;
  readonly r2: number;
}

/**
 * By orthogonal rotations of one answer pattern after the other into a triangle (Gentleman 1974): the same as QR, without
 * squaring the condition of the problem. Null where predictors are linearly dependent or rows too few.
 */
export function fitLinear({ columns, weights, spread }: FitRows): LinearFit | null {
  const patterns = patternsOf(columns, weights);
  const k = columns.length;
  const { n, rows, weight, values } = patterns;
  if (n <= k + 1) return null;
  const means = meansOf(patterns, k);
  const triangle = triangleOf(patterns, means, k);
  const inverse = invertTriangle(triangle, k);
  if (inverse === null) return null;
  // coefficients of the centred predictors; the constant is that of the centred outcome
  const centred = new Float64Array(k);
  for (let i = 0; i < k; i++)
    for (let j = i; j < k; j++) centred[i]! += inverse[i * k + j]! * triangle[j * (k + 1) + k]!;
  const row = (pattern: number, out: Float64Array) => {
    out[0] = 1;
    for (let j = 1; j < k; j++) out[j] = values[pattern * k + j]! - means[j]!;
  };
  const x = new Float64Array(k);
  let left = 0;
  let whole = 0;
  const residuals = Float64Array.from(rows, (_, pattern) => {
    row(pattern, x);
    const y = values[pattern * k]! - means[0]!;
    const residual = y - x.reduce((sum, value, j) => sum + value * centred[j]!, 0);
    left += weight[pattern]! * residual ** 2;
    whole += weight[pattern]! * y ** 2;
    return residual;
  });
  const bread = product(inverse, transpose(inverse, k));
  const even = spread === null && (weights === null || weights.every((v) => v === weights[0]));
  const meat = even
    ? hc3(patterns, k, bread, residuals, row)
    : scoreSpread(
        patterns,
        k,
        (pattern, out) => {
          row(pattern, out);
          for (let j = 0; j < k; j++) out[j]! *= residuals[pattern]!;
        },
        spread,
      );
  const coefficients = centred.slice();
  coefficients[0] =
    means[0]! + centred[0]! - means.reduce((sum, mean, j) => (j === 0 ? 0 : sum + mean * centred[j]!), 0);
  return {
    n,
    coefficients,
    errors: even ? "hc3" : "design",
    covariance: uncentre(sandwich(bread, meat), means, k),
    r2: whole > 0 ? Math.max(0, 1 - left / whole) : 0,
  };
}

function meansOf({ weight, values }: Patterns, k: number): Float64Array {
  const total = weight.reduce((sum, v) => sum + v, 0);
  const means = new Float64Array(k);
  weight.forEach((v, pattern) => {
    for (let j = 0; j < k; j++) means[j]! += (v / total) * values[pattern * k + j]!;
  });
  return means;
}

/** The triangle of QR with the rotated outcome beside it, k x (k + 1). */
function triangleOf({ weight, values }: Patterns, means: Float64Array, k: number): Float64Array {
  const width = k + 1;
  const triangle = new Float64Array(k * width);
  const row = new Float64Array(width);
  weight.forEach((v, pattern) => {
    const root = Math.sqrt(v);
    row[0] = root;
    for (let j = 1; j < k; j++) row[j] = root * (values[pattern * k + j]! - means[j]!);
    row[k] = root * (values[pattern * k]! - means[0]!);
    for (let i = 0; i < k; i++) {
      if (row[i] === 0) continue;
      const length = Math.hypot(triangle[i * width + i]!, row[i]!);
      const cos = triangle[i * width + i]! / length;
      const sin = row[i]! / length;
      for (let j = i; j < width; j++) {
        const above = triangle[i * width + j]!;
        triangle[i * width + j] = cos * above + sin * row[j]!;
        row[j] = cos * row[j]! - sin * above;
      }
    }
  });
  return triangle;
}

/** The inverse of the upper triangle; null where a column is a combination of those before it. */
function invertTriangle(triangle: Float64Array, k: number): Float64Array | null {
  const width = k + 1;
  const inverse = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    let length = 0;
    for (let i = 0; i <= j; i++) length = Math.hypot(length, triangle[i * width + j]!);
    if (Math.abs(triangle[j * width + j]!) <= 1e-7 * length || length === 0) return null;
    inverse[j * k + j] = 1 / triangle[j * width + j]!;
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let l = i + 1; l <= j; l++) sum += triangle[i * width + l]! * inverse[l * k + j]!;
      inverse[i * k + j] = -sum / triangle[i * width + i]!;
    }
  }
  return inverse;
}

function hc3(
  { rows }: Patterns,
  k: number,
  bread: Float64Array,
  residuals: Float64Array,
  row: (pattern: number, out: Float64Array) => void,
): Float64Array {
  // the triangle was made with the weights, which are all alike: a leverage does not hang on them, the bread does
  const meat = new Float64Array(k * k);
  const x = new Float64Array(k);
  const scale = scaleOf(rows, k, bread, row);
  rows.forEach((times, pattern) => {
    row(pattern, x);
    let leverage = 0;
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) leverage += scale * x[i]! * bread[i * k + j]! * x[j]!;
    // a row that fits itself says nothing of the spread
    const size = leverage >= 1 - 1e-12 ? 0 : (scale * residuals[pattern]!) / (1 - leverage);
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) meat[i * k + j]! += times * size ** 2 * x[i]! * x[j]!;
  });
  return meat;
}

/** The common weight: leverages add up to the number of coefficients. */
function scaleOf(
  rows: Float64Array,
  k: number,
  bread: Float64Array,
  row: (pattern: number, out: Float64Array) => void,
): number {
  const x = new Float64Array(k);
  let sum = 0;
  rows.forEach((times, pattern) => {
    row(pattern, x);
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) sum += times * x[i]! * bread[i * k + j]! * x[j]!;
  });
  return k / sum;
}

/** The covariance with the constant of the predictors as they are. */
function uncentre(covariance: Float64Array, means: Float64Array, k: number): Float64Array {
  const change = new Float64Array(k * k);
  for (let i = 0; i < k; i++) change[i * k + i] = 1;
  for (let j = 1; j < k; j++) change[j] = -means[j]!;
  return product(product(change, covariance), transpose(change, k));
}

function transpose(matrix: Float64Array, k: number): Float64Array {
  return Float64Array.from(matrix, (_, at) => matrix[(at % k) * k + Math.floor(at / k)]!);
}
