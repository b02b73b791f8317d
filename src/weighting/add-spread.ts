import type { ColumnSpec } from "../responses/column.ts";
import { columnOf } from "../responses/resolve-column.ts";
import { codeColumn, placesOf } from "../stats/scan.ts";
import { countsSpread, momentsSpread } from "../stats/spread.ts";
import type { Counts, Moments } from "../stats/tallies.ts";
import type { Rows } from "./rows.ts";

/** The moments with how they vary, where the sample is no simple one. `group`: their rows, null being all. */
export function withSpread(
  rows: Rows,
  specs: readonly ColumnSpec[],
  moments: Moments,
  group: Uint32Array | null,
): Moments {
  if (!rows.plan) return moments;
  const columns = specs.map((spec) => columnOf(rows.responses, spec));
  return { ...moments, spread: momentsSpread(rows.plan, columns, moments.shift, group) };
}

/** Columns with more values are counted for their order (a median), never for the share of some of the values. */
export const mostValues = 1000;

export function withCountsSpread(rows: Rows, spec: ColumnSpec, counts: Counts, group: Uint32Array | null): Counts {
  if (!rows.plan || counts.values.length > mostValues) return counts;
  const column = codeColumn(columnOf(rows.responses, spec));
  return { ...counts, spread: countsSpread(rows.plan, column, placesOf(column.lookup), group) };
}
