import { describe, expect, test } from "vitest";
import { formatOf } from "../../src/report/format.ts";
import { loadWords } from "../../src/report/words.ts";

const words = loadWords(import.meta.dirname, ["en", "zh-CN"]);
const en = formatOf(words.get("en")!);
const zh = formatOf(words.get("zh-CN")!);

// Expectations are written by hand after METHODS D1: index 1 decimal, shares 0 (1 from n = 1,000), gaps and ratios 2.
describe("numbers", () => {
  test.each([
    [73.817, "index", {}, "73.8"],
    [-2.6, "points", {}, "−2.6"],
    [2.6, "points", {}, "+2.6"],
    [2.6, "points", { sign: false }, "2.6"],
    [-0.04, "points", {}, "0.0"],
    [0.04, "points", {}, "0.0"],
    [0.582, "share", { base: 999 }, "58%"],
    [0.582, "share", { base: 1000 }, "58.2%"],
    [0.582, "share", { base: null }, "58%"],
    [1, "share", {}, "100%"],
    [0.042, "share-points", { base: 2412 }, "+4.2"],
    [-0.28, "share-points", {}, "−28"],
    [0.9449, "ratio", {}, "0.94"],
    [-0.1, "ratio-points", {}, "−0.10"],
    [0.3333, "net", { base: 2412 }, "+33"],
    [-0.184, "net", {}, "−18"],
    [0.002, "net", {}, "0"],
    [12345.6, "amount", {}, "12,346"],
    [-157.2, "amount-points", {}, "−157"],
    [9.137, "per-thousand", {}, "9.1"],
    [7.925, "code", {}, "7.93"],
    [-2.625, "gap", {}, "−2.63"],
    [0.3, "gap-points", {}, "+0.30"],
    [72.85, "index", {}, "72.9"],
    [72.849999999999994, "index", {}, "72.9"],
    [72.84999, "index", {}, "72.8"],
    [50, "index", { digits: 0 }, "50"],
    [0, "gap", {}, "0.00"],
    [1e-9, "gap", {}, "0.00"],
  ] as const)("%d %s %o is %s", (value, unit, options, text) => {
    expect(en.number(value, unit, options)).toBe(text);
    expect(zh.number(value, unit, options)).toBe(text);
  });

  test.each([
    [2.6, "points", "2.6 points", "2.6分"],
    [0.042, "share-points", "4 percentage points", "4个百分点"],
    [0.42, "gap", "0.42 scale points", "0.42分"],
    [0.1, "ratio-points", "0.10", "0.10"],
    [0.21, "net", "21 points", "21个点"],
  ] as const)("%d %s with its unit", (value, unit, english, chinese) => {
    expect(en.measured(value, unit, { sign: false })).toBe(english);
    expect(zh.measured(value, unit, { sign: false })).toBe(chinese);
  });

  test("counts have commas, levels a percent sign, given numbers no more digits than they need", () => {
    expect([2412, 999, 1234567].map(en.count)).toEqual(["2,412", "999", "1,234,567"]);
    expect([0.95, 0.999, 0.5].map(en.level)).toEqual(["95%", "99.9%", "50%"]);
    expect([76, 76.5, 16.7, 0.1 + 0.2, 12000].map(en.plain)).toEqual(["76", "76.5", "16.7", "0.3", "12,000"]);
  });

  test("what is no number is never printed", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => en.number(value, "index")).toThrow();
  });
});

describe("intervals", () => {
  test.each([
    [{ low: 72.9, high: 74.7, unit: "index" }, "72.9–74.7", "72.9–74.7"],
    [{ low: -3.9, high: -1.3, unit: "points" }, "−3.9 to −1.3", "−3.9至−1.3"],
    [{ low: 0.7, high: 4.9, unit: "points" }, "+0.7 to +4.9", "+0.7至+4.9"],
    [{ low: 0.5603, high: 0.6031, unit: "share", base: 2412 }, "56.0–60.3%", "56.0–60.3%"],
    [{ low: 0, high: 0.05, unit: "share", base: 60 }, "0–5%", "0–5%"],
    [{ low: -0.02, high: 0.01, unit: "gap" }, "−0.02 to +0.01", "−0.02至+0.01"],
    [{ low: -0.03, high: 0.11, unit: "net" }, "−3 to +11", "−3至+11"],
    [{ low: null, high: null, unit: "index" }, "", ""],
  ] as const)("%o", (range, english, chinese) => {
    expect(en.interval(range)).toBe(english);
    expect(zh.interval(range)).toBe(chinese);
  });
});

test.each([
  [0.00099, "p\u00a0<\u00a00.001", "p<0.001"],
  [0.001, "p\u00a0=\u00a00.001", "p=0.001"],
  [0.0123, "p\u00a0=\u00a00.012", "p=0.012"],
  [1, "p\u00a0=\u00a01.000", "p=1.000"],
])("p of %d", (p, english, chinese) => {
  expect(en.p(p)).toBe(english);
  expect(zh.p(p)).toBe(chinese);
});

test.each([
  ["2026-07-01", "2026-09-18", "1 July – 18 September 2026", "2026年7月1日至9月18日"],
  ["2026-07-01", "2026-07-18", "1–18 July 2026", "2026年7月1日至18日"],
  ["2025-12-26", "2026-01-09", "26 December 2025 – 9 January 2026", "2025年12月26日至2026年1月9日"],
  ["2026-07-01", "2026-07-01", "1 July 2026", "2026年7月1日"],
])("%s to %s", (from, to, english, chinese) => {
  expect(en.dates({ from, to })).toBe(english);
  expect(zh.dates({ from, to })).toBe(chinese);
});
