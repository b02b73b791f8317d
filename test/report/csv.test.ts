import papaparse from "papaparse";
import { describe, expect, test } from "vitest";
import type { Table } from "../../src/analyses/analysis.ts";
import { field, formatsOf, toCsv, toGrid } from "../../src/report/csv.ts";
import { sheetFormat } from "../../src/report/format.ts";
import { comparison, estimate, smallStudy, voices } from "./fixture.ts";

describe("a field", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+49 123", "'+49 123"],
    ["-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ["＝1+1", "'＝1+1"],
    ["-12.5", "-12.5"],
    ["plain", "plain"],
    ['say "x", y', '"say ""x"", y"'],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
  ])("%s is written as %s", (text, written) => {
    expect(field(text)).toBe(written);
  });

  test("numbers are numbers, nothing is nothing", () => {
    expect(field(-1.25)).toBe("-1.25");
    expect(field(null)).toBe("");
  });
});

const table: Table = {
  id: "t",
  columns: [
    { key: "element", heading: "element" },
    { key: "score", heading: "score" },
    { key: "change", heading: "change" },
    { key: "kept", heading: "n" },
  ],
  rows: [
    {
      element: { kind: "subject", subject: { kind: "element", id: "desk" } },
      score: { kind: "estimate", estimate: estimate({ value: 61.75, low: 59.25, high: 64.25, base: 612 }) },
      change: {
        kind: "comparison",
        comparison: comparison({ difference: -5.2, low: -7, high: -3.4, p: 0.0001, adjusted: 0.0002 }),
        better: "higher",
      },
      kept: { kind: "count", value: 612 },
    },
    {
      element: { kind: "subject", subject: { kind: "element", id: "evil" } },
      score: {
        kind: "estimate",
        estimate: estimate({
          value: null,
          low: null,
          high: null,
          base: null,
          status: "hidden",
          why: { code: "withheld" },
        }),
      },
      change: { kind: "none" },
      kept: { kind: "count", value: null },
    },
  ],
};

test("a table is one row a row, numbers unrounded, ids beside labels, missing ones empty with a reason", () => {
  const { en } = voices(smallStudy());
  const text = toCsv(table, en);
  expect(text.startsWith("\ufeff")).toBe(true);
  const { data } = papaparse.parse<string[]>(text.slice(1).trim(), { newline: "\r\n" });
  expect(data).toEqual([
    [
      ..."Element|Element, id|Score, 95% CI|Score, 95% CI, low|Score, 95% CI, high|Score, 95% CI, n|Score, 95% CI, effective n|Score, 95% CI, status|Score, 95% CI, reason".split(
        "|",
      ),
      ..."On the last wave|On the last wave, low|On the last wave, high|On the last wave, confidence level|On the last wave, p|On the last wave, adjusted p|On the last wave, verdict|On the last wave, reason|n".split(
        "|",
      ),
    ],
    [
      "Help desk",
      "desk",
      "61.75",
      "59.25",
      "64.25",
      "612",
      "600",
      "shown",
      "",
      "-5.2",
      "-7",
      "-3.4",
      "0.95",
      "0.0001",
      "0.0002",
      "down",
      "",
      "612",
    ],
    ["'=cmd|' <b>&", "evil", "", "", "", "", "600", "hidden", "withheld", "", "", "", "", "", "", "", "", ""],
  ]);
});

test("a spreadsheet shows each number with the decimals of the page, differences with their sign", () => {
  const { en } = voices(smallStudy());
  const [shown] = formatsOf(table, toGrid(table, en));
  const [index, count, points] = ["#,##0.0", "#,##0", "+#,##0.0;-#,##0.0;#,##0.0"];
  expect(shown).toEqual([
    ...["", "", index, index, index, count, count, "", ""],
    ...[points, points, points, "0.##%", "#,##0.000", "#,##0.000", "", "", count],
  ]);
});

test.each(["index", "share", "share-points", "ratio", "code", "gap", "rank", "net", "amount", "per-thousand"] as const)(
  "%s has in a spreadsheet the decimals that it has on the page",
  (unit) => {
    const { en } = voices(smallStudy());
    for (const base of [20, 2000]) {
      for (const value of [0.25, 2, 2.5]) {
        const printed = en.format.number(value, unit, { base }).split(".")[1]?.replace("%", "").length ?? 0;
        expect(/\.(0+)/.exec(sheetFormat(value, unit, { base }))?.[1]?.length ?? 0).toBe(printed);
      }
    }
  },
);
