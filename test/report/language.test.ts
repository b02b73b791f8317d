import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BuildResult, build } from "../../src/pipeline.ts";
import { project, study } from "./cafe.ts";

// A report in a language that Satisfact does not have: the client has written some of its words, English stands in for the rest.
const locale = `fallback: en
format: { range: "{a} à {b}", n: "n\u00a0=\u00a0{n}" }
date: { first: 1er, months: "{d1} {m1} – {d2} {m2} {y1}" }
pages: { summary: Résumé, methodology: Méthodologie }
ui: { skip: Aller au contenu, page-of: "Page {k} sur {n}" }
`;

let site = "";
let built: BuildResult;
const read = (path: string) => readFileSync(join(site, path), "utf8");

beforeAll(async () => {
  const root = mkdtempSync(join(tmpdir(), "satisfact-french-"));
  project(
    {
      "data/cafe/study.yaml": study.replaceAll("zh-CN", "fr"),
      "templates/locales/fr.yaml": locale,
      "templates/methods/index.fr.md": "# Indice de satisfaction\n\nLa moyenne des réponses.\n",
    },
    root,
  );
  site = join(root, "_site");
  built = await build({ root, out: site, siteUrl: "https://example.org/" });
});
afterAll(() => rmSync(join(site, ".."), { recursive: true, force: true }));

test("its pages say which language they are in, and lead to and from the others", () => {
  const page = read("cafe/autumn/fr/index/index.html");
  expect(page).toContain('<html lang="fr">');
  expect(page).toContain('<a class="skip" href="#main">Aller au contenu</a>');
  expect(page).toMatch(/Page <b>\d+<\/b> sur \d+/);
  expect(read("cafe/autumn/en/index/index.html")).toContain(
    '<a href="../../fr/index/index.html" hreflang="fr" lang="fr">Français</a>',
  );
  for (const [path, french, english] of [
    ["cafe/autumn/fr/index/index.html", "cafe/autumn/fr/index/index.html", "cafe/autumn/en/index/index.html"],
    ["fr/index.html", "fr/index.html", "index.html"],
    ["cafe/index.html", "cafe/fr/index.html", "cafe/index.html"],
  ] as const) {
    expect(read(path), path).toContain(`<link rel="alternate" hreflang="fr" href="https://example.org/${french}">`);
    expect(read(path), path).toContain(`<link rel="alternate" hreflang="en" href="https://example.org/${english}">`);
  }
});

test("its numbers and dates are written its way, in text and drawings; programs read the same ones", () => {
  const figures = (path: string) => read(path).match(/\d+[.,]\d\b/g) ?? [];
  const english = figures("cafe/autumn/en/elements/index.html");
  expect(english.length).toBeGreaterThan(20);
  expect(figures("cafe/autumn/fr/elements/index.html").filter((figure) => figure.includes(",")).length).toBeGreaterThan(
    20,
  );
  const main = /<main[\s\S]*<\/main>/.exec(read("cafe/autumn/fr/elements/index.html"))![0];
  expect(main.replace(/<[^>]*>/g, " ")).not.toMatch(/\d\.\d/);
  expect(main.match(/<text[^>]*>\d+,\d<\/text>/g)!.length).toBeGreaterThan(1);
  expect(read("cafe/autumn/fr/charter/index.html")).toContain("1er–30 septembre 2026");
  const rows = (language: string) =>
    read(`cafe/autumn/${language}/elements/elements.csv`).match(/,(?:room|coffee),.*/g)!;
  expect(rows("fr")).toEqual(rows("en"));
});

test("what it lacks is in the other language, marked as such, and told", () => {
  const methodology = read("cafe/autumn/fr/methodology/index.html");
  expect(methodology).toMatch(/<h4>Indice de satisfaction<\/h4>|<p>La moyenne des réponses\.<\/p>/);
  expect(methodology).toMatch(/<section class="prose method" id="method-elements"><h3>[^<]*<\/h3><div lang="en">/);
  expect(methodology).toMatch(/<section class="prose method" id="method-index"><h3>[^<]*<\/h3>(?!<div)/);
  expect(read("fr/about/index.html")).toContain('<main class="home prose" id="main" lang="en">');
  expect(built.notices).toMatchObject([
    { code: "report/missing-words", severity: "notice", place: { file: "templates/locales/fr.yaml" } },
    {
      code: "report/missing-method-notes",
      severity: "notice",
      place: { file: "templates/methods" },
      message: "3 of 4 method notes are missing in fr and shown in en: trend, elements, segments.",
      hint: "Write trend.fr.md and so on.",
    },
    {
      code: "report/missing-text",
      severity: "notice",
      place: { file: "site" },
      message: 'The page "about" is not written in fr and shown in en.',
      hint: "Write about.fr.md.",
    },
  ]);
});
