import type { Weights } from "../study/study.ts";
import type { FittedWeights } from "./fit-weights.ts";
import type { RowMargin } from "./margins.ts";
import type { DesignSummary } from "./read-design.ts";
import { manyRows } from "./resample.ts";
import type { MarginSummary, WeightSummary } from "./sample.ts";

/** What the weights do (Kish 1965): design effect n Σv² / (Σv)², effective base (Σv)² / Σv²; and how they came about. */
export function summariseWeights(
  rows: number,
  weights: Float64Array | null,
  wanted: Weights | undefined,
  fit: FittedWeights | null,
  design: DesignSummary | null,
): WeightSummary {
  const fitted = wanted && wanted.kind !== "column" ? wanted : undefined;
  const origin = {
    weighted: weights !== null,
    method: wanted?.kind ?? ("none" as const),
    column: (wanted?.kind === "column" ? wanted.column : fitted?.base) ?? null,
    variance: fitted?.variance ?? ("fixed" as const),
    refitted: fitted?.variance === "residual" && rows < manyRows,
    margins: fit && weights ? fit.margins.map((margin) => summariseMargin(margin, weights)) : [],
    rounds: fit?.rounds ?? 0,
    trim: fitted?.trim ?? null,
    trimmed: fit?.trimmed ?? 0,
    design,
  };
  if (weights === null || rows === 0) {
    return { rows, designEffect: 1, effectiveRows: rows, lowest: 1, highest: 1, ...origin };
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
    designEffect: (rows * squares) / (sum * sum),
    effectiveRows: (sum * sum) / squares,
    lowest: lowest / mean,
    highest: highest / mean,
    ...origin,
  };
}

function summariseMargin({ margin, codes, rows, targets }: RowMargin, weights: Float64Array): MarginSummary {
  const after = new Float64Array(targets.length);
  codes.forEach((code, row) => {
    after[code]! += weights[row]!;
  });
  const all = after.reduce((sum, weight) => sum + weight, 0);
  const categories = Array.from(targets, (target, k) => ({
    values: margin.targets[k]?.values ?? [],
    rows: rows[k]!,
    target,
    before: rows[k]! / codes.length,
    after: after[k]! / all,
  }));
  const blank = categories.at(-1)!;
  return { columns: margin.columns, categories: categories.slice(0, -1), blank: blank.rows === 0 ? null : blank };
}
