import type { ColumnSpec } from "../responses/column.ts";
import { columnOf } from "../responses/resolve-column.ts";
import { type Ask, keyOf } from "../stats/tallies.ts";
import type { Rows } from "./rows.ts";

/** One tally for each distinct ask, under its key. */
export function collect<M, C>(
  asks: readonly Ask<ColumnSpec>[],
  moments: (columns: readonly ColumnSpec[], key: string) => M,
  counts: (column: ColumnSpec, key: string) => C,
): { readonly moments: Record<string, M>; readonly counts: Record<string, C> } {
  const found: { moments: Record<string, M>; counts: Record<string, C> } = { moments: {}, counts: {} };
  for (const ask of asks) {
    const key = keyOf(ask);
    if (ask.kind === "moments") found.moments[key] ??= moments(ask.columns, key);
    else found.counts[key] ??= counts(ask.column, key);
  }
  return found;
}

export function columnsOf(rows: Rows, specs: readonly ColumnSpec[]) {
  return specs.map((spec) => columnOf(rows.responses, spec));
}

export function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  // called for every draw: a list of pairs would take longer than what it lists
  const changed: Record<string, B> = {};
  for (const key in record) changed[key] = change(record[key]!);
  return changed;
}
