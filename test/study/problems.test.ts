import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatProblems } from "../../src/problems/printing.ts";
import { load, marks, problemsOf, soundFiles, soundStudy, writeStudy } from "./study-folder.ts";

// Each case changes one line of the sound study. ‸ in the new text marks where the problem must be said to stand.
type Case = readonly [name: string, old: string, changed: string, code: string, said: string];

async function expectProblems([, old, changed, code, said]: Case): Promise<void> {
  expect(soundStudy.split(old).length, `"${old}" must stand once in the sound study`).toBe(2);
  await expectAt(
    soundStudy.replace(old, () => changed),
    [code],
    said,
  );
}

async function expectAt(marked: string, codes: readonly string[], said: string): Promise<void> {
  const problems = await problemsOf(load(writeStudy(marked.replaceAll("‸", ""))));
  const places = placesOf(marked);
  expect(marks(problems)).toEqual(codes.map((code, k) => `${places[k]} ${code}`));
  expect(formatProblems(problems)).toContain(said);
}

/** `line:column` of every mark, as if the marks were not there. */
function placesOf(marked: string): readonly string[] {
  return marked.split("\n").flatMap((line, k) => {
    const pieces = line.split("‸");
    return pieces.slice(1).map((_, piece) => `${k + 1}:${pieces.slice(0, piece + 1).join("").length + 1}`);
  });
}

const q1 = "q1: { text: { en: Overall satisfaction, zh-CN: 总体满意度 }, scale: ten, target: 80 }";
const network =
  "network: { label: { en: Network, zh-CN: 网络 }, performance: q5_1, expectation: q4_1, dimension: reliability, stage: during }";
const ten =
  "ten: { from: 1, to: 10, dont_know: [98], not_applicable: [99], labels: { 10: Excellent, 1: Very poor, 98: Don't know } }";

describe("YAML", () => {
  const cases: readonly Case[] = [
    ["a tab", "  five: { from", "‸\tfive: { from", "yaml", "tab"],
    ["a colon in a text", "client: Northwind Mobile", "client: ‸Northwind: Mobile", "yaml", "quotation marks"],
    ["an unclosed list", "languages: [zh-CN, en]", "languages: [zh-CN, en\n‸waves2: 1", "yaml", "not closed"],
    ["an unclosed quotation mark", "client: Northwind Mobile", 'client: ‸"Northwind Mobile', "yaml", "is not closed"],
    ["a value that begins with @", "respondent: id", "respondent: ‸@id", "yaml", "cannot begin with @"],
    ["a line without a colon", "respondent: id", "‸respondent id", "yaml", "no colon"],
    ["an unknown tag", "respondent: id", "respondent: ‸!column id", "yaml", "no tags"],
    ["a bad escape", "respondent: id", 'respondent: "‸\\q"', "yaml", "backslash"],
    ["a second document", "respondent: id", "‸---\nrespondent: id", "yaml", "second document"],
    ["a stray bracket", "respondent: id", "respondent: ‸]", "yaml", "does not belong here"],
    ["an unknown alias", "respondent: id", "respondent: ‸*id", "alias", '"*id" names an anchor'],
    [
      "one code as number and as text",
      "{ 10: Excellent, 1",
      '{ 10: Excellent, ‸"10": Best, 1',
      "duplicate-key",
      '"10"',
    ],
    ["a list as a key", "respondent: id", "respondent: id\n? ‸[a]\n: b", "key", "plain word"],
    ["a key of objects", "respondent: id", "respondent: id\n‸__proto__: { a: 1 }", "key", "plain word"],
    ["a merge key", "respondent: id", "respondent: id\n‸<<: { unit: a }", "unknown-key", '"<<"'],
    ["U+0000", "respondent: id", 'respondent: ‸"i\\0d"', "control-character", "holds the character U+0000"],
    ["an escape character", "Anything else?", '‸"any\\e[31mthing"', "control-character", "\\u001B[31m"],
    ["half a character", "Anything else?", '‸"\\ud800"', "control-character", "U+D800"],
  ];
  test.each(cases.filter(([name]) => name !== "two waves of one name").map((one) => [one[0], one] as const))(
    "%s",
    async (_, one) => {
      await expectProblems(one);
    },
  );

  test("two waves of one name", async () => {
    const marked = soundStudy.replace("  2026-q3:\n", "  ‸2026-q2:\n").replace("break: { 2026-q3", "break: { ‸2026-q3");
    await expectAt(marked, ["duplicate-key", "unknown-wave"], 'The key "2026-q2" stands twice in one mapping.');
  });

  test("the version line of an older YAML changes no meaning", async () => {
    await expectAt(
      `%YAML 1.1
---
${soundStudy}invented: ‸yes
`,
      ["type"],
      'must be true or false; found the text "yes"',
    );
  });

  test("aliases work, and those that would fill the memory are refused", async () => {
    const once = soundStudy.replace("client: Northwind Mobile", "client: &name Northwind Mobile\nabout: *name");
    expect((await load(writeStudy(once))).about?.en).toBe("Northwind Mobile");
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"];
    for (let k = 1; k < 12; k++)
      bomb.push(
        `${"abcdefghijklm"[k]}: &${"abcdefghijklm"[k]} [${Array(10)
          .fill(`*${"abcdefghijklm"[k - 1]}`)
          .join(", ")}]`,
      );
    const problems = await problemsOf(load(writeStudy(bomb.join("\n"))));
    expect(problems.length).toBeGreaterThan(0);
    expect(new Set(problems.map((problem) => problem.code))).toEqual(new Set(["study/alias"]));
  });

  test("an alias inside what it repeats is refused", async () => {
    expect(marks(await problemsOf(load(writeStudy("title: &a [1, *a]\n"))))).toEqual(["1:15 alias"]);
  });

  test.each(["[", "- ", "{a: ", "? "])("thousands of %j inside one another are refused", async (opening) => {
    const [problem, ...others] = await problemsOf(load(writeStudy(opening.repeat(20_000))));
    expect(problem).toMatchObject({ code: "study/too-deep", place: { line: 1 } });
    expect(others).toEqual([]);
  });
});

describe("form", () => {
  const cases: readonly Case[] = [
    [
      "a mistyped key",
      "respondent: id",
      "‸respondant: id",
      "unknown-key",
      'The study has no key "respondant". Did you mean "respondent"?',
    ],
    [
      "a mistyped key of a question",
      q1,
      q1.replace("target", "‸taregt"),
      "unknown-key",
      'questions.q1 has no key "taregt". Did you mean "target"?',
    ],
    [
      "a key that is like none",
      "respondent: id",
      "respondent: id\n‸xyzzy: 1",
      "unknown-key",
      'It knows "title", "client"',
    ],
    ["American spelling", "brand: { colour", "brand: { ‸color", "unknown-key", 'Did you mean "colour"?'],
    [
      "a missing key of a question",
      "p1: { text: Points for reliability, type: number }",
      "‸p1: { type: number }",
      "missing-key",
      'questions.p1 needs the key "text".',
    ],
    [
      "a text for a list",
      "languages: [zh-CN, en]",
      "languages: ‸en",
      "type",
      'languages must be a list such as [zh-CN, en]; found the text "en".',
    ],
    [
      "a list for a mapping",
      'brand: { colour: "#0b5fff", logo: logo.svg }',
      "brand: ‸[blue]",
      "type",
      "brand must be a mapping",
    ],
    [
      "a number for a text",
      "client: Northwind Mobile",
      "client: ‸2026",
      "type",
      'found the number 2026. Put it in quotation marks: "2026".',
    ],
    [
      "a number in quotation marks",
      "target: 80",
      'target: ‸"80"',
      "type",
      'found the text "80". Take the quotation marks away: 80.',
    ],
    [
      "no for false",
      "reversed: true",
      "reversed: ‸no",
      "type",
      'must be true or false; found the text "no". Write false',
    ],
    ["yes for true", "reversed: true", "reversed: ‸yes", "type", "Write true"],
    [
      "options left empty",
      "kano: { pairs: { network: [k1f, k1d] } }",
      "‸elements:",
      "empty",
      "Write {} to take every default",
    ],
    ["a text left empty", "client: Northwind Mobile", "‸client:", "empty", "found nothing. Give it a value"],
    [
      "the shorthand for weights",
      "weights: { column: w }",
      "weights: ‸w",
      "type",
      'weights must be a mapping such as {column: w}; found the text "w".',
    ],
    [
      "a number out of range",
      "target: 80",
      "target: ‸120",
      "value",
      "questions.q1.target must be a number from 1 to 100 such as 80; found the number 120.",
    ],
    [
      "a share where a score is meant",
      "target: 80",
      "target: ‸0.8",
      "value",
      "questions.q1.target must be a number from 1 to 100 such as 80; found the number 0.8.",
    ],
    ["not a number", "target: 80", "target: ‸.nan", "value", "found the number .nan"],
    [
      "half a code",
      "dont_know: [98]",
      "dont_know: [98, ‸1.5]",
      "value",
      "Each item of scales.ten.dont_know must be a whole number; found the number 1.5.",
    ],
    [
      "a word not offered",
      "type: number",
      "type: ‸numbr",
      "value",
      'must be number or text; found the text "numbr". Did you mean "number"?',
    ],
    [
      "a colour name",
      '"#0b5fff"',
      "‸blue",
      "value",
      'brand.colour must be a colour in quotation marks such as "#0b5fff"; found the text "blue".',
    ],
    [
      "a language that is none",
      "languages: [zh-CN, en]",
      "languages: [zh-CN, en, ‸english]",
      "value",
      "a language tag such as en or zh-CN",
    ],
    ["no language", "languages: [zh-CN, en]", "languages: ‸[]", "value", "found an empty list"],
    [
      "a wave id with capitals",
      "  2026-q2: {",
      "  ‸2026-Q2: {",
      "key",
      'waves names the wave "2026-Q2", which must be an id of small letters',
    ],
    [
      "an id with a space",
      "  p1: { text",
      "  p1: { text: P, type: number }\n  ‸p 2: { text",
      "key",
      'questions names the question "p 2"',
    ],
    ["a tag with a space", "stage: after", "stage: ‸after sale", "value", "without spaces"],
    ["a code that is a word", "{ 10: Excellent", "{ ‸ten: Excellent", "key", "a whole number such as 5"],
    ["a code with a leading nought", "{ 10: Excellent", "{ ‸010: Excellent", "key", '"010"'],
    [
      "dates in words",
      "2026-07-01/2026-09-18",
      "‸July to September",
      "value",
      "two dates such as 2026-04-01/2026-06-20",
    ],
    ["a long delimiter", 'delimiter: ";"', 'delimiter: ‸";;"', "value", "one character"],
    ["too few numbers", "sizes: [1, 4, 9]", "sizes: ‸[1, 4]", "value", "three rising numbers"],
    [
      "an unknown analysis",
      "  gaps: {",
      "  ‸gap: {",
      "unknown-analysis",
      'There is no analysis "gap". Did you mean "gaps"?',
    ],
    [
      "an unknown analysis like none",
      "  gaps: {",
      "  gaps: {}\n  ‸conjoint: {",
      "unknown-analysis",
      'There are "index", "elements"',
    ],
    [
      "options of an analysis",
      "cuts: [50, 70]",
      'cuts: [50, ‸"70"]',
      "type",
      "analyses.index.grades.cuts must be a number",
    ],
    ["a negative weight", "q5_1: 1 }", "q5_1: ‸-1 }", "value", "a number above 0"],
  ];
  test.each(cases.filter(([, , changed]) => changed.includes("‸")).map((one) => [one[0], one] as const))(
    "%s",
    async (_, one) => {
      await expectProblems(one);
    },
  );
});

describe("form, in several places", () => {
  test("a missing key of the study stands at its beginning", async () => {
    await expectAt(
      `‸${soundStudy.replace("client: Northwind Mobile\n", "")}`,
      ["missing-key"],
      'The study needs the key "client".',
    );
  });

  test("a missing key and a strange one", async () => {
    const marked = soundStudy
      .replace("  2026-q3:", "  ‸2026-q3:")
      .replace("fieldwork: 2026-07-01/2026-09-18", "‸when: 2026-07-01/2026-09-18");
    await expectAt(
      marked,
      ["missing-key", "unknown-key"],
      'waves.2026-q3 needs the key "fieldwork". It must be two dates',
    );
  });

  test("a mistyped key that was needed is told once", async () => {
    await expectAt(soundStudy.replace("{ cuts: [50", "{ ‸cut: [50"), ["unknown-key"], 'Did you mean "cuts"?');
  });

  test("a colour that YAML takes for a comment", async () => {
    await expectAt(
      soundStudy.replace('{ colour: "#0b5fff", logo: logo.svg }', "{ ‸colour: #0b5fff, logo: logo.svg\n  }"),
      ["empty"],
      "found nothing",
    );
  });

  test("all that is wrong with one question is told", async () => {
    const marked = soundStudy.replace(
      "{ text: Complaints, scale: five, reversed: true, column: Q5.2 }",
      "{ text: ‸5, scale: ‸fve, reversed: ‸1, column: ‸[], ‸txet: a }",
    );
    await expectAt(
      marked,
      ["type", "unknown-scale", "type", "type", "unknown-key"],
      "questions.q5_2.column must be the name of a column; found an empty list.",
    );
  });
});

describe("references", () => {
  const cases: readonly Case[] = [
    [
      "a question in a list",
      "overall: [q1, q5_1]",
      "overall: [q1, ‸q5_3]",
      "unknown-question",
      'analyses.index.overall names the question "q5_3", which the study does not have. Did you mean',
    ],
    ["a question alone", "overall: [q1, q5_1]", "overall: ‸xyzzy", "unknown-question", 'The study has "q1", "q4_1"'],
    [
      "a question as a key",
      "weights: { q1: 2",
      "weights: { ‸q11: 2",
      "unknown-question",
      'analyses.index.weights names the question "q11"',
    ],
    [
      "a question in a pair",
      "[k1f, k1d]",
      "[k1f, ‸k1x]",
      "unknown-question",
      'analyses.kano.pairs.network names the question "k1x", which the study does not have. Did you mean "k1f"?',
    ],
    ["an element as a key", "pairs: { network:", "pairs: { ‸newtork:", "unknown-element", 'Did you mean "network"?'],
    [
      "a dimension as a key",
      "points: { reliability",
      "points: { ‸reliabilty",
      "unknown-dimension",
      'names the dimension "reliabilty", which no element has. Did you mean "reliability"?',
    ],
    [
      "a label for a value that no element has",
      "response: Response }",
      "‸responce: Response }",
      "unknown-dimension",
      'Did you mean "response"?',
    ],
    [
      "a scale",
      "p1: { text: Points for reliability, type: number }",
      "p1: { text: Points, scale: ‸tem }",
      "unknown-scale",
      'Did you mean "ten"?',
    ],
    [
      "a wave as a key",
      "break: { 2026-q3:",
      "break: { ‸2026-q4:",
      "unknown-wave",
      'questions.q5_1.break names the wave "2026-q4"',
    ],
    [
      "an element's question",
      "performance: q5_2",
      "performance: ‸q5-2",
      "unknown-question",
      'elements.complaints.performance names the question "q5-2"',
    ],
    [
      "a text question where a rating belongs",
      "performance: q5_2",
      "performance: ‸why",
      "question-type",
      'needs a question of type rating; "why" is of type text.',
    ],
    [
      "a choice where a rating belongs",
      "overall: [q1, q5_1]",
      "overall: [q1, ‸how]",
      "question-type",
      '"how" is of type choice',
    ],
    ["a rating where a number belongs", "reliability: p1", "reliability: ‸q1", "question-type", "of type number"],
  ];
  test.each(cases.filter(([, , , code]) => typeof code === "string").map((one) => [one[0], one] as const))(
    "%s",
    async (_, one) => {
      await expectProblems(one);
    },
  );

  test("a slip inside a question does not make its name unknown", async () => {
    await expectProblems(["", q1, q1.replace("target: 80", "‸goal: 80"), "unknown-key", "goal"]);
  });
});

describe("meaning", () => {
  const cases: readonly Case[] = [
    [
      "a language too many",
      "label: { en: Region, zh-CN: 地区 }",
      "label: { en: Region, zh-CN: 地区, ‸de: Gebiet }",
      "unknown-language",
      '"de", which is not a language of the study',
    ],
    [
      "a language misspelt",
      "label: { en: Region, zh-CN: 地区 }",
      "label: { en: Region, ‸zh-cn: 地区 }",
      "unknown-language",
      'Did you mean "zh-CN"?',
    ],
    ["a text of spaces", "client: Northwind Mobile", 'client: ‸"  "', "empty", "client has no words."],
    [
      "a language without words",
      "label: { en: Region, zh-CN: 地区 }",
      'label: { en: Region, zh-CN: ‸"" }',
      "empty",
      "segments.region.label.zh-CN has no words.",
    ],
    [
      "a language twice",
      "languages: [zh-CN, en]",
      "languages: [zh-CN, en, ‸en]",
      "duplicate",
      'languages names "en" twice.',
    ],
    [
      "a day that does not exist",
      "2026-07-01/2026-09-18",
      "‸2026-07-01/2026-09-31",
      "date",
      "names 2026-09-31, a day that does not exist",
    ],
    [
      "fieldwork that ends before it begins",
      "2026-07-01/2026-09-18",
      "‸2026-09-18/2026-07-01",
      "date-order",
      "ends before it begins",
    ],
    ["the address of the newest wave", "  2026-q2: { title", "  ‸latest: { title", "reserved", '"latest"'],
    ["an encoding that is none", "encoding: gb18030", "encoding: ‸gb18003", "encoding", 'Did you mean "gb18030"?'],
    [
      "two waves of the same rows",
      "responses: { file: all.csv, where: { wave: 03 }",
      "responses: ‸{ file: 2026-q2.csv, where: { wave: 03 }",
      "same-rows",
      'The waves "2026-q2" and "2026-q3" read the same rows',
    ],
    ["a scale upside down", ten, ten.replace("to: 10", "to: ‸-1"), "scale-kind", "goes from 1 to -1"],
    [
      "a scale without an end",
      "five: { from: 1, to: 5, answers",
      "‸five: { from: 1, answers",
      "scale-kind",
      "needs from and to, or options",
    ],
    [
      "a scale of both kinds",
      "channel: { options",
      "‸channel: { from: 1, to: 2, options",
      "scale-kind",
      "options and also from or to",
    ],
    [
      "a scale without end",
      "five: { from: 1, to: 5,",
      "five: { from: 1, to: ‸5000,",
      "scale-kind",
      "more than 1001 codes",
    ],
    [
      "a don't-know code that is an answer",
      "dont_know: [98]",
      "dont_know: [98, ‸10]",
      "code-twice",
      "names 10, which is an answer already",
    ],
    ["a don't-know code that is an option", "dont_know: [9] }", "dont_know: [‸2] }", "code-twice", "an answer already"],
    [
      "one code for two kinds of missing",
      "not_applicable: [99]",
      "not_applicable: [‸98]",
      "code-twice",
      "a code of dont_know already",
    ],
    [
      "words for a code outside the scale",
      "{ 10: Excellent",
      "{ ‸11: Excellent",
      "unknown-code",
      "no code of the scale",
    ],
    [
      "an answer with a code outside the scale",
      "Satisfied: 4",
      "Satisfied: ‸6",
      "unknown-code",
      'gives "Satisfied" the code 6',
    ],
    [
      "answers that differ by case",
      "Satisfied: 4",
      "‸very satisfied: 4",
      "same-answer",
      'has "Very satisfied" and "very satisfied"',
    ],
    [
      "a number that stands for another code",
      "Satisfied: 4",
      "‸3: 4",
      "answer-number",
      'gives the number "3" another code',
    ],
    [
      "neither scale nor type",
      "why: { text: Anything else?, type: text }",
      "‸why: { text: Anything else? }",
      "question-kind",
      "neither a scale nor a type",
    ],
    [
      "scale and type",
      "why: { text: Anything else?, type: text }",
      "‸why: { text: Anything else?, type: text, scale: ten }",
      "question-kind",
      "both a scale and a type",
    ],
    [
      "a choice turned round",
      "scale: channel }",
      "scale: channel, ‸reversed: true }",
      "not-a-rating",
      "cannot have reversed",
    ],
    ["a target for an amount", "type: number }", "type: number, ‸target: 50 }", "not-a-rating", "cannot have target"],
    [
      "two questions on one column",
      "column: Q5.2",
      "column: ‸q5_1",
      "same-column",
      'The questions "q5_1" and "q5_2" both read the column "q5_1".',
    ],
    ["a question on the respondent", "column: Q5.2", "column: ‸id", "same-column", "names the respondent"],
    [
      "a segment by respondent",
      "age: { column: age_band }",
      "age: { ‸column: id }",
      "same-column",
      'The segment "age" reads the column that names the respondent.',
    ],
    ["branches by respondent", "unit: branch", "‸unit: id", "same-column", "unit reads the column"],
    [
      "a segment by branch",
      "age: { column: age_band }",
      "age: { ‸column: branch }",
      "same-column",
      "which is the unit's. Remove it here",
    ],
    ["a segment called unit", "age: { column: age_band }", "‸unit: { column: age_band }", "reserved", '"unit"'],
    [
      "two elements of one question",
      "performance: q5_2",
      "performance: ‸q5_1",
      "same-question",
      'The elements "network" and "complaints" have the same performance question "q5_1".',
    ],
    [
      "one question in two parts of an element",
      network,
      network.replace("expectation: q4_1", "expectation: ‸q5_1"),
      "same-question",
      "as performance and as expectation",
    ],
    [
      "caution below hiding",
      "conventions: { top: 1,",
      "conventions: { top: 1, caution_below: ‸8,",
      "convention",
      "caution_below is 8, below hide_below, which is 10",
    ],
    [
      "caution below hiding, the other way round",
      "conventions: { top: 1,",
      "conventions: { top: 1, hide_below: ‸40,",
      "convention",
      "caution_below is 30, below hide_below, which is 40",
    ],
    ["sizes that fall", "sizes: [1, 4, 9]", "sizes: ‸[4, 1, 9]", "convention", "must rise"],
  ];
  test.each(cases.filter(([, , changed]) => changed.includes("‸")).map((one) => [one[0], one] as const))(
    "%s",
    async (_, one) => {
      await expectProblems(one);
    },
  );

  test("a language is missing", async () => {
    const marked = soundStudy.replace("label: { en: Network, zh-CN: 网络 }", "‸label: { en: Network }");
    await expectAt(marked, ["missing-language"], 'elements.network.label has no words in "zh-CN".');
  });

  test("waves out of order", async () => {
    const marked = soundStudy
      .replace("  2026-q3:", "  ‸2026-q3:")
      .replace("2026-07-01/2026-09-18", "2026-01-01/2026-03-18");
    await expectAt(marked, ["wave-order"], 'The wave "2026-q3" was asked before "2026-q2", which stands above it.');
  });

  test("waves called by years stand in the order of the file", async () => {
    const marked = soundStudy
      .replace("  2026-q2:", "  2027:")
      .replace("  2026-q3:", "  ‸2026:")
      .replace("2026-07-01/2026-09-18", "2026-01-01/2026-03-18");
    await expectAt(
      marked.replace("break: { 2026-q3", "break: { 2026"),
      ["wave-order"],
      'The wave "2026" was asked before "2027"',
    );
  });

  test("sections that name nothing", async () => {
    const text = "title: T\nclient: C\nlanguages: [en]\nwaves: {}\nquestions: {}\nanalyses: {}\n";
    expect(marks(await problemsOf(load(writeStudy(text))))).toEqual(["4:1 empty", "5:1 empty", "6:1 empty"]);
  });
});

describe("files", () => {
  const cases: readonly Case[] = [
    [
      "a missing file of answers",
      "responses: 2026-q2.csv",
      "responses: ‸2026-q1.csv",
      "no-file",
      'waves.2026-q2.responses names the file "2026-q1.csv", which does not exist. Did you mean "2026-q2.csv"?',
    ],
    ["a missing logo", "logo: logo.svg", "logo: ‸logos/logo.svg", "no-file", "Paths begin at the study's folder."],
    ["a missing table", "tables/complaints.csv", "‸tables/complaint.csv", "no-file", 'Did you mean "complaints.csv"?'],
    [
      "a missing file of an analysis",
      "kano: { pairs: { network: [k1f, k1d] } }",
      "file: { standards: ‸none.csv }",
      "no-file",
      "analyses.file.standards",
    ],
    [
      "a way out",
      "responses: 2026-q2.csv",
      "responses: ‸../other/2026-q2.csv",
      "outside-folder",
      "lies outside the study's folder",
    ],
    [
      "a way out and back",
      "responses: 2026-q2.csv",
      "responses: ‸../../data/../../secret.csv",
      "outside-folder",
      "outside",
    ],
    ["a path from the root", "responses: 2026-q2.csv", "responses: ‸/etc/passwd", "outside-folder", "outside"],
    ["a folder", "responses: 2026-q2.csv", "responses: ‸tables", "not-a-file", "is not a file"],
    ["a logo that is no picture", "logo: logo.svg", "logo: ‸2026-q2.csv", "logo", "SVG, PNG, JPEG or WebP"],
  ];
  test.each(cases.map((one) => [one[0], one] as const))("%s", async (_, one) => {
    await expectProblems(one);
  });

  test("links that lead out of the folder are refused, links within it are followed", async () => {
    const { root, folder } = writeStudy(soundStudy);
    writeFileSync(join(root, "secret.csv"), "q1\n");
    rmSync(join(folder, "2026-q2.csv"));
    symlinkSync(join(root, "secret.csv"), join(folder, "2026-q2.csv"));
    expect(marks(await problemsOf(load({ root, folder })))).toEqual([
      `6:${soundStudy.split("\n")[5]!.indexOf("2026-q2.csv") + 1} outside-folder`,
    ]);
    rmSync(join(folder, "2026-q2.csv"));
    symlinkSync(join(folder, "all.csv"), join(folder, "2026-q2.csv"));
    expect(await problemsOf(load({ root, folder }))).toEqual([]);
  });

  test("a study that lies outside the built folder is refused", async () => {
    const elsewhere = writeStudy(soundStudy);
    const { root, folder } = writeStudy(soundStudy);
    rmSync(folder, { recursive: true });
    symlinkSync(elsewhere.folder, folder);
    expect(await problemsOf(load({ root, folder }))).toMatchObject([
      { code: "study/outside-folder", place: { file: "data/mobile/study.yaml" } },
    ]);
  });

  test("notes under names that nothing reads are told", async () => {
    const { root, folder } = writeStudy(soundStudy, {
      ...soundFiles,
      "notes/2026-q2/summary.en.md": "",
      "notes/2026-q2/picture.png": "",
      "notes/2026-q2/summary.md": "",
      "notes/2026-q2/summary.de.md": "",
      "notes/2026-q1/summary.en.md": "",
      "notes/summary.en.md": "",
    });
    mkdirSync(join(root, "out"));
    writeFileSync(join(root, "out", "a.en.md"), "");
    symlinkSync(join(root, "out", "a.en.md"), join(folder, "notes", "2026-q2", "index.en.md"));
    const problems = await problemsOf(load({ root, folder }));
    expect(problems.map(({ place, code }) => [place.file, code])).toEqual([
      ["data/mobile/notes/2026-q1", "study/unknown-wave"],
      ["data/mobile/notes/2026-q2/index.en.md", "study/outside-folder"],
      ["data/mobile/notes/2026-q2/summary.de.md", "study/unknown-language"],
      ["data/mobile/notes/2026-q2/summary.md", "study/note-name"],
      ["data/mobile/notes/summary.en.md", "study/note-name"],
    ]);
  });
});
