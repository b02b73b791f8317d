import type { ColumnSpec } from "../responses/column.ts";
import { columnOf } from "../responses/resolve-column.ts";
import { countsOfGroup, listDrawn, momentsOfGroup, sumCounts, sumMoments } from "../stats/grouped.ts";
import { scanCounts, scanCountsByGroup, scanMoments, scanMomentsByGroup } from "../stats/scan.ts";
import type { Ask, Tallies, TalliesLink } from "../stats/tallies.ts";
import { withCountsSpread, withSpread } from "./add-spread.ts";
import { collect, columnsOf, mapValues } from "./collect.ts";
import type { RowGroups } from "./group-rows.ts";
import { linkGroups } from "./link-rows.ts";
import type { Rows } from "./rows.ts";
import type { TalliedGroup } from "./sample.ts";

type Asks = readonly Ask<ColumnSpec>[];

/** The tallies of all rows. */
export function tallyRows(rows: Rows, asks: Asks): Tallies {
  return collect(
    asks,
    (specs) => withSpread(rows, specs, scanMoments(columnsOf(rows, specs), rows.weights), null),
    (spec) => withCountsSpread(rows, spec, scanCounts(columnOf(rows.responses, spec), rows.weights), null),
  );
}

/** The tallies of each group of rows and of everybody else, in one scan per ask. */
export function tallyGroups(rows: Rows, groups: RowGroups, asks: Asks): ReadonlyMap<string, TalliedGroup> {
  // those who are blank on the column are a group too: they are in the rest of every other
  const grouping = { codes: groups.codes, size: groups.values.length + 1 };
  const sizes = new Float64Array(grouping.size);
  for (const code of groups.codes) sizes[code]!++;
  const scanned = collect(
    asks,
    (specs) => ({ specs, by: scanMomentsByGroup(columnsOf(rows, specs), rows.weights, grouping) }),
    (spec) => ({ spec, by: scanCountsByGroup(columnOf(rows.responses, spec), rows.weights, grouping) }),
  );
  return new Map(
    groups.values.map((value, group) => {
      const own = rows.plan && rowsWhere(groups.codes, (code) => code === group);
      const links = new Map<string | null, TalliesLink | null>();
      return [
        value,
        {
          rows: sizes[group]!,
          tallies: {
            moments: mapValues(scanned.moments, ({ specs, by }) =>
              withSpread(rows, specs, momentsOfGroup(by, group), own),
            ),
            counts: mapValues(scanned.counts, ({ spec, by }) =>
              withCountsSpread(rows, spec, countsOfGroup(by, group), own),
            ),
          },
          rest: once(() => {
            const others = listDrawn(Array.from(sizes, (_, other) => Number(other !== group)));
            const theirs = rows.plan && rowsWhere(groups.codes, (code) => code !== group);
            return {
              moments: mapValues(scanned.moments, ({ specs, by }) =>
                withSpread(rows, specs, sumMoments(by, others), theirs),
              ),
              counts: mapValues(scanned.counts, ({ spec, by }) =>
                withCountsSpread(rows, spec, sumCounts(by, others), theirs),
              ),
            };
          }),
          apart(other) {
            if (!own) return null;
            const at = other === null ? -1 : groups.values.indexOf(other);
            const theirs = () => rowsWhere(groups.codes, (code) => (other === null ? code !== group : code === at));
            if (!links.has(other)) links.set(other, linkGroups(rows, theirs(), own, asks));
            return links.get(other)!;
          },
        },
      ];
    }),
  );
}

function rowsWhere(codes: Uint32Array, isIn: (code: number) => boolean): Uint32Array {
  const rows = new Uint32Array(codes.length);
  let filled = 0;
  for (let row = 0; row < codes.length; row++) if (isIn(codes[row]!)) rows[filled++] = row;
  return rows.subarray(0, filled);
}

/** The same value at every question, made at the first. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
