import type { WeightSummary } from "./sample.ts";

/** What the weights do (Kish 1965): design effect n Σv² / (Σv)², effective base (Σv)² / Σv². */
export function summariseWeights(rows: number, weights: Float64Array | null): WeightSummary {
  if (weights === null || rows === 0) {
    return { rows, weighted: weights !== null, designEffect: 1, effectiveRows: rows, lowest: 1, highest: 1 };
  }
  let sum = 0;
  let squares = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
    if (weight < lowest) lowest = weight;
    if (weight > highest) highest = weight;
  }
  const mean = sum / rows;
  return {
    rows,
    weighted: true,
    designEffect: (rows * squares) / (sum * sum),
    effectiveRows: (sum * sum) / squares,
    lowest: lowest / mean,
    highest: highest / mean,
  };
}
