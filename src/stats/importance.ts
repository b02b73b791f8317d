import { eigenOf } from "./eigen.ts";
import type { Predictors } from "./regression.ts";

/** R² divided among the predictors, from their correlations. The parts add up to R² and do not hang on the predictors' order or units. */

/** Above this many predictors the subsets are too many. */
export const mostForLmg = 20;

/**
 * The Shapley value of each predictor in R²: what it adds, averaged over all orders in which predictors may enter
 * (Lindeman, Merenda & Gold 1980; Grömping 2006). Exact, over all 2^p subsets.
 *
 * The predictors are taken up or left out one by one; what is taken up is swept out of the correlations of those that
 * follow and of the outcome, so that a subset costs a few operations. With chance(s) = s!(p−1−s)!/p! the value of j is
 * Σ over subsets S with j of (chance(|S|−1) + chance(|S|)) R²(S), minus Σ over all S of chance(|S|) R²(S).
 */
export function lmg({ between, withOutcome }: Predictors): Float64Array {
  const p = withOutcome.length;
  if (p > mostForLmg) throw new Error(`${p} predictors have too many subsets.`);
  const width = p + 1;
  const block = width * width;
  const chance = chancesOf(p);
  // blocks of correlations with the predictors taken up so far swept out: none first, then by the last one taken
  const swept = new Float64Array(width * block);
  fill(swept, between, withOutcome);
  // a subset is a number whose highest bit is the first predictor: counting up is going depth first
  const subsets = 2 ** p;
  const sizes = new Uint8Array(subsets);
  const terms = new Float64Array(subsets);
  let every = 0;
  for (let subset = 1; subset < subsets; subset++) {
    const before = subset & (subset - 1);
    const from = before === 0 ? 0 : (p - lowestBit(before)) * block;
    const taken = p - 1 - lowestBit(subset);
    const to = (taken + 1) * block;
    const row = from + taken * width;
    const pivot = swept[row + taken]!;
    for (let i = taken + 1; i < p; i++) {
      const factor = swept[row + i]! / pivot;
      for (let j = i; j < width; j++) {
        const at = i * width + j;
        swept[to + at] = swept[from + at]! - factor * swept[row + j]!;
      }
    }
    const left = swept[from + block - 1]! - (swept[row + p]! * swept[row + p]!) / pivot;
    swept[to + block - 1] = left;
    const size = sizes[before]! + 1;
    sizes[subset] = size;
    every += chance[size]! * (1 - left);
    terms[subset] = (chance[size - 1]! + chance[size]!) * (1 - left);
  }
  const parts = new Float64Array(p);
  // the last predictor has every other term; then two subsets that differ in it are one
  for (let predictor = p - 1, count = subsets; predictor >= 0; predictor--, count /= 2) {
    let having = 0;
    for (let k = 0; k < count; k += 2) {
      having += terms[k + 1]!;
      terms[k / 2] = terms[k]! + terms[k + 1]!;
    }
    parts[predictor] = having - every;
  }
  return parts;
}

/** Place of the lowest bit that is set. */
function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/** Chance that exactly the members of a given set of s come before a predictor; 0 for the set of all. */
function chancesOf(p: number): Float64Array {
  const chance = new Float64Array(p + 1);
  chance[0] = 1 / p;
  for (let s = 1; s < p; s++) chance[s] = (chance[s - 1]! * s) / (p - s);
  return chance;
}

/** The upper triangle of predictors and outcome. */
function fill(out: Float64Array, between: Float64Array, withOutcome: Float64Array): void {
  const p = withOutcome.length;
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) out[i * (p + 1) + j] = between[i * p + j]!;
    out[i * (p + 1) + p] = withOutcome[i]!;
  }
  out[(p + 1) ** 2 - 1] = 1;
}

/**
 * Relative weights (Johnson 2000; the same as Genizi 1993): the predictors are replaced by the uncorrelated variables
 * nearest to them, with R_xx = VΛV', Λ_x = VΛ^½V', β* = Λ_x⁻¹ r_xy, and the part of j is Σ_k (Λ_x)²_jk β*²_k.
 */
export function johnson({ between, withOutcome }: Predictors): Float64Array {
  const p = withOutcome.length;
  const { values, vectors } = eigenOf(between);
  const power = (exponent: number) => {
    const out = new Float64Array(p * p);
    for (let k = 0; k < p; k++) {
      const factor = values[k]! ** exponent;
      for (let i = 0; i < p; i++)
        for (let j = 0; j < p; j++)
          out[i * p + j] = out[i * p + j]! + factor * vectors[i * p + k]! * vectors[j * p + k]!;
    }
    return out;
  };
  const root = power(0.5);
  const back = power(-0.5);
  const squares = Float64Array.from({ length: p }, (_, k) => {
    let beta = 0;
    for (let j = 0; j < p; j++) beta += back[k * p + j]! * withOutcome[j]!;
    return beta * beta;
  });
  return Float64Array.from({ length: p }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < p; k++) sum += root[j * p + k]! ** 2 * squares[k]!;
    return sum;
  });
}
