import { codeColumn, placesOf, shiftsOf } from "./scan.ts";
import type { CountsLink, MomentsLink, NumberColumn } from "./tallies.ts";

/** One wave's part of a link. */
export interface LinkSide<C> {
  readonly columns: C;
  readonly weights: Float64Array | null;
}

/** The same person's rows in the two waves: row `a[i]` of the earlier is row `b[i]` of the later. */
export interface RowPairs {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
}

/**
 * Cross-sums over the people complete in the columns in both waves. The shifts must be those of the waves' own moments;
 * default `shiftsOf`, as in the scan.
 */
export function scanMomentsLink(
  a: LinkSide<readonly NumberColumn[]>,
  b: LinkSide<readonly NumberColumn[]>,
  pairs: RowPairs,
  shiftA: readonly number[] = shiftsOf(a.columns),
  shiftB: readonly number[] = shiftsOf(b.columns),
): MomentsLink {
  const k = a.columns.length;
  const x = new Float64Array(k);
  const y = new Float64Array(k);
  const sumsA = new Array<number>(k).fill(0);
  const sumsB = new Array<number>(k).fill(0);
  const products = new Array<number>(k * k).fill(0);
  let n = 0;
  let weight = 0;
  for (let pair = 0; pair < pairs.a.length; pair++) {
    const rowA = pairs.a[pair]!;
    const rowB = pairs.b[pair]!;
    if (!readRow(x, a.columns, shiftA, rowA) || !readRow(y, b.columns, shiftB, rowB)) continue;
    const v = (a.weights ? a.weights[rowA]! : 1) * (b.weights ? b.weights[rowB]! : 1);
    n++;
    weight += v;
    for (let i = 0; i < k; i++) {
      sumsA[i] = sumsA[i]! + v * x[i]!;
      sumsB[i] = sumsB[i]! + v * y[i]!;
      for (let j = 0; j < k; j++) products[i * k + j] = products[i * k + j]! + v * x[i]! * y[j]!;
    }
  }
  return { n, weight, sumsA, sumsB, products };
}

/** A row's values about the shift; false when one is missing. */
function readRow(out: Float64Array, columns: readonly NumberColumn[], shift: readonly number[], row: number): boolean {
  for (let j = 0; j < columns.length; j++) {
    const column = columns[j]!;
    const value = column.kind === "coded" ? column.lookup[column.codes[row]!]! : column.values[row]!;
    if (Number.isNaN(value)) return false;
    out[j] = value - shift[j]!;
  }
  return true;
}

/** People by their pair of values in the two waves; values as `scanCounts` lists them. */
export function scanCountsLink(a: LinkSide<NumberColumn>, b: LinkSide<NumberColumn>, pairs: RowPairs): CountsLink {
  const codedA = codeColumn(a.columns);
  const codedB = codeColumn(b.columns);
  const placesA = placesOf(codedA.lookup);
  const placesB = placesOf(codedB.lookup);
  const size = placesB.values.length;
  const n = new Array<number>(placesA.values.length * size).fill(0);
  const weight = new Array<number>(n.length).fill(0);
  for (let pair = 0; pair < pairs.a.length; pair++) {
    const rowA = pairs.a[pair]!;
    const rowB = pairs.b[pair]!;
    const i = placesA.cells[codedA.codes[rowA]!]!;
    const j = placesB.cells[codedB.codes[rowB]!]!;
    if (i < 0 || j < 0) continue;
    const cell = i * size + j;
    n[cell] = n[cell]! + 1;
    weight[cell] = weight[cell]! + (a.weights ? a.weights[rowA]! : 1) * (b.weights ? b.weights[rowB]! : 1);
  }
  return { valuesA: placesA.values, valuesB: placesB.values, n, weight };
}

/** Σ over the pairs of the outer products of their rows in two tables, `wideA` and `wideB` numbers a row. */
export function crossParts(
  a: Float64Array,
  b: Float64Array,
  wideA: number,
  wideB: number,
  pairs: RowPairs,
): readonly number[] {
  const out = new Array<number>(wideA * wideB).fill(0);
  for (let pair = 0; pair < pairs.a.length; pair++) {
    const fromA = pairs.a[pair]! * wideA;
    const fromB = pairs.b[pair]! * wideB;
    for (let i = 0; i < wideA; i++) {
      const x = a[fromA + i]!;
      for (let j = 0; x !== 0 && j < wideB; j++) out[i * wideB + j] = out[i * wideB + j]! + x * b[fromB + j]!;
    }
  }
  return out;
}

/** Cross-sums over 1 and the columns as a link. */
export function momentsLinkOf(n: number, cross: readonly number[]): MomentsLink {
  const size = Math.sqrt(cross.length);
  const columns = Array.from({ length: size - 1 }, (_, k) => k + 1);
  return {
    n,
    weight: cross[0]!,
    sumsA: columns.map((i) => cross[i * size]!),
    sumsB: columns.map((j) => cross[j]!),
    products: columns.flatMap((i) => columns.map((j) => cross[i * size + j]!)),
  };
}
