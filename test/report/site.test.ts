import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { build } from "../../src/pipeline.ts";
import { type Problem, ProblemError } from "../../src/problems/problem.ts";
import { writeFiles } from "../program.ts";
import { project, study } from "./cafe.ts";

async function problemsOf(root: string): Promise<readonly Problem[]> {
  try {
    await build({ root, out: join(root, "_site") });
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
  return [];
}

describe("a site of hostile labels", () => {
  let site = "";
  let files: readonly string[] = [];
  const read = (path: string) => readFileSync(join(site, path), "utf8");
  beforeAll(async () => {
    const root = mkdtempSync(join(tmpdir(), "satisfact-labels-"));
    project(
      {
        "data/cafe/notes/autumn/elements.en.md":
          'Before.\n\n{% figure "elements" %}\n\nThe index is {{ "index.score" | value }}.\n',
        "site/imprint.en.md": "# Imprint\n\nWho we are.\n",
        "site/robots.txt": "User-agent: *\n",
      },
      root,
    );
    site = join(root, "_site");
    await build({ root, out: site, siteUrl: "https://example.org/reports" });
    files = readdirSync(site, { recursive: true, withFileTypes: true, encoding: "utf8" })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(site.length + 1))
      .sort();
  });

  afterAll(() => rmSync(join(site, ".."), { recursive: true, force: true }));

  test("shows them as text", () => {
    for (const path of files.filter((name) => name.endsWith(".html"))) {
      // our own scripts, which hold no label
      const page = read(path).replace(/<script>\n?\(\(\) => \{[\s\S]*?<\/script>/g, "");
      expect(page, path).not.toMatch(/<script|<img src=x|<u>|<Sons>|<b>why/);
    }
    expect(read("cafe/autumn/en/charter/index.html")).toContain("&quot;Q&quot; &amp; &lt;Sons&gt;");
    expect(read("cafe/autumn/en/segments/index.html")).toContain("&lt;u&gt;north&lt;/u&gt;");
  });

  test("finds its style and its way home from whatever address a host shows the page for lost ones at", () => {
    const links = [
      ...read("404.html").matchAll(/ (?:href|src)="(?!data:|#|https:\/\/example\.org\/reports\/)([^"]*)"/g),
    ];
    expect(links.length).toBeGreaterThan(2);
    for (const [, href] of links) {
      expect(href).toMatch(/^\/reports\//);
      expect(files).toContain(href!.slice("/reports/".length));
    }
  });

  test("writes no cell that a spreadsheet would run", () => {
    const tables = files.filter((name) => name.endsWith(".csv"));
    expect(tables.length).toBeGreaterThan(10);
    for (const path of tables) {
      for (const line of read(path).slice(1).split("\r\n")) expect(line, path).not.toMatch(/(^|,)"?[=@]/);
    }
    expect(read("cafe/autumn/en/elements/elements.csv")).toContain(`"'=HYPERLINK(""http://a.b"",""c"")"`);
  });

  test("has results that fit the schema beside them, and nothing that does not", () => {
    const results = JSON.parse(read("cafe/autumn/results.json"));
    const schema = z.fromJSONSchema(JSON.parse(read(`cafe/autumn/${results.$schema}`)));
    expect(schema.safeParse(results).error).toBeUndefined();
    expect(schema.safeParse({ ...results, more: 1 }).success).toBe(false);
    results.analyses.index.result.score.value = "high";
    expect(schema.safeParse(results).success).toBe(false);
  });

  test("gives every page of a report what the reader needs: one title, landmarks, language, a way on", () => {
    const pages = files.filter((name) => /^cafe\/(spring|autumn)\/[^/]+\/(?!print)[^/]+\/index\.html$/.test(name));
    expect(pages.length).toBe(2 * (10 - 1 + 9 - 1));
    for (const path of pages) {
      const page = read(path);
      expect([...page.matchAll(/<h1[ >]/g)], path).toHaveLength(1);
      for (const landmark of ["<main", '<nav class="turn"', '<nav class="contents"', "<aside", "<footer", "<header"])
        expect(page, path).toContain(landmark);
      expect(page, path).toContain(`<html lang="${path.split("/")[2]}">`);
      const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
      expect(
        ids.filter((id, k) => ids.indexOf(id) !== k),
        path,
      ).toEqual([]);
      for (const [, anchor] of page.matchAll(/href="(?:index\.html)?#([^"]+)"/g))
        expect(ids, path).toContain(decodeURIComponent(anchor!));
    }
  });

  test("has all pages of a report on one, too, to which each of them leads", () => {
    const idsIn = (html: string) => [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
    const charts = (html: string) =>
      [...html.matchAll(/<svg[^>]*role="img"[^>]*aria-labelledby="([^" ]+)-wide-title/g)].map(
        ([, id]) => id!.split("~").at(-1)!,
      );
    for (const edition of ["spring/en", "autumn/en", "autumn/zh-CN"]) {
      const path = `cafe/${edition}/print/index.html`;
      const whole = read(path);
      const own = files.filter((name) => name.startsWith(`cafe/${edition}/`) && name.endsWith("index.html"));
      const pages = own.map((name) => name.split("/")[3]!).filter((id) => id !== "index.html" && id !== "print");
      const parts = [...whole.matchAll(/<section class="part[^"]*" id="([^"]+)">/g)].map(([, id]) => id!);
      expect(parts.toSorted(), path).toEqual(pages);
      expect(parts.slice(0, 3)).toEqual(["charter", "summary", "index"]);
      const levels = [...whole.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      expect(
        levels.filter((level, k) => level > (levels[k - 1] ?? 0) + 1),
        path,
      ).toEqual([]);
      expect(levels.filter((level) => level === 2)).toHaveLength(pages.length + 1);
      const ids = idsIn(whole);
      expect(ids, path).toEqual([...new Set(ids)]);
      for (const [, anchor] of whole.matchAll(/href="#([^"]+)"/g))
        expect(ids, path).toContain(decodeURIComponent(anchor!));
      for (const id of pages) {
        const page = read(`cafe/${edition}/${id}/index.html`);
        expect(page).toContain(`href="../print/index.html"`);
        expect(whole).toContain(`href="#${id}"`);
        expect(whole).not.toContain(`href="../${id}/index.html`);
        const part = whole.split('<section class="part').find((text) => text.includes(`" id="${id}">`))!;
        expect(charts(part), id).toEqual(charts(page));
      }
      // paper leaves the receipts out, and says where they are
      const unprinted = [...whole.matchAll(/<section class="part[^"]* unprinted" id="([^"]+)">/g)].map(([, id]) => id);
      expect(unprinted).toEqual(["receipts"]);
      expect(/<p class="away">([^<]*)</.exec(whole)?.[1]).toContain(`/cafe/${edition.split("/")[0]}/`);
      // each drawing once, nothing that wants script, nothing folded away
      expect(whole).not.toMatch(/-narrow-title|<script|<input|<select|<details>(?!<summary><span class="vh">)/);
    }
    expect(read("cafe/latest/en/print/index.html")).toContain("../../../autumn/en/print/index.html");
  });

  test("leads every figure to its receipt", () => {
    const receipts = read("cafe/autumn/en/receipts/index.html");
    for (const page of ["index", "trend", "elements"]) {
      const anchors = [...read(`cafe/autumn/en/${page}/index.html`).matchAll(/receipts\/index\.html#([^"]+)"/g)].map(
        ([, anchor]) => anchor,
      );
      expect(anchors.length).toBeGreaterThan(0);
      for (const anchor of anchors) expect(receipts).toContain(` id="${anchor}"`);
    }
  });

  test("sets the analyst's note with its figure and number", () => {
    const page = read("cafe/autumn/en/elements/index.html");
    const note = page.slice(page.indexOf('role="note"'));
    expect(note.indexOf("Before.")).toBeLessThan(note.indexOf('<figure id="elements">'));
    expect(page.match(/<figure id="elements">/g)).toHaveLength(1);
    expect(page).toMatch(/The index is \d+\.\d\./);
    expect(read("cafe/autumn/zh-CN/elements/index.html")).not.toContain('role="note"');
  });

  test("says why a page is left out, and leads latest addresses to the newest wave", () => {
    expect(files).not.toContain("cafe/spring/en/trend/index.html");
    expect(read("cafe/spring/en/appendix/index.html")).toContain(
      "This is the first wave; there is none to compare it with.",
    );
    expect(read("cafe/latest/en/trend/index.html")).toContain("../../../autumn/en/trend/index.html");
    expect(read("cafe/autumn/index.html")).toContain('url=en/summary/index.html"');
  });

  test("carries the client's own pages and files", () => {
    expect(read("imprint/index.html")).toContain("<h1>Imprint</h1>");
    expect(read("zh-CN/imprint/index.html")).toContain('lang="en"');
    expect(read("robots.txt")).toBe("User-agent: *\n");
  });

  test("has a feed in each language, which the pages in it name", () => {
    const link = (href: string) =>
      new RegExp(`<link rel="alternate" type="application/atom\\+xml" title="[^"]+" href="${href}">`);
    expect(read("index.html")).toMatch(link("feed.xml"));
    expect(read("index.html")).toContain('<a href="feed.xml" type="application/atom+xml">');
    expect(read("zh-CN/index.html")).toMatch(link("feed.xml"));
    expect(read("cafe/autumn/en/trend/index.html")).toMatch(link("../../../../feed.xml"));
    expect(read("cafe/autumn/zh-CN/trend/index.html")).toMatch(link("../../../../zh-CN/feed.xml"));
    const chinese = read("zh-CN/feed.xml");
    expect(chinese).toContain(
      'xml:lang="zh-CN"><id>https://example.org/reports/zh-CN/feed.xml</id><title>委托方</title>',
    );
    expect(chinese).toContain('<link rel="self" href="https://example.org/reports/zh-CN/feed.xml"/>');
    expect(chinese).toContain('<link href="https://example.org/reports/cafe/autumn/zh-CN/summary/index.html"/>');
    const ids = (xml: string) => [...xml.matchAll(/<id>([^<]*)/g)].map(([, id]) => id);
    const all = [...ids(read("feed.xml")), ...ids(chinese)];
    expect(new Set(all).size).toBe(6);
  });

  test("has an icon of the client's colour, without a logo", () => {
    expect(read("assets/cafe-icon.svg")).toContain('fill="#0a6e5c"');
    for (const [path, href] of [
      ["index.html", "assets/cafe-icon.svg"],
      ["cafe/autumn/en/trend/index.html", "../../../../assets/cafe-icon.svg"],
      ["404.html", "/reports/assets/cafe-icon.svg"],
    ])
      expect(read(path!), path).toContain(`<link rel="icon" href="${href}">`);
  });

  test("knows its address when told: canonical links, feed, sitemap", () => {
    expect(read("cafe/autumn/en/trend/index.html")).toContain(
      '<link rel="canonical" href="https://example.org/reports/cafe/autumn/en/trend/index.html">',
    );
    expect(read("feed.xml").match(/<updated>[^<]*/g)).toEqual([
      "<updated>2026-09-30T00:00:00Z",
      "<updated>2026-09-30T00:00:00Z",
      "<updated>2026-03-31T00:00:00Z",
    ]);
    expect(read("sitemap.xml")).toContain(
      "<loc>https://example.org/reports/cafe/autumn/zh-CN/summary/index.html</loc>",
    );
  });
});

test("a study that is not to be listed has no feed, and keeps its downloads from search engines at the root of a host", async () => {
  const more = {
    "data/cafe/study.yaml": study.replace("index: true", "brand: { logo: logo.png }"),
    "data/cafe/logo.png": "",
  };
  const root = project(more);
  const out = join(root, "_site");
  await build({ root, out, siteUrl: "https://example.org" });
  expect(existsSync(join(out, "feed.xml"))).toBe(false);
  expect(readdirSync(join(out, "assets")).sort()).toEqual([
    "cafe-logo.png",
    "cafe.css",
    "reading-aids.js",
    "satisfact.css",
  ]);
  const home = readFileSync(join(out, "index.html"), "utf8");
  expect(home).not.toContain("atom+xml");
  expect(home).toContain('<meta name="robots" content="noindex">');
  expect(home).toContain(
    '<link rel="icon" href="assets/cafe-logo.png">\n<link rel="apple-touch-icon" href="assets/cafe-logo.png">',
  );
  expect(readFileSync(join(out, "robots.txt"), "utf8")).toBe(
    "User-agent: *\nDisallow: /cafe/*.csv$\nDisallow: /cafe/*.json$\n",
  );
  writeFiles(root, { "data/cafe/study.yaml": study });
  await build({ root, out, siteUrl: "https://example.org" });
  expect(readFileSync(join(out, "robots.txt"), "utf8")).toBe(
    "User-agent: *\nDisallow:\nSitemap: https://example.org/sitemap.xml\n",
  );
});

describe("what the client can do wrong", () => {
  test("a template that fails is a problem with file and line, and no site is left behind", async () => {
    const root = project({
      "templates/pages/charter.njk":
        '{% extends "layouts/report.njk" %}\n{% block body %}\n{{ v.nothing.here }}\n{% endblock %}\n',
    });
    expect(await problemsOf(root)).toMatchObject([
      { code: "report/template", place: { file: "templates/pages/charter.njk", line: 3 } },
    ]);
    expect(existsSync(join(root, "_site"))).toBe(false);
    expect(readdirSync(root).sort()).toEqual([".satisfact", "data", "templates"]);
  });

  test("a note of a page that this wave leaves out is a problem", async () => {
    expect(await problemsOf(project({ "data/cafe/notes/spring/trend.en.md": "x" }))).toMatchObject([
      { code: "report/stray-note", place: { file: "data/cafe/notes/spring/trend.en.md" } },
    ]);
  });

  test("a page that would take another's address is a problem", async () => {
    expect(await problemsOf(project({ "site/cafe.en.md": "# Café" }))).toMatchObject([
      { code: "report/address-taken", message: 'Two pages would stand at "cafe/index.html".' },
    ]);
  });

  test("a logo that is not there is a problem", async () => {
    expect(
      await problemsOf(project({ "data/cafe/study.yaml": `${study}brand: { colour: "#112233", logo: lgo.svg }\n` })),
    ).toHaveLength(1);
  });
});
