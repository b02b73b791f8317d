import { describe, expect, test } from "vitest";
import type { EntropyResult } from "../../src/analyses/entropy/result.ts";
import reference from "../reference/entropy.json" with { type: "json" };
import { measure, type Sheet } from "./harness.ts";

const study = (options = "{}") => `
title: T
client: C
languages: [en]
unit: store
waves: { w1: { title: W, fieldwork: 2026-01-01/2026-01-31, responses: a.csv } }
scales: { hundred: { from: 0, to: 100 } }
questions:
  q1: { text: A, scale: hundred }
  q2: { text: B, scale: hundred }
  q3: { text: C, scale: hundred }
  q4: { text: D, scale: hundred }
  q5: { text: E, scale: hundred }
elements:
  a: { label: A, performance: q1 }
  b: { label: B, performance: q2 }
  c: { label: C, performance: q3 }
  d: { label: D, performance: q4 }
  e: { label: E, performance: q5 }
analyses: { entropy: ${options} }
`;

/** Every customer of a store says the store's mean plus or minus a little, so that means are those of the matrix. */
const sheet = (matrix: readonly (readonly number[])[], people: number): Sheet => [
  ["store", "q1", "q2", "q3", "q4", "q5"],
  ...matrix.flatMap((row, store) =>
    Array.from({ length: people }, (_, k) => [
      `s${store}`,
      ...row.map((x) => (x === 100 || x === 50 ? x : x + (k % 2 === 0 ? 1 : -1))),
    ]),
  ),
];

describe("entropy between units", () => {
  test("weighs the means of the stores as the worked example does, largest first, with intervals", async () => {
    const found = await measure(study(), { "a.csv": sheet(reference.constant.matrix, 20) });
    const { elements, few, scored, units } = found.get("entropy") as EntropyResult;
    const expected = reference.constant["min-max"];
    expect(elements.map(({ element }) => element).slice(0, 3)).toEqual(["e", "a", "d"]);
    for (const { element, weight } of elements) {
      expect(weight.value).toBeCloseTo(expected["abcde".indexOf(element)]!, 9);
      expect(weight.base).toBe(60);
    }
    expect(elements[0]!.weight.low).toBeLessThan(elements[0]!.weight.value!);
    expect(elements[0]!.weight.high).toBeGreaterThan(elements[0]!.weight.value!);
    // nobody's answer differs on b, so no draw does either
    expect(elements.find(({ element }) => element === "b")!.weight).toMatchObject({
      value: 0,
      why: { code: "constant" },
    });
    expect([units, few]).toEqual([["s0", "s1", "s2"], true]);
    const score = (row: readonly number[]) => row.reduce((sum, x, k) => sum + x * expected[k]!, 0);
    const rows = new Map(scored[0]!.rows.map((row) => [row.subject.group, row.value]));
    for (const [k, row] of reference.constant.matrix.entries())
      expect(rows.get(`unit=s${k}`)).toBeCloseTo(score(row), 6);
  });

  test("leaves out stores with too few answers, and says where too few are left", async () => {
    const [header, ...rows] = sheet(reference.constant.matrix, 20);
    const found = await measure(study("{ elements: [a, d] }"), {
      "a.csv": [header!, ...rows.slice(0, 40), ...rows.slice(40, 49)],
    });
    expect(found.get("entropy")).toMatchObject({ units: ["s0", "s1"], unitsLeftOut: ["s2"] });
    const one = await measure(study(), { "a.csv": [header!, ...rows.slice(0, 20), ...rows.slice(40, 49)] });
    expect(one.get("entropy")).toEqual({ code: "entropy-elements" });
    const none = await measure(study("{ elements: [a, d] }"), { "a.csv": [header!, ...rows.slice(0, 20)] });
    expect(none.get("entropy")).toEqual({ code: "entropy-units" });
    const noUnit = await measure(study().replace("unit: store\n", ""), {
      "a.csv": sheet(reference.constant.matrix, 20),
    });
    expect(noUnit.get("entropy")).toEqual({ code: "no-unit" });
  });
});
