import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { build } from "../../src/pipeline.ts";
import { type Problem, ProblemError } from "../../src/problems/problem.ts";
import { scratchFolder, writeFiles } from "../program.ts";

// A study whose labels try what labels can try, in two languages, with two waves.
const study = `
title: { en: "Visitors <script>alert(1)</script>", zh-CN: 访客调查 }
client: { en: '"Q" & <Sons>', zh-CN: 委托方 }
languages: [en, zh-CN]
index: true
waves:
  spring: { title: { en: Spring, zh-CN: 春 }, fieldwork: 2026-03-01/2026-03-31, responses: spring.csv }
  autumn: { title: { en: Autumn, zh-CN: 秋 }, fieldwork: 2026-09-01/2026-09-30, responses: autumn.csv }
segments: [region]
scales:
  ten: { from: 1, to: 10 }
questions:
  q1: { text: { en: "How satisfied & <b>why</b>?", zh-CN: 您满意吗？ }, scale: ten, target: 60 }
  q2: { text: { en: The coffee, zh-CN: 咖啡 }, scale: ten }
  q3: { text: { en: The room, zh-CN: 房间 }, scale: ten }
elements:
  coffee: { label: { en: '=HYPERLINK("http://a.b","c")', zh-CN: 咖啡 }, performance: q2 }
  room: { label: { en: "<img src=x onerror=alert(1)>", zh-CN: 房间 }, performance: q3 }
analyses:
  index: { overall: q1, target: 60 }
  elements: {}
  segments: {}
  trend: {}
`;

function answers(shift: number): string {
  const rows = Array.from({ length: 120 }, (_, k) =>
    [k % 2 ? "<u>north</u>" : "=south", 3 + ((k * 7 + shift) % 8), 2 + ((k * 5) % 5), 4 + ((k * 3 + shift) % 7)].join(
      ",",
    ),
  );
  return `region,q1,q2,q3\n${rows.join("\n")}\n`;
}

function project(more: Readonly<Record<string, string>> = {}, root = scratchFolder()): string {
  writeFiles(root, {
    "data/cafe/study.yaml": study,
    "data/cafe/spring.csv": answers(0),
    "data/cafe/autumn.csv": answers(1),
    ...more,
  });
  return root;
}

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
    const pages = files.filter((name) => /^cafe\/(spring|autumn)\/[^/]+\/[^/]+\/index\.html$/.test(name));
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
