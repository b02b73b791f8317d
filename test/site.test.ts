import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import papaparse from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkout, placeProgram, run } from "./program.ts";
import { isMapping, numbersIn, readSite } from "./site-files.ts";

// The example as it is published, and once more from shuffled files, in another folder and time zone.
const study = "fenghe-cycles";
const data = join(checkout, "data", study);
const waves = ["2025-q4", "2026-q1", "2026-q2", "2026-q3"];
let scratch = "";
let site: ReadonlyMap<string, Buffer>;
let shuffled: ReadonlyMap<string, Buffer>;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "satisfact-site-"));
  const command = placeProgram(join(scratch, "program"));
  const build = async (folder: string, zone: string) => {
    const root = join(scratch, folder);
    cpSync(join(checkout, "data"), join(root, "data"), { recursive: true });
    if (folder !== "plain") for (const wave of waves) shuffle(join(root, "data", study, `${wave}.csv`));
    const ran = await run([process.execPath, command, "build", root], { cwd: scratch, env: { TZ: zone } });
    expect(ran).toMatchObject({ code: 0, err: "" });
    return readSite(join(root, "_site"));
  };
  site = await build("plain", "UTC");
  shuffled = await build("a folder with a longer name", "Asia/Kathmandu");
}, 600_000);
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** The records of a CSV file in another order: every record keeps its text. */
function shuffle(path: string): void {
  const { data: rows } = papaparse.parse<string[]>(readFileSync(path, "utf8"), { skipEmptyLines: true });
  const [header, ...records] = rows;
  const order = records.map((record, k) => [(k * 7919) % 10_007, record] as const).sort(([a], [b]) => a - b);
  writeFileSync(path, papaparse.unparse([header!, ...order.map(([, record]) => record)]));
}

const results = (wave: string) => JSON.parse(site.get(`${study}/${wave}/results.json`)!.toString());

describe("the published example", () => {
  test("is the same bytes from the same answers in another order, folder and time zone", () => {
    expect([...shuffled.keys()]).toEqual([...site.keys()]);
    expect([...site].filter(([path, bytes]) => !bytes.equals(shuffled.get(path)!)).map(([path]) => path)).toEqual([]);
  });

  test("gives every estimate an interval or a reason, and every missing number a reason", () => {
    let seen = 0;
    for (const wave of waves) {
      for (const number of numbersIn(results(wave))) {
        seen++;
        const name = `${wave} ${number.measure} ${JSON.stringify(number.subject)}`;
        const complete = number.low !== null && number.high !== null;
        expect(complete || isMapping(number.why), name).toBe(true);
        if ("value" in number) expect(number.value !== null || isMapping(number.why), name).toBe(true);
        if (complete && "value" in number)
          expect(number.low! <= number.value! && number.value! <= number.high!, name).toBe(true);
      }
    }
    expect(seen).toBeGreaterThan(1000);
  });

  test("holds no respondent's id and nobody's own words", () => {
    const texts = [...site.values()].map((bytes) => bytes.toString()).join("\n");
    // an id is R and seven digits
    const printed = new Set(texts.match(/R\d{7}/g));
    const comments = new Set<string>();
    for (const wave of waves) {
      const { data: rows } = papaparse.parse<Record<string, string>>(readFileSync(join(data, `${wave}.csv`), "utf8"), {
        header: true,
        skipEmptyLines: true,
      });
      for (const row of rows) {
        expect(row.respondent).toMatch(/^R\d{7}$/);
        expect(printed.has(row.respondent!)).toBe(false);
        if (row.comment && row.comment.length >= 8) comments.add(row.comment);
      }
    }
    expect(comments.size).toBeGreaterThan(100);
    expect([...comments].filter((comment) => texts.includes(comment))).toEqual([]);
  });

  test("does not give away the store of three answers", () => {
    const { units: stores, score } = results("2026-q3").analyses.index.result;
    const hidden = stores.filter((group: { score: { value: unknown } }) => group.score.value === null);
    expect(hidden.map((group: { value: string }) => group.value)).toContain("b14");
    // its base: everybody less the stores that are shown leaves those of all hidden stores together, never its own
    expect(hidden.length).toBeGreaterThan(1);
    const shown = stores.filter((group: { score: { value: unknown } }) => group.score.value !== null);
    const rest =
      score.base - shown.reduce((sum: number, group: { score: { base: number } }) => sum + group.score.base, 0);
    expect(rest).toBeGreaterThan(3);
    for (const group of hidden)
      expect(group.score).toMatchObject({ value: null, low: null, high: null, base: null, effectiveBase: null });
    // nowhere else: no page or file has a number on a row that names the store
    const names = ["南湾店", "South Bay"];
    for (const [path, bytes] of site) {
      if (!path.startsWith(`${study}/2026-q3/`) || !/\.(csv|html)$/.test(path)) continue;
      const rows = path.endsWith(".csv")
        ? bytes.toString().split("\n")
        : [...bytes.toString().matchAll(/<tr[^>]*>.*?<\/tr>/gs)].map(([row]) => row);
      for (const row of rows.filter((text) => names.some((name) => text.includes(name)))) {
        expect(row.replace(/<[^>]*>|unit=b14/g, " ").match(/\d[\d.,]*\d|\d/g) ?? [], `${path}: ${row}`).toEqual([]);
      }
    }
  });

  test("says nothing that a program says by mistake, and asks nobody for anything", () => {
    for (const [path, bytes] of site) {
      if (!path.endsWith(".html")) continue;
      const whole = bytes.toString();
      // scripts stand in their page, and the page's policy admits those by their hashes and no other
      const [, policy = ""] = /script-src 'self'((?: 'sha256-[^']+')*);/.exec(whole) ?? [];
      const admitted = policy.split(" ").filter(Boolean);
      const page = whole.replace(/<script>([\s\S]*?)<\/script>/g, (script, text: string) =>
        admitted.shift() === `'sha256-${createHash("sha256").update(text).digest("base64")}'` ? "" : script,
      );
      expect(admitted, path).toEqual([]);
      expect(page !== whole, path).toBe(page.includes("data-aids="));
      expect(page, path).not.toMatch(/\bundefined\b|\bNaN\b|\[object Object\]|<script|\sstyle=|\son[a-z]+=/);
      expect(page, path).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
      // what holds all pages is for paper
      if (path.endsWith("/print/index.html")) continue;
      expect(gzipSync(bytes).length, path).toBeLessThan(30_720);
      expect([...page.matchAll(/<(?:link rel="stylesheet"|img|script)/g)].length, path).toBeLessThan(3);
    }
  });

  test("has every page in both languages with the same numbers", () => {
    for (const path of site.keys()) {
      const other = path.replace("/en/", "/zh-CN/");
      if (path.startsWith(`${study}/2`) && other !== path) expect(site.has(other), other).toBe(true);
      if (!path.endsWith(".csv") || other === path) continue;
      // a table's columns of figures carry no words, so the files agree but for the words
      const figures = (name: string) =>
        site
          .get(name)!
          .toString()
          .split("\n")
          .map((line) => line.match(/-?\d+\.\d{3,}/g) ?? []);
      expect(figures(other), path).toEqual(figures(path));
    }
  });

  test("links only to what is there", () => {
    const there = new Set(site.keys());
    const broken: string[] = [];
    for (const [path, bytes] of site) {
      if (!path.endsWith(".html") || path === "404.html") continue;
      for (const [, href] of bytes.toString().matchAll(/<(?:a|link)\b[^>]*\bhref="([^"#]*)(?:#[^"]*)?"/g)) {
        // an empty icon, so that no browser asks for one
        if (href && href !== "data:," && !there.has(decodeURI(new URL(href, `file:///${path}`).pathname.slice(1))))
          broken.push(`${path} -> ${href}`);
      }
    }
    expect(broken).toEqual([]);
  });
});
