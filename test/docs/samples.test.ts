import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { registry } from "../../src/analyses/registry.ts";
import { docsChapters } from "../../src/docs/contents.ts";
import { check } from "../../src/pipeline.ts";
import { formatProblems } from "../../src/problems/printing.ts";
import { ProblemError } from "../../src/problems/problem.ts";
import { studyJsonSchema } from "../../src/study/forms.ts";
import { checkout, scratchFolder, writeFiles } from "../program.ts";
import { type Block, blocks, kindOf, linesOf, sources, wordsOf } from "./blocks.ts";

function ofKind(kind: ReturnType<typeof kindOf>["kind"]): readonly Block[] {
  const found = blocks.filter((block) => kindOf(block).kind === kind);
  // a kind without a block is a test of nothing
  if (found.length === 0) throw new Error(`There is no block of the kind ${kind}.`);
  return found;
}

const named = (kind: ReturnType<typeof kindOf>["kind"]) => ofKind(kind).map((block) => [block.place, block] as const);

test("there is no block that no test checks", () => {
  for (const block of blocks) kindOf(block);
  expect(blocks.length).toBeGreaterThan(50);
  expect(() => kindOf({ place: "docs/here.md:1", info: "python", text: "" })).toThrow(/docs\/here\.md:1/);
  expect(() => kindOf({ place: "docs/here.md:1", info: "", text: "" })).toThrow(/nothing checks/);
});

describe("samples of a study file", () => {
  const schema = studyJsonSchema(Object.fromEntries(registry.map(({ id, options }) => [id, options])));
  const { required: _, ...part } = schema;
  const [whole, fragment] = [schema, part].map((form) => z.fromJSONSchema(form as z.core.JSONSchema.JSONSchema));

  test.each(named("study"))("%s is right by the schema, whole or in part", (_place, { text }) => {
    const data: unknown = parse(text);
    if (data === null) {
      // the line that tells an editor of the schema
      const [, path] = /\$schema=\S*?docs\/(\S+)/.exec(text) ?? [];
      expect(existsSync(join(checkout, "docs", path!))).toBe(true);
      return;
    }
    const isWhole = ["title", "waves", "questions", "analyses"].every((key) => Object.hasOwn(data as object, key));
    expect((isWhole ? whole : fragment)!.safeParse(data).error).toBeUndefined();
  });

  test("that are wrong are found out", () => {
    expect(fragment!.safeParse({ langauges: ["en"] }).success).toBe(false);
    expect(fragment!.safeParse({ waves: { spring: { titel: "Spring" } } }).success).toBe(false);
  });
});

test.each(named("problem"))("%s is what is said of the sample before it", async (place, { text }) => {
  const before = blocks[blocks.findIndex((block) => block.place === place) - 1]!;
  const root = scratchFolder();
  const mistaken = before.text.replace("index: { overall: q1", "index: { overall: q7");
  expect(mistaken).not.toBe(before.text);
  writeFiles(root, { "data/cafe/study.yaml": mistaken, "data/cafe/spring.csv": "q1,q2,q3\n9,8,7\n8,9,10\n" });
  const problems = await check({ root }).catch((error: unknown) => {
    if (error instanceof ProblemError) return formatProblems(error.problems);
    throw error;
  });
  expect(problems).toContain(text.trim());
});

describe("lines for a checkout", () => {
  const { scripts } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8")) as {
    scripts: Readonly<Record<string, string>>;
  };
  const read = (path: string) => readFileSync(join(checkout, path), "utf8");

  /** What is wrong with a line; null when it could be run. Some of them take minutes, or want R. */
  function faultOf(line: string): string | null {
    const [program, ...args] = wordsOf(line);
    const missing = (path: string) => (existsSync(join(checkout, path)) ? null : `there is no ${path}`);
    switch (program) {
      case "npm": {
        const script = args[0] === "run" ? args[1]! : args[0]!;
        return script === "ci" || Object.hasOwn(scripts, script) ? null : `there is no script ${script}`;
      }
      case "npx": {
        const [tool, command, option, project, file, ...more] = args;
        if ([tool, command, option].join(" ") !== "vitest run --project" || more.length > 0) return "unknown";
        if (!read("vitest.config.ts").includes(`project("${project}"`)) return `there is no project ${project}`;
        return /^test\/.+\.test\.ts$/.test(file!) ? missing(file!) : `${file} is no test`;
      }
      case "node": {
        const [option, hook, file, ...flags] = args;
        if (option !== "--import") return "unknown";
        const absent = missing(hook!) ?? missing(file!);
        return absent ?? flags.find((flag) => !read(file!).includes(`"${flag}"`)) ?? null;
      }
      case "Rscript":
      case "python3": {
        const [file, to, made] = args;
        if (to !== ">") return "unknown";
        // the head of a program says what it makes
        const says = () => read(file!).split("\n").slice(0, 3).join("\n").includes(made!.split("/").at(-1)!);
        return missing(file!) ?? missing(made!) ?? (says() ? null : `${file} does not make ${made}`);
      }
      default:
        return "unknown";
    }
  }

  test.each(named("lines"))("%s name what is there", (_place, block) => {
    for (const line of linesOf(block).others) expect([line, faultOf(line)]).toEqual([line, null]);
  });

  test("that are wrong are found out", () => {
    for (const line of [
      "npm run tset",
      "npx vitest run --project tests test/nothing.test.ts",
      "npx vitest run --project test test/docs.test.ts",
      "npx somewhere",
      "node --import ./test/register.js test/real/run.ts --tabel",
      "Rscript test/reference/r/weighting.R > test/reference/segments.json",
      "rm -rf .",
    ])
      expect([line, faultOf(line)]).not.toEqual([line, null]);
  });
});

test("the files of the method that is added fit the program", { timeout: 120_000 }, () => {
  const files = new Map(sources.map(([path, text]) => [join(checkout, path), text]));
  const { config } = ts.readConfigFile(join(checkout, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, checkout);
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  const folders = new Set([...files.keys()].map((path) => dirname(path)));
  host.directoryExists = (path) => folders.has(path) || ts.sys.directoryExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.fileExists = (path) => files.has(path) || fileExists(path);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (path, language, ...more) =>
    files.has(path)
      ? ts.createSourceFile(path, files.get(path)!, language, true)
      : getSourceFile(path, language, ...more);
  // declarations of packages that ship none
  const types = ["eleventy.d.ts", "nunjucks.d.ts"].map((name) => join(checkout, "src", name));
  const program = ts.createProgram([...files.keys(), ...types], { ...options, noEmit: true }, host);
  const wrong = [...files.keys()].flatMap((path) => {
    const source = program.getSourceFile(path)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
  expect(wrong).toEqual([]);
});
test.each(named("nginx"))("%s is whole, and takes nothing from the policy of the pages", (_place, { text }) => {
  let depth = 0;
  for (const line of text
    .trim()
    .split("\n")
    .map((each) => each.trim())) {
    if (line === "") continue;
    expect(line).toMatch(/^(}|[a-z_]+ [^{};]*(;|{)|.*;)$/);
    depth += (line.match(/{/g)?.length ?? 0) - (line.match(/}/g)?.length ?? 0);
    expect(depth).toBeGreaterThanOrEqual(0);
  }
  expect(depth).toBe(0);
  // two policies hold both: only what a page cannot say of itself may be added
  const [, policy] = /Content-Security-Policy "([^"]+)"/.exec(text) ?? [];
  const own = readFileSync(join(checkout, "templates/layouts/base.njk"), "utf8");
  for (const directive of policy!.split(";").map((each) => each.trim().split(" ")[0]!))
    expect(own).not.toContain(`${directive} `);
});

describe("methods", () => {
  const pages = docsChapters.flatMap((chapter) => chapter.pages).filter((page) => page.startsWith("methods-"));
  const sections = new Map(
    pages
      .flatMap((page) =>
        readFileSync(join(checkout, "docs", `${page}.md`), "utf8")
          .split(/^## /m)
          .slice(1),
      )
      .map((section) => [/^.+ \(`([\w-]+)`\)\n/.exec(section)?.[1] ?? section.slice(0, 40), section] as const),
  );

  test.each(registry.map(({ id }) => id))("%s stands there with its formulas and their sources", (id) => {
    const section = sections.get(id) ?? "";
    expect(section).toMatch(/^\$\$.+\$\$$/m);
    expect(section).toMatch(/^Sources: .*\(.*\d{4}.*\)/m);
  });

  test("nothing stands there that the program does not have", () => {
    expect([...sections.keys()].sort()).toEqual(registry.map(({ id }) => id).sort());
  });
});
