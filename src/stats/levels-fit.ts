import { chiSquareTails } from "./distributions.ts";
import type { FitRows } from "./linear-fit.ts";
import { type Patterns, patternsOf, product, sandwich, scoreSpread } from "./patterns.ts";
import { invert } from "./regression.ts";

/** A χ² test with its upper tail. */
interface ChiSquareTest {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
}

/** Proportional odds: logit P(level ≤ k) = ζ_k − xβ (McCullagh 1980). */
export interface LevelsFit {
  readonly n: number;
  /** Rows of each level, lowest first. */
  readonly levels: readonly number[];
  readonly thresholds: Float64Array;
  readonly coefficients: Float64Array;
  /** Of the coefficients, then the thresholds. */
  readonly covariance: Float64Array;
  /** `model`: the inverse of the observed information. `design`: its sandwich, weights and design heeded. */
  readonly errors: "model" | "design";
  /** Twice the log-likelihood gained on thresholds alone; only where rows weigh alike. */
  readonly deviance: number;
  /** Brant (1990): one β for all thresholds, over all predictors and for each; null where a threshold alone is separated, or there is only one. */
  readonly parallel: { readonly all: ChiSquareTest; readonly each: readonly ChiSquareTest[] } | null;
}

/** Newton's steps halve their error's digits each time; who is not there after so many runs away. */
const mostSteps = 40;
const settled = 1e-9;

/**
 * Maximum likelihood by Newton's method on the observed information; the likelihood is concave (Pratt 1981). The first
 * column is the outcome, its levels begin at `cuts`. `separated`: the predictors tell levels apart without error, and no
 * finite coefficients are the most likely; nothing is shrunk in silence. `levels`: fewer than two levels are there.
 */
export function fitLevels(
  { columns, weights, spread }: FitRows,
  cuts: readonly number[],
): LevelsFit | "separated" | "levels" {
  const patterns = patternsOf(columns, weights);
  const k = columns.length;
  const p = k - 1;
  const { rows, weight, values, n } = patterns;
  const given = Int32Array.from(rows, (_, at) => cuts.filter((cut) => values[at * k]! >= cut).length);
  // levels that nobody is in are no levels
  const present = [...new Set(given)].sort((a, b) => a - b);
  const level = given.map((old) => present.indexOf(old));
  const J = present.length;
  if (J < 2) return "levels";
  const { x, scale, middle } = standardise(patterns, k);
  const sums = new Float64Array(J);
  const counts = new Array<number>(J).fill(0);
  level.forEach((own, at) => {
    sums[own]! += weight[at]!;
    counts[own]! += rows[at]!;
  });
  const total = sums.reduce((sum, v) => sum + v, 0);
  const m = p + J - 1;
  const theta = new Float64Array(m);
  let below = 0;
  for (let j = 0; j < J - 1; j++) {
    below += sums[j]!;
    theta[p + j] = Math.log(below / (total - below));
  }
  const model = proportional(x, level, p, J);
  const found = climb(theta, weight, model);
  if (found === null) return "separated";
  const even = spread === null && (weights === null || weights.every((v) => v === weights[0]));
  const own = new Float64Array(m);
  const covariance = even
    ? found.inverse.map((value) => value * (weights ? weights[0]! : 1))
    : sandwich(
        found.inverse,
        scoreSpread(
          patterns,
          m,
          (at, out) => {
            own.fill(0);
            model(found.theta, at, own, null);
            out.set(own);
          },
          spread,
        ),
      );
  // back to the units of the predictors: β = b/s, ζ = z + Σ b·mean/s
  const change = new Float64Array(m * m);
  for (let j = 0; j < p; j++) {
    change[j * m + j] = 1 / scale[j]!;
    for (let t = p; t < m; t++) change[t * m + j] = middle[j]! / scale[j]!;
  }
  for (let t = p; t < m; t++) change[t * m + t] = 1;
  const back = Float64Array.from({ length: m }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < m; j++) sum += change[i * m + j]! * found.theta[j]!;
    return sum;
  });
  return {
    n,
    levels: counts,
    coefficients: back.slice(0, p),
    thresholds: back.slice(p),
    covariance: product(product(change, covariance), transpose(change, m)),
    errors: even ? "model" : "design",
    deviance: -2 * found.likelihood,
    parallel: brant(patterns, x, level, p, J, even, spread),
  };
}

/** Predictors with mean 0 and sd 1, so that steps are of one size. */
function standardise({ rows, values, n }: Patterns, k: number) {
  const p = k - 1;
  const middle = new Float64Array(p);
  const scale = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    rows.forEach((times, at) => {
      middle[j]! += (times * values[at * k + j + 1]!) / n;
    });
    rows.forEach((times, at) => {
      scale[j]! += times * (values[at * k + j + 1]! - middle[j]!) ** 2;
    });
    scale[j] = Math.sqrt(scale[j]! / n) || 1;
  }
  const x = new Float64Array(rows.length * p);
  for (let at = 0; at < rows.length; at++)
    for (let j = 0; j < p; j++) x[at * p + j] = (values[at * k + j + 1]! - middle[j]!) / scale[j]!;
  return { x, scale, middle };
}

/** The log-likelihood of one row of a pattern; adds its gradient and, where asked, its negative second derivatives. */
type Likelihood = (
  theta: Float64Array,
  pattern: number,
  gradient: Float64Array,
  information: Float64Array | null,
) => number;

function logistic(t: number): number {
  return t >= 0 ? 1 / (1 + Math.exp(-t)) : Math.exp(t) / (1 + Math.exp(t));
}

function proportional(x: Float64Array, level: Int32Array, p: number, J: number): Likelihood {
  const m = p + J - 1;
  return (theta, at, gradient, information) => {
    let linear = 0;
    for (let j = 0; j < p; j++) linear += x[at * p + j]! * theta[j]!;
    const own = level[at]!;
    const upper = own < J - 1 ? theta[p + own]! - linear : Number.POSITIVE_INFINITY;
    const lower = own > 0 ? theta[p + own - 1]! - linear : Number.NEGATIVE_INFINITY;
    if (upper <= lower) return Number.NEGATIVE_INFINITY;
    const [a, b] = [logistic(upper), logistic(lower)];
    // of two chances near 1 the upper tails differ, without loss of digits
    const chance = lower > 0 ? logistic(-lower) - logistic(-upper) : a - b;
    if (!(chance > 0)) return Number.NEGATIVE_INFINITY;
    const fa = (a * logistic(-upper) || 0) / chance;
    const fb = (b * logistic(-lower) || 0) / chance;
    const aa = fa * (1 - 2 * a) - fa * fa;
    const bb = -fb * (1 - 2 * b) - fb * fb;
    const ab = fa * fb;
    const step = -(fa - fb);
    const curve = aa + bb + 2 * ab;
    for (let j = 0; j < p; j++) gradient[j]! += step * x[at * p + j]!;
    const places: (readonly [number, number, number])[] = [];
    if (own < J - 1) places.push([p + own, fa, aa + ab]);
    if (own > 0) places.push([p + own - 1, -fb, bb + ab]);
    for (const [place, slope] of places) gradient[place]! += slope;
    if (information) {
      for (let i = 0; i < p; i++)
        for (let j = 0; j < p; j++) information[i * m + j]! -= curve * x[at * p + i]! * x[at * p + j]!;
      for (const [place, , mixed] of places) {
        for (let j = 0; j < p; j++) {
          information[place * m + j]! += mixed * x[at * p + j]!;
          information[j * m + place]! += mixed * x[at * p + j]!;
        }
      }
      if (own < J - 1) information[(p + own) * m + p + own]! -= aa;
      if (own > 0) information[(p + own - 1) * m + p + own - 1]! -= bb;
      if (own > 0 && own < J - 1) {
        information[(p + own) * m + p + own - 1]! -= ab;
        information[(p + own - 1) * m + p + own]! -= ab;
      }
    }
    return Math.log(chance);
  };
}

interface Climbed {
  readonly theta: Float64Array;
  /** Of the information at the top. */
  readonly inverse: Float64Array;
  readonly likelihood: number;
}

/** Newton's method with halved steps; null where it does not arrive. */
function climb(start: Float64Array, weight: Float64Array, model: Likelihood): Climbed | null {
  const m = start.length;
  const total = weight.reduce((sum, v) => sum + v, 0);
  let theta = start.slice();
  const own = new Float64Array(m);
  const square = new Float64Array(m * m);
  const at = (point: Float64Array, gradient: Float64Array | null, information: Float64Array | null) => {
    let sum = 0;
    for (let pattern = 0; pattern < weight.length; pattern++) {
      own.fill(0);
      if (information) square.fill(0);
      sum += weight[pattern]! * model(point, pattern, own, information && square);
      if (gradient) for (let i = 0; i < m; i++) gradient[i]! += weight[pattern]! * own[i]!;
      if (information) for (let i = 0; i < m * m; i++) information[i]! += weight[pattern]! * square[i]!;
    }
    return sum;
  };
  for (let steps = 0; steps < mostSteps; steps++) {
    const gradient = new Float64Array(m);
    const information = new Float64Array(m * m);
    const likelihood = at(theta, gradient, information);
    let inverse: Float64Array;
    try {
      inverse = invert(information);
    } catch {
      return null;
    }
    const step = Float64Array.from(gradient, (_, i) => {
      let sum = 0;
      for (let j = 0; j < m; j++) sum += inverse[i * m + j]! * gradient[j]!;
      return sum;
    });
    const largest = step.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
    if (!Number.isFinite(largest)) return null;
    if (largest < settled) return { theta, inverse, likelihood };
    let part = 1;
    let next = theta;
    for (; part > 1e-6; part /= 2) {
      next = theta.map((value, i) => value + part * step[i]!);
      if (at(next, null, null) >= likelihood - 1e-12 * total) break;
    }
    theta = next;
  }
  return null;
}

/**
 * Brant's test: a binary logit at each threshold, and Wald's test that their coefficients are the same. Their covariance is
 * his where rows weigh alike, else that of their weighted scores.
 */
function brant(
  patterns: Patterns,
  x: Float64Array,
  level: Int32Array,
  p: number,
  J: number,
  even: boolean,
  spread: FitRows["spread"],
): LevelsFit["parallel"] {
  if (J < 3) return null;
  const q = p + 1;
  const common = patterns.weight[0]! / patterns.rows[0]!;
  const weight = even ? patterns.rows : patterns.weight;
  const fits: Climbed[] = [];
  for (let j = 0; j < J - 1; j++) {
    const high = level.map((own) => Number(own > j));
    const fit = climb(new Float64Array(q), weight, proportional(x, high, p, 2));
    if (fit === null || !Number.isFinite(common)) return null;
    fits.push(fit);
  }
  const chance = (j: number, at: number) => {
    let linear = -fits[j]!.theta[p]!;
    for (let i = 0; i < p; i++) linear += x[at * p + i]! * fits[j]!.theta[i]!;
    return logistic(linear);
  };
  // scores of a threshold: (is above − chance) times (x, −1), in the order of theta
  const signed = (at: number, i: number) => (i < p ? x[at * p + i]! : -1);
  const size = (J - 1) * q;
  const meat = even
    ? new Float64Array(size * size)
    : scoreSpread(
        patterns,
        size,
        (at, out) => {
          for (let j = 0; j < J - 1; j++) {
            const rest = Number(level[at]! > j) - chance(j, at);
            for (let i = 0; i < q; i++) out[j * q + i] = rest * signed(at, i);
          }
        },
        spread,
      );
  if (even) {
    for (let at = 0; at < weight.length; at++) {
      const chances = fits.map((_, j) => chance(j, at));
      for (let j = 0; j < J - 1; j++) {
        for (let l = 0; l < J - 1; l++) {
          const shared = chances[Math.max(j, l)]! - chances[j]! * chances[l]!;
          for (let i = 0; i < q; i++)
            for (let h = 0; h < q; h++)
              meat[(j * q + i) * size + l * q + h]! += weight[at]! * shared * signed(at, i) * signed(at, h);
        }
      }
    }
  }
  const bread = new Float64Array(size * size);
  fits.forEach(({ inverse }, j) => {
    for (let i = 0; i < q; i++) for (let h = 0; h < q; h++) bread[(j * q + i) * size + j * q + h] = inverse[i * q + h]!;
  });
  const covariance = sandwich(bread, meat);
  const test = (predictors: readonly number[]): ChiSquareTest | null => {
    const d: number[] = [];
    const places: (readonly [number, number])[] = [];
    for (let j = 1; j < J - 1; j++) {
      for (const i of predictors) {
        d.push(fits[0]!.theta[i]! - fits[j]!.theta[i]!);
        places.push([i, j * q + i]);
      }
    }
    const of = (a: number, b: number) => covariance[a * size + b]!;
    const between = Float64Array.from({ length: d.length ** 2 }, (_, at) => {
      const [a, b] = places[Math.floor(at / d.length)]!;
      const [c, e] = places[at % d.length]!;
      return of(a, c) - of(a, e) - of(b, c) + of(b, e);
    });
    try {
      const inverse = invert(between);
      let chiSquare = 0;
      for (let i = 0; i < d.length; i++)
        for (let j = 0; j < d.length; j++) chiSquare += d[i]! * d[j]! * inverse[i * d.length + j]!;
      return { chiSquare, df: d.length, p: chiSquareTails(chiSquare, d.length).upper };
    } catch {
      return null;
    }
  };
  const all = test(Array.from({ length: p }, (_, i) => i));
  const each = Array.from({ length: p }, (_, i) => test([i]));
  return all === null || each.includes(null) ? null : { all, each: each as ChiSquareTest[] };
}

function transpose(matrix: Float64Array, k: number): Float64Array {
  return Float64Array.from(matrix, (_, at) => matrix[(at % k) * k + Math.floor(at / k)]!);
}
