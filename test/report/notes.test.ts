import { join } from "node:path";
import { expect, test } from "vitest";
import type { Problem, ProblemError } from "../../src/problems/problem.ts";
import { findNotes, type NoteNames, renderNote } from "../../src/report/notes.ts";
import { scratchFolder, writeFiles } from "../program.ts";
import { smallStudy } from "./fixture.ts";

const names: NoteNames = {
  values: ["index.score", "elements.score:desk"],
  figures: ["gaps", "trend"],
  value: (name, filter) =>
    name === "index.score" ? { value: "73.8", interval: "72.9–74.7", base: "<2,412>" }[filter] : undefined,
};

function render(text: string): { parts: ReturnType<typeof renderNote>; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  return {
    parts: renderNote({ file: "n.md", wave: "q3", page: "summary", language: "en", text }, names, problems),
    problems,
  };
}

test("text, numbers and figures in their order", () => {
  const { parts, problems } = render(
    'Index {{ "index.score" | value }} ({{"index.score"|interval}}).\n\n{% figure "gaps" %}\n\nAfter *it*.',
  );
  expect(problems).toEqual([]);
  expect(parts).toEqual([
    { kind: "html", html: "<p>Index 73.8 (72.9–74.7).</p>\n" },
    { kind: "figure", figure: "gaps" },
    { kind: "html", html: "\n<p>After <em>it</em>.</p>\n" },
  ]);
});

test("what is put in is escaped, and HTML of the analyst's is text", () => {
  const [part] = render('<b onclick="x">{{ "index.score" | base }}</b>').parts;
  expect(part).toEqual({ kind: "html", html: "<p>&lt;b onclick=&quot;x&quot;&gt;&lt;2,412&gt;&lt;/b&gt;</p>\n" });
});

test("a table is named by its columns, and an empty corner is no heading", () => {
  const [part] = render('| | a "b" | c |\n|---|---|---|\n| d | 1 | 2 |').parts;
  const html = part?.kind === "html" ? part.html : "";
  expect(html).toContain('<div class="scroll" tabindex="0" role="region" aria-label="a &quot;b&quot; · c">');
  expect(html.match(/<th>.*?<\/th>/g)).toEqual(["<th>a &quot;b&quot;</th>", "<th>c</th>"]);
  expect(html).toMatch(/<tr>\s*<td><\/td>/);
});

test.each([
  ['\n\n  {% figure "gasp" %}', 3, 3, 'This wave has no figure "gasp".', 'Did you mean "gaps"?'],
  ['x {{ "index.scoer" | value }}', 1, 3, 'This wave has no number "index.scoer".', 'Did you mean "index.score"?'],
  ['{{ "index.score" | vlaue }}', 1, 1, 'There is no filter "vlaue".', 'Did you mean "value"?'],
  [
    "Our shop:\n![before](shop.png)",
    2,
    1,
    "A note holds no pictures: the report shows only what it was made from.",
    'A figure of the report stands in a note as {% figure "name" %}.',
  ],
  [
    "a\n{% include x %}",
    2,
    1,
    '"{%" begins something that a note cannot hold.',
    'A note may hold {% figure "name" %} and {{ "name" | value }}.',
  ],
])("%j is a problem with its place", (text, line, column, message, hint) => {
  expect(render(text).problems).toEqual([
    { code: "report/note", severity: "error", place: { file: "n.md", line, column }, message, hint },
  ]);
});

function notesIn(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = scratchFolder();
  writeFiles(join(folder, "notes"), files);
  return findNotes(smallStudy({ folder }), ["summary", "trend"]);
}

test("notes are found by wave, page and language", () => {
  expect(notesIn({ "q3/summary.zh-CN.md": "好", "q3/.hidden": "" })).toEqual([
    { file: "data/small/notes/q3/summary.zh-CN.md", wave: "q3", page: "summary", language: "zh-CN", text: "好" },
  ]);
});

test("notes that nobody would see are problems, all of them at once", () => {
  let problems: readonly Problem[] = [];
  try {
    notesIn({
      "q4/summary.en.md": "x",
      "q3/sumary.en.md": "x",
      "q3/summary.fr.md": "x",
      "q3/notes.txt": "x",
      // 好 as GB18030 has it
      "q3/trend.en.md": Buffer.from([0x61, 0x0a, 0x62, 0xba, 0xc3]),
    });
  } catch (error) {
    problems = (error as ProblemError).problems;
  }
  expect(problems.map(({ place, hint }) => [place.file, hint])).toEqual([
    ["data/small/notes/q3/notes.txt", "Name it like summary.en.md."],
    ["data/small/notes/q3/sumary.en.md", 'Did you mean "summary"?'],
    ["data/small/notes/q3/summary.fr.md", "Its languages are en, zh-CN."],
    ["data/small/notes/q3/trend.en.md", "Save it as UTF-8."],
    ["data/small/notes/q4", 'Did you mean "q2"?'],
  ]);
  expect(problems.find(({ code }) => code === "report/note-encoding")?.place).toMatchObject({ line: 2, column: 2 });
});
