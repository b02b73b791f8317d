import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GradeStripInput, gradeStrip } from "../../../src/charts/marks/grade-strip.ts";
import { anyVerdict, faultsOf, sizes, textsOf } from "../drawings.ts";

const cuts = [0, 40, 60, 80, 90];
const english = [
  "Very dissatisfied",
  "Dissatisfied",
  "Neither satisfied nor dissatisfied",
  "Satisfied",
  "Very satisfied",
];
const chinese = ["很不满意", "不满意", "一般", "满意", "很满意"];
const gradesOf = (names: readonly string[]) =>
  names.map((name, index) => ({ name, from: cuts[index]!, fromText: String(cuts[index]) }));
const input: GradeStripInput = {
  grades: gradesOf(chinese),
  low: 0,
  high: 100,
  value: 73.8,
  from: 72.9,
  to: 74.7,
  text: "73.8",
  verdict: "worse",
  references: [{ value: 76, label: "目标76" }],
};

describe("an estimate among grades", () => {
  test("the grade that holds the value is marked; a cut belongs to the grade above it", () => {
    const marked = (value: number) =>
      (gradeStrip({ ...input, value }, "wide").data.segments as unknown as { start: number; fill: string }[]).filter(
        ({ fill }) => fill === "var(--est)",
      );
    expect(marked(73.8)).toMatchObject([{ start: 60, end: 80 }]);
    expect(marked(80)).toMatchObject([{ start: 80, end: 90 }]);
    expect(marked(100)).toMatchObject([{ start: 90, end: 100 }]);
    expect(textsOf(gradeStrip(input, "wide")).find((text) => text.text === "一般")).toMatchObject({ weight: 700 });
  });

  test("without a value the strip says why", () => {
    const chart = gradeStrip({ ...input, value: null, from: null, to: null, reason: "基数不足10" }, "narrow");
    expect(chart.data.points).toEqual([]);
    expect(textsOf(chart).map((text) => text.text)).toContain("基数不足10");
    expect(
      (chart.data.segments as unknown as { fill: string }[]).every(({ fill }) => fill === "var(--quiet-soft)"),
    ).toBe(true);
  });

  test("names that do not fit under their grades hang on lines, and none is missing", () => {
    const chart = gradeStrip({ ...input, grades: gradesOf(english) }, "narrow");
    const said = textsOf(chart).map((text) => text.text.replaceAll("\n", " "));
    expect(said).toEqual(expect.arrayContaining(english));
    expect(chart.data.hairs).toHaveLength(5);
  });

  test("any value and target: nothing on anything else", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 8 }),
        fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 2 }),
        fc.constantFrom(english, chinese),
        anyVerdict,
        fc.constantFrom(...sizes),
        (value, half, targets, names, verdict, size) => {
          const chart = gradeStrip(
            {
              ...input,
              grades: gradesOf(names),
              value,
              verdict,
              from: Math.max(0, value - half),
              to: Math.min(100, value + half),
              text: value.toFixed(1),
              references: targets.map((target, index) => ({
                value: target,
                label: index === 0 ? `Target ${target}` : `行业最佳${target}`,
              })),
            },
            size,
          );
          expect(faultsOf(chart)).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
