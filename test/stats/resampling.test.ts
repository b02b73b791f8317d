import { describe, expect, test } from "vitest";
import { hashText } from "../../src/stats/random.ts";
import { drawGroups, fillMultipliers, groupOf, poissonMultiplier, seedOf } from "../../src/stats/resampling.ts";

function keysOf(rows: number): { high: Uint32Array; low: Uint32Array } {
  const high = new Uint32Array(rows);
  const low = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) [high[row], low[row]] = hashText(`person ${row}`) as [number, number];
  return { high, low };
}

describe("Poisson multipliers", () => {
  const rows = 2000;
  const draws = 100;
  const { high, low } = keysOf(rows);
  const drawn = Array.from({ length: draws }, (_, draw) => {
    const out = new Uint8Array(rows);
    fillMultipliers(out, high, low, 9, draw);
    return out;
  });

  test("follow the Poisson distribution with mean 1", () => {
    // P(X = 0 … 6) and the rest; chi-square on 7 degrees of freedom, its 99.9 % point is 24.32.
    const p = [0, 1, 2, 3, 4, 5, 6].map((k) => Math.exp(-1) / [1, 1, 2, 6, 24, 120, 720][k]!);
    p.push(1 - p.reduce((sum, x) => sum + x, 0));
    const seen = new Array<number>(8).fill(0);
    for (const out of drawn) for (const times of out) seen[Math.min(times, 7)]!++;
    const n = rows * draws;
    const chi = seen.reduce((sum, count, k) => sum + (count - n * p[k]!) ** 2 / (n * p[k]!), 0);
    expect(chi).toBeLessThan(24.32);
  });

  test("of two people, and of two draws, have nothing to do with each other", () => {
    const n = (rows - 1) * draws;
    let people = 0;
    let inTurn = 0;
    for (let draw = 0; draw < draws; draw++) {
      const next = drawn[(draw + 1) % draws]!;
      for (let row = 0; row < rows - 1; row++) {
        people += (drawn[draw]![row]! - 1) * (drawn[draw]![row + 1]! - 1);
        inTurn += (drawn[draw]![row]! - 1) * (next[row]! - 1);
      }
    }
    expect(Math.abs(people / n)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(inTurn / n)).toBeLessThan(4 / Math.sqrt(n));
  });

  test("hang on key, seed and draw, not on the row", () => {
    const turned = { high: high.slice().reverse(), low: low.slice().reverse() };
    const out = new Uint8Array(rows);
    fillMultipliers(out, turned.high, turned.low, 9, 3);
    expect(out.reverse()).toEqual(drawn[3]);
    expect(out[17]).toBe(poissonMultiplier(high[17]!, low[17]!, 9, 3));
    const other = new Uint8Array(rows);
    fillMultipliers(other, high, low, 10, 3);
    expect(other).not.toEqual(drawn[3]);
  });
});

test("people are dealt to groups evenly", () => {
  const groups = 50;
  const people = 50_000;
  const { high, low } = keysOf(people);
  const sizes = new Array<number>(groups).fill(0);
  for (let row = 0; row < people; row++) sizes[groupOf(high[row]!, low[row]!, groups)]!++;
  const expected = people / groups;
  const chi = sizes.reduce((sum, size) => sum + (size - expected) ** 2 / expected, 0);
  // 99.9 % point of chi-square on 49 degrees of freedom.
  expect(chi).toBeLessThan(85.35);
});

test("a draw of groups is a multinomial draw, the same for the same seed", () => {
  const groups = 200;
  const draws = 500;
  const out = new Float64Array(groups);
  let squares = 0;
  for (let draw = 0; draw < draws; draw++) {
    drawGroups(out, 4, draw);
    expect(out.reduce((sum, times) => sum + times, 0)).toBe(groups);
    for (const times of out) squares += (times - 1) ** 2;
  }
  // Var of a cell: 1 − 1/G.
  expect(Math.abs(squares / (groups * draws) - (1 - 1 / groups))).toBeLessThan(0.02);
  const again = new Float64Array(groups).fill(7);
  drawGroups(again, 4, draws - 1);
  expect(again).toEqual(out);
});

test("seeds come from words", () => {
  expect(seedOf("mobile/index")).not.toBe(seedOf("mobile/gaps"));
  expect(seedOf("mobile/index")).toBe(seedOf("mobile/index"));
  expect(Number.isInteger(seedOf("")) && seedOf("") >= 0 && seedOf("") < 2 ** 32).toBe(true);
});
