import type { Counts } from "./tallies.ts";

/**
 * Order statistics of counted values. Weights are scaled to add to the number of people, so that unweighted answers give
 * what a sorted list gives.
 */
interface Ordered {
  /** Ascending. */
  readonly values: readonly number[];
  /** Scaled weight of each value, all above 0. */
  readonly weights: readonly number[];
  readonly n: number;
}

function order(counts: Counts): Ordered {
  const n = counts.n.reduce((sum, count) => sum + count, 0);
  const total = counts.weight.reduce((sum, weight) => sum + weight, 0);
  const held = counts.values
    .map((value, k) => ({ value, weight: (counts.weight[k]! * n) / total }))
    .filter(({ weight }) => weight > 0);
  return { values: held.map(({ value }) => value), weights: held.map(({ weight }) => weight), n };
}

/** Type 7 of Hyndman & Fan 1996, with weights as Harrell's `wtd.quantile` takes them; p in 0-1, null of nothing. */
export function quantileOfCounts(counts: Counts, p: number): number | null {
  const { values, weights, n } = order(counts);
  if (values.length === 0) return null;
  const at = (n - 1) * p + 1;
  const below = Math.floor(at);
  const pick = (rank: number) => {
    let passed = 0;
    for (let k = 0; k < values.length; k++) {
      passed += weights[k]!;
      // a sum of scaled weights misses a whole number by rounding
      if (passed >= rank * (1 - 1e-12)) return values[k]!;
    }
    return values.at(-1)!;
  };
  const low = pick(below);
  return low + (at - below) * (pick(Math.min(below + 1, n)) - low);
}

/** The mean without the lowest and the highest ⌊trim · n⌋ answers, trim in 0-0.5 (R's `mean(x, trim)`); null of nothing. */
export function trimmedMeanOfCounts(counts: Counts, trim: number): number | null {
  const { values, weights, n } = order(counts);
  const cut = Math.floor(trim * n);
  let passed = 0;
  let sum = 0;
  for (let k = 0; k < values.length; k++) {
    const from = Math.max(passed, cut);
    passed += weights[k]!;
    sum += Math.max(0, Math.min(passed, n - cut) - from) * values[k]!;
  }
  return values.length === 0 ? null : sum / (n - 2 * cut);
}
