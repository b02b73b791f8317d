import { describe, expect, test } from "vitest";
import type { GreyResult } from "../../src/analyses/grey/result.ts";
import { greyOfUnits } from "../../src/stats/grey.ts";
import { measure, type Sheet } from "./harness.ts";

const study = (options = "{}") => `
title: T
client: C
languages: [en]
unit: store
waves: { w1: { title: W, fieldwork: 2026-01-01/2026-01-31, responses: a.csv } }
scales: { wide: { from: -100, to: 200 } }
questions:
${["a", "b", "c", "o"].map((id) => `  q_${id}: { text: ${id}, scale: wide }`).join("\n")}
elements:
${["a", "b", "c"].map((id) => `  ${id}: { label: ${id}, performance: q_${id} }`).join("\n")}
analyses: { grey: ${options} }
`;

const matrix = [
  [82, 60, 70],
  [55, 92, 61],
  [70, 45, 88],
  [40, 71, 52],
  [63, 80, 35],
  [91, 52, 44],
];

/** Everybody says the store's mean plus or minus `noise`; overall satisfaction follows the weights. */
const sheet = (rows: readonly (readonly number[])[], weights: readonly number[], noise: number, people = 40): Sheet => [
  ["store", "q_a", "q_b", "q_c", "q_o"],
  ...rows.flatMap((row, store) =>
    Array.from({ length: people }, (_, k) => {
      const off = (j: number) => Math.round(noise * Math.sin(12.9898 * (store * people + k) + 78.233 * j));
      const own = row.map((x, j) => x + off(j));
      return [`s${store}`, ...own, Math.round(own.reduce((sum, x, j) => sum + weights[j]! * x, 0))];
    }),
  ),
];

async function run(options: string, answers: Sheet): Promise<GreyResult> {
  return (await measure(study(options), { "a.csv": answers })).get("grey") as GreyResult;
}

describe("grey relational analysis of units", () => {
  test("grades the stores' means as the closed form does, with rank intervals and three coefficients", async () => {
    const found = await run("{}", sheet(matrix, [0.2, 0.5, 0.3], 0));
    const expected = greyOfUnits(matrix, [1, 1, 1], [1, 1, 1], 0.5)!.grades;
    for (const { unit, grade, rank } of found.units) {
      const store = Number(unit.slice(1));
      expect(grade.value).toBeCloseTo(expected[store]!, 10);
      expect(rank!.value).toBe(1 + expected.filter((other) => other > expected[store]!).length);
      expect([rank!.low, rank!.high]).toEqual([rank!.value, rank!.value]);
    }
    expect(found.searchWhy).toEqual({ code: "grey-no-overall" });
    const noisy = await run("{}", sheet(matrix, [0.2, 0.5, 0.3], 40));
    expect(noisy.units.some(({ rank }) => rank!.low! < rank!.high!)).toBe(true);
  });

  test("searches weights that overall satisfaction follows, and finds the gain on held-out answers", async () => {
    const found = await run("{ overall: [q_o] }", sheet(matrix, [0.05, 0.9, 0.05], 8));
    const searched = new Map(found.search!.weights.map(({ element, searched: weight }) => [element, weight]));
    expect(searched.get("b")).toBeCloseTo(0.5, 1);
    expect(found.search!.searched.value!).toBeGreaterThanOrEqual(found.search!.plain.value!);
    expect(found.search!.verdict).toBe("gain");
    expect(found.search!.gain.low).toBeGreaterThan(0);
    expect(found.search!.gain.method).toBe("held-out");
  });

  test("claims no gain where overall satisfaction has nothing to do with the elements", async () => {
    const answers = sheet(matrix, [0, 0, 0], 10).map((row, k) =>
      k === 0 ? row : [...row.slice(0, 4), 50 + Math.round(40 * Math.sin(k * 7.31))],
    );
    const found = await run("{ overall: [q_o] }", answers);
    expect(found.search!.verdict).toBe("none");
  });

  test("lists a constant element, and says where all units are alike or too few", async () => {
    const flat = matrix.map(([a, b]) => [a!, b!, 50]);
    const found = await run("{}", sheet(flat, [0.5, 0.5, 0], 0));
    expect(found.dropped).toEqual([{ element: "c", why: { code: "grey-constant" } }]);
    expect(found.elements.map(({ weight }) => weight)).toEqual([0.5, 0.5]);
    const alike = matrix.map(() => [50, 60, 70]);
    expect(await run("{}", sheet(alike, [1, 0, 0], 0))).toEqual({ code: "grey-alike" });
    expect(await run("{ elements: [a, b] }", sheet(matrix.slice(0, 1), [1, 0, 0], 0))).toEqual({ code: "grey-units" });
    expect(await run("{ weights: ahp }", sheet(matrix, [1, 0, 0], 0))).toEqual({ code: "weights-ahp" });
  });
});
