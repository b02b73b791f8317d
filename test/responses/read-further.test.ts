import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ProblemError } from "../../src/problems/problem.ts";
import { parseFraction, readFurther } from "../../src/responses/read-further.ts";
import type { FileAsk } from "../../src/study/further-file.ts";
import { makeStudy } from "./make-study.ts";

const folder = mkdtempSync(join(tmpdir(), "satisfact-further-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const study = makeStudy([], { folder });

const ask: FileAsk = {
  file: "actions.csv",
  wantedBy: "`analyses.actions`",
  columns: {
    name: { kind: "text" },
    kind: { kind: "text", values: ["store", "shop"], blank: true },
    cost: { kind: "number", from: 0 },
    share: { kind: "fraction", blank: true },
    people: { kind: "number", whole: true, from: 1, to: 9, absent: true, blank: true },
    by: { kind: "date", absent: true },
  },
};

const read = (text: string) => {
  writeFileSync(join(folder, ask.file), text);
  return readFurther(study, [ask]);
};

async function problemsOf(text: string) {
  const error = await read(text).then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(ProblemError);
  return (error as ProblemError).problems;
}

describe("a further file", () => {
  it("gives texts, numbers, quotients and days with the line of each row; blanks and missing columns are null", async () => {
    const file = (await read("name,by,cost,share,kind\nPaint,2026-02-28,12.5,1/3,\n\nBell,2026-03-01,0,.5,shop\n")).get(
      "actions.csv",
    )!;
    expect(file.name).toBe("data/s/actions.csv");
    expect(file.rows).toEqual([
      { line: 2, cells: { name: "Paint", kind: null, cost: 12.5, share: 1 / 3, people: null, by: "2026-02-28" } },
      { line: 4, cells: { name: "Bell", kind: "shop", cost: 0, share: 0.5, people: null, by: "2026-03-01" } },
    ]);
  });

  it("tells every cell that is not what it must be, where it first stands", async () => {
    const problems = await problemsOf(
      'name,kind,cost,share,people,by\n,shp,"1,5",1/0,2.5,2026-02-30\nA,store,-1,a/b,10,1 May\nB,shp,3,1/2/3,0,2026-12-31\n',
    );
    expect(problems.every(({ code, place }) => code === "files/cell" && place.file === "data/s/actions.csv")).toBe(
      true,
    );
    expect(problems.map(({ place, message }) => `${place.line}:${place.column} ${message}`)).toEqual([
      '2:1 The column "name" is blank here; it must be a text.',
      '2:2 The column "kind" holds "shp" here; it must be one of "store" and "shop".',
      '2:6 The column "cost" holds "1,5" here; it must be a number of at least 0.',
      '3:9 The column "cost" holds "-1" here; it must be a number of at least 0.',
      '2:12 The column "share" holds "1/0" here; it must be a number or a quotient such as 1/3.',
      '3:12 The column "share" holds "a/b" here; it must be a number or a quotient such as 1/3.',
      '4:9 The column "share" holds "1/2/3" here; it must be a number or a quotient such as 1/3.',
      '2:16 The column "people" holds "2.5" here; it must be a whole number from 1 to 9.',
      '3:16 The column "people" holds "10" here; it must be a whole number from 1 to 9.',
      '4:15 The column "people" holds "0" here; it must be a whole number from 1 to 9.',
      '2:20 The column "by" holds "2026-02-30" here; it must be a day such as 2026-09-30.',
      '3:19 The column "by" holds "1 May" here; it must be a day such as 2026-09-30.',
    ]);
    expect(problems[1]!.hint).toBe('Did you mean "shop"?');
  });

  it("finds a cell behind quotes, line ends within them and tabs, and knows no place of a column that is missing", async () => {
    const quoted =
      'name,kind,cost,share,by\r\n"say ""so"", or\r\nnot",shop,-1,,2026-01-01\r\n，,shop,x,,2026-01-01\r\n';
    const places = (await problemsOf(quoted)).filter(({ code }) => code === "files/cell").map(({ place }) => place);
    expect(places.map(({ line, column }) => [line, column])).toEqual([
      [3, 11],
      [4, 8],
    ]);
    const file = (await read("name\tkind\tcost\tshare\tby\nPaint\tshop\t3\t\t2026-01-01\n")).get("actions.csv")!;
    expect(file.placeOf(2, "cost")).toEqual({ file: "data/s/actions.csv", line: 2, column: 12 });
    expect(file.placeOf(2, "people")).toEqual({ file: "data/s/actions.csv", line: 2 });
  });

  it("needs the columns that may not be missing", async () => {
    const problems = await problemsOf("name,kind,share\nA,shop,1\n");
    expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'sources/no-column There is no column "cost", which `analyses.actions` reads.',
    ]);
  });

  it("takes 1/3 for a third and nothing that is no quotient", () => {
    expect(["1/3", " 2 / 4 ", "7", "1/0", "/3", "1/", "x", "1/2/3", ""].map(parseFraction)).toEqual([
      1 / 3,
      0.5,
      7,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
