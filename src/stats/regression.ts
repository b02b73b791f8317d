import { fTails } from "./distributions.ts";
import type { Moments } from "./tallies.ts";

/**
 * Least squares with an intercept, from tallies alone: standardised coefficients need nothing but correlations. Matrices
 * are flat, row by row.
 */

/** Below this part of its variance, what is left of a column beside the others is rounding. */
const collinear = 1e-10;

/** Standard deviations up to one factor, the root of the weight: their ratios are those of the columns. 0 without variation. */
export function deviationsOf({ weight, sums, products, low, high }: Moments): readonly number[] {
  const k = sums.length;
  return sums.map((sum, i) =>
    low[i] === high[i] ? 0 : Math.sqrt(Math.max(0, products[i * k + i]! - (sum * sum) / weight)),
  );
}

/** Correlations of the columns, k x k. A column without variation (asked of its values, not of its variance) correlates 0. */
export function correlationsOf(moments: Moments): Float64Array {
  const { weight, sums, products } = moments;
  const k = sums.length;
  const sizes = deviationsOf(moments);
  const correlations = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    correlations[i * k + i] = 1;
    for (let j = 0; j < i; j++) {
      const size = sizes[i]! * sizes[j]!;
      const product = products[i * k + j]! - (sums[i]! * sums[j]!) / weight;
      const r = size > 0 ? Math.max(-1, Math.min(1, product / size)) : 0;
      correlations[i * k + j] = r;
      correlations[j * k + i] = r;
    }
  }
  return correlations;
}

/** What explains (p x p) and what is explained (p), as correlations. */
export interface Predictors {
  readonly between: Float64Array;
  readonly withOutcome: Float64Array;
}

/** Some columns of a k x k matrix as predictors of another. */
export function predictorsOf(correlations: Float64Array, outcome: number, columns: readonly number[]): Predictors {
  const k = Math.sqrt(correlations.length);
  const p = columns.length;
  const between = new Float64Array(p * p);
  columns.forEach((row, i) => {
    columns.forEach((column, j) => {
      between[i * p + j] = correlations[row * k + column]!;
    });
  });
  return { between, withOutcome: Float64Array.from(columns, (column) => correlations[outcome * k + column]!) };
}

/** The columns, of those given and in that order, that are no linear combination of the ones before them. */
export function independentOf(correlations: Float64Array, columns: readonly number[]): readonly number[] {
  const k = Math.sqrt(correlations.length);
  const kept: number[] = [];
  // rows of the Cholesky factor of the kept columns
  const factor: number[][] = [];
  for (const column of columns) {
    const row: number[] = [];
    let left = 1;
    kept.forEach((other, i) => {
      let rest = correlations[column * k + other]!;
      for (let j = 0; j < i; j++) rest -= row[j]! * factor[i]![j]!;
      row[i] = rest / factor[i]![i]!;
      left -= row[i]! * row[i]!;
    });
    if (left <= collinear) continue;
    row.push(Math.sqrt(left));
    factor.push(row);
    kept.push(column);
  }
  return kept;
}

export interface Regression {
  /** Standardised coefficients. */
  readonly betas: Float64Array;
  /** Variance inflation: 1/(1 − R² of the predictor on the others). */
  readonly vif: Float64Array;
  /** 0-1. */
  readonly r2: number;
}

/** Least squares on predictors none of which is a combination of the others. */
export function regress({ between, withOutcome }: Predictors): Regression {
  const inverse = invert(between);
  const p = withOutcome.length;
  const betas = new Float64Array(p);
  const vif = new Float64Array(p);
  let r2 = 0;
  for (let i = 0; i < p; i++) {
    let beta = 0;
    for (let j = 0; j < p; j++) beta += inverse[i * p + j]! * withOutcome[j]!;
    betas[i] = beta;
    vif[i] = inverse[i * p + i]!;
    r2 += beta * withOutcome[i]!;
  }
  return { betas, vif, r2: Math.min(1, Math.max(0, r2)) };
}

/** The inverse of a positive definite matrix, by Cholesky. */
export function invert(matrix: Float64Array): Float64Array {
  const p = Math.sqrt(matrix.length);
  // lower triangle: the factor L, then its inverse
  const lower = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * p + j]!;
      for (let k = 0; k < j; k++) rest -= lower[i * p + k]! * lower[j * p + k]!;
      if (i > j) lower[i * p + j] = rest / lower[j * p + j]!;
      else if (rest > 0) lower[i * p + i] = Math.sqrt(rest);
      else throw new Error("A matrix that is not positive definite has no inverse here.");
    }
  }
  for (let j = 0; j < p; j++) {
    lower[j * p + j] = 1 / lower[j * p + j]!;
    for (let i = j + 1; i < p; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum += lower[i * p + k]! * lower[k * p + j]!;
      lower[i * p + j] = -sum / lower[i * p + i]!;
    }
  }
  const inverse = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < p; k++) sum += lower[k * p + i]! * lower[k * p + j]!;
      inverse[i * p + j] = sum;
      inverse[j * p + i] = sum;
    }
  }
  return inverse;
}

/** A test that all coefficients are 0: F with its degrees of freedom and upper tail. */
export interface ModelTest {
  readonly kind: "f" | "wald";
  readonly f: number;
  readonly df1: number;
  readonly df2: number;
  readonly p: number;
}

/** The F test of ordinary least squares on n rows that count the same. */
export function testR2(r2: number, predictors: number, n: number): ModelTest {
  const df2 = n - predictors - 1;
  return testF("f", r2 / predictors / ((1 - r2) / df2), predictors, df2);
}

/**
 * The Wald test b'V⁻¹b / p on (p, n − 1 − p) degrees of freedom, V the covariance of the coefficients over the draws: for
 * weighted rows, where the F test of least squares does not hold (Korn & Graubard 1990). Null where too few draws could be
 * computed. `draws` holds the coefficients of each draw.
 */
export function testWald(
  coefficients: ArrayLike<number>,
  draws: readonly (readonly number[])[],
  n: number,
): ModelTest | null {
  const p = coefficients.length;
  if (draws.length < 10 * p) return null;
  const means = Array.from({ length: p }, (_, i) => draws.reduce((sum, draw) => sum + draw[i]!, 0) / draws.length);
  const covariance = new Float64Array(p * p);
  for (const draw of draws) {
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) {
        covariance[i * p + j] = covariance[i * p + j]! + (draw[i]! - means[i]!) * (draw[j]! - means[j]!);
      }
    }
  }
  const inverse = invert(covariance.map((sum) => sum / (draws.length - 1)));
  let wald = 0;
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++) wald += coefficients[i]! * inverse[i * p + j]! * coefficients[j]!;
  return testF("wald", wald / p, p, n - 1 - p);
}

function testF(kind: ModelTest["kind"], f: number, df1: number, df2: number): ModelTest {
  return { kind, f, df1, df2, p: fTails(f, df1, df2).upper };
}
