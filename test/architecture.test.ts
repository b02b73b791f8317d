import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { registry } from "../src/analyses/registry.ts";
import { pageKinds } from "../src/report/pages.ts";
import { ourLocales, slotsOf } from "../src/report/words.ts";
import { checkout } from "./program.ts";
import { nodesOf, placeOf, readSourceFiles } from "./source-files.ts";

/** The flow of the program. What stands later may import what stands before it, never the other way round. */
const order = [
  "problems",
  "stats",
  "study",
  "sources",
  "responses",
  "quality",
  "weighting",
  "charts",
  "analyses",
  "disclosure",
  "archive",
  "report",
  "measuring",
  "export",
  "docs",
  "pipeline.ts",
  "publishing.ts",
  "exporting.ts",
  "cli",
  "cli.ts",
];

const files = readSourceFiles();
const roomOf = (path: string) => path.split("/")[0]!;
const isOurs = (from: string) => from.endsWith(".ts");

/** Nodes of every file that are what the check looks for, as `path:line text`. */
function found(is: (node: ts.Node) => boolean, within = files): readonly string[] {
  return within.flatMap((file) =>
    nodesOf(file.tree)
      .filter(is)
      .map((node) => `${placeOf(file, node)} ${node.getText(file.tree).slice(0, 60)}`),
  );
}

describe("the order of folders is the order of imports", () => {
  test("every file of src has its place in the order", () => {
    expect(files.filter((file) => !order.includes(roomOf(file.path))).map((file) => file.path)).toEqual([]);
  });

  test("a folder imports only from itself and from those before it", () => {
    const wrong = files.flatMap((file) =>
      file.imports
        .filter(
          ({ from }) =>
            isOurs(from) &&
            !(order.indexOf(roomOf(from)) <= order.indexOf(roomOf(file.path)) && order.includes(roomOf(from))),
        )
        .map(({ from }) => `src/${file.path} imports ${from}`),
    );
    expect(wrong).toEqual([]);
  });

  test("every import names a file that is there", () => {
    const wrong = files.flatMap((file) =>
      file.imports
        .filter(({ from }) => isOurs(from) && !existsSync(join(checkout, "src", from)))
        .map(({ from }) => `src/${file.path} imports ${from}`),
    );
    expect(wrong).toEqual([]);
  });

  test("a method takes nothing from another but the type of its result", () => {
    const methodOf = (path: string) => /^analyses\/([^/]+)\//.exec(path)?.[1];
    const wrong = files.flatMap((file) => {
      const method = methodOf(file.path);
      if (!method) return [];
      return file.imports
        .filter(({ from }) => methodOf(from) !== undefined && methodOf(from) !== method)
        .filter(({ from, typeOnly }) => !(typeOnly && from.endsWith("/result.ts")))
        .map(({ from }) => `src/${file.path} imports ${from}`);
    });
    expect(wrong).toEqual([]);
  });

  test("only the flow and the report know the registry", () => {
    const importers = files
      .filter((file) => file.imports.some(({ from }) => from === "analyses/registry.ts"))
      .map((file) => file.path);
    expect(
      importers.filter((path) => !["measuring", "pipeline.ts", "publishing.ts", "report"].includes(roomOf(path))),
    ).toEqual([]);
  });

  test("methods see no rows, and no words: neither sources nor the kept sample nor the report", () => {
    const wrong = files.flatMap((file) => {
      if (!/^analyses\/[^/]+\//.test(file.path)) return [];
      return file.imports
        .filter(
          ({ from, typeOnly }) =>
            ["sources", "quality"].includes(roomOf(from)) || (roomOf(from) === "weighting" && !typeOnly),
        )
        .map(({ from }) => `src/${file.path} imports ${from}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe("every method is whole", () => {
  const languages = [...ourLocales().keys()];
  const methods = registry.map((analysis) => analysis.id);

  test("English and Chinese are there", () => {
    expect(languages).toEqual(expect.arrayContaining(["en", "zh-CN"]));
  });

  test("each folder of a method is registered, and each id is the name of its folder", () => {
    const folders = readdirSync(join(checkout, "src", "analyses"), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect([...methods].sort()).toEqual(folders.map((folder) => folder.name).sort());
  });

  test("what a method needs is registered before it", () => {
    for (const [place, analysis] of registry.entries()) {
      for (const need of analysis.needs)
        expect(methods.indexOf(need), `${analysis.id} needs ${need}`).toBeGreaterThanOrEqual(0);
      for (const need of analysis.needs)
        expect(methods.indexOf(need), `${analysis.id} needs ${need}`).toBeLessThan(place);
    }
  });

  test.each(methods)("%s has its files, its page, its template, its notes and its test", (id) => {
    const wanted = ["index.ts", "result.ts", "compute.ts", "chart.ts"].map((name) => `src/analyses/${id}/${name}`);
    const pages = pageKinds.filter((page) => page.analyses.includes(id));
    expect(pages.length, `pages of ${id} in report/pages.ts`).toBe(1);
    wanted.push(...pages.map((page) => `templates/${page.template}`));
    wanted.push(...languages.map((language) => `templates/methods/${id}.${language}.md`));
    expect(wanted.filter((path) => !existsSync(join(checkout, path)))).toEqual([]);
    expect(
      readdirSync(join(checkout, "test", "analyses"), { recursive: true, encoding: "utf8" }).filter(
        (name) => name.startsWith(id) && name.endsWith(".test.ts"),
      ),
    ).not.toEqual([]);
  });

  test("every page has a template, and a title and a chapter in each language", () => {
    for (const page of pageKinds) {
      expect(existsSync(join(checkout, "templates", page.template)), page.template).toBe(true);
      for (const [language, words] of ourLocales()) {
        expect([page.id, language, words.has(`pages.${page.id}`), words.has(`chapters.${page.chapter}`)]).toEqual([
          page.id,
          language,
          true,
          true,
        ]);
      }
    }
  });

  test("every language has the same words with the same slots", () => {
    const [[, first] = ["", new Map<string, string>()], ...others] = ourLocales();
    for (const [language, words] of others) {
      expect([...words.keys()].sort(), language).toEqual([...first.keys()].sort());
      for (const [key, text] of words)
        expect([language, key, ...slotsOf(text)]).toEqual([language, key, ...slotsOf(first.get(key)!)]);
    }
  });
});

describe("the source", () => {
  test("has no any", () => {
    expect(found((node) => node.kind === ts.SyntaxKind.AnyKeyword)).toEqual([]);
  });

  test("silences no check", () => {
    const wrong = files
      .filter((file) => /@ts-(ignore|nocheck|expect-error)|biome-ignore/.test(file.tree.text))
      .map((file) => file.path);
    expect(wrong).toEqual([]);
  });

  test("speaks to the terminal from the command alone", () => {
    const others = files.filter((file) => !["cli", "cli.ts"].includes(roomOf(file.path)));
    const speaks = (node: ts.Node) =>
      ts.isPropertyAccessExpression(node) && /^(console\.|process\.(stdout|stderr)$)/.test(node.getText());
    expect(found(speaks, others)).toEqual([]);
  });

  test("reads no clock, no chance and no language of the machine", () => {
    const others = files.filter((file) => !["cli", "cli.ts"].includes(roomOf(file.path)));
    const reads = (node: ts.Node) => {
      if (ts.isNewExpression(node)) return node.expression.getText() === "Date" && (node.arguments ?? []).length === 0;
      if (!ts.isPropertyAccessExpression(node)) return false;
      return /^(Date\.now|Math\.random|performance\.now|crypto\.random\w+)$|\.(toLocale\w*|localeCompare)$/.test(
        node.getText(),
      );
    };
    expect(found(reads, others)).toEqual([]);
  });

  test("has no default exports", () => {
    const isDefault = (node: ts.Node) =>
      ts.isExportAssignment(node) || (node.kind === ts.SyntaxKind.DefaultKeyword && !ts.isDefaultClause(node.parent));
    expect(found(isDefault)).toEqual([]);
  });

  test("names its files in lower case with hyphens", () => {
    expect(files.map((file) => file.path).filter((path) => !/^([a-z0-9-]+\/)*[a-z0-9-]+\.ts$/.test(path))).toEqual([]);
  });
});
