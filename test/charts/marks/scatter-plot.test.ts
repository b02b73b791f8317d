import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axisOver } from "../../../src/charts/axis.ts";
import { boxOfText } from "../../../src/charts/marks/layers.ts";
import { type ScatterPoint, scatterPlot } from "../../../src/charts/marks/scatter-plot.ts";
import { anyLabel, anyVerdict, faultsOf, sizes, textsOf } from "../drawings.ts";

const xAxis = axisOver([50, 90], (tick, digits) => tick.toFixed(digits), { within: [0, 100] });
const yAxis = axisOver([0, 0.3], (tick) => `${Math.round(100 * tick)}%`, { within: [0, 1] });
const names = { x: "Score →", y: "↑ Importance" };
const fields = ["Improve first", "Keep it up", "Low priority", "Perhaps too much"] as const;
const lines = { xLine: { value: 75, label: "target 75" }, yLine: { value: 0.1, label: "average 10%" } };

const point = (label: string, x: number, y: number): ScatterPoint => ({
  label,
  x,
  y,
  xInterval: [x - 2, x + 2],
  yInterval: [Math.max(0, y - 0.05), y + 0.05],
  verdict: "worse",
});

describe("two values of each thing", () => {
  test.each(sizes)("points, both intervals, lines and the tinted field stand where they belong (%s)", (size) => {
    const chart = scatterPlot({ points: [point("Billing", 60, 0.2)], xAxis, yAxis, names, ...lines, fields }, size);
    expect(chart.data.points).toMatchObject([{ value: 60, level: 0.2, fill: "var(--weak)" }]);
    expect(chart.data.wide).toMatchObject([{ low: 58, high: 62, value: 0.2 }]);
    expect(chart.data.tall).toMatchObject([{ low: expect.closeTo(0.15), high: expect.closeTo(0.25), value: 60 }]);
    const [tint] = chart.data.tint!;
    const [reference] = chart.data.references!;
    expect(reference).toMatchObject({ value: 75 });
    expect(tint).toMatchObject({ fill: "var(--weak-soft)", opacity: 1 });
    // above left of both lines
    expect(tint!.y).toBeLessThan(tint!.y2 as number);
    expect(textsOf(chart).map(({ text }) => text)).toEqual(
      expect.arrayContaining(["Billing", "Improve first", "target 75", "average 10%"]),
    );
  });

  test("fields of their own colour fill the drawing, each on its side of both lines", () => {
    const fills = ["above-left", "above-right", "below-left", "below-right"] as const;
    const { data } = scatterPlot({ points: [], xAxis, yAxis, names, ...lines, fields, fills }, "wide");
    const areaOf = (fill: string) => data.tint!.find((row) => row.fill === fill) as Record<string, number>;
    const [al, ar, bl, br] = fills.map(areaOf);
    const [frame] = data.frame as unknown as Record<"left" | "right" | "top" | "bottom", number>[];
    expect([al!.x, al!.y, br!.x2, br!.y2]).toEqual([frame!.left, frame!.top, frame!.right, frame!.bottom]);
    // 75 of 50-90 from the left, a tenth of 0-30% from below
    expect(al!.x2).toBeCloseTo(
      frame!.left + ((75 - xAxis.low) / (xAxis.high - xAxis.low)) * (frame!.right - frame!.left),
      0,
    );
    expect(al!.y2).toBeCloseTo(
      frame!.bottom - ((0.1 - yAxis.low) / (yAxis.high - yAxis.low)) * (frame!.bottom - frame!.top),
      0,
    );
    expect([ar!.x, ar!.y2, bl!.x2, bl!.y, br!.x, br!.y]).toEqual([al!.x2, al!.y2, al!.x2, al!.y2, al!.x2, al!.y2]);
  });

  test.each(sizes)("a name that would be cut is a letter in the drawing and stands in full below (%s)", (size) => {
    const long = "Announcements on board when a departure is delayed or moved to another landing stage after dark";
    const points = [point("Staff", 60, 0.2), point(long, 70, 0.1)];
    const { text, y } = textsOf(scatterPlot({ points, xAxis, yAxis, names }, size)).find((row) =>
      row.text.startsWith("Announcements"),
    )!;
    expect(text.replaceAll("\n", " ")).toBe(long);
    const all = textsOf(scatterPlot({ points, xAxis, yAxis, names }, size));
    const [mark, key] = all.filter((row) => row.text === "a");
    expect(mark!.y).toBeLessThan(key!.y);
    expect(key!.y).toBe(y);
    expect(all.map((row) => row.text)).toContain("Staff");
  });

  test.each(sizes)("what a line is stands where no mark does (%s)", (size) => {
    const boxIn = (points: readonly ScatterPoint[], name: string) => {
      const texts = textsOf(scatterPlot({ points, xAxis, yAxis, names, ...lines }, size));
      return boxOfText(texts.find(({ text }) => text.replaceAll("\n", " ") === name)!);
    };
    const [frame] = scatterPlot({ points: [], xAxis, yAxis, names }, size).data.frame as unknown as Record<
      string,
      number
    >[];
    const { left, right, top, bottom } = frame as Record<"left" | "right" | "top" | "bottom", number>;
    for (const name of ["target 75", "average 10%"]) {
      const usual = boxIn([], name);
      // a mark in the middle of where the words would stand
      const x = xAxis.low + (((usual.left + usual.right) / 2 - left) / (right - left)) * (xAxis.high - xAxis.low);
      const y = yAxis.low + ((bottom - (usual.top + usual.bottom) / 2) / (bottom - top)) * (yAxis.high - yAxis.low);
      const moved = boxIn([point("A", x, y)], name);
      const apart =
        moved.left > usual.right - 6 ||
        moved.right < usual.left + 6 ||
        moved.top > usual.bottom ||
        moved.bottom < usual.top;
      expect(apart, name).toBe(true);
    }
  });

  test("without lines there is no tinted field; an interval ends with its axis", () => {
    const chart = scatterPlot(
      { points: [{ ...point("A", 89, 0.2), xInterval: [80, 140] }], xAxis, yAxis, names },
      "wide",
    );
    expect(chart.data.tint).toEqual([]);
    expect(chart.data.wide).toMatchObject([{ low: 80, high: xAxis.high }]);
  });

  test("names that find no room are letters, and every one is explained", () => {
    const crowd = Array.from({ length: 12 }, (_, k) => point(`Element number ${k + 1} of this study`, 70, 0.15));
    const chart = scatterPlot({ points: crowd, xAxis, yAxis, names, ...lines, fields }, "narrow");
    const texts = textsOf(chart).map(({ text, full }) => full ?? text.replaceAll("\n", " "));
    for (const { label } of crowd) expect(texts).toContain(label);
    expect(texts).toContain("a");
  });

  test("any points: nothing outside, no name on another", () => {
    const anyPoint = fc
      .tuple(anyLabel, fc.integer({ min: 500, max: 900 }), fc.integer({ min: 0, max: 300 }), anyVerdict)
      .map(([label, x, y, verdict]): ScatterPoint => ({ ...point(label, x / 10, y / 1000), verdict }));
    fc.assert(
      fc.property(fc.array(anyPoint, { maxLength: 5 }), fc.constantFrom(...sizes), (points, size) => {
        expect(faultsOf(scatterPlot({ points, xAxis, yAxis, names, ...lines, fields }, size))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
