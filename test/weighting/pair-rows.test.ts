import { expect, it } from "vitest";
import { orderByKey } from "../../src/responses/key-order.ts";
import { pairRows } from "../../src/weighting/pair-rows.ts";

const key = (...pairs: readonly (readonly [number, number])[]) => ({
  high: Uint32Array.from(pairs, ([high]) => high),
  low: Uint32Array.from(pairs, ([, low]) => low),
});

it("pairs what is equal in both halves, however large", () => {
  const a = key([1, 5], [1, 6], [2, 0], [0xffffffff, 0xfffffffe]);
  const b = key([0, 5], [1, 6], [1, 7], [2, 1], [0xffffffff, 0xfffffffe]);
  const pairs = pairRows(a, b);
  expect([[...pairs.a], [...pairs.b]]).toEqual([
    [1, 3],
    [1, 4],
  ]);
});

it("finds nobody in waves without common people, or without people", () => {
  expect(pairRows(key([1, 1]), key([1, 2])).a).toHaveLength(0);
  expect(pairRows(key(), key([1, 2])).a).toHaveLength(0);
});

it("rests on an order by high half, then low half, then row", () => {
  const keys = key([2, 1], [0xffffffff, 0], [1, 0x10000], [1, 0xffff], [2, 1], [0, 7]);
  expect([...orderByKey(keys)]).toEqual([5, 3, 2, 0, 4, 1]);
});
