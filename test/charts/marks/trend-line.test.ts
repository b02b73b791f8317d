import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axisOver } from "../../../src/charts/axis.ts";
import { type TrendLineInput, type TrendPoint, trendLine } from "../../../src/charts/marks/trend-line.ts";
import { anyVerdict, faultsOf, sizes, textsOf } from "../drawings.ts";

const format = (tick: number, digits: number) => tick.toFixed(digits);

function wave(at: number, value: number | null, more: Partial<TrendPoint> = {}): TrendPoint {
  const ends =
    value === null
      ? { low: null, high: null, reason: "not surveyed" }
      : { low: value - 1, high: value + 1, text: value.toFixed(1) };
  return { at, wave: `Wave ${at}`, value, verdict: "untested", ...ends, ...more };
}

function over(points: readonly TrendPoint[], more: Partial<TrendLineInput> = {}): TrendLineInput {
  const values = points.flatMap(({ value, low, high }) => [value, low, high]);
  return { points, axis: axisOver(values, format, { within: [0, 100] }), ...more };
}

describe("a measure over the waves", () => {
  test("time is to scale: twice the days, twice the distance", () => {
    const { data } = trendLine(over([wave(0, 70), wave(100, 71), wave(300, 72)]), "wide");
    const [first, second, third] = (data.hairs as unknown as { x: number }[]).slice(0, 3).map(({ x }) => x);
    expect((third! - second!) / (second! - first!)).toBeCloseTo(2, 1);
  });

  test("a wave that was not surveyed is bridged by dots, a break by nothing", () => {
    const points = [wave(0, 70), wave(1, 71), wave(2, null), wave(3, 72), wave(4, 73)];
    const bridged = trendLine(over(points), "wide").data;
    expect(bridged.line).toMatchObject([
      { at: 0, run: 0 },
      { at: 1, run: 0 },
      { at: 3, run: 1 },
      { at: 4, run: 1 },
    ]);
    expect(bridged.gaps).toMatchObject([
      { at: 1, value: 71 },
      { at: 3, value: 72 },
    ]);
    const broken = trendLine(over(points, { breaks: [{ before: 3, label: "wording changed" }] }), "wide").data;
    expect(broken.gaps).toEqual([]);
    expect(broken.breaks).toHaveLength(1);
    expect(textsOf({ spec: {} as never, data: broken }).map((text) => text.text)).toContain("wording changed");
  });

  test("a wave alone is a dot with its interval; so is one between breaks", () => {
    expect(trendLine(over([wave(0, 70)]), "narrow").data).toMatchObject({
      line: [],
      band: [],
      intervals: [{ at: 0, low: 69, high: 71 }],
    });
    const breaks = [1, 2].map((before) => ({ before, label: "changed" }));
    expect(trendLine(over([wave(0, 70), wave(1, 71), wave(2, 72)], { breaks }), "wide").data.intervals).toHaveLength(3);
  });

  test("the axis is marked where it is cut, and only there", () => {
    const marks = (input: TrendLineInput) => trendLine(input, "wide").data.hairs!.length;
    const points = [wave(0, 70), wave(1, 71)];
    expect(marks(over(points))).toBe(4);
    expect(marks({ points, axis: axisOver([0, 100], format) })).toBe(2);
  });

  test("the first and the last wave are always named; of many in a small drawing some others are not", () => {
    const points = Array.from({ length: 12 }, (_, index) =>
      wave(index * 91, 60 + index, { wave: `2026年第${index}季度` }),
    );
    const named = textsOf(trendLine(over(points), "narrow")).map((text) => text.text.replace("\n", ""));
    expect(named).toEqual(expect.arrayContaining(["2026年第0季度", "2026年第11季度"]));
    expect(named.filter((text) => text.startsWith("2026年"))).not.toHaveLength(12);
  });

  test("the last wave is said large, with its change and sign", () => {
    const last = {
      text: "73.8",
      interval: "72.9–74.7",
      change: { text: "−2.6 on last wave", verdict: "worse" },
    } as const;
    const chart = trendLine(over([wave(0, 76.4), wave(91, 73.8)], { last }), "wide");
    expect(textsOf(chart).find((text) => text.text === "73.8")).toMatchObject({ size: 22 });
    expect(chart.data.signs).toMatchObject([{ shape: "triangle-down", fill: "var(--weak)" }]);
    expect(textsOf(chart).filter((text) => text.text === "73.8")).toHaveLength(1);
  });

  test("any course: no words on each other, nothing outside", () => {
    const anyTitle = fc.constantFrom("Q3 2026", "2026年第三季度", "Autumn 2026", "W12");
    const anyPoint = fc.record({
      days: fc.integer({ min: 1, max: 400 }),
      wave: anyTitle,
      value: fc.option(fc.integer({ min: 0, max: 100 }), { freq: 6 }),
      half: fc.integer({ min: 0, max: 9 }),
      verdict: anyVerdict,
    });
    const anyInput = fc
      .record({
        drawn: fc.array(anyPoint, { minLength: 1, maxLength: 14 }),
        target: fc.option(fc.integer({ min: 0, max: 100 })),
        breakAt: fc.option(fc.nat({ max: 13 })),
        change: fc.constantFrom(undefined, "−2.6 on last wave", "较上季−2.6", "no difference shown"),
        size: fc.constantFrom(...sizes),
      })
      .map(({ drawn, target, breakAt, change, size }) => {
        let at = 0;
        const points = drawn.map(({ days, wave: title, value, half, verdict }): TrendPoint => {
          at += days;
          return value === null
            ? { at, wave: title, value, low: null, high: null, reason: "未调查", verdict }
            : { at, wave: title, value, low: value - half, high: value + half, text: value.toFixed(1), verdict };
        });
        const values = points.flatMap(({ value, low, high }) => [value, low, high]);
        const input: TrendLineInput = {
          points,
          axis: axisOver([...values, target], format, { span: 6 }),
          ...(target !== null && { references: [{ value: target, label: `Target ${target}` }] }),
          ...(breakAt !== null &&
            breakAt < points.length && {
              breaks: [{ before: breakAt, label: "From here on asked online, not comparable with what was before" }],
            }),
          last: {
            text: "73.8",
            interval: "72.9–74.7",
            ...(change !== undefined && { change: { text: change, verdict: "none", sign: "same" } as const }),
          },
        };
        return { input, size };
      });
    fc.assert(
      fc.property(anyInput, ({ input, size }) => {
        expect(faultsOf(trendLine(input, size))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
