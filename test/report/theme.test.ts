import nunjucks from "nunjucks";
import { expect, test } from "vitest";
import { type Problem, ProblemError } from "../../src/problems/problem.ts";
import { checkTemplates } from "../../src/report/own-templates.ts";
import { readSiteFiles } from "../../src/report/site-pages.ts";
import { checkTheme } from "../../src/report/theme.ts";
import { scratchFolder, writeFiles } from "../program.ts";

function told(css: string): readonly Problem[] {
  const root = scratchFolder();
  writeFiles(root, { "site/theme.css": css });
  try {
    return checkTheme(readSiteFiles(root));
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
}

const file = "site/theme.css";

test("a theme of sound rules has nothing told of it", () => {
  expect(
    told(
      ':root { --est: #123456; --mine: 2px; }\n/* { --not: */\n.a::before { content: "}"; margin: var(--mine); background: url(a.svg) }\n',
    ),
  ).toEqual([]);
});

test.each([
  [".a { color: red }\n}\n", { line: 2, column: 1 }, "This } closes nothing."],
  [".a { color: red }\n@media print {\n.b { color: red }\n", { line: 2, column: 14 }, "This { is never closed."],
  ['/* a */\n@import "b.css";', { line: 2, column: 1 }, "Nothing can be imported into the middle of a style sheet."],
  [
    "@font-face { font-family: A;\n  src: url('https://fonts.example/a.woff2') }",
    { line: 2, column: 8 },
    "A page loads nothing from elsewhere: its policy forbids it.",
  ],
  [".a { background: url(//cdn.example/a.png) }", { line: 1, column: 18 }, /policy/],
])("%j is a problem with its place", (css, place, message) => {
  expect(told(css)).toMatchObject([
    { code: "report/theme", severity: "error", place: { file, ...place }, message: expect.stringMatching(message) },
  ]);
});

test("a property that nothing uses is a notice", () => {
  expect(told(":root {\n  --papr: #fff;\n}\n")).toMatchObject([
    {
      code: "report/theme-property",
      severity: "notice",
      place: { file, line: 2, column: 3 },
      message: 'Nothing uses the property "--papr".',
      hint: 'Did you mean "--paper"?',
    },
  ]);
});

test("a template of the client's may build on the one of ours that it stands before", () => {
  const root = scratchFolder();
  writeFiles(root, {
    "templates/pages/charter.njk":
      '{% extends "satisfact/pages/charter.njk" %}{% from "macros/facts.njk" import ledger %}',
    "templates/macros/facts.njk":
      '{% from "satisfact/macros/facts.njk" import ledger as account %}{% set ledger = account %}{% macro facts(rows) %}{% endmacro %}',
  });
  expect(() => checkTemplates(root, new nunjucks.Environment(), [])).not.toThrow();
});
