import {
  type CountsByGroup,
  countsOfGroup,
  type MomentsByGroup,
  momentsByGroupFromCounts,
  momentsOfGroup,
  momentsWidth,
  withBounds,
} from "./grouped.ts";
import type { Counts, Moments, NumberColumn } from "./tallies.ts";

/**
 * The scan: the only place where statistics touch rows. One pass turns columns and weights into moments or counts, of all
 * rows or of every group at once. Sums are taken about a shift that does not hang on the order of rows.
 */

/** Which group each row belongs to; a code of `size` or more leaves the row out. */
export interface Grouping {
  readonly codes: Uint8Array | Uint16Array | Uint32Array;
  readonly size: number;
}

export interface ScanOptions {
  /** How often each row counts: 0 leaves it out, a resample repeats it. Without it each row counts once. */
  readonly times?: Uint8Array | Float64Array | undefined;
  /** One number per column; tallies that are to be added up need the same. Default `shiftsOf`. */
  readonly shift?: readonly number[] | undefined;
}

type Coded = Extract<NumberColumn, { kind: "coded" }>;

const everyRow: Grouping = { codes: new Uint8Array(0), size: 1 };
/** Rows decoded at a time: small enough to stay in the processor's cache. */
const blockRows = 1024;

/** Moments over the rows complete in all columns. `weights` null: every row weighs 1. */
export function scanMoments(
  columns: readonly NumberColumn[],
  weights: Float64Array | null,
  options: ScanOptions = {},
): Moments {
  return momentsOfGroup(scanMomentsByGroup(columns, weights, everyRow, options), 0);
}

/** Counts of the values of a column; every value of a coded column's lookup is listed, also those that no row holds. */
export function scanCounts(column: NumberColumn, weights: Float64Array | null, options: ScanOptions = {}): Counts {
  return countsOfGroup(scanCountsByGroup(column, weights, everyRow, options), 0);
}

export function rowsOf(column: NumberColumn): number {
  return column.kind === "coded" ? column.codes.length : column.values.length;
}

/**
 * A number near the middle of each column, the same however its rows are ordered: the middle of a lookup, or the mean of
 * plain values cut to single precision, which swallows the rounding that order leaves behind.
 */
export function shiftsOf(columns: readonly NumberColumn[]): readonly number[] {
  return columns.map((column) => {
    if (column.kind === "coded") {
      const values = column.lookup.filter((value) => !Number.isNaN(value));
      return values.length === 0 ? 0 : middleOf(values);
    }
    let sum = 0;
    let n = 0;
    for (let row = 0; row < column.values.length; row++) {
      const value = column.values[row]!;
      if (Number.isNaN(value)) continue;
      sum += value;
      n++;
    }
    return n === 0 ? 0 : Math.fround(sum / n);
  });
}

function middleOf(values: Float64Array): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return (low + high) / 2;
}

/** The moments of every group in one pass. */
export function scanMomentsByGroup(
  columns: readonly NumberColumn[],
  weights: Float64Array | null,
  grouping: Grouping,
  options: ScanOptions = {},
): MomentsByGroup {
  const shift = options.shift ?? shiftsOf(columns);
  const only = columns.length === 1 ? columns[0]! : null;
  // One column of ratings: its moments follow from its counts, faster and, where nothing is weighted, without rounding.
  if (only?.kind === "coded" && only.lookup.length <= 256) {
    return momentsByGroupFromCounts(scanCountsByGroup(only, weights, grouping, options), shift[0]!);
  }
  const k = columns.length;
  const rows = rowsOf(columns[0]!);
  const weighted = weights !== null;
  const width = momentsWidth(k, weighted);
  const table = new Float64Array(grouping.size * width);
  const low = new Float64Array(grouping.size * k).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(grouping.size * k).fill(Number.NEGATIVE_INFINITY);
  const shifts = Float64Array.from(shift);
  const block = makeBlock(Math.min(blockRows, rows), k);
  const about = new Float64Array(k);
  const { values, times, weight, group } = block;
  for (let from = 0; from < rows; from += blockRows) {
    const count = Math.min(blockRows, rows - from);
    fillBlock(block, columns, weights, grouping, options.times, from, count);
    for (let row = 0; row < count; row++) {
      const g = group[row]!;
      if (g < 0) continue;
      const at = row * k;
      for (let j = 0; j < k; j++) {
        const value = values[at + j]!;
        about[j] = value - shifts[j]!;
        const bound = g * k + j;
        if (value < low[bound]!) low[bound] = value;
        if (value > high[bound]!) high[bound] = value;
      }
      const m = times[row]!;
      if (weighted) addWeighted(table, g * width, about, m, weight[row]!);
      else addPlain(table, g * width, about, m);
    }
  }
  return withBounds({ groups: grouping.size, columns: k, weighted, shift, table, low, high });
}

function addPlain(table: Float64Array, start: number, about: Float64Array, times: number): void {
  const k = about.length;
  table[start] = table[start]! + times;
  let product = start + 1 + k;
  for (let i = 0; i < k; i++) {
    const x = times * about[i]!;
    const sum = start + 1 + i;
    table[sum] = table[sum]! + x;
    for (let j = i; j < k; j++, product++) table[product] = table[product]! + x * about[j]!;
  }
}

function addWeighted(table: Float64Array, start: number, about: Float64Array, times: number, weight: number): void {
  const k = about.length;
  const v = times * weight;
  const v2 = v * weight;
  table[start] = table[start]! + times;
  table[start + 1] = table[start + 1]! + v;
  table[start + 2] = table[start + 2]! + v2;
  const triangle = (k * (k + 1)) / 2;
  let product = start + 3 + 2 * k;
  for (let i = 0; i < k; i++) {
    const x = v * about[i]!;
    const x2 = v2 * about[i]!;
    const sum = start + 3 + i;
    table[sum] = table[sum]! + x;
    table[sum + k] = table[sum + k]! + x2;
    for (let j = i; j < k; j++, product++) {
      table[product] = table[product]! + x * about[j]!;
      table[product + triangle] = table[product + triangle]! + x2 * about[j]!;
    }
  }
}

/** Rows as plain numbers, so that the inner loops meet one kind of array only. */
interface Block {
  /** Row by row, k values each. */
  readonly values: Float64Array;
  readonly times: Float64Array;
  readonly weight: Float64Array;
  /** −1: the row is left out. */
  readonly group: Int32Array;
}

function makeBlock(rows: number, k: number): Block {
  return {
    values: new Float64Array(rows * k),
    times: new Float64Array(rows).fill(1),
    weight: new Float64Array(rows).fill(1),
    group: new Int32Array(rows),
  };
}

function fillBlock(
  block: Block,
  columns: readonly NumberColumn[],
  weights: Float64Array | null,
  grouping: Grouping,
  times: Uint8Array | Float64Array | undefined,
  from: number,
  count: number,
): void {
  fillGroups(block.group, grouping, from, count);
  for (let row = 0; times && row < count; row++) {
    block.times[row] = times[from + row]!;
    if (times[from + row] === 0) block.group[row] = -1;
  }
  for (let row = 0; weights && row < count; row++) block.weight[row] = weights[from + row]!;
  for (let j = 0; j < columns.length; j++) fillColumn(block, columns[j]!, columns.length, j, from, count);
}

function fillGroups(out: Int32Array, grouping: Grouping, from: number, count: number): void {
  if (grouping === everyRow) {
    out.fill(0);
    return;
  }
  const { codes, size } = grouping;
  for (let row = 0; row < count; row++) {
    const code = codes[from + row]!;
    out[row] = code < size ? code : -1;
  }
}

function fillColumn(block: Block, column: NumberColumn, k: number, j: number, from: number, count: number): void {
  const { values, group } = block;
  if (column.kind === "coded") {
    const { codes, lookup } = column;
    for (let row = 0; row < count; row++) {
      const value = lookup[codes[from + row]!]!;
      values[row * k + j] = value;
      if (Number.isNaN(value)) group[row] = -1;
    }
  } else {
    for (let row = 0; row < count; row++) {
      const value = column.values[from + row]!;
      values[row * k + j] = value;
      if (Number.isNaN(value)) group[row] = -1;
    }
  }
}

/** The counts of every group in one pass. */
export function scanCountsByGroup(
  column: NumberColumn,
  weights: Float64Array | null,
  grouping: Grouping,
  options: Pick<ScanOptions, "times"> = {},
): CountsByGroup {
  const { codes, lookup } = codeColumn(column);
  const { values, cells } = placesOf(lookup);
  const size = values.length;
  const weighted = weights !== null;
  const width = size * (weighted ? 3 : 1);
  const table = new Float64Array(grouping.size * width);
  const group = new Int32Array(Math.min(blockRows, codes.length));
  const { times } = options;
  for (let from = 0; from < codes.length; from += blockRows) {
    const count = Math.min(blockRows, codes.length - from);
    fillGroups(group, grouping, from, count);
    for (let row = 0; row < count; row++) {
      const g = group[row]!;
      const place = cells[codes[from + row]!]!;
      if (g < 0 || place < 0) continue;
      const m = times ? times[from + row]! : 1;
      const cell = g * width + place;
      table[cell] = table[cell]! + m;
      if (!weighted) continue;
      const v = weights[from + row]!;
      table[cell + size] = table[cell + size]! + m * v;
      table[cell + 2 * size] = table[cell + 2 * size]! + m * v * v;
    }
  }
  return { groups: grouping.size, weighted, values, table };
}

/** Worked out once for each column: a bootstrap scans the same ones a thousand times. */
const codedColumns = new WeakMap<NumberColumn, Coded>();
const placed = new WeakMap<Float64Array, Places>();

/** A plain column as codes into its distinct values; a coded one as it is. */
export function codeColumn(column: NumberColumn): Coded {
  if (column.kind === "coded") return column;
  const known = codedColumns.get(column);
  if (known) return known;
  const codes = new Uint32Array(column.values.length);
  const places = new Map<number, number>();
  for (let row = 0; row < codes.length; row++) {
    const value = column.values[row]!;
    let code = places.get(value);
    if (code === undefined) {
      code = places.size;
      places.set(value, code);
    }
    codes[row] = code;
  }
  const coded: Coded = { kind: "coded", codes, lookup: Float64Array.from(places.keys()) };
  codedColumns.set(column, coded);
  return coded;
}

interface Places {
  readonly values: readonly number[];
  readonly cells: Int32Array;
}

/** The distinct values of a lookup, ascending, and where each code's value stands among them (−1: missing). */
export function placesOf(lookup: Float64Array): Places {
  const known = placed.get(lookup);
  if (known) return known;
  const values = [...new Set(lookup)].filter((value) => !Number.isNaN(value)).sort((x, y) => x - y);
  const place = new Map(values.map((value, index) => [value, index]));
  const found = { values, cells: Int32Array.from(lookup, (value) => place.get(value) ?? -1) };
  placed.set(lookup, found);
  return found;
}
