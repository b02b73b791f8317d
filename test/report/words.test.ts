import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { registry } from "../../src/analyses/registry.ts";
import { type Problem, ProblemError } from "../../src/problems/problem.ts";
import { pageKinds } from "../../src/report/pages.ts";
import { loadWords, ourLocales, slotsOf } from "../../src/report/words.ts";
import { scratchFolder, writeFiles } from "../program.ts";

const locales = ourLocales();
const [english, chinese] = [locales.get("en")!, locales.get("zh-CN")!];

function problemsOf(read: () => unknown) {
  try {
    read();
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
  return [];
}

describe("our locales", () => {
  test("have the same words with the same slots", () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    const unequal = [...english].filter(([key, text]) => slotsOf(text).join() !== slotsOf(chinese.get(key)!).join());
    expect(unequal.map(([key]) => key)).toEqual([]);
  });

  test("leave no word empty but those that are parts of others", () => {
    const empty = [...english, ...chinese].filter(([, text]) => text.trim() === "").map(([key]) => key);
    expect([...new Set(empty)].sort()).toEqual(["format.articles", "format.sentences", "terms"]);
  });

  test("set Chinese with full-width punctuation and without spaces beside digits and slots", () => {
    const han = "[\\u3400-\\u9fff]";
    const badly = new RegExp(`${han}[,;:?!()]|${han} [\\d{A-Za-z]|[\\d}A-Za-z] ${han}|${han} ${han}`);
    expect([...chinese].filter(([, text]) => badly.test(text))).toEqual([]);
  });

  test("name every page, chapter and method", () => {
    for (const words of [english, chinese]) {
      const needed = [
        ...pageKinds.flatMap(({ id, chapter }) => [`pages.${id}`, `chapters.${chapter}`]),
        ...pageKinds.filter(({ analyses }) => analyses.length === 0).map(({ id }) => `page-titles.${id}`),
        ...registry.map(({ id }) => `method.${id}`),
      ];
      expect(needed.filter((key) => !words.has(key))).toEqual([]);
    }
  });

  test("have a title and a short clause for every finding", () => {
    const cases = [...english.keys()]
      .filter((key) => key.startsWith("findings."))
      .map((key) => key.slice("findings.".length));
    for (const name of cases) {
      expect(english.has(`titles.${name}`), name).toBe(true);
      if (!name.endsWith("-sized")) expect(english.has(`clauses.${name}`), name).toBe(true);
    }
  });
});

describe("words of a language", () => {
  const words = loadWords(emptyRoot(), ["en"]).get("en")!;

  test("fill their slots", () => {
    expect(words.word("ui.page-of", { k: "2", n: "9" })).toBe("Page 2 of 9");
  });

  test("a missing word or slot is a fault of ours and says which", () => {
    expect(() => words.word("ui.nowhere")).toThrow('The locale en has no word "ui.nowhere".');
    expect(() => words.word("ui.page-of", { k: "2" })).toThrow(
      '"ui.page-of" in the locale en wants {n}, which was not given.',
    );
  });

  test("a tag with a region reads its language", () => {
    const both = loadWords(emptyRoot(), ["en-GB", "zh-Hans"]);
    expect(both.get("en-GB")!.word("language.name")).toBe("English");
    expect(both.get("zh-Hans")!.word("language.name")).toBe("中文");
  });
});

describe("words of the client", () => {
  test("are laid over ours", () => {
    const root = scratchFolder();
    writeFiles(root, { "templates/locales/en.yaml": "pages:\n  summary: What matters\n" });
    const words = loadWords(root, ["en"]).get("en")!;
    expect(words.word("pages.summary")).toBe("What matters");
    expect(words.word("pages.charter")).toBe("Charter");
  });

  test("that the report does not have are problems with their place", () => {
    const root = scratchFolder();
    writeFiles(root, { "templates/locales/en.yaml": "pages:\n  sumary: What matters\nui:\n  page-of: Page {page}\n" });
    expect(problemsOf(() => loadWords(root, ["en"]))).toMatchObject([
      {
        code: "report/unknown-word",
        place: { file: "templates/locales/en.yaml", line: 2, column: 3 },
        hint: 'Did you mean "pages.summary"?',
      },
      { code: "report/unknown-slot", place: { file: "templates/locales/en.yaml", line: 4 }, hint: "It has {k}, {n}." },
    ]);
  });

  test("that are not in UTF-8 are a problem where that begins", () => {
    const root = scratchFolder();
    // é as Latin-1 has it
    const words = Buffer.from("pages:\n  summary: R\xe9sum\xe9\n", "latin1");
    writeFiles(root, { "templates/locales/en.yaml": words });
    expect(problemsOf(() => loadWords(root, ["en"]))).toMatchObject([
      { code: "report/words-encoding", place: { file: "templates/locales/en.yaml", line: 2, column: 13 } },
    ]);
  });

  test("that lose a part of a number or date, or tell no number of digits, are problems", () => {
    const root = scratchFolder();
    writeFiles(root, {
      "templates/locales/en.yaml": 'format: { percent: "%", thousands-from: many }\nunit: { points: points }\n',
    });
    expect(problemsOf(() => loadWords(root, ["en"]))).toMatchObject([
      { code: "report/lost-slot", place: { line: 1, column: 20 }, hint: "It is written with {n}." },
      { code: "report/number-format", place: { line: 1 } },
      { code: "report/lost-slot", place: { line: 2 } },
    ]);
  });
});

describe("a language of the client's own", () => {
  const path = "templates/locales/fr.yaml";
  const lacks = [...english].filter(([key]) => key !== "pages.summary" && !saidByTag(key));

  /** What the tag of a language says: it need not stand in its locale. */
  function saidByTag(key: string): boolean {
    return /^(date\.month\.\d+|format\.(decimal|thousands|thousands-from|percent)|language\.name)$/.test(key);
  }

  test("needs a locale", () => {
    const root = scratchFolder();
    expect(problemsOf(() => loadWords(root, ["fr"]))).toMatchObject([
      { code: "report/no-words", place: { file: path }, hint: expect.stringContaining('"fallback: en"') },
    ]);
  });

  test("must be whole, or say whose words stand in: every missing one is written down", () => {
    const root = scratchFolder();
    writeFiles(root, { [path]: "pages:\n  summary: Résumé\n" });
    expect(problemsOf(() => loadWords(root, ["fr"]))).toMatchObject([
      {
        code: "report/missing-words",
        severity: "error",
        place: { file: path },
        message: `${lacks.length} of ${english.size} words are missing: "terms", "format.minus", "format.plus", "format.range", "format.in-group" and others.`,
        hint: expect.stringContaining(".satisfact/words.fr.yaml"),
      },
    ]);
    const written = parse(readFileSync(join(root, ".satisfact/words.fr.yaml"), "utf8"));
    expect(Object.keys(written.pages)).toEqual(
      [...english.keys()]
        .filter((key) => /^pages\.[^.]+$/.test(key) && key !== "pages.summary")
        .map((key) => key.slice(6)),
    );
    expect(written.format.to).toBe("{a} to {b}");
  });

  test("with a fallback shows its words, and a notice counts them", () => {
    const root = scratchFolder();
    writeFiles(root, { [path]: "fallback: zh-CN\npages:\n  summary: Résumé\n" });
    const notices: Problem[] = [];
    const words = loadWords(root, ["fr", "en"], notices).get("fr")!;
    expect([words.word("pages.summary"), words.word("pages.charter")]).toEqual([
      "Résumé",
      chinese.get("pages.charter"),
    ]);
    expect(words.word("language.name")).toBe("Français");
    expect(words.reads).toEqual(["fr", "zh-CN"]);
    expect(notices).toMatchObject([
      {
        code: "report/missing-words",
        severity: "notice",
        place: { file: path },
        message: expect.stringContaining(`${lacks.length} of ${english.size} words are missing and shown in zh-CN: `),
      },
    ]);
  });

  test("that has every word needs no fallback; what was written down goes", () => {
    const root = scratchFolder();
    const all = (from: number) => lacks.slice(from).map(([key, text]) => `"${key}": ${JSON.stringify(text)}`);
    const nest = (lines: readonly string[]) => `pages: { summary: Résumé }\n${lines.join("\n")}\n`;
    writeFiles(root, { [path]: nest(all(1)) });
    expect(problemsOf(() => loadWords(root, ["fr"]))).toMatchObject([
      { message: `1 of ${english.size} words are missing: "terms".` },
    ]);
    writeFiles(root, { [path]: nest(all(0)) });
    const notices: Problem[] = [];
    expect(loadWords(root, ["fr", "fr-CA"], notices).get("fr-CA")!.word("pages.summary")).toBe("Résumé");
    expect(notices).toEqual([]);
    expect(existsSync(join(root, ".satisfact/words.fr.yaml"))).toBe(false);
  });

  test("falls back on a language of ours alone, and only a new one does", () => {
    const root = scratchFolder();
    writeFiles(root, { [path]: "fallback: de\n", "templates/locales/en.yaml": "fallback: zh-CN\n" });
    expect(problemsOf(() => loadWords(root, ["fr", "en"]))).toMatchObject([
      { code: "report/fallback", place: { file: path, line: 1, column: 11 }, hint: "Name one of en, zh-CN." },
      { code: "report/missing-words" },
      { code: "report/unknown-word", message: 'The report has no word named "fallback".' },
    ]);
  });
});

/** A root that lays nothing over our words. */
function emptyRoot(): string {
  return import.meta.dirname;
}
