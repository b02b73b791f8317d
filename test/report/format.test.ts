import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { formatOf } from "../../src/report/format.ts";
import { loadWords } from "../../src/report/words.ts";
import { writeFiles } from "../program.ts";

// Two languages of a client's: one that says how it writes numbers, one whose tag says it.
const root = mkdtempSync(join(tmpdir(), "satisfact-format-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
writeFiles(root, {
  "templates/locales/fr.yaml": `fallback: en
format: { to: "de {a} à {b}", range: "{a} à {b}", list: ", ", p: "p = {p}", p-below: "p < {p}" }
date:
  first: 1er
  one: "{d1} {m1} {y1}"
  days: "du {d1} au {d2} {m1} {y1}"
  months: "du {d1} {m1} au {d2} {m2} {y1}"
  years: "du {d1} {m1} {y1} au {d2} {m2} {y2}"
unit: { points: "{n} points", share-points: "{n} points de pourcentage" }
`,
  "templates/locales/es.yaml":
    'fallback: en\nformat: { minus: "-", thousands: ".", thousands-from: 5, percent: "{n} %" }\n',
});
const words = loadWords(root, ["en", "zh-CN", "fr", "es"]);
const en = formatOf(words.get("en")!);
const zh = formatOf(words.get("zh-CN")!);
const fr = formatOf(words.get("fr")!);
const es = formatOf(words.get("es")!);

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

// French by the rules of the Imprimerie nationale: decimal comma, thousands parted by a narrow space and percent after a space,
// neither of which a line breaks at; the first of a month is "1er". Each figure is written out by hand.
describe("a language that writes numbers its own way", () => {
  test.each([
    [73.817, "index", {}, "73,8"],
    [-2.6, "points", {}, "−2,6"],
    [2.6, "points", {}, "+2,6"],
    [0.04, "points", {}, "0,0"],
    [0.582, "share", { base: 1000 }, "58,2\u00a0%"],
    [0.582, "share", { base: 999 }, "58\u00a0%"],
    [0.042, "share-points", { base: 2412 }, "+4,2"],
    [12345.6, "amount", {}, "12\u202f346"],
    [1234567.2, "amount", {}, "1\u202f234\u202f567"],
    [1234567.2, "amount", { digits: 1 }, "1\u202f234\u202f567,2"],
  ] as const)("%d %s %o is %s", (value, unit, options, text) => {
    expect(fr.number(value, unit, options)).toBe(text);
  });

  test("counts, levels, given numbers, units, p", () => {
    expect([999, 2412, -36].map(fr.count)).toEqual(["999", "2\u202f412", "−36"]);
    expect([0.95, 0.999].map(fr.level)).toEqual(["95\u00a0%", "99,9\u00a0%"]);
    expect([76.5, 0.1 + 0.2, 12000].map(fr.plain)).toEqual(["76,5", "0,3", "12\u202f000"]);
    expect(fr.measured(2.6, "points", { sign: false })).toBe("2,6\u00a0points");
    expect([0.0123, 0.0001].map(fr.p)).toEqual(["p\u00a0=\u00a00,012", "p\u00a0<\u00a00,001"]);
  });

  test.each([
    [{ low: 72.9, high: 74.7, unit: "index" }, "72,9 à 74,7"],
    [{ low: -3.9, high: -1.3, unit: "points" }, "de −3,9 à −1,3"],
    [{ low: 0.5603, high: 0.6031, unit: "share", base: 2412 }, "56,0 à 60,3\u00a0%"],
  ] as const)("the interval %o", (range, text) => {
    expect(fr.interval(range)).toBe(text);
  });

  test.each([
    ["2026-07-01", "2026-07-01", "1er juillet 2026"],
    ["2026-07-01", "2026-09-18", "du 1er juillet au 18 septembre 2026"],
    ["2026-07-02", "2026-07-18", "du 2 au 18 juillet 2026"],
    ["2025-12-26", "2026-01-09", "du 26 décembre 2025 au 9 janvier 2026"],
  ])("%s to %s", (from, to, text) => {
    expect(fr.dates({ from, to })).toBe(text);
  });

  test("may part thousands only where there are five digits, and have a minus of its own", () => {
    expect([2412, 12000].map(es.count)).toEqual(["2412", "12.000"]);
    expect(es.number(-2.6, "points")).toBe("-2,6");
    expect(es.interval({ low: -3.9, high: -1.3, unit: "points" })).toBe("-3,9 to -1,3");
    expect(es.interval({ low: -0.02, high: 0.01, unit: "gap" })).toBe("-0,02 to +0,01");
    expect(es.date("2026-07-01")).toBe("1 julio 2026");
  });
});
