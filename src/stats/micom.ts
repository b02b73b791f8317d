import type { Moments } from "./tallies.ts";

/**
 * Measurement invariance of composites (Henseler, Ringle & Sarstedt 2016, MICOM) and composites of two groups, from the
 * moments of each and of both together. Weights are per item; blocks are ranges [from, end) of items.
 */

export interface Range {
  readonly from: number;
  readonly end: number;
}

/** The correlation, over everybody, of the scores of a block by two sets of weights of standardised items; `r` k x k. */
export function agreementOf(r: Float64Array, { from, end }: Range, a: ArrayLike<number>, b: ArrayLike<number>): number {
  const k = Math.sqrt(r.length);
  let both = 0;
  let own = 0;
  let other = 0;
  for (let i = from; i < end; i++) {
    for (let j = from; j < end; j++) {
      const size = r[i * k + j]!;
      both += a[i]! * b[j]! * size;
      own += a[i]! * a[j]! * size;
      other += b[i]! * b[j]! * size;
    }
  }
  return both / Math.sqrt(own * other);
}

export interface Level {
  readonly mean: number;
  readonly variance: number;
  /** Of the mean, linearised, with replacement. */
  readonly error2: number;
}

/** Mean, variance over persons and variance of the mean of Σ weights x over the items of a block. */
export function levelOf(moments: Moments, { from, end }: Range, weights: ArrayLike<number>): Level {
  const { n, weight, weight2, shift, sums, sums2, products, products2 } = moments;
  const k = sums.length;
  let about = 0;
  let shifted = 0;
  let sum2 = 0;
  let product = 0;
  let product2 = 0;
  for (let i = from; i < end; i++) {
    about += weights[i]! * sums[i]!;
    shifted += weights[i]! * shift[i]!;
    sum2 += weights[i]! * sums2[i]!;
    for (let j = from; j < end; j++) {
      product += weights[i]! * weights[j]! * products[i * k + j]!;
      product2 += weights[i]! * weights[j]! * products2[i * k + j]!;
    }
  }
  const mean = about / weight;
  const squares = product2 - 2 * mean * sum2 + mean * mean * weight2;
  return {
    mean: shifted + mean,
    variance: product / weight - mean * mean,
    error2: (Math.max(0, squares) / (weight * weight)) * (n / (n - 1)),
  };
}
