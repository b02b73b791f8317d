import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axisOver } from "../../../src/charts/axis.ts";
import { type DotRow, dotRows } from "../../../src/charts/marks/dot-rows.ts";
import { drawChart } from "../../../src/charts/render.ts";
import {
  anyEstimate,
  anyInterval,
  anyLabel,
  anyShort,
  anyVerdict,
  collisions,
  faultsOf,
  frame,
  linesOf,
  sizes,
  textsOf,
} from "../drawings.ts";

const axis = axisOver([59.3, 81.2, 76], (tick, digits) => tick.toFixed(digits), { within: [0, 100] });
const row: DotRow = {
  label: "Billing",
  base: "n=612",
  value: 66.1,
  low: 65,
  high: 67.2,
  text: "66.1",
  interval: "65.0–67.2",
  verdict: "worse",
};

describe("dots in rows", () => {
  test.each(sizes)("rows say what they are given, in values of the axis (%s)", (size) => {
    const chart = dotRows({ groups: [{ rows: [row] }], axis, references: [{ value: 76, label: "Target 76" }] }, size);
    expect(chart.data.points).toMatchObject([{ value: 66.1, fill: "var(--weak)", shape: "circle" }]);
    expect(chart.data.intervals).toMatchObject([{ low: 65, high: 67.2 }]);
    expect(chart.data.signs).toMatchObject([{ shape: "triangle-down", fill: "var(--weak)" }]);
    expect(textsOf(chart).map((text) => text.text)).toEqual(
      expect.arrayContaining(["Billing", "n=612", "66.1", "65.0–67.2", "Target 76"]),
    );
  });

  test("a missing estimate is its reason and nothing else", () => {
    const missing: DotRow = {
      label: "Roaming",
      value: null,
      low: null,
      high: null,
      verdict: "indicative",
      reason: "Base below 10",
    };
    const chart = dotRows({ groups: [{ rows: [missing] }], axis }, "narrow");
    expect(chart.data.points).toEqual([]);
    expect(chart.data.intervals).toEqual([]);
    expect(textsOf(chart).map((text) => text.text)).toContain("Base below 10");
  });

  test("a small base is hollow, what spans the line of decision a diamond", () => {
    const rows: DotRow[] = [
      { ...row, verdict: "indicative" },
      { ...row, verdict: "open" },
    ];
    const { points } = dotRows({ groups: [{ rows }], axis }, "wide").data;
    expect(points).toMatchObject([
      { fill: "var(--paper)", stroke: "var(--quiet)", shape: "circle" },
      { fill: "var(--paper)", shape: "diamond" },
    ]);
  });

  test("the sign may part from the verdict: up can be bad news", () => {
    const { signs } = dotRows({ groups: [{ rows: [{ ...row, verdict: "worse", sign: "up" }] }], axis }, "wide").data;
    expect(signs).toMatchObject([{ shape: "triangle-up", fill: "var(--weak)" }]);
  });

  test("the whole label is kept where four lines do not hold it", () => {
    const label = "How well the staff explained ".repeat(12);
    const chart = dotRows({ groups: [{ rows: [{ ...row, label }] }], axis }, "narrow");
    expect(textsOf(chart).find((text) => text.full !== null)!.full).toBe(label.trim());
    expect(drawChart(chart, frame)).toContain(`<title>${label.trim()}</title>`);
  });

  test("the base stands behind the label or below it, never among the marks or figures", () => {
    for (let length = 1; length <= 60; length++) {
      for (const size of sizes) {
        const chart = dotRows(
          { groups: [{ rows: [{ ...row, label: "满".repeat(length), base: "n=1,102" }] }], axis },
          size,
        );
        expect(faultsOf(chart)).toEqual([]);
        const base = linesOf(chart).find((line) => line.text === "n=1,102")!;
        const { left } = chart.data.frame![0] as { left: number };
        if (size === "wide") expect(base.box.right).toBeLessThan(left);
      }
    }
  });

  test("any rows: nothing on anything else, nothing outside, nothing too small", () => {
    const anyRow = fc
      .tuple(
        anyLabel,
        fc.option(fc.constantFrom("n=612", "n=1,102"), { nil: undefined }),
        anyEstimate,
        anyShort,
        anyInterval,
        anyVerdict,
        fc.boolean(),
      )
      .map(
        ([label, base, estimate, text, interval, verdict, strong]): DotRow => ({
          label,
          strong,
          verdict,
          ...estimate,
          ...(base !== undefined && { base }),
          ...(estimate.value !== null && { text, ...(interval !== undefined && { interval }) }),
        }),
      );
    const anyGroup = fc.record({
      heading: fc.constantFrom("Bases of 10 to 29, for orientation", "基数10至29，仅供参考"),
      rows: fc.array(anyRow, { maxLength: 6 }),
    });
    fc.assert(
      fc.property(
        fc.array(anyGroup, { maxLength: 2 }),
        fc.array(fc.integer({ min: -40, max: 90 }), { maxLength: 2 }),
        fc.constantFrom(...sizes),
        (groups, at, size) => {
          const references = at.map((value, index) => ({
            value,
            label: index === 0 ? `Target ${value}` : `Mean of all elements ${value}`,
          }));
          const values = groups.flatMap((group) => group.rows.flatMap(({ value, low, high }) => [value, low, high]));
          const chart = dotRows(
            { groups, references, axis: axisOver([...values, ...at], (tick, digits) => tick.toFixed(digits)) },
            size,
          );
          expect(faultsOf(chart)).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("forty rows stand apart", () => {
    const rows = Array.from({ length: 40 }, (_, index) => ({ ...row, label: `Branch ${index}` }));
    for (const size of sizes) expect(collisions(dotRows({ groups: [{ rows }], axis }, size))).toEqual([]);
  });
});
