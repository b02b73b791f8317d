import { describe, expect, test } from "vitest";
import { figures } from "../../src/analyses/grey/chart.ts";
import type { GreyResult } from "../../src/analyses/grey/result.ts";
import { bounds, searchOn } from "../../src/analyses/grey/search.ts";
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

/** The R² of two rows of numbers; 0 where one falls as the other rises. */
function rSquared(a: readonly number[], b: readonly number[]): number {
  const mean = (row: readonly number[]) => row.reduce((sum, x) => sum + x, 0) / row.length;
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (of: (i: number) => number) => a.reduce((total, _, i) => total + of(i), 0);
  const xy = sum((i) => (a[i]! - ma) * (b[i]! - mb));
  return xy <= 0 ? 0 : xy ** 2 / (sum((i) => (a[i]! - ma) ** 2) * sum((i) => (b[i]! - mb) ** 2));
}

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

  test("grades elements against the best rated of every store, worked from the definition", async () => {
    const found = await run("{}", sheet(matrix, [0.2, 0.5, 0.3], 0));
    // in each store Δ = (best − own) / (best − worst) and ξ = 0.5 / (Δ + 0.5), for Δmin is 0 and Δmax is 1
    const wanted = [0, 1, 2].map((k) => {
      const xi = matrix.map((row) => {
        const [best, worst] = [Math.max(...row), Math.min(...row)];
        return 0.5 / ((best - row[k]!) / (best - worst) + 0.5);
      });
      return xi.reduce((sum, x) => sum + x, 0) / xi.length;
    });
    const order = [0, 1, 2].sort((a, b) => wanted[b]! - wanted[a]!);
    expect(found.ideal.map(({ element }) => element)).toEqual(order.map((k) => ["a", "b", "c"][k]));
    found.ideal.forEach(({ grade, rank }, place) => {
      expect(grade.value).toBeCloseTo(wanted[order[place]!]!, 12);
      expect([grade.base, rank!.value, rank!.low, rank!.high]).toEqual([240, place + 1, place + 1, place + 1]);
    });
    expect(found.scored.map(({ by }) => by)).toEqual(["unit", "element"]);
    const noisy = await run("{}", sheet(matrix, [0.2, 0.5, 0.3], 40));
    expect(noisy.ideal.every(({ grade }) => grade.low! < grade.value! && grade.value! < grade.high!)).toBe(true);
    // stores that differ, elements that do not
    const alike = await run(
      "{}",
      sheet(
        matrix.map(([a]) => [a!, a!, a!]),
        [1, 0, 0],
        0,
      ),
    );
    expect(alike.ideal).toEqual([]);
    expect(alike.scored.map(({ by }) => by)).toEqual(["unit"]);
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

  test("counts as reordered the ranked units alone, tied ones at one place", async () => {
    // the third store is the fourth again, and the last has too few people for a rank
    const tied = [...matrix.slice(0, 3), matrix[2]!, ...matrix.slice(3), [72, 74, 62]];
    const all = sheet(tied, [0.05, 0.9, 0.05], 0);
    const found = await run("{ overall: [q_o] }", all.slice(0, all.length - 20));
    const weights = found.search!.weights;
    const placed = (of: (weight: (typeof weights)[number]) => number, among: readonly number[]) => {
      const { grades } = greyOfUnits(tied, [1, 1, 1], weights.map(of), 0.5)!;
      return among.map((u) => 1 + among.filter((other) => grades[other]! > grades[u]! + 1e-6).length);
    };
    const moved = (among: readonly number[]) => {
      const [before, after] = [placed(({ plain }) => plain, among), placed(({ searched }) => searched, among)];
      return before.filter((rank, k) => rank !== after[k]).length;
    };
    const ranked = [0, 1, 2, 3, 4, 5, 6];
    expect(found.units.filter(({ rank }) => !rank).map(({ unit }) => unit)).toEqual(["s7"]);
    expect(found.search!.reordered).toBe(moved(ranked));
    // and it makes a difference here
    expect(moved([...ranked, 7])).not.toBe(moved(ranked));
    const ranks = new Map(found.units.map(({ unit, rank }) => [unit, rank?.value]));
    expect(ranks.get("s2")).toBe(ranks.get("s3"));
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

test("counts units that change rank with the coefficient only where there are any", () => {
  const ranks = (result: GreyResult) => figures(result).find(({ id }) => id === "grey-ranks")!.note;
  const said = async (rows: readonly (readonly number[])[]) => {
    const found = await run("{}", sheet(rows, [0.2, 0.5, 0.3], 0));
    return [found.moved, ranks(found)];
  };
  // a ladder on every element: no coefficient changes its order
  return expect(
    Promise.all([said([0, 1, 2, 3].map((k) => [50 + 9 * k, 40 + 5 * k, 30 + 7 * k])), said(matrix)]),
  ).resolves.toEqual([
    [0, { code: "grey-ranks-same", slots: {} }],
    [expect.any(Number), { code: "grey-ranks", slots: { k: expect.any(Number) } }],
  ]);
});

describe("the search for weights", () => {
  // eight stores on four elements, as alike as stores are
  const stores = [
    [78.2, 71.5, 66.1, 80.4],
    [74.9, 69.8, 70.3, 77.1],
    [81.3, 66.2, 63.8, 79.5],
    [69.4, 73.6, 68.9, 72.2],
    [76.6, 64.1, 72.7, 75.8],
    [72.1, 70.4, 61.5, 81.9],
    [79.7, 68.3, 69.6, 70.6],
    [70.8, 74.9, 64.4, 76.3],
  ];
  const planted = [0.1, 0.4, 0.15, 0.35];
  const { coefficients } = greyOfUnits(stores, [1, 1, 1, 1], [1, 1, 1, 1], 0.5)!;
  const grades = (weights: readonly number[]) =>
    coefficients.map((row) => row.reduce((sum, xi, k) => sum + weights[k]! * xi, 0));
  /** What every hundredth within the bounds gives, none left out. */
  function exhaustive(overall: readonly number[]): number {
    const [low, high] = bounds.map((bound) => Math.round(100 * bound)) as [number, number];
    let best = 0;
    for (let a = low; a <= high; a++)
      for (let b = low; b <= high; b++)
        for (let c = low; c <= high; c++) {
          const d = 100 - a - b - c;
          if (d >= low && d <= high) best = Math.max(best, rSquared(grades([a, b, c, d].map((x) => x / 100)), overall));
        }
    return best;
  }
  const search = (overall: readonly number[]) =>
    searchOn({ matrix: stores, overall }, [0.25, 0.25, 0.25, 0.25], 0.5, "case")!.weights;

  test("finds the weights by which satisfaction was made", () => {
    const overall = grades(planted).map((grade) => 40 + 50 * grade);
    const found = search(overall);
    expect(exhaustive(overall)).toBeCloseTo(1, 12);
    expect(rSquared(grades(found), overall)).toBeGreaterThan(0.999);
    for (const [k, weight] of planted.entries()) expect(Math.abs(found[k]! - weight)).toBeLessThan(0.02);
  });

  test.each([1, 2, 3])("comes within 1 % of all weights tried, where chance is in satisfaction too (%d)", (draw) => {
    const overall = grades(planted).map((grade, i) => 40 + 50 * grade + 4 * Math.sin(12.9898 * (i + 1) * draw));
    const best = exhaustive(overall);
    const found = rSquared(grades(search(overall)), overall);
    expect(best).toBeLessThan(0.98);
    expect(found).toBeGreaterThan(0.99 * best);
    // the grid is the coarser of the two
    expect(found).toBeLessThan(best + 0.01);
  });
});
