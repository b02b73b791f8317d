import { uniform } from "./random.ts";

/** How weights are searched. Bounds are shares of 1; `seed` a whole number. */
export interface SearchPlan {
  readonly size: number;
  readonly low: number;
  readonly high: number;
  readonly population: number;
  readonly generations: number;
  readonly seed: number;
}

/** Kept unchanged from one generation to the next. */
const elite = 2;
const mutated = 0.3;

/**
 * Weights together 1 and within bounds that make an objective large, by a genetic algorithm: tournaments of two, blended
 * parents, mutation that shrinks over the generations, the best kept. The start holds `first`, so that the result is never worse.
 * Null where no weights keep the bounds.
 */
export function searchWeights(
  objective: (weights: Float64Array) => number,
  first: readonly number[],
  { size, low, high, population, generations, seed }: SearchPlan,
): { readonly weights: readonly number[]; readonly value: number } | null {
  if (size * low > 1 + 1e-12 || size * high < 1 - 1e-12) return null;
  let count = 0;
  const random = () => uniform(0, count++, seed, 0);
  const make = (fill: (k: number) => number) =>
    within(
      Float64Array.from({ length: size }, (_, k) => fill(k)),
      low,
      high,
    );
  let members = Array.from({ length: population }, (_, i) =>
    // exponentials divided by their sum lie evenly over all weights
    i === 0 ? make((k) => first[k]!) : normalised(Float64Array.from({ length: size }, () => -Math.log(1 - random()))),
  ).map((weights) => within(weights, low, high));
  let values = members.map(objective);
  const pick = () => {
    const a = Math.floor(random() * population);
    const b = Math.floor(random() * population);
    return members[values[a]! >= values[b]! ? a : b]!;
  };
  for (let generation = 0; generation < generations; generation++) {
    const order = values.map((_, i) => i).sort((a, b) => values[b]! - values[a]! || a - b);
    const step = (high - low) * 0.5 * (1 - generation / generations) ** 2;
    const next = order.slice(0, elite).map((i) => members[i]!);
    while (next.length < population) {
      const [a, b] = [pick(), pick()];
      const mix = 1.5 * random() - 0.25;
      next.push(
        make((k) => {
          const blended = a[k]! + mix * (b[k]! - a[k]!);
          return random() < mutated ? blended + step * (random() + random() - 1) : blended;
        }),
      );
    }
    members = next;
    values = members.map(objective);
  }
  const best = values.indexOf(Math.max(...values));
  return { weights: [...members[best]!], value: values[best]! };
}

function normalised(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** The nearest weights that keep the bounds and add to 1: one shift of all, cut at the bounds; Newton's steps, halved where they leave the bracket. */
function within(weights: Float64Array, low: number, high: number): Float64Array {
  let below = -2;
  let above = 2;
  let shift = 0;
  for (let round = 0; round < 60; round++) {
    let sum = 0;
    let free = 0;
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k]! + shift;
      if (weight <= low) sum += low;
      else if (weight >= high) sum += high;
      else {
        sum += weight;
        free++;
      }
    }
    const gap = 1 - sum;
    if (Math.abs(gap) < 1e-14) break;
    if (gap > 0) below = shift;
    else above = shift;
    const step = shift + gap / Math.max(1, free);
    shift = free > 0 && step > below && step < above ? step : (below + above) / 2;
  }
  return weights.map((weight) => Math.min(high, Math.max(low, weight + shift)));
}
