import { chiSquareQuantile, chiSquareTails, normalQuantile } from "./distributions.ts";
import { eigenOf } from "./eigen.ts";
import { quantile } from "./quantile.ts";
import { uniform } from "./random.ts";
import { invert } from "./regression.ts";

/** Principal components of a correlation matrix and the figures that go with them. Matrices are flat, row by row. */
export interface Principal {
  /** Largest first; their sum is the number of items. */
  readonly values: Float64Array;
  /** Loadings = eigenvector · √eigenvalue, items x components; the largest loading of each component is positive. */
  readonly loadings: Float64Array;
}

export function principalOf(correlations: Float64Array): Principal {
  const p = Math.sqrt(correlations.length);
  const { values, vectors } = eigenOf(correlations);
  const order = Array.from({ length: p }, (_, k) => k).sort((a, b) => values[b]! - values[a]! || a - b);
  const loadings = new Float64Array(p * p);
  order.forEach((from, k) => {
    const root = Math.sqrt(Math.max(0, values[from]!));
    for (let i = 0; i < p; i++) loadings[i * p + k] = vectors[i * p + from]! * root;
    turn(loadings, p, k);
  });
  return { values: Float64Array.from(order, (k) => Math.max(0, values[k]!)), loadings };
}

/** Turns a column so that its largest loading, by size, is positive; of equals the first counts. */
function turn(loadings: Float64Array, width: number, column: number): void {
  let largest = 0;
  for (let at = column; at < loadings.length; at += width)
    // what differs by rounding alone is equal
    if (Math.abs(loadings[at]!) > Math.abs(largest) * (1 + 1e-10)) largest = loadings[at]!;
  if (largest < 0) for (let at = column; at < loadings.length; at += width) loadings[at] = -loadings[at]!;
}

/**
 * Kaiser-Meyer-Olkin: squared correlations as a part of these plus squared partial correlations (Kaiser 1970), over all pairs
 * and for each item. Null where the items are linearly dependent.
 */
export function kmoOf(correlations: Float64Array): { readonly overall: number; readonly items: Float64Array } | null {
  const p = Math.sqrt(correlations.length);
  const inverse = inverseOf(correlations);
  if (inverse === null) return null;
  const items = new Float64Array(p);
  let sum = 0;
  let sumPartial = 0;
  for (let i = 0; i < p; i++) {
    let own = 0;
    let partial = 0;
    for (let j = 0; j < p; j++) {
      if (j === i) continue;
      own += correlations[i * p + j]! ** 2;
      partial += inverse[i * p + j]! ** 2 / (inverse[i * p + i]! * inverse[j * p + j]!);
    }
    items[i] = own / (own + partial);
    sum += own;
    sumPartial += partial;
  }
  return { overall: sum / (sum + sumPartial), items };
}

/** Bartlett's test (1951) that no items correlate: χ² = −(n − 1 − (2p + 5)/6) ln det R on p(p − 1)/2 degrees of freedom, by its upper tail. */
export function testSphericity(
  correlations: Float64Array,
  n: number,
): { readonly chiSquare: number; readonly df: number; readonly p: number } | null {
  const p = Math.sqrt(correlations.length);
  const { values } = eigenOf(correlations);
  if (values.some((value) => value <= dependent)) return null;
  const logDeterminant = values.reduce((sum, value) => sum + Math.log(value), 0);
  const chiSquare = Math.max(0, -(n - 1 - (2 * p + 5) / 6) * logDeterminant);
  const df = (p * (p - 1)) / 2;
  return { chiSquare, df, p: chiSquareTails(chiSquare, df).upper };
}

/** An eigenvalue below this is 0 but for rounding: an item follows from the others. */
const dependent = 1e-10;

function inverseOf(correlations: Float64Array): Float64Array | null {
  if (eigenOf(correlations).values.some((value) => value <= dependent)) return null;
  return invert(correlations);
}

/**
 * Varimax (Kaiser 1958) with Kaiser's normalisation, by plane rotations until no pair turns any more. `loadings` is items x
 * components. Columns come with the largest sum of squares first, the largest loading of each positive. Null where it does
 * not settle.
 */
export function varimaxOf(loadings: Float64Array, components: number): Float64Array | null {
  const m = components;
  const p = loadings.length / m;
  const lengths = Float64Array.from({ length: p }, (_, i) => Math.hypot(...loadings.subarray(i * m, i * m + m)));
  const turned = loadings.map((loading, at) =>
    lengths[Math.floor(at / m)]! > 0 ? loading / lengths[Math.floor(at / m)]! : 0,
  );
  for (let round = 0; round < 1000; round++) {
    let largest = 0;
    for (let a = 0; a < m; a++) for (let b = a + 1; b < m; b++) largest = Math.max(largest, turnPair(turned, m, a, b));
    if (largest >= 1e-12) continue;
    const rotated = turned.map((loading, at) => loading * lengths[Math.floor(at / m)]!);
    return inOrder(rotated, m);
  }
  return null;
}

/** Turns two columns to where the variance of their squared loadings is largest; the size of the angle. */
function turnPair(loadings: Float64Array, m: number, a: number, b: number): number {
  const p = loadings.length / m;
  let sumU = 0;
  let sumV = 0;
  let sumC = 0;
  let sumD = 0;
  for (let i = 0; i < p; i++) {
    const x = loadings[i * m + a]!;
    const y = loadings[i * m + b]!;
    const u = x * x - y * y;
    const v = 2 * x * y;
    sumU += u;
    sumV += v;
    sumC += u * u - v * v;
    sumD += 2 * u * v;
  }
  const angle = Math.atan2(sumD - (2 * sumU * sumV) / p, sumC - (sumU ** 2 - sumV ** 2) / p) / 4;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  for (let i = 0; i < p; i++) {
    const x = loadings[i * m + a]!;
    const y = loadings[i * m + b]!;
    loadings[i * m + a] = cos * x + sin * y;
    loadings[i * m + b] = cos * y - sin * x;
  }
  return Math.abs(angle);
}

function inOrder(loadings: Float64Array, m: number): Float64Array {
  const p = loadings.length / m;
  const sizes = Array.from({ length: m }, (_, k) => {
    let sum = 0;
    for (let i = 0; i < p; i++) sum += loadings[i * m + k]! ** 2;
    return sum;
  });
  const order = sizes.map((_, k) => k).sort((x, y) => sizes[y]! - sizes[x]! || x - y);
  const placed = Float64Array.from(loadings, (_, at) => loadings[at - (at % m) + order[at % m]!]!);
  for (let k = 0; k < m; k++) turn(placed, m, k);
  return placed;
}

/**
 * Parallel analysis (Horn 1965; quantile after Glorfeld 1995): the quantile, over `draws` random matrices, of each eigenvalue
 * of the correlations of p independent normal columns of n rows. The cross-products of such rows are drawn at once as LL'
 * (Bartlett 1933: roots of χ² on n − i degrees of freedom on the diagonal, normals below), so that the cost does not hang on n.
 */
export function randomEigenvalues(
  n: number,
  p: number,
  options: { readonly draws: number; readonly quantile: number; readonly seed: number },
): Float64Array {
  const found = Array.from({ length: options.draws }, (_, draw) => {
    const factor = new Float64Array(p * p);
    for (let i = 0; i < p; i++) {
      factor[i * p + i] = Math.sqrt(chiSquareQuantile(chance(i, i), n - 1 - i));
      for (let j = 0; j < i; j++) factor[i * p + j] = normalQuantile(chance(i, j));
    }
    return principalOf(correlationsOf(factor, p)).values;
    function chance(i: number, j: number): number {
      // never 0, whose quantile is minus infinity
      return Math.max(uniform(i, j, options.seed, draw), 2 ** -53);
    }
  });
  return Float64Array.from({ length: p }, (_, k) =>
    quantile(Float64Array.from(found, (values) => values[k]!).sort(), options.quantile),
  );
}

/** The correlations in LL'. */
function correlationsOf(factor: Float64Array, p: number): Float64Array {
  const out = new Float64Array(p * p);
  const product = (i: number, j: number) => {
    let sum = 0;
    for (let k = 0; k <= Math.min(i, j); k++) sum += factor[i * p + k]! * factor[j * p + k]!;
    return sum;
  };
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++) out[i * p + j] = i === j ? 1 : product(i, j) / Math.sqrt(product(i, i) * product(j, j));
  return out;
}
