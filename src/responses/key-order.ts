import type { KeyColumn } from "../sources/raw-table.ts";

/** The rows in order of their keys; rows with one key stay in the order they had. Radix sort, 16 bits at a time. */
export function orderByKey({ high, low }: KeyColumn): Uint32Array {
  let order = Uint32Array.from(high, (_, row) => row);
  let sorted = new Uint32Array(order.length);
  for (const half of [low, high]) {
    for (const shift of [0, 16]) {
      const starts = new Uint32Array(65537);
      for (const word of half) starts[((word >>> shift) & 0xffff) + 1]!++;
      for (let digit = 0; digit < 65536; digit++) starts[digit + 1]! += starts[digit]!;
      for (const row of order) sorted[starts[(half[row]! >>> shift) & 0xffff]!++] = row;
      [order, sorted] = [sorted, order];
    }
  }
  return order;
}

export function sameKey({ high, low }: KeyColumn, one: number, other: number): boolean {
  return high[one] === high[other] && low[one] === low[other];
}
