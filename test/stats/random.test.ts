import { expect, test } from "vitest";
import { hashText, scrambled, uniform } from "../../src/stats/random.ts";

// Known answers of Random123 (kat_vectors, threefry2x32, 13 rounds).
test.each([
  { name: [0, 0], key: [0, 0], words: [0x9d1c5ec6, 0x8bd50731] },
  { name: [0xffffffff, 0xffffffff], key: [0xffffffff, 0xffffffff], words: [0xfd36d048, 0x2d17272c] },
  { name: [0x243f6a88, 0x85a308d3], key: [0x13198a2e, 0x03707344], words: [0xba3e4725, 0xf27d669e] },
])("Threefry-2x32 gives the published words for $name", ({ name, key, words }) => {
  expect(scrambled(name[0]!, name[1]!, key[0]!, key[1]!)).toEqual(words);
});

test("uniforms fill [0, 1) evenly: mean 1/2, variance 1/12, neighbours uncorrelated", () => {
  const n = 100_000;
  const values = Array.from({ length: n }, (_, i) => uniform(0, i, 42, 7));
  const mean = values.reduce((sum, u) => sum + u, 0) / n;
  const variance = values.reduce((sum, u) => sum + (u - mean) ** 2, 0) / n;
  const lag = values.reduce((sum, u, i) => sum + (u - mean) * ((values[i + 1] ?? mean) - mean), 0) / n / variance;
  // Bounds of four standard errors.
  expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / n));
  expect(Math.abs(lag)).toBeLessThan(4 / Math.sqrt(n));
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
});

test("texts that differ hash apart, whatever their length and script", () => {
  const texts = ["", "a", "aa", "aaa", "aaaa", "aaaaa", "\0", "\0\0", "客户", "户客", "R-1", "R-10", "r-1", " R-1"];
  for (let i = 0; i < 100_000; i++) texts.push(`respondent ${i}`);
  const seen = new Set(texts.map((text) => hashText(text).join(" ")));
  expect(seen.size).toBe(texts.length);
});

test("one changed letter turns half of the 64 bits", () => {
  let turned = 0;
  const n = 2000;
  for (let i = 0; i < n; i++) {
    const [a, b] = hashText(`id-${i}-x`);
    const [c, d] = hashText(`id-${i}-y`);
    turned += bits(a! ^ c!) + bits(b! ^ d!);
  }
  expect(Math.abs(turned / n - 32)).toBeLessThan(4 * Math.sqrt(16 / n));
});

function bits(word: number): number {
  let count = 0;
  for (let rest = word >>> 0; rest > 0; rest = (rest & (rest - 1)) >>> 0) count++;
  return count;
}
