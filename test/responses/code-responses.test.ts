import { describe, expect, it } from "vitest";
import { codeResponses } from "../../src/responses/code-responses.ts";
import { codeOf, rescaledOf, scoreOf, statusOf } from "../../src/responses/column.ts";
import { problemsOf, read } from "../sources/reading.ts";
import { code, numbers } from "./coding.ts";
import { makeQuestion, makeScale, makeStudy, makeWave } from "./make-study.ts";

const ten = makeScale("ten", 1, 10, {
  dontKnow: [98],
  notApplicable: [99],
  answers: new Map([
    ["DK", 98],
    ["superb", 10],
  ]),
});

describe("a rating", () => {
  it("is a code, however the number is written", async () => {
    const responses = await code(makeStudy([makeQuestion("q1", ten)]), "q1\n5\n5.0\n+5\n05\n10\n1\n");
    expect(numbers(responses, codeOf("q1"))).toEqual([5, 5, 5, 5, 10, 1]);
  });

  it("keeps blank, don't know and not applicable apart", async () => {
    const responses = await code(
      makeStudy([makeQuestion("q1", ten), makeQuestion("q2", ten)]),
      "q1,q2\n7,1\n,1\n98,1\n99,1\nDK,1\n",
    );
    expect(numbers(responses, codeOf("q1"))).toEqual([7, null, null, null, null]);
    expect(numbers(responses, statusOf("q1"))).toEqual([0, 1, 2, 3, 2]);
  });

  it("may be a text that the study explains", async () => {
    const responses = await code(makeStudy([makeQuestion("q1", ten)]), "q1\nsuperb\n3\n");
    expect(numbers(responses, codeOf("q1"))).toEqual([10, 3]);
  });

  it("is turned round on 0-100, and not as a code, when the question is reversed", async () => {
    const five = makeScale("five", 1, 5);
    const study = makeStudy([makeQuestion("up", five), makeQuestion("down", five, { reversed: true })]);
    const responses = await code(study, "up,down\n1,1\n4,4\n5,5\n");
    expect(numbers(responses, rescaledOf("up"))).toEqual([0, 75, 100]);
    expect(numbers(responses, rescaledOf("down"))).toEqual([100, 25, 0]);
    expect(numbers(responses, codeOf("down"))).toEqual([1, 4, 5]);
  });

  it("that is a text stops the build: once per text, with rows, first line and hint", async () => {
    const problems = await problemsOf(() => code(makeStudy([makeQuestion("q1", ten)]), "q1\n5\ngood\n4\ngood\nbad\n"));
    expect(problems).toMatchObject([
      {
        code: "responses/not-a-code",
        severity: "error",
        place: { file: "answers.csv", line: 3 },
        message:
          'The column "q1" (question "q1") holds "good" in 2 rows, which is no code and no text that the study explains.',
        hint: expect.stringContaining('`answers` of the scale "ten"'),
      },
      { place: { line: 6 }, message: expect.stringContaining('"bad" in 1 row,') },
    ]);
  });

  it.each(["0", "11", "5.5", "-1"])("off the scale stops the build: %s", async (text) => {
    const problems = await problemsOf(() => code(makeStudy([makeQuestion("q1", ten)]), `q1\n5\n${text}\n`));
    expect(problems).toMatchObject([
      {
        code: "responses/off-scale",
        place: { line: 3 },
        message: `The column "q1" (question "q1") holds "${text}" in 1 row, but the scale "ten" goes from 1 to 10 in steps of 1.`,
        hint: expect.stringContaining("dont_know"),
      },
    ]);
  });

  it.each([
    ["５", /full-width digits/],
    ["5,0", /decimal sign, say `decimal: ","`/],
    ["NaN", /answers/],
    ["Infinity", /answers/],
    ["0x5", /answers/],
    ["1e999", /answers/],
    ["<b>5</b>", /answers/],
    ["=5", /answers/],
  ])("is never guessed: %s", async (text, hint) => {
    const problems = await problemsOf(() => code(makeStudy([makeQuestion("q1", ten)]), `q1\n5\n"${text}"\n`));
    expect(problems).toMatchObject([{ code: "responses/not-a-code", hint: expect.stringMatching(hint) }]);
  });

  it("shows hostile texts in messages in a way that does no harm", async () => {
    const problems = await problemsOf(() => code(makeStudy([makeQuestion("q1", ten)]), "q1\n5\n\u202egpj.exe\n"));
    expect(problems[0]!.message).toContain("\\u202Egpj.exe");
  });

  it("with thousands of texts is listed up to twenty, then summed up", async () => {
    const rows = Array.from({ length: 3000 }, (_, k) => `comment ${k % 1500}`);
    const problems = await problemsOf(() => code(makeStudy([makeQuestion("q1", ten)]), `q1\n${rows.join("\n")}\n`));
    expect(problems).toHaveLength(21);
    expect(problems[20]).toMatchObject({
      message: expect.stringContaining("1480 more such texts in 2960 rows"),
      place: { line: 22 },
    });
  });

  it("problems of all questions come together", async () => {
    const study = makeStudy([makeQuestion("q1", ten), makeQuestion("q2", ten), makeQuestion("spend", null)]);
    const problems = await problemsOf(() => code(study, "q1,q2,spend\nx,11,much\n"));
    expect(problems.map(({ code }) => code)).toEqual([
      "responses/not-a-code",
      "responses/off-scale",
      "responses/not-a-number",
    ]);
  });
});

describe("other kinds of question", () => {
  it("a choice takes its options only", async () => {
    const labels = new Map([1, 2, 4].map((value) => [value, { en: `option ${value}` }] as const));
    const study = makeStudy([makeQuestion("q1", makeScale("kind", 1, 4, { labels }), { type: "choice" })]);
    expect(numbers(await code(study, "q1\n4\n1\n"), codeOf("q1"))).toEqual([4, 1]);
    const problems = await problemsOf(() => code(study, "q1\n3\n"));
    expect(problems).toMatchObject([
      { code: "responses/off-scale", message: expect.stringContaining("has the options 1, 2, 4") },
    ]);
  });

  it("a number is any finite number, with a decimal comma where the wave says so", async () => {
    const study = makeStudy([makeQuestion("spend", null), makeQuestion("other", null)]);
    expect(numbers(await code(study, "spend,other\n-1.5,1\n,1\n1e3,1\n.5,1\n"), codeOf("spend"))).toEqual([
      -1.5,
      null,
      1000,
      0.5,
    ]);
    const comma = makeWave("w1", { decimal: ",", delimiter: ";" });
    expect(numbers(await code(study, "spend;other\n1,5;1\n2;1\n", comma), codeOf("spend"))).toEqual([1.5, 2]);
    const problems = await problemsOf(() => code(study, "spend;other\n1.5;1\n", comma));
    expect(problems).toMatchObject([
      { code: "responses/not-a-number", hint: expect.stringContaining("decimal sign is a comma") },
    ]);
  });

  it("an open answer is there or blank", async () => {
    const study = makeStudy([makeQuestion("why", null, { type: "text" }), makeQuestion("q1", ten)]);
    const responses = await code(study, "why,q1\n=1+1,1\n,1\n98,1\n");
    expect(numbers(responses, statusOf("why"))).toEqual([0, 1, 0]);
    expect(() => numbers(responses, codeOf("why"))).toThrow("no numbers");
  });
});

describe("ids", () => {
  it("that are blank are an error with their number and first line", async () => {
    const study = makeStudy([makeQuestion("q1", ten)], { respondent: "id" });
    const problems = await problemsOf(() => code(study, "id,q1\na,1\n,2\n ,3\n"));
    expect(problems).toMatchObject([
      { code: "responses/no-id", place: { line: 3 }, message: expect.stringContaining("blank in 2 rows") },
    ]);
  });
});

describe("a question that this wave did not ask", () => {
  const waves = [makeWave("w1"), makeWave("w2")];
  const study = makeStudy([makeQuestion("q1", ten), makeQuestion("q2", ten, { waves: new Set(["w2"]) })], { waves });
  const half = scoreOf([rescaledOf("q1"), rescaledOf("q2")], 0.5);

  it("has no answers there, and is not missing from a score either", async () => {
    const responses = codeResponses(study, waves[0]!, await read("q1\n1\n10\n98\n", { columns: ["q1"] }));
    expect(numbers(responses, codeOf("q2"))).toEqual([null, null, null]);
    expect(numbers(responses, statusOf("q2"))).toEqual([null, null, null]);
    expect(numbers(responses, half)).toEqual([0, 100, null]);
    expect(numbers(responses, scoreOf([rescaledOf("q1"), rescaledOf("q2")], 1))).toEqual([0, 100, null]);
  });

  it("has them in the wave that asked it", async () => {
    const responses = await code(study, "q1,q2\n1,10\n", waves[1]);
    expect(numbers(responses, half)).toEqual([50]);
  });

  it("may stand blank in a file that another wave shares; an answer there is told", async () => {
    expect(numbers(await code(study, "q1,q2\n1,\n", waves[0]), statusOf("q2"))).toEqual([null]);
    expect(await problemsOf(() => code(study, "q1,q2\n1,\n2,7\n", waves[0]))).toMatchObject([
      { code: "responses/not-asked", place: { file: "answers.csv", line: 3 } },
    ]);
  });
});
