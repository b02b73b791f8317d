import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import nunjucks, { type Environment, type TemplateNode } from "nunjucks";
import { type Place, type Problem, ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import { didYouMean } from "../problems/suggestion.ts";
import { packageFolder } from "./program.ts";
import { filesBelow } from "./site-pages.ts";

/** Folders of templates, in the order in which a name is looked for, below a project and below the program. */
export const templateFolders = ["templates", "site"] as const;

/** Before the name of a template, it means ours, whatever the client has in its place. */
export const ourPrefix = "satisfact/";

/** A template of the client's. `name` is what other templates call it, `file` what messages do. */
interface OwnTemplate {
  readonly name: string;
  readonly file: string;
  readonly tree: TemplateNode;
}

/** Templates by the names that other templates call them by; the client's first. */
interface Templates {
  readonly own: ReadonlyMap<string, OwnTemplate>;
  readonly ours: readonly string[];
  /** The tree of any template. */
  treeOf(name: string): TemplateNode | undefined;
}

/**
 * Looks through the client's templates before a page is made with them: what nothing would ever use, filters, macros and
 * templates that are not there, and what cannot be read.
 *
 * @throws ProblemError with all of that, each with its place
 */
export function checkTemplates(root: string, environment: Environment, analyses: readonly string[]): void {
  const problems: Problem[] = [];
  const templates = readTemplates(root, problems);
  const called = new Set([...templates.own.values()].flatMap(({ tree }) => callsOf(tree).map(({ called }) => called)));
  for (const template of templates.own.values()) problems.push(...missingIn(template, templates, environment));
  problems.push(...strayFiles(root, templates, called, analyses));
  if (problems.length > 0) throw new ProblemError(problems);
}

function readTemplates(root: string, problems: Problem[]): Templates {
  const below = (base: string) =>
    templateFolders.flatMap((folder) =>
      filesBelow(join(base, folder), "")
        .filter((name) => name.endsWith(".njk"))
        .map((name) => ({ name, file: `${folder}/${name}` })),
    );
  const parse = (path: string) =>
    nunjucks.parser.parse(readFileSync(path, "utf8"), [], { trimBlocks: true, lstripBlocks: true });
  const own = new Map<string, OwnTemplate>();
  for (const { name, file } of below(root)) {
    if (own.has(name)) continue;
    try {
      own.set(name, { name, file, tree: parse(join(root, file)) });
    } catch (error) {
      const { message, lineno, colno } = error as Error & { lineno?: number; colno?: number };
      problems.push({
        code: "report/template",
        severity: "error",
        place: { file, ...(lineno && { line: lineno }), ...(colno && { column: colno }) },
        message: `This template cannot be read: ${sentence(message.split("\n").at(-1)!)}`,
        hint: "Compare it with the template of the same name in Satisfact.",
      });
    }
  }
  const ours = new Map(below(packageFolder).map(({ name, file }) => [name, file]));
  return {
    own,
    ours: [...ours.keys()],
    treeOf: (name) => {
      const file = ours.get(name.startsWith(ourPrefix) ? name.slice(ourPrefix.length) : name);
      return own.get(name)?.tree ?? (file === undefined ? undefined : parse(join(packageFolder, file)));
    },
  };
}

function sentence(text: string): string {
  const reason = text.trim().replace(/^(?:Template render error|Error): /, "");
  return reason.replace(/\.?$/, ".");
}

/** The templates that a template names; a computed name is no name. */
function callsOf(tree: TemplateNode): readonly { readonly called: string; readonly node: TemplateNode }[] {
  const { Extends, Include, Import, FromImport } = nunjucks.nodes;
  return [Extends, Include, Import, FromImport]
    .flatMap((type) => tree.findAll(type))
    .flatMap((node) => (typeof node.template?.value === "string" ? [{ called: node.template.value, node }] : []));
}

/** Filters, templates and macros that a template names and that are not there. */
function missingIn({ file, tree }: OwnTemplate, templates: Templates, environment: Environment): readonly Problem[] {
  const at = ({ lineno, colno }: TemplateNode): Place => ({ file, line: lineno + 1, column: colno + 1 });
  const problem = (node: TemplateNode, what: string, hint: string): Problem => ({
    code: "report/template",
    severity: "error",
    place: at(node),
    message: what,
    hint,
  });
  const names = [...new Set([...templates.own.keys(), ...templates.ours])];
  const filters = tree.findAll(nunjucks.nodes.Filter).flatMap((node): readonly Problem[] => {
    const filter = node.name!.value;
    const known = filterNames(environment);
    if (known.includes(filter)) return [];
    return [
      problem(
        node,
        `There is no filter ${quote(filter)}.`,
        didYouMean(filter, known) ?? "Templates have the filters of Nunjucks.",
      ),
    ];
  });
  const calls = callsOf(tree).flatMap(({ called, node }): readonly Problem[] => {
    const target = templates.treeOf(called);
    if (!target && node.ignoreMissing) return [];
    if (!target) {
      const hint = didYouMean(called, names) ?? "Its name is its path below templates/ or site/.";
      return [problem(node.template!, `There is no template ${quote(called)}.`, hint)];
    }
    const macros = [
      ...target.findAll(nunjucks.nodes.Macro).map((macro) => macro.name!.value),
      // what is set at the top can be imported too
      ...target.findAll(nunjucks.nodes.Set).flatMap((set) => set.targets!.map(({ value }) => value)),
    ];
    return (node.names?.children ?? []).flatMap((imported): readonly Problem[] => {
      const name = imported.key?.value ?? imported.value!;
      if (macros.includes(name)) return [];
      const hint = didYouMean(name, macros) ?? `Its macros are ${macros.join(", ")}.`;
      return [problem(imported, `${quote(called)} has no macro ${quote(name)}.`, hint)];
    });
  });
  return [...filters, ...calls];
}

function filterNames(environment: Environment): readonly string[] {
  return Object.keys((environment as unknown as { readonly filters: object }).filters);
}

const tag = "[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*";
const localeName = new RegExp(`^locales/${tag}\\.yaml$`);
const noteName = new RegExp(`^methods/(.+)\\.${tag}\\.md$`);

/** Files that nothing would ever use: most are named a little wrong. */
function strayFiles(
  root: string,
  { ours }: Templates,
  called: ReadonlySet<string>,
  analyses: readonly string[],
): readonly Problem[] {
  const scripts = filesBelow(join(packageFolder, "templates"), "").filter((name) => name.startsWith("scripts/"));
  const isUsed = (name: string) =>
    ours.includes(name) ||
    called.has(name) ||
    scripts.includes(name) ||
    localeName.test(name) ||
    analyses.includes(noteName.exec(name)?.[1] ?? "") ||
    /(^|\/)README[^/]*$/.test(name);
  const files = [
    ...filesBelow(join(root, "templates"), "").map((name) => ({ name, file: `templates/${name}` })),
    // anything else in site/ is a file of the site
    ...filesBelow(join(root, "site"), "")
      .filter((name) => name.endsWith(".njk"))
      .map((name) => ({ name, file: `site/${name}` })),
  ];
  return files
    .filter(({ name }) => !isUsed(name))
    .map(({ name, file }) => {
      const [, language] = new RegExp(`\\.(${tag})\\.md$`).exec(name) ?? [];
      const notes = analyses.map((id) => `methods/${id}.${language ?? "en"}.md`);
      return {
        code: "report/unknown-template",
        severity: "error",
        place: { file },
        message: "No page, part or method uses a file of this name, so nobody would see it.",
        hint:
          didYouMean(name, [...ours, ...scripts, ...notes, "locales/en.yaml", "locales/zh-CN.yaml"]) ??
          "Give it the name of the template that it replaces, or include it in one of yours.",
      };
    });
}

/**
 * A template that failed at work: the client's, with its place as far as it is known. Null where no template of the client's
 * had a part in it.
 *
 * @param message what Nunjucks says: the files that it was in, and the reason
 */
export function failedTemplate(root: string, message: string): Problem | null {
  const chain = [...message.matchAll(/\(([^()\n]+\.njk)\)(?: \[Line (\d+), Column (\d+)\])?/g)].map(
    ([, path, line, column]) => ({ path: path!, line: Number(line ?? 0), column: Number(column ?? 0) }),
  );
  const last = chain.at(-1);
  if (!last) return null;
  const reason = message
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !/\.njk\)/.test(line))
    .at(-1);
  const said = sentence(reason ?? "it cannot be read");
  // what is undefined is found in the template that prints it, counted from 1; a call is found in the page, counted from 0
  const isOutput = reason?.startsWith("attempted to output") ?? false;
  const spot = { lineno: last.line - (isOutput ? 1 : 0), colno: last.column - (isOutput ? 1 : 0) };
  const templates = readTemplates(root, []);
  const own = [...templates.own.values()];
  const named = own.find(({ file }) => join(root, file) === last.path);
  const page = nameOf(root, last.path);
  const used = page === undefined ? [] : reachable(page, templates).flatMap((name) => templates.own.get(name) ?? []);
  const printsThere = ({ tree }: OwnTemplate) =>
    tree.findAll(nunjucks.nodes.Output).some(({ lineno, colno }) => lineno === spot.lineno && colno === spot.colno);
  const printing = isOutput ? used.find(printsThere) : undefined;
  const at = printing ?? named;
  const place = at
    ? { file: at.file, ...(last.line > 0 && { line: spot.lineno + 1, column: spot.colno + 1 }) }
    : used[0] && { file: used[0].file };
  if (!place) return null;
  const where = at || page === undefined ? "This template fails" : `This template fails where ${quote(page)} uses it`;
  const hint = "Compare it with the template of the same name in Satisfact.";
  return { code: "report/template", severity: "error", place, message: `${where}: ${said}`, hint };
}

function nameOf(root: string, path: string): string | undefined {
  const bases = [root, packageFolder].flatMap((base) => templateFolders.map((folder) => join(base, folder)));
  return bases.map((base) => relative(base, path)).find((name) => !name.startsWith(".."));
}

/** A template and all that it names, and those name, nearest first. */
function reachable(name: string, templates: Templates): readonly string[] {
  const found = new Set([name]);
  for (const each of found)
    for (const { called } of callsOf(templates.treeOf(each)!)) if (templates.treeOf(called)) found.add(called);
  return [...found];
}
