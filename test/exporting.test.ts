import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import papaparse from "papaparse";
import readExcelFile from "read-excel-file/node";
import { describe, expect, test, vi } from "vitest";
import type { ExportOptions } from "../src/exporting.ts";
import { ProblemError } from "../src/problems/problem.ts";
import { languages, plain, useBakery, wave } from "./handing-over.ts";
import { scratchFolder } from "./program.ts";
import { readSite } from "./site-files.ts";

const { handOver, projectFolder, siteFiles } = useBakery();

async function problemsOf(rest: Partial<ExportOptions>): Promise<readonly string[]> {
  const error = await handOver({ formats: ["csv"], ...rest }).catch((thrown: unknown) => thrown);
  if (!(error instanceof ProblemError)) throw error;
  return error.problems.map(({ code, message, hint }) => `${code} ${message} ${hint}`);
}

/** Name in one folder -> text of the site's file, for the pages of a language. */
function onSite(language: string, pattern: RegExp): ReadonlyMap<string, string> {
  const own = `${wave}/${language}/`;
  return new Map(
    [...siteFiles()]
      .filter(([path]) => path.startsWith(own) && pattern.test(path))
      .map(([path, text]) => [path.slice(own.length).replace("/", "."), text]),
  );
}

describe.each(languages)("in %s", (language) => {
  test("the tables are the bytes of the site's CSV files, none more and none less", async () => {
    const out = await handOver({ formats: ["csv"], language });
    const written = [...readSite(join(out, `bakery-autumn-${language}-csv`))];
    expect(written.length).toBeGreaterThan(5);
    expect(written.map(([path, bytes]) => [path, bytes.toString()])).toEqual([...onSite(language, /\.csv$/)].sort());
  });

  test("the charts are the pages' wide drawings, each with its title and description, colours by value on white", async () => {
    const out = await handOver({ formats: ["svg"], language });
    const drawn = [...siteFiles()]
      .filter(([path]) => path.startsWith(`${wave}/${language}/`))
      .flatMap(([path, page]) =>
        [...page.matchAll(/<svg[^>]*class="vl wide"[\s\S]*?<\/svg>/g)].map(
          ([svg]) => [`${path.split("/")[3]}.${/<title id="(.*?)-wide-title"/.exec(svg)![1]}.svg`, svg] as const,
        ),
      )
      // the note of the index page shows a figure of another page, and one page shows those of all
      .filter(([name]) => name !== "index.gaps.svg" && !name.startsWith("print."));
    const files = readSite(join(out, `bakery-autumn-${language}-svg`));
    expect([...files.keys()]).toEqual(drawn.map(([name]) => name).sort());
    for (const [name, svg] of drawn) {
      const own = files.get(name)!.toString();
      const said = (text: string) => [/<title.*?<\/title>/.exec(text)![0], /<desc.*?<\/desc>/.exec(text)![0]];
      expect(said(own), name).toEqual(said(svg));
      // every mark stands where it stands on the page
      const marks = (text: string) => text.match(/ (?:d|transform|x2?|y2?|width|height)="[^"]*"/g)!.slice(2);
      expect(marks(own.replace(/<rect x="-12".*?\/>/, "")), name).toEqual(marks(svg));
      expect(own, name).not.toMatch(/var\(|class=|<script|href/);
      expect(own, name).toContain('fill="#ffffff"/>');
    }
  });
});

describe.each(languages)("the workbook in %s", (language) => {
  test("has the tables of the site cell by cell, behind a cover that says what it is", async () => {
    const out = await handOver({ formats: ["xlsx"], language });
    const path = join(out, `bakery-autumn-${language}.xlsx`);
    const [cover, ...sheets] = await readExcelFile(path);
    const told = (cell: unknown) => (cell === null || cell === undefined ? "" : String(cell));
    const tables = [...onSite(language, /\.csv$/).values()].map(
      (text) => papaparse.parse<string[]>(text.slice(1).trimEnd(), { newline: "\r\n" }).data,
    );
    const read = sheets.map(({ data }) => data.map((row) => data[0]!.map((_, k) => told(row[k]))));
    const inOrder = (grids: readonly unknown[]) => grids.map((grid) => JSON.stringify(grid)).sort();
    expect(inOrder(read)).toEqual(inOrder(tables));
    // numbers are numbers: a spreadsheet can add them up
    const low = language === "en" ? /, low$/ : /下限$/;
    const ends = sheets.flatMap(({ data: [head, ...rows] }) =>
      head!.flatMap((heading, k) => (low.test(String(heading)) ? rows.map((row) => row[k]) : [])),
    );
    expect(new Set(ends.filter((end) => end != null).map((end) => typeof end))).toEqual(new Set(["number"]));

    const names = sheets.map(({ sheet }) => sheet);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[^[\]:*?/\\']{1,31}$/);
    const said = cover!.data.flat().map(told);
    const expected = {
      en: ["The bakery's customers", "Mill Lane Bakery", "Autumn 2026", "150", "English"],
      "zh-CN": ["面包房顾客调查", "磨坊巷面包房", "2026年秋", "150", "中文"],
    };
    expect(said).toEqual(expect.arrayContaining([...expected[language], ...names]));
    expect(said.some((text) => /invented|虚构/.test(text))).toBe(true);
    // printed lying, a page wide, and a heading that breaks has its lines
    const parts = Object.entries(unzipSync(readFileSync(path))).filter(([part]) =>
      part.startsWith("xl/worksheets/sheet"),
    );
    expect(parts.length).toBe(1 + sheets.length);
    for (const [part, content] of parts) {
      const xml = strFromU8(content);
      expect(xml, part).toMatch(/<worksheet[^>]*><sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr>/);
      expect(/<pageSetup [^>]*>/.exec(xml)?.[0], part).toMatch(
        /fitToWidth="1" fitToHeight="0".* orientation="landscape"/,
      );
      if (language === "en" && part !== "xl/worksheets/sheet1.xml")
        expect(Number(/<row r="1"[^>]* ht="([\d.]+)"/.exec(xml)?.[1]), part).toBeGreaterThanOrEqual(26);
    }
    // no clock: the first file was packed at the beginning of time
    expect(readFileSync(path).readUInt32LE(10)).toBe(0x00210000);
  });
});

test("pictures are refused in words where there is no browser, and nothing is written", async () => {
  vi.stubEnv("SATISFACT_CHROMIUM", "/nowhere/chromium");
  const out = scratchFolder();
  expect(await problemsOf({ out, formats: ["csv", "png"] })).toEqual([
    expect.stringMatching(/^report\/no-chromium .*"\/nowhere\/chromium"/),
  ]);
  expect(readdirSync(out)).toEqual([]);
  vi.unstubAllEnvs();
});

test("the whole report as one file says what its page says, and needs no other file", async () => {
  const out = await handOver({ formats: ["html"], language: "zh-CN" });
  const file = readFileSync(join(out, "bakery-autumn-zh-CN.html"), "utf8");
  const page = siteFiles().get(`${wave}/zh-CN/print/index.html`)!;
  const text = (html: string) => plain(html.slice(html.indexOf("<body")).replace(/<style>[\s\S]*?<\/style>/g, ""));
  expect(text(file)).toBe(text(page));
  // its policy admits its one style and nothing from elsewhere
  const [, style] = /<style>([\s\S]*?)<\/style>/.exec(file)!;
  const hash = createHash("sha256").update(style!).digest("base64");
  expect(file).toContain(`default-src 'none'; style-src 'sha256-${hash}'; img-src data:; `);
  expect(file).not.toMatch(/<link rel="stylesheet"|<script[^>]* src=|<img[^>]* src="(?!data:)/);
  expect(await problemsOf({ root: unbuilt(), out, formats: ["html"] })).toEqual([
    expect.stringMatching(/^report\/not-built .*satisfact build/),
  ]);
});

/** The same study without its site. */
function unbuilt(): string {
  const folder = scratchFolder();
  cpSync(join(projectFolder(), "data"), join(folder, "data"), { recursive: true });
  return folder;
}

test("the first language of the study is the one that is meant", async () => {
  expect(readdirSync(await handOver({ formats: ["csv"] }))).toEqual(["bakery-autumn-en-csv"]);
});

test("an earlier export is replaced whole, and what no export wrote stays", async () => {
  const out = await handOver({ formats: ["csv"] });
  const folder = join(out, "bakery-autumn-en-csv");
  const before = readdirSync(folder);
  writeFileSync(join(folder, "gone.since.csv"), "old");
  writeFileSync(join(folder, before[0]!), "half");
  await handOver({ formats: ["csv"], out });
  expect(readdirSync(folder)).toEqual(before);
  expect(readFileSync(join(folder, before[0]!), "utf8")).not.toBe("half");
  expect(readdirSync(out)).toEqual(["bakery-autumn-en-csv"]);

  writeFileSync(join(folder, "mine.txt"), "mine");
  expect(await problemsOf({ out })).toEqual([expect.stringMatching(/^export\/not-ours .*"mine.txt"/)]);
  expect(readFileSync(join(folder, "mine.txt"), "utf8")).toBe("mine");
  expect(readdirSync(out)).toEqual(["bakery-autumn-en-csv"]);
});

test("what is named wrongly is told with what was meant, and nothing is written", async () => {
  const out = scratchFolder();
  expect(await problemsOf({ out, study: "bakry" })).toEqual([
    'build/unknown-study There is no study "bakry". Did you mean "bakery"?',
  ]);
  expect(await problemsOf({ out, wave: "autum" })).toEqual([
    'build/unknown-wave The study has no wave "autum". Did you mean "autumn"?',
  ]);
  expect(await problemsOf({ out, language: "zh-NC" })).toEqual([
    'export/unknown-language The study has no report in "zh-NC". Did you mean "zh-CN"?',
  ]);
  expect(await problemsOf({ out, language: "fr" })).toEqual([
    'export/unknown-language The study has no report in "fr". Its languages are en, zh-CN.',
  ]);
  expect(readdirSync(out)).toEqual([]);
  const file = join(out, "file");
  writeFileSync(file, "");
  expect(await problemsOf({ out: file })).toEqual([expect.stringMatching(/^export\/no-folder /)]);
  mkdirSync(join(out, "taken"));
  writeFileSync(join(out, "taken", "bakery-autumn-en-csv"), "");
  expect(await problemsOf({ out: join(out, "taken") })).toEqual([expect.stringMatching(/^export\/not-ours /)]);
  expect(existsSync(join(out, "taken", ".bakery-autumn-en-csv.satisfact-next"))).toBe(false);
});
