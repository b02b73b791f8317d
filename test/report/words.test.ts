import { describe, expect, test } from "vitest";
import { registry } from "../../src/analyses/registry.ts";
import { ProblemError } from "../../src/problems/problem.ts";
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

  test("a language without words is a problem; a locale of the client's must be whole", () => {
    const root = scratchFolder();
    expect(problemsOf(() => loadWords(root, ["fr"]))).toMatchObject([{ code: "report/no-words" }]);
    writeFiles(root, { "templates/locales/fr.yaml": "pages:\n  summary: Résumé\n" });
    expect(problemsOf(() => loadWords(root, ["fr"]))).toMatchObject([{ code: "report/missing-words" }]);
  });
});

/** A root that lays nothing over our words. */
function emptyRoot(): string {
  return import.meta.dirname;
}
