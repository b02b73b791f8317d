import { readFileSync } from "node:fs";
import { join } from "node:path";
import nunjucks from "nunjucks";
import { expect, test } from "vitest";
import { build } from "../../src/pipeline.ts";
import { type Problem, ProblemError } from "../../src/problems/problem.ts";
import { checkTemplates } from "../../src/report/own-templates.ts";
import { scratchFolder, writeFiles } from "../program.ts";
import { project } from "./cafe.ts";

const environment = new nunjucks.Environment();

function problemsOf(files: Readonly<Record<string, string>>): readonly Problem[] {
  const root = scratchFolder();
  writeFiles(root, files);
  try {
    checkTemplates(root, environment, ["index", "gaps"]);
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
  return [];
}

test.each([
  ["templates/pages/chartr.njk", 'Did you mean "pages/charter.njk"?'],
  ["templates/macro/figure.njk", 'Did you mean "macros/figure.njk"?'],
  [
    "templates/old/page-of-2025.njk",
    "Give it the name of the template that it replaces, or include it in one of yours.",
  ],
  ["templates/methods/gap.en.md", 'Did you mean "methods/gaps.en.md"?'],
  ["templates/methods/index.md", 'Did you mean "methods/index.en.md"?'],
  ["templates/locales/en.yml", 'Did you mean "locales/en.yaml"?'],
  ["templates/scripts/scenarios.js", 'Did you mean "scripts/scenario.js"?'],
  ["site/hme.njk", 'Did you mean "home.njk"?'],
])("%s would never be seen", (file, hint) => {
  expect(problemsOf({ [file]: "x" })).toMatchObject([{ code: "report/unknown-template", place: { file }, hint }]);
});

test("what is used may stand there: ours replaced, parts that those name, locales and notes of any language, a word for readers", () => {
  const files = {
    "templates/pages/charter.njk":
      '{% extends "layouts/report.njk" %}{% from "macros/facts.njk" import facts, ledger as account %}{% include "parts/thanks.njk" %}{% include "parts/perhaps.njk" ignore missing %}',
    "templates/parts/thanks.njk": "{{ v.title | upper }}",
    "templates/locales/pt-BR.yaml": "",
    "templates/methods/index.fr.md": "",
    "templates/README.md": "",
    "templates/.DS_Store": "",
    "site/home.njk": "",
    "site/imprint.en.md": "",
    "site/fonts/a.woff2": "",
  };
  expect(problemsOf(files)).toEqual([]);
});

test("filters, templates and macros that are not there are told with their places, all at once", () => {
  const page = `{% extends "layouts/reprt.njk" %}
{% from "macros/facts.njk" import fact, ledger %}
{% block body %}{{ v.title | uper }}
  {{ v.title | shoot("x") }}{% endblock %}
`;
  const file = "templates/pages/charter.njk";
  expect(problemsOf({ [file]: page, "templates/pages/summary.njk": "a\n{% iff v %}\n" })).toMatchObject([
    {
      code: "report/template",
      place: { file: "templates/pages/summary.njk", line: 2 },
      message: expect.stringMatching(/^This template cannot be read: unknown block tag: iff\.$/),
    },
    { place: { file, line: 3 }, message: 'There is no filter "uper".', hint: 'Did you mean "upper"?' },
    {
      place: { file, line: 4 },
      message: 'There is no filter "shoot".',
      hint: "Templates have the filters of Nunjucks.",
    },
    {
      place: { file, line: 1, column: 12 },
      message: 'There is no template "layouts/reprt.njk".',
      hint: 'Did you mean "layouts/report.njk"?',
    },
    {
      place: { file, line: 2, column: 35 },
      message: '"macros/facts.njk" has no macro "fact".',
      hint: 'Did you mean "facts"?',
    },
  ]);
});

test("a macro that fails in a page of ours is a problem with its own place, and the last good site stays", async () => {
  const root = project();
  const out = join(root, "_site");
  await build({ root, out, only: "cafe/spring" });
  const page = () => readFileSync(join(out, "cafe/spring/en/charter/index.html"), "utf8");
  const before = page();
  const macros = (line: string) =>
    `{% macro facts(rows) %}\n<dl>\n${line}\n</dl>{% endmacro %}\n{% macro ledger(v, account) %}{% endmacro %}\n`;
  const file = "templates/macros/facts.njk";
  for (const [line, place, message] of [
    ["  {{ rows.no.where }}", { file, line: 3 }, /^This template fails: attempted to output null/],
    [
      "{{ rows.shoot() }}",
      { file },
      /^This template fails where "pages\/[a-z]+\.njk" uses it: Unable to call `rows\["shoot"\]`/,
    ],
  ] as const) {
    writeFiles(root, { [file]: macros(line) });
    const failed = await build({ root, out, only: "cafe/spring" }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ProblemError);
    expect((failed as ProblemError).problems).toMatchObject([
      { code: "report/template", place, message: expect.stringMatching(message) },
    ]);
    expect(page()).toBe(before);
  }
});
