import type { ColumnSpec } from "../responses/column.ts";
import { columnOf } from "../responses/resolve-column.ts";
import { takeRows } from "../responses/responses.ts";
import type { KeyColumn } from "../sources/raw-table.ts";
import type { NumberColumn } from "../stats/tallies.ts";
import { keysOf } from "./resample.ts";
import type { Rows } from "./rows.ts";

/** What tallies of rows are made of. */
export interface ReadableRows extends KeyColumn {
  readonly weights: Float64Array | null;
  readonly columnOf: (spec: ColumnSpec) => NumberColumn;
}

export function readable(rows: Rows): ReadableRows {
  return { ...keysOf(rows), weights: rows.weights, columnOf: (spec) => columnOf(rows.responses, spec) };
}

/** The rows of a sample, then some of another one's; either part weighs as much as it has rows. */
export function joinRows(first: Rows, others: Rows, picked: Uint32Array): ReadableRows {
  const second = takeRows(others.responses, picked);
  // rows without respondents have their number for a key: those of the second part must not have that of one of the first
  const { high, low } = second.keys ?? { high: new Uint32Array(picked.length).fill(0xffffffff), low: picked };
  const keys = keysOf(first);
  const weights = others.weights && Float64Array.from(picked, (row) => others.weights![row]!);
  return {
    high: join(Uint32Array, keys.high, high),
    low: join(Uint32Array, keys.low, low),
    weights:
      first.weights || weights
        ? join(Float64Array, evenly(first.weights, first.responses.rows), evenly(weights, picked.length))
        : null,
    columnOf: (spec) => joinColumns(columnOf(first.responses, spec), columnOf(second, spec)),
  };
}

/** Weights with mean 1. */
function evenly(weights: Float64Array | null, rows: number): Float64Array {
  if (!weights) return new Float64Array(rows).fill(1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (weight * rows) / total);
}

function joinColumns(first: NumberColumn, second: NumberColumn): NumberColumn {
  if (first.kind === "plain" || second.kind === "plain")
    return { kind: "plain", values: join(Float64Array, valuesOf(first), valuesOf(second)) };
  const known = first.lookup.length;
  return {
    kind: "coded",
    codes: join(
      Uint32Array,
      first.codes,
      Uint32Array.from(second.codes, (code) => known + code),
    ),
    lookup: join(Float64Array, first.lookup, second.lookup),
  };
}

function valuesOf(column: NumberColumn): Float64Array {
  return column.kind === "plain" ? column.values : Float64Array.from(column.codes, (code) => column.lookup[code]!);
}

function join<A extends Uint32Array | Float64Array>(
  make: new (length: number) => A,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): A {
  const both = new make(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
