import type { Counts, Moments } from "./tallies.ts";

/**
 * Tallies of many groups as one table, a row of numbers per group. Everything in a row is a plain sum, so a resample of
 * groups is a weighted sum of rows.
 */

/**
 * A row holds n, the k sums, the k(k+1)/2 products of the upper triangle; weighted rows n, Σv, Σv², the k sums with v, then
 * with v², the products with v, then with v².
 */
export interface MomentsByGroup {
  readonly groups: number;
  readonly columns: number;
  readonly weighted: boolean;
  readonly shift: readonly number[];
  readonly table: Float64Array;
  /** groups x columns; +∞ and −∞ where a group has no row. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** A row holds n per value; weighted rows n, then Σv, then Σv² per value. */
export interface CountsByGroup {
  readonly groups: number;
  readonly weighted: boolean;
  /** Ascending. */
  readonly values: readonly number[];
  readonly table: Float64Array;
}

export function momentsWidth(columns: number, weighted: boolean): number {
  const sums = columns + (columns * (columns + 1)) / 2;
  return weighted ? 3 + 2 * sums : 1 + sums;
}

export function momentsOfGroup(by: MomentsByGroup, group: number): Moments {
  const width = momentsWidth(by.columns, by.weighted);
  const from = group * by.columns;
  const to = from + by.columns;
  return readMoments(
    by,
    by.table.subarray(group * width, (group + 1) * width),
    by.low.subarray(from, to),
    by.high.subarray(from, to),
  );
}

/** The moments of all groups together, group g counted `times[g]` times. */
export function sumMoments(by: MomentsByGroup, times: ArrayLike<number>): Moments {
  const k = by.columns;
  const low = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(k).fill(Number.NEGATIVE_INFINITY);
  for (let group = 0, at = 0; group < by.groups; group++) {
    const drawn = times[group] !== 0;
    for (let j = 0; j < k; j++, at++) {
      if (drawn && by.low[at]! < low[j]!) low[j] = by.low[at]!;
      if (drawn && by.high[at]! > high[j]!) high[j] = by.high[at]!;
    }
  }
  return readMoments(by, sumRows(by.table, momentsWidth(k, by.weighted), by.groups, times), low, high);
}

export function countsOfGroup(by: CountsByGroup, group: number): Counts {
  const width = by.values.length * (by.weighted ? 3 : 1);
  return readCounts(by, by.table.subarray(group * width, (group + 1) * width));
}

/** The counts of all groups together, group g counted `times[g]` times. */
export function sumCounts(by: CountsByGroup, times: ArrayLike<number>): Counts {
  return readCounts(by, sumRows(by.table, by.values.length * (by.weighted ? 3 : 1), by.groups, times));
}

/** The moments of one column from how often each of its values occurs. */
export function momentsByGroupFromCounts(by: CountsByGroup, shift: number): MomentsByGroup {
  const size = by.values.length;
  const countsWidth = size * (by.weighted ? 3 : 1);
  const width = momentsWidth(1, by.weighted);
  const table = new Float64Array(by.groups * width);
  const low = new Float64Array(by.groups).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(by.groups).fill(Number.NEGATIVE_INFINITY);
  for (let group = 0; group < by.groups; group++) {
    const out = table.subarray(group * width, (group + 1) * width);
    for (let index = 0; index < size; index++) {
      const cell = group * countsWidth + index;
      const n = by.table[cell]!;
      if (n === 0) continue;
      const value = by.values[index]!;
      const x = value - shift;
      if (by.weighted) addCell(out, n, by.table[cell + size]!, by.table[cell + 2 * size]!, x);
      else addPlainCell(out, n, x);
      low[group] = Math.min(low[group]!, value);
      high[group] = value;
    }
  }
  return { groups: by.groups, columns: 1, weighted: by.weighted, shift: [shift], table, low, high };
}

function addPlainCell(out: Float64Array, n: number, x: number): void {
  out[0] = out[0]! + n;
  out[1] = out[1]! + n * x;
  out[2] = out[2]! + n * x * x;
}

function addCell(out: Float64Array, n: number, v: number, v2: number, x: number): void {
  out[0] = out[0]! + n;
  out[1] = out[1]! + v;
  out[2] = out[2]! + v2;
  out[3] = out[3]! + v * x;
  out[4] = out[4]! + v2 * x;
  out[5] = out[5]! + v * x * x;
  out[6] = out[6]! + v2 * x * x;
}

/** Most sums are of one weighted column: seven plain variables, several times as fast as an array. */
function sumSeven(table: Float64Array, groups: number, times: ArrayLike<number>): Float64Array {
  let [a, b, c, d, e, f, g] = [0, 0, 0, 0, 0, 0, 0];
  for (let group = 0, at = 0; group < groups; group++, at += 7) {
    const m = times[group]!;
    if (m === 0) continue;
    a += m * table[at]!;
    b += m * table[at + 1]!;
    c += m * table[at + 2]!;
    d += m * table[at + 3]!;
    e += m * table[at + 4]!;
    f += m * table[at + 5]!;
    g += m * table[at + 6]!;
  }
  return Float64Array.of(a, b, c, d, e, f, g);
}

function sumRows(table: Float64Array, width: number, groups: number, times: ArrayLike<number>): Float64Array {
  if (width === 7) return sumSeven(table, groups, times);
  const out = new Float64Array(width);
  for (let group = 0, at = 0; group < groups; group++, at += width) {
    const m = times[group]!;
    if (m === 0) continue;
    for (let i = 0; i < width; i++) out[i] = out[i]! + m * table[at + i]!;
  }
  return out;
}

function readMoments(by: MomentsByGroup, row: Float64Array, low: Float64Array, high: Float64Array): Moments {
  const k = by.columns;
  const triangle = (k * (k + 1)) / 2;
  const n = row[0]!;
  const start = by.weighted ? 3 : 1;
  const sums = Array.from(row.subarray(start, start + k));
  const products = square(row, start + (by.weighted ? 2 * k : k), k);
  return {
    n,
    weight: by.weighted ? row[1]! : n,
    weight2: by.weighted ? row[2]! : n,
    shift: by.shift,
    sums,
    sums2: by.weighted ? Array.from(row.subarray(start + k, start + 2 * k)) : sums,
    products,
    products2: by.weighted ? square(row, start + 2 * k + triangle, k) : products,
    // No row, no bounds: the shift stands in, so that tallies stay plain finite data.
    low: n === 0 ? by.shift : Array.from(low),
    high: n === 0 ? by.shift : Array.from(high),
  };
}

/** A k x k matrix, row by row, from its upper triangle. */
function square(row: Float64Array, start: number, k: number): readonly number[] {
  const out = new Array<number>(k * k);
  let at = start;
  for (let i = 0; i < k; i++) {
    for (let j = i; j < k; j++) {
      const value = row[at++]!;
      out[i * k + j] = value;
      out[j * k + i] = value;
    }
  }
  return out;
}

function readCounts(by: CountsByGroup, row: Float64Array): Counts {
  const size = by.values.length;
  const n = Array.from(row.subarray(0, size));
  return {
    values: by.values,
    n,
    weight: by.weighted ? Array.from(row.subarray(size, 2 * size)) : n,
    weight2: by.weighted ? Array.from(row.subarray(2 * size, 3 * size)) : n,
  };
}
