import { describe, expect, it } from "vitest";
import { findings } from "../../src/analyses/index/compute.ts";
import type { IndexResult } from "../../src/analyses/index/result.ts";
import { measure, type Sheet } from "./harness.ts";

function study(extra: string, scale = "{ from: 1, to: 10 }"): string {
  return `
title: Case
client: Nobody
languages: [en]
waves: { w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv } }
scales: { s: ${scale} }
${extra}`;
}

async function indexOf(text: string, rows: Sheet): Promise<IndexResult> {
  return (await measure(text, { "w1.csv": rows })).get("index") as IndexResult;
}

const three = `
questions:
  a: { text: A, scale: s }
  b: { text: B, scale: s }
  c: { text: C, scale: s }
`;

describe("the index", () => {
  it("forms persons' scores under the half rule, missing kinds apart (worked example index_missing_rules)", async () => {
    // items 1-4 on 1-5, item 3 reversed; 98 don't know, 99 not applicable
    const text = study(
      `questions:
  q1: { text: Q1, scale: s }
  q2: { text: Q2, scale: s }
  q3: { text: Q3, scale: s, reversed: true }
  q4: { text: Q4, scale: s }
analyses: { index: { overall: [q1, q2, q3, q4] } }`,
      "{ from: 1, to: 5, dont_know: [98], not_applicable: [99] }",
    );
    const result = await indexOf(text, [
      ["q1", "q2", "q3", "q4"],
      [5, 4, 2, null],
      [null, 3, null, null],
      [1, 2, 5, 1],
      [99, 4, 1, 5],
      [98, 98, 3, 4],
    ]);
    expect(result.score.value).toBeCloseTo(60.9375, 9);
    expect(result.score.base).toBe(4);
    // R: t.test(c(83.3333333333333, 6.25, 91.6666666666667, 62.5))$conf.int = -0.2713, 122.1463: cut at the scale's ends
    expect([result.score.low, result.score.high]).toEqual([0, 100]);
  });

  // METHODS example acsi_simple_formula (published weights, quoted by Verint)
  it.each([
    [[8, 7, 7], "weights: { a: 0.3885, b: 0.319, c: 0.2925 }", 70.9833333333],
    [[8, 7, 7], "", 70.3703703704],
    [[1, 1, 1], "weights: { a: 0.3885, b: 0.319, c: 0.2925 }", 0],
    [[10, 10, 10], "weights: { a: 0.3885, b: 0.319, c: 0.2925 }", 100],
  ])("gives %j with %s the published score", async (answers, weights, expected) => {
    const text = study(`${three}analyses: { index: { overall: [a, b, c]${weights && `, ${weights}`} } }`);
    const result = await indexOf(text, [["a", "b", "c"], answers, answers]);
    expect(result.score.value).toBeCloseTo(expected, 6);
    expect(result.score).toMatchObject({ low: null, high: null, why: { code: "constant" } });
  });

  it("gives means between the codes the published score", async () => {
    const text = study(
      `${three}analyses: { index: { overall: [a, b, c], weights: { a: 0.3885, b: 0.319, c: 0.2925 } } }`,
    );
    // a hundred people, all of whom say 7 or 8
    const means = [7.85, 7.31, 7.02];
    const rows = Array.from({ length: 100 }, (_, k) => means.map((mean) => (k < (mean - 7) * 100 - 0.5 ? 8 : 7)));
    const { score } = await indexOf(text, [["a", "b", "c"], ...rows]);
    expect(score.value).toBeCloseTo(71.4996111111, 8);
  });

  it("takes the top box of ten as 8-10 and gives it a Wilson interval", async () => {
    // 81 of 263: Newcombe 1998, table I: 0.2553 to 0.3662
    const rows = Array.from({ length: 263 }, (_, k) => [k < 81 ? 8 + (k % 3) : 1 + (k % 7), 5, 5]);
    const result = await indexOf(study(`${three}analyses: { index: { overall: a } }`), [["a", "b", "c"], ...rows]);
    expect(result.top).toMatchObject({ cases: 81, base: 263, method: "wilson" });
    expect(result.top.low).toBeCloseTo(0.2552885199, 7);
    expect(result.top.high).toBeCloseTo(0.366209577, 7);
    expect(result.states.reduce((sum, state) => sum + (state.value ?? Number.NaN), 0)).toBeCloseTo(1, 12);
  });

  it("names every grade the interval touches, and the target's verdict by the interval", async () => {
    // 40 people: mean 8.2 of 10 -> 80; t interval of sd 0.7579 (R: t.test(rep(c(7,8,9,9,8),8))): 7.957623, 8.442377
    const rows = Array.from({ length: 40 }, (_, k) => [[7, 8, 9, 9, 8][k % 5]!, 5, 5]);
    const at = async (target: number) =>
      indexOf(study(`${three}analyses: { index: { overall: a, target: ${target} } }`), [["a", "b", "c"], ...rows]);
    const result = await at(80);
    expect(result.score.value).toBeCloseTo(80, 10);
    expect(result.score.low).toBeCloseTo((100 * (7.957623095 - 1)) / 9, 7);
    expect(result.grade).toMatchObject({ cuts: [40, 60, 80, 90], own: 3, lowest: 2, highest: 3 });
    expect(findings(result).map((finding) => finding.case)).toEqual([
      "target-open",
      "level",
      "grade-between",
      "states",
    ]);
    expect((await at(77)).target?.verdict).toBe("met");
    expect((await at(83)).target?.verdict).toBe("missed");
  });

  it("draws no conclusion from fewer than 30 people", async () => {
    const rows = Array.from({ length: 29 }, (_, k) => [5 + (k % 3), 5, 5]);
    const result = await indexOf(study(`${three}analyses: { index: { overall: a, target: 90 } }`), [
      ["a", "b", "c"],
      ...rows,
    ]);
    expect(result.score.status).toBe("indicative");
    expect(result.target?.verdict).toBe("untested");
    expect(findings(result).map((finding) => finding.case)).toEqual(["small-base"]);
  });

  it("uses given weights by linearisation", async () => {
    // R: x <- c(2,9,5,7,10,4,8,6,3,8,9,7); v <- c(1,2,1.5,.5,1,2,1,1,.8,1.2,.7,1.3); s <- 100*(x-1)/9; m <- sum(v*s)/sum(v)
    // se <- sqrt(sum(v^2*(s-m)^2))/sum(v)*sqrt(12/11); m + qt(c(.025,.975), 11)*se
    const x = [2, 9, 5, 7, 10, 4, 8, 6, 3, 8, 9, 7];
    const v = [1, 2, 1.5, 0.5, 1, 2, 1, 1, 0.8, 1.2, 0.7, 1.3];
    const text = study(`weights: { column: v }\n${three}analyses: { index: { overall: a } }`);
    const result = await indexOf(text, [["a", "b", "c", "v"], ...x.map((code, k) => [code, 5, 5, v[k]!])]);
    expect([result.score.value, result.score.low, result.score.high]).toEqual([
      expect.closeTo(60.634920634921, 10),
      expect.closeTo(41.973665354204, 9),
      expect.closeTo(79.296175915637, 9),
    ]);
  });

  it("says that nobody answered", async () => {
    const why = await indexOf(study(`${three}analyses: { index: { overall: a } }`), [
      ["a", "b", "c"],
      [null, 5, 5],
    ]);
    expect(why).toEqual({ code: "no-overall-answers" });
  });
});
