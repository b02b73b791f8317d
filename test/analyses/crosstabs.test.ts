import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CrosstabsResult } from "../../src/analyses/crosstabs/result.ts";
import { registry } from "../../src/analyses/registry.ts";
import { measureStudy } from "../../src/measuring/study.ts";

/** A study of one question and one segment; a row is a code and a group, as often as `times` says. */
async function crossed(
  cells: readonly (readonly [code: number, group: string, times: number])[],
  question: string,
  rest = "",
) {
  const root = mkdtempSync(join(tmpdir(), "satisfact-test-"));
  try {
    const folder = join(root, "data", "case");
    mkdirSync(folder, { recursive: true });
    const rows = cells.flatMap(([code, group, times]) =>
      Array.from({ length: times }, (_, k) => `${code},${group},${1 + (k % 3) / 2}`),
    );
    writeFileSync(join(folder, "w.csv"), ["q,g,v", ...rows].join("\n"));
    writeFileSync(
      join(folder, "study.yaml"),
      `
title: Case
client: Nobody
languages: [en]
waves: { w: { title: W, fieldwork: 2026-01-01/2026-01-31, responses: w.csv } }
segments: [g]
${rest}
${question}
analyses: { crosstabs: {} }
`,
    );
    const kept = { read: () => undefined, write: () => {}, tidy: () => {} };
    const { waves } = await measureStudy({ folder, root, registry, program: "", kept });
    return (waves[0]!.outcomes.get("crosstabs") as { kind: "done"; result: CrosstabsResult }).result;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const yesNo = "scales: { s: { from: 0, to: 1 } }\nquestions: { q: { text: Q, scale: s } }";

describe("the council districts of Kansas City", () => {
  // Satisfied (1) or not (0) with the quality of services, survey of 2022, by district; figures by R's chisq.test,
  // prop.test without correction, t.test and p.adjust.
  const districts = ["1", "2", "3", "4", "5", "6"];
  const not = [38, 33, 57, 39, 59, 47];
  const satisfied = [119, 127, 92, 126, 122, 167];
  const cells = districts.flatMap((district, k) => [
    [0, district, not[k]!] as const,
    [1, district, satisfied[k]!] as const,
  ]);

  test("test, V and adjusted p", async () => {
    const { questions, families } = await crossed(cells, yesNo);
    const [found] = questions[0]!.tests;
    expect(found!.method).toBe("chi-square");
    expect(found!.chiSquare).toBeCloseTo(20.182967016716, 11);
    expect(found!.df).toBe(5);
    expect(found!.p).toBeCloseTo(0.001154675171708, 14);
    expect(found!.association.value).toBeCloseTo(0.1402551525384, 12);
    // the only table of its page
    expect([found!.adjusted, found!.verdict, found!.size]).toEqual([found!.p, "associated", "small"]);
    expect(families).toEqual([{ block: "questions", shares: 30, means: 15, tables: 1 }]);
  });

  test("shares, bases, means, and the letters of the columns that each is above", async () => {
    const { questions, groups } = await crossed(cells, yesNo);
    const { columns, total, rows } = questions[0]!;
    expect(rows).toEqual([[0], [1]]);
    expect(groups.map(({ letter }) => letter).join("")).toBe("ABCDEF");
    expect(columns.map(({ base }) => base)).toEqual([157, 160, 149, 165, 181, 214]);
    expect(columns[2]!.shares[1]!.value).toBeCloseTo(92 / 149, 14);
    expect([total.base, total.mean!.value]).toEqual([1026, expect.closeTo(753 / 1026, 13)]);
    expect(columns.map(({ shares }) => shares[1]!.above!.join(""))).toEqual(["C", "CE", "", "C", "", "CE"]);
    expect(columns.map(({ shares }) => shares[0]!.above!.join(""))).toEqual(["", "", "ABDF", "", "BF", ""]);
    expect(columns.map(({ mean }) => mean!.above!.join(""))).toEqual(["C", "CE", "", "C", "", "CE"]);
  });

  test("weights make it Rao and Scott's", async () => {
    const { questions } = await crossed(cells, yesNo, "weights: { column: v }");
    const [found] = questions[0]!.tests;
    expect(found!.method).toBe("rao-scott");
    expect(found!.designEffect).toBeGreaterThan(1);
    expect(questions[0]!.columns[0]!.effectiveBase).toBeLessThan(157);
  });
});

describe("small bases", () => {
  const cells = [
    [0, "a", 30],
    [1, "a", 30],
    [0, "b", 6],
    [1, "b", 14],
    [0, "c", 40],
    [1, "c", 20],
    [0, "d", 4],
    [1, "d", 5],
  ] as const;

  test("under ten are hidden with the next smallest, under thirty carry no letters and are not tested", async () => {
    const { questions, families } = await crossed(cells, yesNo);
    const [a, b, c, d] = questions[0]!.columns;
    expect([a!.status, b!.status, c!.status, d!.status]).toEqual(["shown", "hidden", "shown", "hidden"]);
    for (const column of [b!, d!]) {
      expect(column).toMatchObject({ base: null, effectiveBase: null, mean: { value: null, why: "withheld" } });
      expect(column.shares.every(({ value }) => value === null)).toBe(true);
    }
    expect(families[0]).toMatchObject({ shares: 2, means: 1 });
    const { questions: without } = await crossed(cells.slice(0, 6), yesNo);
    const [, small] = without[0]!.columns;
    expect(small).toMatchObject({ status: "indicative", base: 20 });
    expect(small!.shares.map(({ above }) => above)).toEqual([[], []]);
    expect(without[0]!.tests[0]!.association.base).toBe(120);
  });

  test("an answer of three people is joined to its neighbour for every group, and the mean does not part them", async () => {
    const ratings = [1, 2, 3, 4, 5].flatMap((code) => [
      [code, "a", code === 1 ? 3 : 20] as const,
      [code, "b", 25] as const,
    ]);
    const { questions } = await crossed(
      ratings,
      "scales: { s: { from: 1, to: 5 } }\nquestions: { q: { text: Q, scale: s } }",
    );
    // 1 and 2 alone would be told apart by the mean of group a: a third answer joins them
    expect(questions[0]!.rows).toEqual([[1, 2, 3], [4], [5]]);
    expect(questions[0]!.columns[0]!.shares[0]!.value).toBeCloseTo(43 / 83, 13);
    expect(questions[0]!.columns[0]!.mean!.value).toBeCloseTo((3 + 20 * 14) / 83, 12);
  });

  test("where a rare answer leaves no table at all, the means go too, that of everybody included", async () => {
    const rare = [
      [0, "a", 60],
      [1, "a", 2],
      [0, "b", 60],
      [1, "b", 1],
    ] as const;
    const { questions } = await crossed(rare, yesNo);
    const { rows, total, columns } = questions[0]!;
    expect([rows, total.mean!.value, columns.map(({ mean }) => mean!.value)]).toEqual([[], null, [null, null]]);
  });

  test("where joining would leave one row, the smallest groups lose their shares instead, and their means", async () => {
    const groups = [
      ["a", 2, 28],
      ["b", 20, 15],
      ["c", 30, 60],
      ["d", 40, 50],
    ] as const;
    const choice = groups.flatMap(([group, yes, no]) => [[0, group, no] as const, [1, group, yes] as const]);
    const { questions } = await crossed(choice, yesNo);
    const [a, b, c, d] = questions[0]!.columns;
    expect(questions[0]!.rows).toEqual([[0], [1]]);
    for (const column of [a!, b!])
      expect([column.base === null, column.shares[0]!.value, column.mean!.value]).toEqual([false, null, null]);
    expect([c!.shares[1]!.value, d!.shares[1]!.value]).toEqual([expect.closeTo(1 / 3, 13), expect.closeTo(4 / 9, 13)]);
  });
});
