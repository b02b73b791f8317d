import type { KeyColumn } from "../sources/raw-table.ts";

/** More rows in one bucket than these are sorted by the engine. */
const few = 16;

/**
 * The rows in order of their keys; rows with one key stay in the order they had. Keys are hashes: dealt by their first
 * bits into as many buckets as there are rows, one or two lie in each, which are then put in order.
 */
export function orderByKey(keys: KeyColumn): Uint32Array {
  const { order, ends } = deal(keys.high);
  let begin = 0;
  for (const end of ends) {
    if (end - begin > few) order.subarray(begin, end).sort((one, other) => compare(keys, one, other));
    else if (end - begin > 1) insert(keys, order, begin, end);
    begin = end;
  }
  return order;
}

/** The rows by the first bits of their words, and where each bucket of rows ends. */
function deal(words: Uint32Array) {
  const bits = Math.max(1, Math.ceil(Math.log2(words.length)));
  const shift = 32 - bits;
  const ends = new Uint32Array(2 ** bits);
  for (let row = 0; row < words.length; row++) ends[words[row]! >>> shift]!++;
  // First where each begins; it has moved on to its end when its rows are dealt.
  let begin = 0;
  for (let bucket = 0; bucket < ends.length; bucket++) {
    const rows = ends[bucket]!;
    ends[bucket] = begin;
    begin += rows;
  }
  const order = new Uint32Array(words.length);
  for (let row = 0; row < words.length; row++) order[ends[words[row]! >>> shift]!++] = row;
  return { order, ends };
}

function insert(keys: KeyColumn, order: Uint32Array, begin: number, end: number): void {
  for (let k = begin + 1; k < end; k++) {
    const row = order[k]!;
    let at = k;
    for (; at > begin && compare(keys, order[at - 1]!, row) > 0; at--) order[at] = order[at - 1]!;
    order[at] = row;
  }
}

/** Negative where `one` comes before `other`; 0 where they have one key. */
function compare({ high, low }: KeyColumn, one: number, other: number): number {
  return high[one]! - high[other]! || low[one]! - low[other]!;
}

export function sameKey(keys: KeyColumn, one: number, other: number): boolean {
  return compare(keys, one, other) === 0;
}
