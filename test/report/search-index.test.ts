import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "../../src/pipeline.ts";
import type { SearchIndex } from "../../src/report/search-index.ts";
import { writeFiles } from "../program.ts";

const root = mkdtempSync(join(tmpdir(), "satisfact-search-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

// what people wrote, and a name that asks for trouble in a script, in an address and in HTML
const study = `
title: { en: Visitors, zh-CN: 访客 }
client: { en: A & B, zh-CN: 委托方 }
languages: [en, zh-CN]
waves: { spring: { title: { en: Spring, zh-CN: 春 }, fieldwork: 2026-03-01/2026-03-31, responses: spring.csv } }
segments: [region]
scales: { ten: { from: 1, to: 10 } }
questions:
  q1: { text: { en: "How satisfied & <b>why</b>?", zh-CN: 您满意吗？ }, scale: ten }
  q.2: { text: { en: 'The coffee </script>"', zh-CN: 咖啡 }, scale: ten }
  问三: { text: { en: The room, zh-CN: 房间 }, scale: ten }
elements:
  coffee: { label: { en: 'Café "crème"', zh-CN: 咖啡 }, performance: q.2 }
  room: { label: { en: Room & board, zh-CN: 房间 }, performance: 问三 }
analyses: { index: { overall: q1 }, elements: {}, segments: {} }
`;

const note = `We changed the **beans** in December & the mill in January, and in the weeks after that nobody complained any more.

## Why the room is "cold"

The boiler of {{ "elements.score:room" | value }} fame <was> mended; ${"it goes on and on. ".repeat(12)}The very end.
`;

beforeAll(async () => {
  const rows = Array.from({ length: 80 }, (_, k) =>
    [k % 2 ? "north" : "south", 3 + (k % 8), 2 + ((k * 5) % 5), 4 + ((k * 3) % 7), `I said word${k}`].join(","),
  );
  writeFiles(root, {
    "data/cafe/notes/spring/elements.en.md": note,
    "data/cafe/notes/spring/elements.zh-CN.md": "我们十二月换了咖啡豆，从那以后抱怨少了。\n",
    "data/cafe/study.yaml": study,
    "data/cafe/spring.csv": `region,q1,q.2,问三,comment\n${rows.join("\n")}\n`,
  });
  await build({ root, out: join(root, "_site") });
});

const folder = (language: string) => join(root, "_site/cafe/spring", language);

/** The data of the file as a browser reads it; what searches it wants a page and stands behind. */
function readIndex(language: string): SearchIndex {
  const file = readFileSync(join(folder(language), "search-index.js"), "utf8");
  const end = file.indexOf(";(() => {");
  expect(end).toBeGreaterThan(0);
  const context: { satisfactSearch?: SearchIndex } = {};
  runInNewContext(file.slice(0, end), context);
  return context.satisfactSearch!;
}

/** The text of a page without its white space. */
function shown(html: string): string {
  return withoutSpace(
    html
      .replace(/<script>[\s\S]*?<\/script>/g, "")
      .replace(/<[^>]*>/g, "")
      .replace(/&#39;/g, "'")
      .replace(/&quot;/g, '"')
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&amp;/g, "&"),
  );
}

/** Brackets of figures stay behind in the index. */
function withoutSpace(text: string): string {
  return text.replace(/[(（][^()（）]*\d[^()（）]*[)）]/g, "").replace(/\s/g, "");
}

test.each(["en", "zh-CN"])("every text of the index in %s stands on its page, under its anchor", (language) => {
  const { pages } = readIndex(language);
  // what holds all pages says nothing of its own
  const folders = readdirSync(folder(language), { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== "print",
  );
  expect(pages.map(([address]) => address).sort()).toEqual(folders.map(({ name }) => `${name}/index.html`).sort());
  for (const [address, name, entries] of pages) {
    const html = readFileSync(join(folder(language), decodeURI(address)), "utf8");
    const text = shown(html);
    expect(text).toContain(withoutSpace(name));
    expect(entries.length).toBeGreaterThan(0);
    for (const [, anchor, ...texts] of entries) {
      if (anchor) expect(html, address).toContain(` id="${anchor}"`);
      for (const part of texts) expect(text, address).toContain(withoutSpace(part!));
    }
  }
});

test("finds elements, questions, terms, methods, measures and findings, each where it stands", () => {
  const { pages, words } = readIndex("en");
  const all = pages.flatMap(([address, , entries]) =>
    entries.map(([kind, anchor, text]) => [words.kinds![kind], address, anchor, text].join(" | ")),
  );
  for (const entry of [
    'Element | elements/index.html | elements | Café "crème"',
    "Question | appendix/index.html | question-q1 | How satisfied & <b>why</b>?",
    "Question | appendix/index.html | question-问三 | The room",
    "Term | appendix/index.html | term-csi | Customer satisfaction index (CSI)",
    "Method | methodology/index.html | method-segments | Segments",
    "Analyst's note | elements/index.html |  | We changed the beans in December & the mill in January, and",
    'Analyst\'s note | elements/index.html |  | Why the room is "cold"',
    "Where a number comes from | receipts/index.html | index.score | Satisfaction index",
  ])
    expect(all).toContain(entry);
  const beside = pages.flatMap(([, , entries]) => entries.map(([, , , more = ""]) => more));
  expect(beside).toContain("in the weeks after that nobody complained any more.");
  // under its heading a passage is shortened, between words
  const passage = beside.find((more) => more.startsWith("The boiler of "))!;
  expect(passage).toMatch(/fame <was> mended; .*\b(it|goes|on|and)\.?$/);
  expect(passage.length).toBeLessThan(160);
  expect(beside.join()).not.toContain("The very end");
  const findings = all.filter((entry) => entry.startsWith("Finding | "));
  expect(findings.length).toBeGreaterThan(2);
  // how sure a finding is stands where it leads
  expect(findings.filter((entry) => entry.includes("; "))).toEqual([]);
});

test("holds no answer of anybody", () => {
  for (const language of ["en", "zh-CN"])
    expect(readFileSync(join(folder(language), "search-index.js"), "utf8")).not.toMatch(/I said|word\d/);
});
