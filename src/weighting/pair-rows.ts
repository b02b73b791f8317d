import type { KeyColumn } from "../sources/raw-table.ts";
import type { RowPairs } from "../stats/scan-link.ts";

/** The rows of the people in both waves. Both columns of keys are in their own order, each key once. */
export function pairRows(a: KeyColumn, b: KeyColumn): RowPairs {
  const rowsA: number[] = [];
  const rowsB: number[] = [];
  for (let i = 0, j = 0; i < a.high.length && j < b.high.length; ) {
    const ahead = a.high[i]! - b.high[j]! || a.low[i]! - b.low[j]!;
    if (ahead === 0) {
      rowsA.push(i);
      rowsB.push(j);
    }
    if (ahead <= 0) i++;
    if (ahead >= 0) j++;
  }
  return { a: Uint32Array.from(rowsA), b: Uint32Array.from(rowsB) };
}
