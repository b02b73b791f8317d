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
  /** Per column over all groups, so that a resample that has met it need not look further. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
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

/** Adds what is the same for every resample. */
export function withBounds(by: Omit<MomentsByGroup, "lowest" | "highest">): MomentsByGroup {
  const lowest = new Float64Array(by.columns).fill(Number.POSITIVE_INFINITY);
  const highest = new Float64Array(by.columns).fill(Number.NEGATIVE_INFINITY);
  for (let at = 0; at < by.low.length; at++) {
    const j = at % by.columns;
    if (by.low[at]! < lowest[j]!) lowest[j] = by.low[at]!;
    if (by.high[at]! > highest[j]!) highest[j] = by.high[at]!;
  }
  return { ...by, lowest, highest };
}

/** The groups of a resample, ascending, and how often each is in it. */
export interface Drawn {
  readonly groups: Uint32Array;
  readonly times: Float64Array;
}

/** `times` holds how often each group is drawn, none left out. */
export function listDrawn(times: ArrayLike<number>): Drawn {
  const groups = new Uint32Array(times.length);
  const drawn = new Float64Array(times.length);
  let count = 0;
  for (let group = 0; group < times.length; group++) {
    const m = times[group]!;
    // written in any case and kept where it counts: which groups are drawn cannot be foreseen, and a branch would stall
    groups[count] = group;
    drawn[count] = m;
    count += m === 0 ? 0 : 1;
  }
  return { groups: groups.subarray(0, count), times: drawn.subarray(0, count) };
}

export function momentsOfGroup(by: MomentsByGroup, group: number): Moments {
  const from = group * by.columns;
  return readMoments(
    by,
    by.table,
    group * momentsWidth(by.columns, by.weighted),
    part(by.low, from, by.columns),
    part(by.high, from, by.columns),
  );
}

/** The weighted mean of one column in a group, without the rest of its moments; NaN where the group has no row. */
export function meanOfGroup(by: MomentsByGroup, group: number, column = 0): number {
  const start = group * momentsWidth(by.columns, by.weighted);
  const weight = by.table[start + (by.weighted ? 1 : 0)]!;
  if (weight === 0) return Number.NaN;
  return by.shift[column]! + by.table[start + (by.weighted ? 3 : 1) + column]! / weight;
}

/** The moments of the drawn groups together, each as often as it is drawn. */
export function sumMoments(by: MomentsByGroup, drawn: Drawn): Moments {
  const k = by.columns;
  const low = new Array<number>(k);
  const high = new Array<number>(k);
  for (let j = 0; j < k; j++) {
    low[j] = lowOf(by, drawn.groups, j);
    high[j] = highOf(by, drawn.groups, j);
  }
  return readMoments(by, sumRows(by.table, momentsWidth(k, by.weighted), drawn), 0, low, high);
}

function lowOf({ low, lowest, columns }: MomentsByGroup, groups: Uint32Array, column: number): number {
  const end = lowest[column]!;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < groups.length && least > end; at++) {
    const value = low[groups[at]! * columns + column]!;
    if (value < least) least = value;
  }
  return least;
}

function highOf({ high, highest, columns }: MomentsByGroup, groups: Uint32Array, column: number): number {
  const end = highest[column]!;
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < groups.length && most < end; at++) {
    const value = high[groups[at]! * columns + column]!;
    if (value > most) most = value;
  }
  return most;
}

export function countsOfGroup(by: CountsByGroup, group: number): Counts {
  const width = by.values.length * (by.weighted ? 3 : 1);
  return readCounts(by, by.table, group * width);
}

/** The counts of the drawn groups together, each as often as it is drawn. */
export function sumCounts(by: CountsByGroup, drawn: Drawn): Counts {
  return readCounts(by, sumRows(by.table, by.values.length * (by.weighted ? 3 : 1), drawn), 0);
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
  return withBounds({ groups: by.groups, columns: 1, weighted: by.weighted, shift: [shift], table, low, high });
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
function sumSeven(table: Float64Array, { groups, times }: Drawn): Float64Array {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let e = 0;
  let f = 0;
  let g = 0;
  for (let k = 0; k < groups.length; k++) {
    const at = groups[k]! * 7;
    const m = times[k]!;
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

function sumRows(table: Float64Array, width: number, drawn: Drawn): Float64Array {
  if (width === 7) return sumSeven(table, drawn);
  const { groups, times } = drawn;
  const out = new Float64Array(width);
  // four at a time, since what costs is fetching and storing a sum; the order of the additions is that of the groups
  const whole = groups.length - (groups.length % 4);
  for (let k = 0; k < whole; k += 4) {
    const a = groups[k]! * width;
    const b = groups[k + 1]! * width;
    const c = groups[k + 2]! * width;
    const d = groups[k + 3]! * width;
    const [ma, mb, mc, md] = [times[k]!, times[k + 1]!, times[k + 2]!, times[k + 3]!];
    for (let i = 0; i < width; i++)
      out[i] = out[i]! + ma * table[a + i]! + mb * table[b + i]! + mc * table[c + i]! + md * table[d + i]!;
  }
  for (let k = whole; k < groups.length; k++) {
    const at = groups[k]! * width;
    const m = times[k]!;
    for (let i = 0; i < width; i++) out[i] = out[i]! + m * table[at + i]!;
  }
  return out;
}

/** The row that begins at `at`. */
function readMoments(
  by: MomentsByGroup,
  table: Float64Array,
  at: number,
  low: readonly number[],
  high: readonly number[],
): Moments {
  const k = by.columns;
  const triangle = (k * (k + 1)) / 2;
  const n = table[at]!;
  const start = at + (by.weighted ? 3 : 1);
  const sums = part(table, start, k);
  const products = square(table, start + (by.weighted ? 2 * k : k), k);
  return {
    n,
    weight: by.weighted ? table[at + 1]! : n,
    weight2: by.weighted ? table[at + 2]! : n,
    shift: by.shift,
    sums,
    sums2: by.weighted ? part(table, start + k, k) : sums,
    products,
    products2: by.weighted ? square(table, start + 2 * k + triangle, k) : products,
    // No row, no bounds: the shift stands in, so that tallies stay plain finite data.
    low: n === 0 ? by.shift : low,
    high: n === 0 ? by.shift : high,
  };
}

/** A stretch of numbers as a plain array; millions are made, and `Array.from` is slow on few. */
function part(numbers: Float64Array, from: number, length: number): readonly number[] {
  const out: number[] = [];
  for (let i = 0; i < length; i++) out.push(numbers[from + i]!);
  return out;
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

/** The row that begins at `at`. */
function readCounts(by: CountsByGroup, table: Float64Array, at: number): Counts {
  const size = by.values.length;
  const n = part(table, at, size);
  return {
    values: by.values,
    n,
    weight: by.weighted ? part(table, at + size, size) : n,
    weight2: by.weighted ? part(table, at + 2 * size, size) : n,
  };
}

/** The tallies of every group, a row of a table each, by the keys of their asks. */
export interface TalliesByGroup {
  readonly moments: Readonly<Record<string, MomentsByGroup>>;
  readonly counts: Readonly<Record<string, CountsByGroup>>;
}

/** Replicates of the tallies of groups: draw b in 0 … draws − 1. */
export interface GroupResampler {
  readonly draws: number;
  /** The groups' values, in the order of the tables' rows; who is blank is in none. */
  readonly groups: readonly string[];
  /** Counts stand in tables that the next draw is counted into; moments are the draw's own. */
  readonly tallies: (draw: number) => TalliesByGroup;
}
