import type { ColumnSpec } from "../responses/column.ts";
import { columnOf } from "../responses/resolve-column.ts";
import { codeColumn, placesOf, shiftsOf } from "../stats/scan.ts";
import { crossParts, momentsLinkOf, scanCountsLink, scanMomentsLink } from "../stats/scan-link.ts";
import { countsCovariance, momentsCovariance } from "../stats/spread.ts";
import { countsParts, momentsParts } from "../stats/spread-parts.ts";
import type { Ask, CountsLink, MomentsLink, TalliesLink } from "../stats/tallies.ts";
import { mostValues } from "./add-spread.ts";
import { collect, columnsOf } from "./collect.ts";
import { pairRows } from "./pair-rows.ts";
import type { Rows } from "./rows.ts";

/**
 * What two waves share; null where either has no ids. Where a wave carries spreads, the cross-sums are of the same parts
 * z that its spreads are made of, so that a difference is at most as uncertain as two waves of other people. What is
 * approximated: people of one sampling unit count there one by one, so that what others of the unit have in common
 * between the waves is not taken from the variance.
 */
export function linkRows(earlier: Rows, later: Rows, asks: readonly Ask<ColumnSpec>[]): TalliesLink | null {
  const { keys } = earlier.responses;
  if (!keys || !later.responses.keys) return null;
  const pairs = pairRows(keys, later.responses.keys);
  const isPlain = !earlier.plan && !later.plan;
  return collect(
    asks,
    (specs): MomentsLink => {
      const plain = scanMomentsLink(
        { columns: columnsOf(earlier, specs), weights: earlier.weights },
        { columns: columnsOf(later, specs), weights: later.weights },
        pairs,
      );
      if (isPlain) return plain;
      const [a, b] = [earlier, later].map((rows) => {
        const columns = columnsOf(rows, specs);
        return momentsParts(rows.plan, rows.weights, columns, shiftsOf(columns));
      }) as [Float64Array, Float64Array];
      const size = specs.length + 1;
      return momentsLinkOf(plain.n, crossParts(a, b, size, size, pairs));
    },
    (spec): CountsLink => {
      const plain = scanCountsLink(
        { columns: columnOf(earlier.responses, spec), weights: earlier.weights },
        { columns: columnOf(later.responses, spec), weights: later.weights },
        pairs,
      );
      if (isPlain || Math.max(plain.valuesA.length, plain.valuesB.length) > mostValues) return plain;
      const [a, b] = [earlier, later].map((rows) => {
        const column = codeColumn(columnOf(rows.responses, spec));
        return countsParts(rows.plan, rows.weights, column, placesOf(column.lookup));
      }) as [Float64Array, Float64Array];
      return { ...plain, weight: crossParts(a, b, plain.valuesA.length, plain.valuesB.length, pairs) };
    },
  );
}

/**
 * What two groups of one sample have to do with each other: nobody is in both, yet their totals go together where rows are
 * no simple sample. Null where they are.
 */
export function linkGroups(
  rows: Rows,
  first: Uint32Array,
  second: Uint32Array,
  asks: readonly Ask<ColumnSpec>[],
): TalliesLink | null {
  const { plan } = rows;
  if (!plan) return null;
  return collect(
    asks,
    (specs): MomentsLink => {
      const columns = columnsOf(rows, specs);
      const { matrix, df } = momentsCovariance(plan, columns, shiftsOf(columns), first, second);
      return { ...momentsLinkOf(0, matrix), df };
    },
    (spec): CountsLink => {
      const column = codeColumn(columnOf(rows.responses, spec));
      const places = placesOf(column.lookup);
      const { values } = places;
      const none = new Array<number>(values.length ** 2).fill(0);
      const weight = values.length > mostValues ? none : countsCovariance(plan, column, places, first, second).matrix;
      return { valuesA: values, valuesB: values, n: none, weight };
    },
  );
}
