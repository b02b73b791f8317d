import type { ColumnSpec } from "../responses/column.ts";
import { columnOf } from "../responses/resolve-column.ts";
import { countsOfGroup, momentsOfGroup } from "../stats/grouped.ts";
import { scanCounts, scanCountsByGroup, scanMoments, scanMomentsByGroup } from "../stats/scan.ts";
import { scanCountsLink, scanMomentsLink } from "../stats/scan-link.ts";
import { type Ask, keyOf, type Tallies, type TalliesLink } from "../stats/tallies.ts";
import type { RowGroups } from "./group-rows.ts";
import { pairRows } from "./pair-rows.ts";
import type { Rows } from "./rows.ts";

type Asks = readonly Ask<ColumnSpec>[];

/** One tally for each distinct ask, under its key. */
export function collect<M, C>(
  asks: Asks,
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

/** The tallies of all rows. */
export function tallyRows(rows: Rows, asks: Asks): Tallies {
  return collect(
    asks,
    (specs) => scanMoments(columnsOf(rows, specs), rows.weights),
    (spec) => scanCounts(columnOf(rows.responses, spec), rows.weights),
  );
}

/** The tallies of each group of rows, in one scan per ask. */
export function tallyGroups(
  rows: Rows,
  groups: RowGroups,
  asks: Asks,
): ReadonlyMap<string, { readonly rows: number; readonly tallies: Tallies }> {
  const grouping = { codes: groups.codes, size: groups.values.length };
  const sizes = new Float64Array(grouping.size + 1);
  for (const code of groups.codes) sizes[code]!++;
  const scanned = collect(
    asks,
    (specs) => scanMomentsByGroup(columnsOf(rows, specs), rows.weights, grouping),
    (spec) => scanCountsByGroup(columnOf(rows.responses, spec), rows.weights, grouping),
  );
  return new Map(
    groups.values.map((value, group) => [
      value,
      {
        rows: sizes[group]!,
        tallies: {
          moments: mapValues(scanned.moments, (by) => momentsOfGroup(by, group)),
          counts: mapValues(scanned.counts, (by) => countsOfGroup(by, group)),
        },
      },
    ]),
  );
}

/** What two waves share; null where either has no ids. */
export function linkRows(earlier: Rows, later: Rows, asks: Asks): TalliesLink | null {
  const { keys } = earlier.responses;
  if (!keys || !later.responses.keys) return null;
  const pairs = pairRows(keys, later.responses.keys);
  return collect(
    asks,
    (specs) =>
      scanMomentsLink(sideOf(earlier, columnsOf(earlier, specs)), sideOf(later, columnsOf(later, specs)), pairs),
    (spec) =>
      scanCountsLink(
        sideOf(earlier, columnOf(earlier.responses, spec)),
        sideOf(later, columnOf(later.responses, spec)),
        pairs,
      ),
  );
}

function sideOf<C>(rows: Rows, columns: C) {
  return { columns, weights: rows.weights };
}

export function columnsOf(rows: Rows, specs: readonly ColumnSpec[]) {
  return specs.map((spec) => columnOf(rows.responses, spec));
}

export function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
