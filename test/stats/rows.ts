import { scanCounts, scanMoments } from "../../src/stats/scan.ts";
import { scanCountsLink, scanMomentsLink } from "../../src/stats/scan-link.ts";
import {
  type Ask,
  type ColumnRef,
  keyOf,
  type NumberColumn,
  type Tallies,
  type TalliesLink,
} from "../../src/stats/tallies.ts";

/** Named columns of a few people; null is no answer. */
export type Rows = Readonly<Record<string, readonly (number | null)[]>>;

export function plain(values: readonly (number | null)[]): NumberColumn {
  return { kind: "plain", values: Float64Array.from(values, (value) => value ?? Number.NaN) };
}

export function coded(values: readonly (number | null)[]): NumberColumn {
  const lookup = [...new Set(values)];
  return {
    kind: "coded",
    codes: Uint8Array.from(values, (value) => lookup.findIndex((other) => Object.is(other, value))),
    lookup: Float64Array.from(lookup, (value) => value ?? Number.NaN),
  };
}

export const ref = (id: string): ColumnRef => ({ id });
export const moments = (...ids: string[]): Ask => ({ kind: "moments", columns: ids.map(ref) });
export const counts = (id: string): Ask => ({ kind: "counts", column: ref(id) });

export function tally(rows: Rows, asks: readonly Ask[], weights?: readonly number[], make = plain): Tallies {
  const v = weights ? Float64Array.from(weights) : null;
  const column = ({ id }: ColumnRef) => make(rows[id]!);
  return {
    moments: Object.fromEntries(
      asks.flatMap((ask) => (ask.kind === "moments" ? [[keyOf(ask), scanMoments(ask.columns.map(column), v)]] : [])),
    ),
    counts: Object.fromEntries(
      asks.flatMap((ask) => (ask.kind === "counts" ? [[keyOf(ask), scanCounts(column(ask.column), v)]] : [])),
    ),
  };
}

/** One wave of a panel. */
export interface PanelWave {
  readonly ids: readonly number[];
  readonly rows: Rows;
  readonly weights?: readonly number[] | undefined;
}

export function link(a: PanelWave, b: PanelWave, asks: readonly Ask[]): TalliesLink {
  const both = a.ids.filter((id) => b.ids.includes(id));
  const pairs = {
    a: Uint32Array.from(both, (id) => a.ids.indexOf(id)),
    b: Uint32Array.from(both, (id) => b.ids.indexOf(id)),
  };
  const side = (wave: PanelWave) => (wave.weights ? Float64Array.from(wave.weights) : null);
  const columns = (wave: PanelWave, ask: Ask) =>
    (ask.kind === "moments" ? ask.columns : [ask.column]).map(({ id }) => plain(wave.rows[id]!));
  return {
    moments: Object.fromEntries(
      asks.flatMap((ask) =>
        ask.kind === "moments"
          ? [
              [
                keyOf(ask),
                scanMomentsLink(
                  { columns: columns(a, ask), weights: side(a) },
                  { columns: columns(b, ask), weights: side(b) },
                  pairs,
                ),
              ],
            ]
          : [],
      ),
    ),
    counts: Object.fromEntries(
      asks.flatMap((ask) =>
        ask.kind === "counts"
          ? [
              [
                keyOf(ask),
                scanCountsLink(
                  { columns: columns(a, ask)[0]!, weights: side(a) },
                  { columns: columns(b, ask)[0]!, weights: side(b) },
                  pairs,
                ),
              ],
            ]
          : [],
      ),
    ),
  };
}
