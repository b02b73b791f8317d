import { describe, expect, it } from "vitest";
import { orderByKey, sameKey } from "../../src/responses/key-order.ts";
import type { KeyColumn } from "../../src/sources/raw-table.ts";
import { hashText } from "../../src/stats/random.ts";

function keysOf(pairs: readonly (readonly [number, number])[]): KeyColumn {
  return { high: Uint32Array.from(pairs, ([high]) => high), low: Uint32Array.from(pairs, ([, low]) => low) };
}

/** What is meant, slowly: as whole numbers of 64 bits, the row last. */
function sorted({ high, low }: KeyColumn): readonly number[] {
  const whole = Array.from(high, (word, row) => (BigInt(word) << 32n) | BigInt(low[row]!));
  return whole.map((_, row) => row).sort((one, other) => Number(whole[one]! - whole[other]!) || one - other);
}

describe("the order of keys", () => {
  it.each([
    ["nobody", []],
    ["one person", [[5, 5]]],
    ["hashes", Array.from({ length: 5_000 }, (_, k) => hashText(`person ${k}`))],
    ["people who are there three times", Array.from({ length: 3_000 }, (_, k) => hashText(`person ${k % 1_000}`))],
    ["one person throughout", Array.from({ length: 1_000 }, () => [1 << 31, 7] as const)],
    // All first bits equal, on both sides of what an integer of 31 bits holds.
    [
      "keys that lie close",
      Array.from({ length: 1_000 }, (_, k) => [0x80000000 + (k % 3), 4294967295 - ((k * 7) % 50)]),
    ],
    ["keys of the low half alone", Array.from({ length: 1_000 }, (_, k) => [0, (k * 2654435761) % 2 ** 32])],
  ] as [string, [number, number][]][])("%s", (_, pairs) => {
    const keys = keysOf(pairs);
    expect([...orderByKey(keys)]).toEqual(sorted(keys));
  });
});

it("one key is both halves", () => {
  const keys = keysOf([
    [1, 2],
    [1, 3],
    [2, 2],
    [1, 2],
  ]);
  expect([1, 2, 3].map((row) => sameKey(keys, 0, row))).toEqual([false, false, true]);
});
