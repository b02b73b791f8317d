import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import papaparse from "papaparse";
import readExcelFile from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type ExportOptions, exportWave } from "../src/exporting.ts";
import { build } from "../src/pipeline.ts";
import { ProblemError } from "../src/problems/problem.ts";
import { checkout, scratchFolder } from "./program.ts";
import { readSite } from "./site-files.ts";

// A small study, its site, and the same wave handed over: every figure of the one has to be the other's.
const languages = ["en", "zh-CN"] as const;
const wave = "bakery/autumn";
let root = "";
let site: ReadonlyMap<string, string>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "satisfact-exporting-"));
  cpSync(join(checkout, "test", "build", "input", "bakery"), root, { recursive: true });
  await build({ root, out: join(root, "_site") });
  site = new Map([...readSite(join(root, "_site"))].map(([path, bytes]) => [path, bytes.toString()]));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Hands the wave over into a new folder. */
async function handOver(rest: Pick<ExportOptions, "formats"> & Partial<ExportOptions>): Promise<string> {
  const out = rest.out ?? scratchFolder();
  await exportWave({ root, study: "bakery", wave: "autumn", out, ...rest });
  return out;
}

async function problemsOf(rest: Partial<ExportOptions>): Promise<readonly string[]> {
  const error = await handOver({ formats: ["csv"], ...rest }).catch((thrown: unknown) => thrown);
  if (!(error instanceof ProblemError)) throw error;
  return error.problems.map(({ code, message, hint }) => `${code} ${message} ${hint}`);
}

/** Name in one folder -> text of the site's file, for the pages of a language. */
function onSite(language: string, pattern: RegExp): ReadonlyMap<string, string> {
  const own = `${wave}/${language}/`;
  return new Map(
    [...site]
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
    const drawn = [...site]
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
    // no clock: the first file was packed at the beginning of time
    expect(readFileSync(path).readUInt32LE(10)).toBe(0x00210000);
  });
});

describe("pictures", () => {
  test("are twice the size of the drawings, one for each", { timeout: 120_000 }, async () => {
    const out = await handOver({ formats: ["svg", "png"], language: "zh-CN" });
    const drawings = readSite(join(out, "bakery-autumn-zh-CN-svg"));
    const pictures = readSite(join(out, "bakery-autumn-zh-CN-png"));
    expect([...pictures.keys()]).toEqual([...drawings.keys()].map((name) => name.replace(/svg$/, "png")));
    for (const [name, svg] of drawings) {
      const [, width, height] = / width="(.*?)" height="(.*?)"/.exec(svg.toString())!.map(Number);
      const png = pictures.get(name.replace(/svg$/, "png"))!;
      expect(png.toString("latin1", 1, 4)).toBe("PNG");
      expect([png.readUInt32BE(16), png.readUInt32BE(20)], name).toEqual([2 * width!, 2 * height!]);
    }
  });

  test("are refused in words where there is no browser, and nothing is written", async () => {
    vi.stubEnv("SATISFACT_CHROMIUM", "/nowhere/chromium");
    const out = scratchFolder();
    expect(await problemsOf({ out, formats: ["csv", "png"] })).toEqual([
      expect.stringMatching(/^report\/no-chromium .*"\/nowhere\/chromium"/),
    ]);
    expect(readdirSync(out)).toEqual([]);
    vi.unstubAllEnvs();
  });
});

/** The parts of a ZIP archive by name. */
function unpack(bytes: Buffer): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  let at = bytes.readUInt32LE(bytes.length - 6);
  for (let left = bytes.readUInt16LE(bytes.length - 12); left > 0; left--) {
    const [size, name, extra, comment, local] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
      bytes.readUInt32LE(at + 42),
    ];
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    const content = bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed;
    parts.set(bytes.toString("utf8", at + 46, at + 46 + name), content.toString("utf8"));
    at += 46 + name + extra + comment;
  }
  return parts;
}

const plain = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, "")
    .replace(/&(#39|apos);/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");

test.each(languages)(
  "the deck in %s has the pages' titles, and pictures that say what the pages' say",
  async (language) => {
    const out = await handOver({ formats: ["pptx"], language });
    const parts = unpack(readFileSync(join(out, `bakery-autumn-${language}.pptx`)));
    const slides = [...parts.keys()].filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name));
    const pages = ["index", "trend", "elements", "gaps"];
    expect(slides.length).toBe(1 + pages.length);
    for (const [k, page] of pages.entries()) {
      const html = site.get(`${wave}/${language}/${page}/index.html`)!;
      const slide = parts.get(`ppt/slides/slide${k + 2}.xml`)!;
      const texts = [...slide.matchAll(/<a:t>(.*?)<\/a:t>/g)].map(([, text]) => plain(text!));
      expect(texts[0]).toBe(plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)![1]!).trim());
      const alt = plain(/ descr="([^"]+)"/.exec(slide)![1]!);
      const drawings = [...html.matchAll(/<title id="(.*?)-wide-title">(.*?)<\/title><desc.*?>(.*?)<\/desc>/g)];
      expect(drawings.some(([, , title, said]) => alt.startsWith(plain(title!)) && alt.endsWith(plain(said!)))).toBe(
        true,
      );
      // every part that a slide names is there
      const links = parts.get(`ppt/slides/_rels/slide${k + 2}.xml.rels`)!;
      for (const [, target] of links.matchAll(/Target="\.\.\/(.*?)"/g))
        expect([...parts.keys()]).toContain(`ppt/${target}`);
    }
  },
);

test("the whole report as one file says what its page says, and needs no other file", async () => {
  const out = await handOver({ formats: ["html"], language: "zh-CN" });
  const file = readFileSync(join(out, "bakery-autumn-zh-CN.html"), "utf8");
  const page = site.get(`${wave}/zh-CN/print/index.html`)!;
  const text = (html: string) => plain(html.slice(html.indexOf("<body")).replace(/<style>[\s\S]*?<\/style>/g, ""));
  expect(text(file)).toBe(text(page));
  expect(file).not.toMatch(/<link rel="stylesheet"|<script[^>]* src=|<img[^>]* src="(?!data:)/);
  expect(await problemsOf({ root: unbuilt(), out, formats: ["html"] })).toEqual([
    expect.stringMatching(/^report\/not-built .*satisfact build/),
  ]);
});

/** The same study without its site. */
function unbuilt(): string {
  const folder = scratchFolder();
  cpSync(join(root, "data"), join(folder, "data"), { recursive: true });
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
