import { type PreparedPlan, valueAt } from "./spread.ts";
import type { NumberColumn } from "./tallies.ts";

/**
 * Each row's part z in the totals over 1 and the columns about their shifts, rows x (k + 1): what the spread squares, times
 * the root of its factor. Without a plan v(1, x). Units of several people stand by their people.
 */
export function momentsParts(
  plan: PreparedPlan | null,
  weights: Float64Array | null,
  columns: readonly NumberColumn[],
  shift: readonly number[],
): Float64Array {
  const k = columns.length + 1;
  const rows = columns[0]!.kind === "coded" ? columns[0]!.codes.length : columns[0]!.values.length;
  const parts = new Float64Array(rows * k);
  for (let row = 0; row < rows; row++) {
    if (columns.some((column) => Number.isNaN(valueAt(column, row)))) continue;
    parts[row * k] = 1;
    columns.forEach((column, j) => {
      parts[row * k + j + 1] = valueAt(column, row) - shift[j]!;
    });
  }
  return toParts(plan, weights, parts, k);
}

/** The same over the indicators of a column's values, rows x values. */
export function countsParts(
  plan: PreparedPlan | null,
  weights: Float64Array | null,
  { codes }: Extract<NumberColumn, { kind: "coded" }>,
  { values, cells }: { readonly values: readonly number[]; readonly cells: Int32Array },
): Float64Array {
  const k = values.length;
  const parts = new Float64Array(codes.length * k);
  codes.forEach((code, row) => {
    const place = cells[code]!;
    if (place >= 0) parts[row * k + place] = 1;
  });
  return toParts(plan, weights, parts, k);
}

/** Columns (rows x k, in place) less their fit, weighted, about the means of their strata where units are rows. */
function toParts(
  plan: PreparedPlan | null,
  weights: Float64Array | null,
  parts: Float64Array,
  k: number,
): Float64Array {
  const rows = parts.length / k;
  const margins = plan?.margins;
  if (margins) {
    const { categories, size, base } = margins.fitted;
    const onMargins = new Float64Array(k * size);
    for (let row = 0; row < rows; row++)
      for (const codes of categories)
        for (let j = 0; j < k; j++) onMargins[j * size + codes[row]!]! += (base ? base[row]! : 1) * parts[row * k + j]!;
    const fit = margins.gram.solve(onMargins, k);
    for (let row = 0; row < rows; row++)
      for (const codes of categories) for (let j = 0; j < k; j++) parts[row * k + j]! -= fit[j * size + codes[row]!]!;
  }
  for (let at = 0; weights && at < parts.length; at++) parts[at]! *= weights[Math.floor(at / k)]!;
  if (!plan) return parts;
  const { unitOf, stratumOf, sizes, factors } = plan;
  const means = new Float64Array(sizes.length * k);
  if (!unitOf)
    parts.forEach((part, at) => {
      const stratum = stratumOf[Math.floor(at / k)]!;
      means[stratum * k + (at % k)]! += part / sizes[stratum]!;
    });
  return parts.map((part, at) => {
    const row = Math.floor(at / k);
    const stratum = stratumOf[unitOf ? unitOf[row]! : row]!;
    return Math.sqrt(factors[stratum]!) * (part - means[stratum * k + (at % k)]!);
  });
}
