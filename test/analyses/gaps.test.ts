import { describe, expect, it } from "vitest";
import { findings } from "../../src/analyses/gaps/compute.ts";
import type { GapsResult } from "../../src/analyses/gaps/result.ts";
import { measure, type Sheet } from "./harness.ts";

const head = (scale: string) => `
title: Case
client: Nobody
languages: [en]
waves: { w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv } }
scales: { s: ${scale}, points: { from: 0, to: 100 } }
`;

async function gapsOf(text: string, rows: Sheet): Promise<GapsResult> {
  return (await measure(text, { "w1.csv": rows })).get("gaps") as GapsResult;
}

const onePair = `
questions: { e: { text: E, scale: s }, p: { text: P, scale: s } }
elements: { x: { label: X, performance: p, expectation: e } }
analyses: { gaps: {} }`;

describe("C = perceived / expected", () => {
  it("gives the worked example c_ratio_states: five valid pairs, one expectation of 0, one half pair", async () => {
    const pairs = [
      [8, 8],
      [8, 6],
      [5, 9],
      [10, 9],
      [7, 7],
      [0, 5],
      [6, null],
    ];
    const result = await gapsOf(head("{ from: 0, to: 10 }") + onePair, [["e", "p"], ...pairs]);
    const row = result.elements[0]!;
    expect(row.ratio.value).toBeCloseTo(1.0263157895, 9);
    expect(row.gap.value).toBeCloseTo(0.2, 12);
    expect(row.source?.value).toBeCloseTo(-0.2, 12);
    expect(row.states.map((state) => state.cases)).toEqual([2, 2, 1]);
    expect([row.gap.base, row.ratio.base, row.states[0]!.base]).toEqual([5, 5, 5]);
    // with the zero kept: gaps 0, -2, 4, -1, 0, 5
    expect(row.zero).toMatchObject({ pairs: 1 });
    expect(row.zero?.gap.value).toBeCloseTo(1, 12);
  });

  it("has the delta interval of a ratio of means", async () => {
    // R: P <- c(6,7,5,8,9,4,7,8,6,5); E <- c(8,7,6,9,9,7,8,8,9,6); C <- mean(P)/mean(E); z <- (P-C*E)/mean(E)
    // se <- sd(z)/sqrt(10); C + qt(c(.025,.975),9)*se
    const perceived = [6, 7, 5, 8, 9, 4, 7, 8, 6, 5];
    const expected = [8, 7, 6, 9, 9, 7, 8, 8, 9, 6];
    const result = await gapsOf(head("{ from: 1, to: 10 }") + onePair, [
      ["e", "p"],
      ...perceived.map((p, k) => [expected[k]!, p]),
    ]);
    const { ratio } = result.elements[0]!;
    expect(ratio.value).toBeCloseTo(65 / 77, 12);
    expect(ratio.low).toBeCloseTo(0.73819849336413, 9);
    expect(ratio.high).toBeCloseTo(0.95011319494756, 9);
  });

  it("leaves out, by name, elements that cannot be compared", async () => {
    const text = `${head("{ from: 1, to: 10 }")}
questions: { e: { text: E, scale: s }, p: { text: P, scale: s }, q: { text: Q, scale: points }, r: { text: R, scale: s, reversed: true } }
elements:
  x: { label: X, performance: p, expectation: e }
  y: { label: Y, performance: q }
  z: { label: Z, performance: r, expectation: e }
analyses: { gaps: {} }`;
    const result = await gapsOf(text, [
      ["e", "p", "q", "r"],
      [5, 6, 50, 3],
      [6, 5, 60, 4],
    ]);
    expect(result.skipped).toEqual([
      { element: "y", why: { code: "no-expectation" } },
      { element: "z", why: { code: "reversed" } },
    ]);
  });

  it("says when every expectation is the same", async () => {
    const result = await gapsOf(head("{ from: 1, to: 7 }") + onePair, [
      ["e", "p"],
      [7, 5],
      [7, 6],
      [7, 4],
    ]);
    expect(result.elements[0]!.notes).toEqual([{ code: "expectation-constant", slots: { code: 7 } }]);
  });
});

describe("SERVQUAL", () => {
  it("gives the worked example servqual_raw_gap", async () => {
    const expectation = [
      [6, 7, 6, 7],
      [7, 7, 6, 7],
      [5, 6, 6, 6],
      [7, 6, 7, 7],
      [6, 7, 7, 6],
      [7, 7, 7, 7],
    ];
    const perception = [
      [5, 6, 4, 5],
      [6, 5, 5, 6],
      [5, 6, 3, 6],
      [6, 5, 6, 5],
      [6, 6, 5, 4],
      [5, 7, 6, null],
    ];
    const items = [0, 1, 2, 3];
    const text = `${head("{ from: 1, to: 7 }")}
questions:
${items.map((k) => `  e${k}: { text: E${k}, scale: s }\n  p${k}: { text: P${k}, scale: s }`).join("\n")}
  w_rel: { text: Points, scale: points }
  w_res: { text: Points, scale: points }
elements:
${items.map((k) => `  i${k}: { label: I${k}, performance: p${k}, expectation: e${k}, dimension: ${k < 2 ? "reliability" : "responsiveness"} }`).join("\n")}
analyses: { gaps: { points: { reliability: w_rel, responsiveness: w_res } } }`;
    const rows = expectation.map((e, k) => [...e, ...perception[k]!, 60, 40]);
    const result = await gapsOf(text, [
      [...items.map((k) => `e${k}`), ...items.map((k) => `p${k}`), "w_rel", "w_res"],
      ...rows,
    ]);
    const [reliability, responsiveness] = result.dimensions;
    expect(reliability!.gap).toMatchObject({
      base: 6,
      value: expect.closeTo(-0.8333333333, 9),
      low: expect.closeTo(-1.3752595675, 9),
      high: expect.closeTo(-0.2914070992, 9),
    });
    expect(reliability!.comparison.p).toBeCloseTo(0.0108198974, 9);
    expect(responsiveness!.gap).toMatchObject({
      base: 6,
      value: expect.closeTo(-1.5, 9),
      low: expect.closeTo(-1.9693218858, 9),
      high: expect.closeTo(-1.0306781142, 9),
    });
    expect(responsiveness!.comparison.p).toBeCloseTo(0.0004349774, 9);
    const byItem = new Map(result.elements.map((row) => [row.element, row.gap.value]));
    expect(items.map((k) => byItem.get(`i${k}`))).toEqual(
      [-0.8333333333, -0.8333333333, -1.6666666667, -1.4].map((gap) => expect.closeTo(gap, 9)),
    );
    expect(result.weighted?.value).toBeCloseTo(-1.1, 9);
    expect(result.total?.value).toBeCloseTo((-0.8333333333 - 1.5) / 2, 9);
  });

  it("renormalises a person's points when they add to 95-105 and leaves the person out otherwise", async () => {
    const text = `${head("{ from: 1, to: 7 }")}
questions: { e0: { text: E, scale: s }, p0: { text: P, scale: s }, e1: { text: E, scale: s }, p1: { text: P, scale: s }, a: { text: A, scale: points }, b: { text: B, scale: points } }
elements: { x: { label: X, performance: p0, expectation: e0, dimension: one }, y: { label: Y, performance: p1, expectation: e1, dimension: two } }
analyses: { gaps: { points: { one: a, two: b } } }`;
    const rows = [
      // gaps -1 and -3; points 48 + 50 = 98: (48 x -1 + 50 x -3) / 98
      [6, 5, 7, 4, 48, 50],
      // gaps -2 and 0; points 60 + 20 = 80: left out
      [6, 4, 5, 5, 60, 20],
      // gaps 0 and -1: (50 x 0 + 50 x -1) / 100
      [5, 5, 6, 5, 50, 50],
    ];
    const result = await gapsOf(text, [["e0", "p0", "e1", "p1", "a", "b"], ...rows]);
    expect(result.weighted).toMatchObject({ base: 2, value: expect.closeTo((-198 / 98 - 0.5) / 2, 12) });
  });

  it("measures the zone of tolerance on the same scale", async () => {
    const text = `${head("{ from: 1, to: 9 }")}
questions: { e: { text: E, scale: s }, p: { text: P, scale: s }, m: { text: M, scale: s }, d: { text: D, scale: s } }
elements: { x: { label: X, performance: p, expectation: e, minimum: m, desired: d } }
analyses: { gaps: {} }`;
    const result = await gapsOf(text, [
      ["e", "p", "m", "d"],
      [7, 6, 5, 8],
      [8, 7, 5, 9],
      [6, 6, 4, 7],
    ]);
    expect(result.elements[0]!.adequacy?.estimate.value).toBeCloseTo(5 / 3, 12);
    expect(result.elements[0]!.superiority?.estimate.value).toBeCloseTo(-5 / 3, 12);
  });

  it("finds nothing to say of few people", async () => {
    const result = await gapsOf(head("{ from: 1, to: 7 }") + onePair, [
      ["e", "p"],
      ...Array.from({ length: 20 }, (_, k) => [7 - (k % 2), 3]),
    ]);
    expect(findings(result).map((finding) => finding.case)).toEqual(["small-base"]);
  });
});
