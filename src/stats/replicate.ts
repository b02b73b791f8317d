import { type CountsByGroup, type Drawn, type MomentsByGroup, momentsByGroupFromCounts } from "./grouped.ts";
import { codeColumn, type Grouping, placesOf, rowsOf, scanMomentsByGroup, shiftsOf } from "./scan.ts";
import type { Counts, Moments, NumberColumn } from "./tallies.ts";

/**
 * Moments of the same columns again and again, each time with other multipliers: the rows complete in all columns are
 * laid out once, so that a replicate is one pass over numbers that lie side by side.
 * `times` holds one multiplier per row of the columns (0 leaves a row out). A draw may have weights of its own.
 */
export function momentsReplicator(
  columns: readonly NumberColumn[],
  weights: Float64Array | null,
): (times: Uint8Array, weights?: Float64Array | null) => Moments {
  const k = columns.length;
  const shift = shiftsOf(columns);
  const laid = layOut(columns, shift, weights);
  if (k === 1) return (times, drawn) => single(weighAnew(laid, drawn), shift[0]!, times);
  const ends = endsOf(laid.values, k);
  // the rows of a draw: where their values begin, and how much they weigh in sums of v and of v²
  const picked = {
    starts: new Uint32Array(laid.rows.length),
    weights: new Float64Array(laid.rows.length),
    weights2: new Float64Array(laid.rows.length),
  };
  return (times, drawn) => {
    const { rows, values, own } = weighAnew(laid, drawn);
    const plain = weights === null && !drawn;
    let n = 0;
    let weight = 0;
    let weight2 = 0;
    const sums = new Float64Array(k);
    const products = new Float64Array(k * k);
    // where every row weighs 1, v² is v: one set of sums is both
    const sums2 = plain ? sums : new Float64Array(k);
    const products2 = plain ? products : new Float64Array(k * k);
    const low = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
    const high = new Float64Array(k).fill(Number.NEGATIVE_INFINITY);
    let seeking = true;
    let count = 0;
    for (let at = 0; at < rows.length; at++) {
      const m = times[rows[at]!]!;
      if (m === 0) continue;
      const v = own[at]!;
      const mv = m * v;
      const mv2 = mv * v;
      n += m;
      weight += mv;
      weight2 += mv2;
      if (seeking) seeking = widen(low, high, values, at * k, ends);
      picked.starts[count] = at * k;
      picked.weights[count] = mv;
      picked.weights2[count] = mv2;
      count++;
    }
    addRows(sums, products, values, picked.starts, picked.weights, count);
    if (!plain) addRows(sums2, products2, values, picked.starts, picked.weights2, count);
    mirror(products, k);
    if (!plain) mirror(products2, k);
    // like the scan, no rows have their ends at the shift
    const unshifted = (ends: Float64Array) => Array.from(ends, (end, i) => (n === 0 ? 0 : end) + shift[i]!);
    const [sumList, productList] = [listOf(sums), listOf(products)];
    return {
      n,
      weight,
      weight2,
      shift,
      sums: sumList,
      sums2: plain ? sumList : listOf(sums2),
      products: productList,
      products2: plain ? productList : listOf(products2),
      low: unshifted(low),
      high: unshifted(high),
    };
  };
}

interface Ends {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The ends of each column over all rows: a draw that has met them need not look further. */
function endsOf(values: Float64Array, k: number): Ends {
  const low = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(k).fill(Number.NEGATIVE_INFINITY);
  for (let at = 0; at < values.length; at += k) {
    for (let i = 0; i < k; i++) {
      low[i] = Math.min(low[i]!, values[at + i]!);
      high[i] = Math.max(high[i]!, values[at + i]!);
    }
  }
  return { low, high };
}

/** Takes the row that begins at `at` into the ends of a draw; whether any is still short of the ends of all rows. */
function widen(low: Float64Array, high: Float64Array, values: Float64Array, at: number, ends: Ends): boolean {
  let short = false;
  for (let i = 0; i < low.length; i++) {
    const x = values[at + i]!;
    if (x < low[i]!) low[i] = x;
    if (x > high[i]!) high[i] = x;
    short ||= low[i]! > ends.low[i]! || high[i]! < ends.high[i]!;
  }
  return short;
}

/**
 * Adds rows, which begin at `starts`, to the sums and the lower triangle of the products: four at a time, since what costs
 * is fetching and storing a sum. The order of the additions is that of the rows.
 */
function addRows(
  sums: Float64Array,
  products: Float64Array,
  values: Float64Array,
  starts: Uint32Array,
  weights: Float64Array,
  count: number,
): void {
  const k = sums.length;
  const whole = count - (count % 4);
  for (let row = 0; row < whole; row += 4) {
    const a = starts[row]!;
    const b = starts[row + 1]!;
    const c = starts[row + 2]!;
    const d = starts[row + 3]!;
    for (let i = 0; i < k; i++) {
      const va = weights[row]! * values[a + i]!;
      const vb = weights[row + 1]! * values[b + i]!;
      const vc = weights[row + 2]! * values[c + i]!;
      const vd = weights[row + 3]! * values[d + i]!;
      sums[i] = sums[i]! + va + vb + vc + vd;
      for (let j = 0, at = i * k; j <= i; j++, at++)
        products[at] =
          products[at]! + va * values[a + j]! + vb * values[b + j]! + vc * values[c + j]! + vd * values[d + j]!;
    }
  }
  for (let row = whole; row < count; row++) {
    const start = starts[row]!;
    for (let i = 0; i < k; i++) {
      const vx = weights[row]! * values[start + i]!;
      sums[i] = sums[i]! + vx;
      for (let j = 0; j <= i; j++) products[i * k + j] = products[i * k + j]! + vx * values[start + j]!;
    }
  }
}

interface Layout {
  readonly rows: Uint32Array;
  readonly values: Float64Array;
  readonly own: Float64Array;
}

function weighAnew(laid: Layout, weights: Float64Array | null | undefined): Layout {
  return weights ? { ...laid, own: Float64Array.from(laid.rows, (row) => weights[row]!) } : laid;
}

/** One column: the same sums in plain variables, several times as fast. */
function single({ rows, values, own }: Layout, shift: number, times: Uint8Array): Moments {
  let n = 0;
  let weight = 0;
  let weight2 = 0;
  let sum = 0;
  let sum2 = 0;
  let product = 0;
  let product2 = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < rows.length; at++) {
    const m = times[rows[at]!]!;
    if (m === 0) continue;
    const v = own[at]!;
    const x = values[at]!;
    const mv = m * v;
    const mvx = mv * x;
    n += m;
    weight += mv;
    weight2 += mv * v;
    sum += mvx;
    sum2 += mvx * v;
    product += mvx * x;
    product2 += mvx * x * v;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  const ends = n === 0 ? shift : undefined;
  return {
    n,
    weight,
    weight2,
    shift: [shift],
    sums: [sum],
    sums2: [sum2],
    products: [product],
    products2: [product2],
    low: [ends ?? low + shift],
    high: [ends ?? high + shift],
  };
}

/** The complete rows: their places, their values about the shift side by side, their weights. */
function layOut(columns: readonly NumberColumn[], shift: readonly number[], weights: Float64Array | null): Layout {
  const k = columns.length;
  const all = rowsOf(columns[0]!);
  const rows = new Uint32Array(all);
  const values = new Float64Array(all * k);
  const own = new Float64Array(all);
  let filled = 0;
  for (let row = 0; row < all; row++) {
    let complete = true;
    for (let i = 0; i < k; i++) {
      const x = valueAt(columns[i]!, row);
      values[filled * k + i] = x - shift[i]!;
      complete &&= !Number.isNaN(x);
    }
    if (!complete) continue;
    rows[filled] = row;
    own[filled] = weights ? weights[row]! : 1;
    filled++;
  }
  return { rows: rows.subarray(0, filled), values: values.subarray(0, filled * k), own: own.subarray(0, filled) };
}

function valueAt(column: NumberColumn, row: number): number {
  return column.kind === "coded" ? column.lookup[column.codes[row]!]! : column.values[row]!;
}

/** Numbers as a plain array; spreading a typed array takes ten times as long, and every draw makes some. */
function listOf(numbers: Float64Array): readonly number[] {
  const list = new Array<number>(numbers.length);
  for (let i = 0; i < numbers.length; i++) list[i] = numbers[i]!;
  return list;
}

function mirror(matrix: Float64Array, k: number): void {
  for (let i = 0; i < k; i++) for (let j = 0; j < i; j++) matrix[j * k + i] = matrix[i * k + j]!;
}

/**
 * Counts of a column again and again, each time with other multipliers, one per row: the rows lie value by value, so that
 * a count is a sum over rows that follow each other.
 */
export function countsReplicator(column: NumberColumn): (times: Uint8Array, weights: Float64Array | null) => Counts {
  const { codes, lookup } = codeColumn(column);
  const { values, cells } = placesOf(lookup);
  const { starts, rows } = layByPlace(codes, cells, values.length);
  return (times, weights) => {
    const n: number[] = [];
    const weight: number[] = [];
    const weight2: number[] = [];
    for (let place = 0; place < values.length; place++) {
      const end = starts[place + 1]!;
      let people = 0;
      for (let at = starts[place]!; at < end; at++) people += times[rows[at]!]!;
      n.push(people);
      if (!weights) continue;
      let sum = 0;
      let sum2 = 0;
      for (let at = starts[place]!; at < end; at++) {
        const row = rows[at]!;
        const v = weights[row]!;
        const mv = times[row]! * v;
        sum += mv;
        sum2 += mv * v;
      }
      weight.push(sum);
      weight2.push(sum2);
    }
    return { values, n, weight: weights ? weight : n, weight2: weights ? weight2 : n };
  };
}

/** The rows of each place, ascending: those of place p are rows[starts[p]] … rows[starts[p + 1] − 1]. */
function layByPlace(
  codes: ArrayLike<number>,
  cells: Int32Array,
  places: number,
): { readonly starts: Uint32Array; readonly rows: Uint32Array } {
  const starts = new Uint32Array(places + 1);
  for (let row = 0; row < codes.length; row++) {
    const place = cells[codes[row]!]!;
    if (place >= 0) starts[place + 1]!++;
  }
  for (let place = 0; place < places; place++) starts[place + 1]! += starts[place]!;
  const next = starts.slice();
  const rows = new Uint32Array(starts[places]!);
  for (let row = 0; row < codes.length; row++) {
    const place = cells[codes[row]!]!;
    if (place >= 0) rows[next[place]!++] = row;
  }
  return { starts, rows };
}

/**
 * Counts by group again and again: where a row is counted is found once, and one table serves all draws, since a new one each
 * time is met cold. `drawn` lists the rows of a draw; what is given holds until the next.
 */
export function countsByGroupReplicator(
  column: NumberColumn,
  grouping: Grouping,
): (drawn: Drawn, weights: Float64Array | null) => CountsByGroup {
  const { codes, lookup } = codeColumn(column);
  const { values, cells } = placesOf(lookup);
  const size = values.length;
  let laid: { readonly weighted: boolean; readonly cellOf: Int32Array; readonly table: Float64Array } | undefined;
  const layOutCells = (weighted: boolean) => {
    const width = size * (weighted ? 3 : 1);
    const cellOf = Int32Array.from(codes, (code, row) => {
      const group = grouping.codes[row]!;
      const place = cells[code]!;
      return group < grouping.size && place >= 0 ? group * width + place : -1;
    });
    return { weighted, cellOf, table: new Float64Array(grouping.size * width) };
  };
  return ({ groups: rows, times }, weights) => {
    const weighted = weights !== null;
    if (laid?.weighted !== weighted) laid = layOutCells(weighted);
    const { cellOf, table } = laid;
    table.fill(0);
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k]!;
      const cell = cellOf[row]!;
      if (cell < 0) continue;
      const m = times[k]!;
      table[cell] = table[cell]! + m;
      if (!weighted) continue;
      const v = weights[row]!;
      table[cell + size] = table[cell + size]! + m * v;
      table[cell + 2 * size] = table[cell + 2 * size]! + m * v * v;
    }
    return { groups: grouping.size, weighted, values, table };
  };
}

/** Moments by group again and again; those of one column of ratings follow from its counts, as in the scan. */
export function momentsByGroupReplicator(
  columns: readonly NumberColumn[],
  grouping: Grouping,
): (drawn: Drawn, times: Uint8Array | Float64Array, weights: Float64Array | null) => MomentsByGroup {
  const shift = shiftsOf(columns);
  const only = columns.length === 1 ? columns[0]! : null;
  if (only?.kind !== "coded" || only.lookup.length > 256)
    return (_, times, weights) => scanMomentsByGroup(columns, weights, grouping, { shift, times });
  const count = countsByGroupReplicator(only, grouping);
  return (drawn, _, weights) => momentsByGroupFromCounts(count(drawn, weights), shift[0]!);
}
