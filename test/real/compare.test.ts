import { describe, expect, test } from "vitest";
import { compareFigures, type Figure } from "./compare.ts";
import expected from "./expected.json" with { type: "json" };

const subject = { kind: "element", id: "price" };
const results = {
  analyses: {
    gaps: {
      elements: [
        {
          gap: { measure: "gaps.gap", subject, value: 2, low: 1, high: 3, base: 40 },
          comparison: { with: { kind: "zero" }, p: 0.01 },
        },
      ],
    },
    trend: {
      series: [
        {
          measure: "gaps.gap",
          subject,
          points: [
            { wave: "a", estimate: { measure: "gaps.gap", subject, value: 1 } },
            {
              wave: "b",
              estimate: { measure: "gaps.gap", subject, value: 2 },
              comparison: { with: { kind: "wave", id: "a" }, p: 0.2 },
            },
          ],
        },
      ],
    },
  },
};
const figure: Figure = { study: "s", wave: "b", measure: "gaps.gap", subject, words: "", source: "", tolerance: 1e-6 };

describe("figures beside results", () => {
  test("an estimate by measure and subject, each number a row", () => {
    const rows = compareFigures(results, [{ ...figure, value: 2.000001, low: 1, high: 3.1, base: 40 }]);
    expect(rows.map(({ part, equal }) => [part, equal])).toEqual([
      ["value", true],
      ["low", true],
      ["high", false],
      ["base", true],
    ]);
  });

  test("a comparison by the side it is with", () => {
    const p = (other: string) => compareFigures(results, [{ ...figure, comparison: { with: other, p: 0.2 } }])[0]!;
    expect(p("a")).toMatchObject({ part: "p", ours: 0.2, equal: true });
    expect(p("zero")).toMatchObject({ ours: 0.01, equal: false });
    expect(p("b")).toMatchObject({ ours: undefined, equal: false });
  });

  test("a tiny number is held to its own size", () => {
    const tiny = { analyses: { x: { value: 2e-140, measure: "gaps.gap", subject } } };
    expect(compareFigures(tiny, [{ ...figure, value: 1e-140 }])[0]!.equal).toBe(false);
  });

  test("what is not there is not equal", () => {
    const [row] = compareFigures(results, [{ ...figure, measure: "gaps.ratio", value: 1 }]);
    expect(row).toMatchObject({ ours: undefined, equal: false });
  });
});

test("each survey has at least ten figures, each with its source", () => {
  const counts = new Map<string, number>();
  for (const { study, words, source } of expected.figures) {
    counts.set(study, (counts.get(study) ?? 0) + 1);
    expect(words).not.toBe("");
    expect(source).toMatch(/\.json|R 4\.2\.2/);
  }
  for (const [study, count] of counts) expect([study, count >= 10]).toEqual([study, true]);
});
