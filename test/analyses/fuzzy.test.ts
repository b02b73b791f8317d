import { describe, expect, test } from "vitest";
import type { FuzzyResult } from "../../src/analyses/fuzzy/result.ts";
import reference from "../reference/fuzzy.json" with { type: "json" };
import { measure, type Sheet } from "./harness.ts";

const { inputs, expected } = reference.clothing;

/** The published example: five elements rated on four grades by people whose answers have the published shares. */
const study = (options: string, more = "") => `
title: T
client: C
languages: [en]
waves: { w1: { title: W, fieldwork: 2026-01-01/2026-01-31, responses: a.csv } }
scales: { four: { from: 1, to: 4 } }
questions:
${[1, 2, 3, 4, 5].map((k) => `  q${k}: { text: Q${k}, scale: four }`).join("\n")}
  minutes: { text: Minutes, type: number }
elements:
${[1, 2, 3, 4, 5].map((k) => `  e${k}: { label: E${k}, performance: q${k}, dimension: ${k < 4 ? "one" : "two"} }`).join("\n")}
${more}
analyses: { fuzzy: ${options} }
`;
const grades = "grades: { keen: { from: 90 }, glad: { from: 60 }, so_so: { from: 30 }, cold: { from: 0 } }";
const weights = "weights: { e1: 0.1, e2: 0.1, e3: 0.15, e4: 0.3, e5: 0.35 }";

/** Grade by grade as many people as the shares say; the best grade is code 4. */
const columns = inputs.membership.map((shares) =>
  shares.flatMap((share, grade) => new Array<number>(Math.round(share * 20)).fill(4 - grade)),
);
const rows = Array.from({ length: 20 }, (_, person) => columns.map((column) => column[person]!));
const sheet: Sheet = [
  ["q1", "q2", "q3", "q4", "q5", "minutes", "branch"],
  ...rows.map((row, person) => [...row, person < 10 ? 5 : 15, "b1"]),
  ...rows.map((row, person) => [...row, person < 10 ? 5 : 15, "b2"]),
];

async function evaluate(options: string, more = ""): Promise<FuzzyResult> {
  return (await measure(study(options, more), { "a.csv": sheet })).get("fuzzy") as FuzzyResult;
}

describe("fuzzy evaluation", () => {
  test("reads the published memberships off answers, names operators, validity and score, with intervals", async () => {
    const found = await evaluate(`{ ${weights}, ${grades}, confidence: 0.6 }`);
    expect(found.whole.membership.map(({ value }) => Number(value!.toFixed(12)))).toEqual(expected.M_product_sum);
    expect(found.whole.score.value).toBeCloseTo(expected.weighted_average_score, 10);
    expect(found.whole).toMatchObject({ grade: "so_so", reading: "low", confident: "so_so" });
    expect(found.whole.score.low).toBeLessThan(expected.weighted_average_score);
    expect(found.whole.score.high).toBeGreaterThan(expected.weighted_average_score);
    expect(found.whole.same).toBeGreaterThan(0.4);
    expect(found.whole.same).toBeLessThan(1);
    expect(found.operators.map(({ evaluation }) => evaluation.grade)).toEqual(["so_so", "keen", "keen", "glad"]);
    expect(found.weights).toBe("named");
  });

  test("evaluates groups first at two levels, and the same as one level by the weighted average", async () => {
    const found = await evaluate(`{ ${weights}, ${grades}, levels: dimension }`);
    expect(found.groups.map(({ id, weight }) => [id, Number(weight.toFixed(12))])).toEqual([
      ["one", 0.35],
      ["two", 0.65],
    ]);
    // (0.3 · [0, .4, .5, .1] + 0.35 · [.5, .3, .2, 0]) / 0.65
    const two = found.groups[1]!.evaluation.membership.map(({ value }) => value!);
    for (const [k, part] of [0.175, 0.225, 0.22, 0.03].entries()) expect(two[k]!).toBeCloseTo(part / 0.65, 10);
    expect(found.whole.score.value).toBeCloseTo(expected.weighted_average_score, 10);
  });

  test("evaluates every unit, a measured quantity among the rest", async () => {
    const quantity =
      "measured: { minutes: { weight: 0.5, memberships: { keen: [0, 0, 5, 10], glad: [5, 10, 15], so_so: [10, 15, 20], cold: [15, 20, 60, 60] } } }";
    const found = await evaluate(`{ ${weights}, ${grades}, ${quantity} }`, "unit: branch");
    expect(found.units.map(({ unit }) => unit).sort()).toEqual(["b1", "b2"]);
    // half of the people at 5 minutes (keen), half at 15 (so-so), with half of the weight
    const score = 0.5 * expected.weighted_average_score + 0.5 * (0.5 * 100 + 0.5 * 50);
    expect(found.whole.score.value).toBeCloseTo(score, 10);
    for (const { evaluation } of found.units) {
      expect(evaluation.score.value).toBeCloseTo(score, 10);
      expect(evaluation.score.base).toBe(20);
      expect(evaluation.score.low).toBeLessThan(score);
    }
    expect(found.scored.map(({ by }) => by)).toEqual(["unit", "element"]);
  });

  test("leaves out and lists what nobody answered, scaling up the other weights", async () => {
    const blank: Sheet = sheet.map((row, k) => (k === 0 ? row : [...row.slice(0, 4), null, ...row.slice(5)]));
    const found = (await measure(study(`{ ${weights}, ${grades} }`), { "a.csv": blank })).get("fuzzy") as FuzzyResult;
    expect(found.dropped).toEqual([{ subject: { kind: "element", id: "e5" }, why: { code: "fuzzy-unanswered" } }]);
    expect(found.factors.find(({ factor }) => factor === "e4")!.weight).toBeCloseTo(0.3 / 0.65, 12);
  });

  test("puts nothing in the place of a source that is not there", async () => {
    for (const source of ["derived", "entropy", "ahp"])
      expect(await evaluate(`{ weights: ${source} }`)).toEqual({ code: `weights-${source}` });
    expect(await evaluate("{ weights: stated }")).toEqual({
      code: "weights-stated-element",
      slots: { element: { kind: "element", id: "e1" } },
    });
  });

  test("refuses weights that do not add up and grades that leave a gap, with the place", async () => {
    await expect(evaluate("{ weights: { e1: 0.5, e2: 0.4 } }")).rejects.toMatchObject({
      problems: [{ code: "study/weights-sum", place: { line: expect.any(Number) } }],
    });
    await expect(evaluate("{ grades: { good: { from: 70 }, poor: { from: 10 } } }")).rejects.toMatchObject({
      problems: [{ code: "study/grades" }],
    });
  });
});
