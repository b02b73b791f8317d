import { describe, expect, test } from "vitest";
import { joinLevels } from "../../src/analyses/regression/levels.ts";
import type { LevelsResult, RegressionResult } from "../../src/analyses/regression/result.ts";
import reference from "../reference/measurement-drawn.json" with { type: "json" };
import { drawnRows, measureDrawn } from "./drawn-answers.ts";

const { drawn } = reference;
const of = async (analyses: string, given = {}) =>
  (await measureDrawn(analyses, given)).get("regression") as RegressionResult;
const levelsOf = ({ levels }: RegressionResult): LevelsResult => {
  if ("refused" in levels) throw new Error(levels.refused.code);
  return levels;
};
/** Codes of 1-4 explained by codes of 1-5, as points of 0-100 by points of 0-100. */
const asPoints = 4 / 3;
const order = ["x1", "x2", "x3"];
const inOrder = <R extends { readonly element: string }>(rows: readonly R[]) =>
  order.map((id) => rows.find(({ element }) => element === id)!);

describe("the drawn answers, unweighted", () => {
  const measured = of("  regression: { overall: u, elements: [x1, x2, x3] }");

  test("slopes and HC3 intervals as lm() and sandwich have them", async () => {
    const rows = inOrder((await measured).coefficients);
    // t.975 on 146 degrees of freedom, qt() of R
    const t = 1.976345690967;
    rows.forEach(({ slope }, k) => {
      expect(slope.value).toBeCloseTo(drawn.linear[k + 1]! * asPoints, 10);
      expect((slope.high! - slope.low!) / 2).toBeCloseTo(t * drawn.hc3[k + 1]! * asPoints, 7);
    });
  });

  test("R² and F as summary(lm())", async () => {
    const { r2, f } = await measured;
    expect(r2.value).toBeCloseTo(0.45212423426667, 12);
    expect(f).toMatchObject({ value: expect.closeTo(40.161256943946, 9), df1: 3, df2: 146 });
  });

  test("odds ratios for ten points as MASS::polr, Brant as by its definition", async () => {
    const levels = levelsOf(await measured);
    expect(levels.levels).toEqual([19, 39, 62, 30].map((n, k) => ({ codes: [k + 1], n })));
    // ten points of 0-100 are 0.4 codes of 1-5
    inOrder(levels.odds).forEach(({ odds }, k) => {
      expect(odds.value).toBeCloseTo(Math.exp(0.4 * drawn.odds[k]!), 5);
      expect(Math.log(odds.high! / odds.low!) / (2 * 1.959963984540054 * 0.4)).toBeCloseTo(drawn.oddsSe[k]!, 4);
    });
    expect(levels.parallel!.all.chiSquare).toBeCloseTo(drawn.brant[0]!, 6);
    expect(levels.assumption).toBe("kept");
  });

  test("verdicts are those of one family", async () => {
    const rows = inOrder((await measured).coefficients);
    expect(rows.map(({ comparison }) => comparison.verdict)).toEqual(["up", "up", "none"]);
    expect(rows.map(({ comparison }) => comparison.family)).toEqual([3, 3, 3]);
  });
});

test("weighted answers have the linearised covariance, as survey has it", async () => {
  const result = await of("  regression: { overall: u, elements: [x1, x2, x3] }", { more: "weights: { column: v }" });
  expect(result.errors).toBe("design");
  const t = 1.976345690967;
  inOrder(result.coefficients).forEach(({ slope }, k) => {
    expect(slope.value).toBeCloseTo(drawn.weighted[k + 1]! * asPoints, 10);
    expect((slope.high! - slope.low!) / 2).toBeCloseTo(t * drawn.weightedSe[k + 1]! * asPoints, 7);
  });
  const levels = levelsOf(result);
  expect(levels.errors).toBe("design");
  inOrder(levels.odds).forEach(({ odds }, k) => {
    expect(odds.value).toBeCloseTo(Math.exp(0.4 * drawn.weightedOdds[k]!), 5);
  });
});

describe("what is refused or left out", () => {
  test("separation: no odds ratios, said so; the linear model stays", async () => {
    const rows = drawnRows.map(([, x2, x3, u, ...rest]) => [Number(u) + 1, x2!, x3!, u!, ...rest]);
    rows[0] = [...rows[0]!.slice(0, 3), rows[0]![3]!, ...rows[0]!.slice(4)];
    const outcome = (
      await measureDrawn("  regression: { overall: [u, x3], levels: u, elements: [x1, x2] }", { rows })
    ).get("regression") as RegressionResult;
    expect(outcome.levels).toMatchObject({ refused: { code: "regression-separated" } });
    expect(outcome.coefficients).toHaveLength(2);
  });

  test("an element that follows from another, one rated alike, and the overall question itself", async () => {
    const rows = drawnRows.map(([x1, , ...rest]) => [x1!, x1!, ...rest]);
    const doubled = await of("  regression: { overall: u }", { rows });
    expect(doubled.excluded).toEqual([
      { element: "x2", why: { code: "drivers-collinear" } },
      { element: "u", why: { code: "drivers-is-overall" } },
    ]);
    const alike = drawnRows.map(([x1, , ...rest]) => [x1!, 3, ...rest]);
    const constant = await of("  regression: { overall: u }", { rows: alike });
    expect(constant.excluded[0]).toEqual({ element: "x2", why: { code: "drivers-constant" } });
  });

  test("too few people, no overall question, an overall answer that follows exactly", async () => {
    const outcome = async (analyses: string, rows = drawnRows) =>
      (await measureDrawn(analyses, { rows })).get("regression");
    expect(await outcome("  regression: { overall: u }", drawnRows.slice(0, 40))).toMatchObject({
      code: "drivers-base",
    });
    expect(await outcome("  regression: {}")).toEqual({ code: "drivers-no-overall" });
    const exact = drawnRows.map(([x1, x2, x3, , ...rest]) => [x1!, x2!, x3!, Math.min(4, Number(x1)), ...rest]);
    const same = exact.map(([x1, ...rest]) => [Math.min(4, Number(x1)), ...rest]);
    expect(await outcome("  regression: { overall: u }", same)).toEqual({ code: "drivers-exact" });
  });
});

test("levels are joined from the lowest until each is large enough", () => {
  const counts = { values: [0, 25, 50, 75, 100], n: [2, 3, 40, 50, 5] };
  expect(joinLevels(counts, 100).members).toEqual([
    [0, 25, 50],
    [75, 100],
  ]);
});
