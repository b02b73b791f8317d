import { cpSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { build } from "../../src/pipeline.ts";
import { ProblemError } from "../../src/problems/problem.ts";
import { scratchFolder, writeFiles } from "../program.ts";
import { readSite } from "../site-files.ts";

const study = `
title: Café visitors
client: The Café
languages: [en]
waves:
  spring: { title: Spring, fieldwork: 2026-03-01/2026-03-31, responses: spring.csv }
  autumn: { title: Autumn, fieldwork: 2026-09-01/2026-09-30, responses: autumn.csv }
scales: { ten: { from: 1, to: 10 } }
questions:
  q1: { text: How satisfied are you overall?, scale: ten }
  q2: { text: The coffee, scale: ten }
elements: { coffee: { label: Coffee, performance: q2 } }
analyses: { index: { overall: q1 }, elements: {}, trend: {} }
`;

const answers = (shift: number) =>
  `q1,q2\n${Array.from({ length: 60 }, (_, k) => `${3 + ((k * 7 + shift) % 8)},${2 + ((k * 5) % 9)}`).join("\n")}\n`;

const noteOf = (page: string) => `data/cafe/notes/autumn/${page}.en.md`;
const addressOf = (page: string) => `cafe/autumn/en/${page}/index.html`;

type Files = ReadonlyMap<string, Buffer>;

async function built(root: string): Promise<{ files: Files; drawn: number }> {
  const out = join(root, "_site");
  const { drawnCharts } = await build({ root, out });
  return { files: readSite(out), drawn: drawnCharts };
}

/** The same sources built in a folder where nothing was ever built. */
async function builtAnew(root: string): Promise<Files> {
  const fresh = scratchFolder();
  for (const name of ["data", "templates", "site"].filter((folder) => existsSync(join(root, folder))))
    cpSync(join(root, name), join(fresh, name), { recursive: true });
  return (await built(fresh)).files;
}

const differing = (a: Files, b: Files) =>
  [...new Set([...a.keys(), ...b.keys()])].filter((path) => !a.get(path)?.equals(b.get(path) ?? Buffer.alloc(0)));
const pagesOf = (files: Files) => [...files.keys()].filter((path) => /^cafe\/\w+\/en\/\w+\/index\.html$/.test(path));
const manifest = "satisfact.json";
const searchIndex = "cafe/autumn/en/search-index.js";

describe("a site that stands", () => {
  async function stand(): Promise<{ root: string; before: Files }> {
    const root = scratchFolder();
    writeFiles(root, {
      "data/cafe/study.yaml": study,
      "data/cafe/spring.csv": answers(0),
      "data/cafe/autumn.csv": answers(1),
      [noteOf("index")]: "First words.\n",
      "site/about.en.md": "# About\n\nUs.\n",
    });
    return { root, before: (await built(root)).files };
  }

  test.each([
    ["is changed", { [noteOf("index")]: "Other words.\n" }, "index", [searchIndex]],
    [
      "has come, with a figure and a number",
      { [noteOf("elements")]: '{% figure "elements" %}\n\n{{ "index.score" | value }}\n' },
      "elements",
      [searchIndex],
    ],
    ["places a figure of another page", { [noteOf("summary")]: '{% figure "index" %}\n' }, "summary", []],
  ])(
    "is kept but for the page, the one that holds all and the words to search, when a note %s",
    async (_, change, page, found) => {
      const { root, before } = await stand();
      writeFiles(root, change);
      const { files, drawn } = await built(root);
      expect(differing(before, files)).toEqual([addressOf(page), addressOf("print"), manifest, ...found].sort());
      expect(drawn).toBe(0);
      expect(differing(files, await builtAnew(root))).toEqual([]);
    },
  );

  test("is kept but for the page, the one that holds all and the words to search, when a note has gone", async () => {
    const { root, before } = await stand();
    rmSync(join(root, noteOf("index")));
    const { files } = await built(root);
    expect(differing(before, files)).toEqual([addressOf("index"), addressOf("print"), searchIndex, manifest]);
    expect(differing(files, await builtAnew(root))).toEqual([]);
  });

  test("goes on being kept: the drawings of all its pages are still there when something else changes", async () => {
    const { root } = await stand();
    writeFiles(root, { [noteOf("index")]: "Other words.\n" });
    await built(root);
    writeFiles(root, { "site/about.en.md": "# About\n\nOthers.\n" });
    const { files, drawn } = await built(root);
    expect(drawn).toBe(0);
    expect(differing(files, await builtAnew(root))).toEqual([]);
  });

  test.each([
    [
      "a template",
      { "templates/macros/table.njk": "{% macro table(v, t, name) %}<p>Our table</p>{% endmacro %}" },
      "Our table",
      ["index", "elements", "appendix"],
    ],
    [
      "a word",
      { "templates/locales/en.yaml": "ui:\n  basis: Whence it comes\n" },
      "Whence it comes",
      ["summary", "index", "trend", "appendix"],
    ],
    [
      "a text of the study",
      { "data/cafe/study.yaml": study.replace("client: The Café", "client: The Tearoom") },
      "The Tearoom",
      ["summary", "index", "trend", "appendix"],
    ],
  ])("has every page made again that shows %s", async (_, change, shown, pages) => {
    const { root, before } = await stand();
    writeFiles(root, change);
    const { files } = await built(root);
    for (const page of pages) expect(files.get(addressOf(page))!.toString(), page).toContain(shown);
    const stale = pagesOf(files).filter((path) => files.get(path)!.equals(before.get(path)!));
    expect(stale.filter((path) => files.get(path)!.toString().includes(shown))).toEqual([]);
    expect(differing(files, await builtAnew(root))).toEqual([]);
  });

  test("has its style sheet made again when the colour changes", async () => {
    const { root, before } = await stand();
    writeFiles(root, { "data/cafe/study.yaml": `${study}brand: { colour: "#7a1fa2" }\n` });
    const { files } = await built(root);
    expect(differing(before, files)).toContain("assets/cafe.css");
    expect(differing(files, await builtAnew(root))).toEqual([]);
  });

  test("is made anew, with the changed note, where somebody has changed it by hand", async () => {
    const { root } = await stand();
    writeFileSync(join(root, "_site", addressOf("trend")), "gone");
    writeFiles(root, { [noteOf("index")]: "Other words.\n" });
    const { files } = await built(root);
    expect(differing(files, await builtAnew(root))).toEqual([]);
  });

  test("stays as it was when the changed note is wrong, and is right again with the next", async () => {
    const { root, before } = await stand();
    writeFiles(root, { [noteOf("index")]: '{{ "index.scoer" | value }}\n' });
    await expect(built(root)).rejects.toThrow(ProblemError);
    expect(differing(before, readSite(join(root, "_site")))).toEqual([]);
    writeFiles(root, { [noteOf("index")]: "Right.\n" });
    const { files } = await built(root);
    expect(files.get(addressOf("index"))!.toString()).toContain("Right.");
    expect(differing(files, await builtAnew(root))).toEqual([]);
  });
});
