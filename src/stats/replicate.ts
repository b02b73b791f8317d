import { rowsOf, shiftsOf } from "./scan.ts";
import type { Moments, NumberColumn } from "./tallies.ts";

/**
 * Moments of the same columns again and again, each time with other multipliers: the rows complete in all columns are
 * laid out once, so that a replicate is one pass over numbers that lie side by side.
 * `times` holds one multiplier per row of the columns (0 leaves a row out).
 */
export function momentsReplicator(
  columns: readonly NumberColumn[],
  weights: Float64Array | null,
): (times: Uint8Array) => Moments {
  const k = columns.length;
  const shift = shiftsOf(columns);
  const laid = layOut(columns, shift, weights);
  if (k === 1) return (times) => single(laid, shift[0]!, times);
  const { rows, values, own } = laid;
  return (times) => {
    let n = 0;
    let weight = 0;
    let weight2 = 0;
    const sums = new Float64Array(k);
    const sums2 = new Float64Array(k);
    const products = new Float64Array(k * k);
    const products2 = new Float64Array(k * k);
    const low = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
    const high = new Float64Array(k).fill(Number.NEGATIVE_INFINITY);
    for (let at = 0; at < rows.length; at++) {
      const m = times[rows[at]!]!;
      if (m === 0) continue;
      const v = own[at]!;
      const mv = m * v;
      const mv2 = mv * v;
      n += m;
      weight += mv;
      weight2 += mv2;
      for (let i = 0; i < k; i++) {
        const x = values[at * k + i]!;
        sums[i] = sums[i]! + mv * x;
        sums2[i] = sums2[i]! + mv2 * x;
        if (x < low[i]!) low[i] = x;
        if (x > high[i]!) high[i] = x;
        for (let j = 0; j <= i; j++) {
          const xy = x * values[at * k + j]!;
          products[i * k + j] = products[i * k + j]! + mv * xy;
          products2[i * k + j] = products2[i * k + j]! + mv2 * xy;
        }
      }
    }
    mirror(products, k);
    mirror(products2, k);
    // like the scan, no rows have their ends at the shift
    const unshifted = (ends: Float64Array) => Array.from(ends, (end, i) => (n === 0 ? 0 : end) + shift[i]!);
    return {
      n,
      weight,
      weight2,
      shift,
      sums: [...sums],
      sums2: [...sums2],
      products: [...products],
      products2: [...products2],
      low: unshifted(low),
      high: unshifted(high),
    };
  };
}

interface Layout {
  readonly rows: Uint32Array;
  readonly values: Float64Array;
  readonly own: Float64Array;
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

function mirror(matrix: Float64Array, k: number): void {
  for (let i = 0; i < k; i++) for (let j = 0; j < i; j++) matrix[j * k + i] = matrix[i * k + j]!;
}
