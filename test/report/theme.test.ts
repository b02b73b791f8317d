import { readFileSync } from "node:fs";
import { join } from "node:path";
import nunjucks from "nunjucks";
import { expect, test } from "vitest";
import { type Problem, ProblemError } from "../../src/problems/problem.ts";
import { checkTemplates } from "../../src/report/own-templates.ts";
import { readSiteFiles } from "../../src/report/site-pages.ts";
import { checkTheme } from "../../src/report/theme.ts";
import { checkout, scratchFolder, writeFiles } from "../program.ts";

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
      ':root { --est-soft: #123456; --mine: 2px; }\n/* { --not: */\n.a::before { content: "}"; margin: var(--mine); background: url(a.svg) }\n',
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

const sheet = readFileSync(join(checkout, "site/assets/satisfact.css"), "utf8");

test("our own colours can be read", () => {
  const [light, dark] = [...sheet.matchAll(/^ *:root \{[^}]*\}/gm)].map(String);
  expect(told(`${light}\n@media screen and (prefers-color-scheme: dark) {\n${dark} }`)).toEqual([]);
});

const inTheDark = "@media screen and (prefers-color-scheme: dark)";
test.each([
  // #767676 on white is 4.54:1 and #777777 4.47:1, the pair that tells 4.5 apart
  [
    ":root { --paper: #ffffff; --ink-3: #777777 }",
    ["--ink-3"],
    "4.4 on --paper in the light; text needs 4.5",
    "--ink-3",
  ],
  [":root { --paper: #fff; --cat-2: #aaa }", ["--cat-2"], "2.3 on --paper in the light; a mark needs 3", "--cat-2"],
  [`${inTheDark} { :root { --est: #1c5a93 } }`, ["--est", "--on-est"], "on --paper in the dark", "--est"],
])("%s is told where it is set", (css, names, message, property) => {
  const column = css.indexOf(property) + 1;
  const problems = told(css).filter(
    (problem) => problem.place.column === column && message.includes("dark") === /dark/.test(problem.message),
  );
  expect(problems.map(({ message }) => message.split(" ")[0])).toEqual(names);
  expect(problems[0]).toMatchObject({
    code: "report/theme-contrast",
    severity: "notice",
    message: expect.stringContaining(message),
  });
});

test("what is set for every screen holds in the dark, unless the dark has its own", () => {
  const paper = ":root { --paper: #ffffff }";
  expect(told(paper).map(({ message }) => message)).toContainEqual(expect.stringMatching(/^--ink has .* in the dark/));
  expect(told(`${paper}\n${inTheDark} { :root { --paper: #000000 } }`)).toEqual([]);
  // a rule for paper, for a part or for narrow screens is none for the page
  expect(
    told(
      `${paper}\n${inTheDark} { :root { --paper: #000 } }\n@media print { :root { --ink: #fff } }\n.a { --ink: #fff }`,
    ),
  ).toEqual([]);
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
