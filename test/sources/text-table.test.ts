import { expect, it } from "vitest";
import { makeTextTable, unknown } from "../../src/sources/text-table.ts";

const unitsOf = (text: string) => new Uint16Array(new Uint8Array(Buffer.from(text, "utf16le")).buffer);

it("finds a text between two places by the number it was given", () => {
  const table = makeTextTable();
  const units = unitsOf("xabyab");
  expect(table.find(units, 1, 3)).toBe(unknown);
  table.add(units, 1, 3, "ab", 7);
  table.add(units, 0, 0, "", 8);
  expect([table.find(units, 1, 3), table.find(units, 4, 6), table.find(units, 2, 2)]).toEqual([7, 7, 8]);
  // Its beginning, a longer one, another of the same length.
  expect([table.find(units, 1, 2), table.find(units, 0, 3), table.find(units, 2, 4)]).toEqual([-1, -1, -1]);
});

it("tells texts apart that share a hash", () => {
  // Of 100,000 texts some 5 pairs share 30 bits: n (n - 1) / 2 / 2^30.
  const count = 100_000;
  const texts = Array.from({ length: count }, (_, k) => String(1e8 + ((k * 7_919_993) % 899_999_963)));
  const units = unitsOf(texts.join(""));
  const table = makeTextTable();
  let known = 0;
  for (let k = 0; k < count; k++) {
    if (table.find(units, 9 * k, 9 * k + 9) !== unknown) known++;
    table.add(units, 9 * k, 9 * k + 9, texts[k]!, k);
  }
  expect(known).toBe(0);
  expect(texts.findIndex((_, k) => table.find(units, 9 * k, 9 * k + 9) !== k)).toBe(-1);
});
