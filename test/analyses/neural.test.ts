import { describe, expect, it } from "vitest";
import { figures } from "../../src/analyses/neural/chart.ts";
import { findings } from "../../src/analyses/neural/findings.ts";
import type { NeuralResult } from "../../src/analyses/neural/result.ts";
import { integer } from "../../src/stats/random.ts";
import { measure, type Sheet } from "./harness.ts";

const study = `title: Case
client: Case
languages: [en]
waves:
  w1: { title: W1, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv }
scales:
  ten: { from: 0, to: 20 }
questions:
  y: { text: Overall, scale: ten }
  a: { text: A, scale: ten }
  b: { text: B, scale: ten }
  c: { text: C, scale: ten }
elements:
  a: { label: A, performance: a }
  b: { label: B, performance: b }
  c: { label: C, performance: c }
analyses:
  index: { overall: y }
  neural: { seeds: 3 }
`;

function drawn(people: number, of: (a: number, b: number, error: number) => number): Sheet {
  const any = (person: number, what: number, values: number) => integer(person, 0, 11, what) % values;
  return [
    ["y", "a", "b", "c"],
    ...Array.from({ length: people }, (_, person) => {
      const [a, b, c] = [any(person, 1, 21), any(person, 2, 21), any(person, 3, 21)];
      return [of(a, b, any(person, 4, 5) - 2), a, b, c];
    }),
  ];
}

const within = (value: number) => Math.min(20, Math.max(0, Math.round(value)));
const run = async (sheet: Sheet) => (await measure(study, { "w1.csv": sheet })).get("neural");

describe("a net against the line", () => {
  it("is shown, and wins, where two elements work only together", async () => {
    const found = (await run(drawn(400, (a, b, e) => within(10 + ((a - 10) * (b - 10)) / 10 + e)))) as NeuralResult;
    expect(found.better).toBe(true);
    expect(found.linear.value!).toBeLessThan(0.1);
    expect(found.net.value!).toBeGreaterThan(0.7);
    expect(
      found.elements
        .map(({ element }) => element)
        .slice(0, 2)
        .sort(),
    ).toEqual(["a", "b"]);
    expect(findings(found).map((finding) => finding.case)).toEqual(["neural-better"]);
    expect(figures(found)).toHaveLength(2);
  });

  it("is not shown where everything adds up: one sentence", async () => {
    const found = (await run(drawn(400, (a, b, e) => within(a / 2 + b / 2 + e)))) as NeuralResult;
    expect(found.better).toBe(false);
    expect(found.linear.value!).toBeGreaterThan(0.8);
    expect(found.elements).toEqual([]);
    expect(findings(found).map((finding) => finding.case)).toEqual(["neural-not-better"]);
    expect(figures(found)).toHaveLength(1);
  });

  it("needs 300 people who answered everything, and answers that differ", async () => {
    expect(await run(drawn(299, (a, b, e) => within(a / 2 + b / 2 + e)))).toEqual({
      code: "neural-base",
      slots: { needed: 300 },
    });
    expect(await run(drawn(320, () => 7))).toEqual({ code: "neural-constant" });
  });
});
