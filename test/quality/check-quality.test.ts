import { describe, expect, it } from "vitest";
import { checkQuality } from "../../src/quality/quality.ts";
import { code } from "../responses/coding.ts";
import { makeQuestion, makeScale, makeStudy } from "../responses/make-study.ts";
import { problemsOf } from "../sources/reading.ts";

const scale = makeScale("s", 1, 10, { dontKnow: [98] });
const questions = ["q1", "q2", "q3"].map((id) => makeQuestion(id, scale));

describe("a respondent who is there twice", () => {
  const study = makeStudy(questions, { respondent: "id" });

  it("is kept once, with the row that has the most answers, of equal ones the last; and it is said", async () => {
    const responses = await code(study, "id,q1,q2,q3\na,1,2,3\nb,1,,\nc,5,5,5\nb,1,98,\na,4,5,6\nb,7,,\n");
    const { kept, excluded, notices } = checkQuality(study, responses);
    // a: both full, the last; b: the row in the middle has two (don't know is an answer).
    expect([...kept!]).toEqual([0, 0, 1, 1, 1, 0]);
    expect(excluded).toEqual([{ check: "duplicate", rows: 3 }]);
    expect(notices).toMatchObject([
      { code: "quality/duplicate-respondent", severity: "notice", place: { file: "answers.csv", line: 5 } },
    ]);
    expect(notices[0]!.message).toMatch(/^2 respondents are in the file more than once by "id"; 3 rows are left out/);
    expect(notices[0]!.message).not.toMatch(/"a"|"b"/);
  });

  it("keeps the last complete row, though an earlier one answers a little more", async () => {
    const responses = await code(study, "id,q1,q2,q3\na,1,2,3\na,4,5,\na,6,,\n");
    expect([...checkQuality(study, responses).kept!]).toEqual([0, 1, 0]);
  });

  it("is nobody where the study has no ids", async () => {
    const anonymous = makeStudy(questions);
    const responses = await code(anonymous, "id,q1,q2,q3\na,1,2,3\na,1,2,3\n");
    expect(checkQuality(anonymous, responses)).toMatchObject({ kept: null, excluded: [], notices: [] });
  });
});

describe("a group that the study file does not name", () => {
  const text = (words: string) => ({ en: words });
  const named = new Map([
    ["north", text("North")],
    ["south", text("South")],
  ]);
  const region = { id: "area", column: "region", label: text("Area"), values: named };

  it("is told with its first line, how many are in it, and what was meant", async () => {
    const study = makeStudy(questions, { segments: [region] });
    const responses = await code(
      study,
      "region,q1,q2,q3\nnorth,1,2,3\nnroth,4,5,6\n,7,8,9\nnroth,1,1,1\nsouth,2,2,2\n",
    );
    const { notices, kept } = checkQuality(study, responses);
    expect(kept).toBeNull();
    expect(notices).toEqual([
      {
        code: "quality/unnamed-group",
        severity: "notice",
        place: { file: "answers.csv", line: 3 },
        message:
          'The column "region" holds "nroth" in 2 rows, which `values` of "area" does not name: on the pages these are groups of their own.',
        hint: 'Did you mean "north"? Correct the file, or name the group in `values`.',
      },
    ]);
  });

  it("is as good as any other where the study names none, and nobody's where its rows are left out", async () => {
    const free = makeStudy(questions, { segments: [{ ...region, values: new Map() }] });
    expect(checkQuality(free, await code(free, "region,q1,q2,q3\nnroth,4,5,6\n")).notices).toEqual([]);
    const study = makeStudy(questions, { segments: [region] });
    const responses = await code(study, "region,q1,q2,q3\nnorth,1,2,3\nnroth,,,\n");
    expect(checkQuality(study, responses).notices.map(({ code: own }) => own)).not.toContain("quality/unnamed-group");
  });
});

describe("a row without answers", () => {
  it("is left out and counted; don't know is an answer", async () => {
    const study = makeStudy(questions);
    const responses = await code(study, "q1,q2,q3,x\n,,,1\n98,,,1\n,,3,1\n,,,\n");
    const { kept, excluded, notices } = checkQuality(study, responses);
    expect([...kept!]).toEqual([0, 1, 1, 0]);
    expect(excluded).toEqual([{ check: "unanswered", rows: 2 }]);
    expect(notices).toEqual([]);
  });

  it("is not anybody's last answer", async () => {
    const study = makeStudy(questions, { respondent: "id" });
    const { kept, excluded, notices } = checkQuality(study, await code(study, "id,q1,q2,q3\na,1,,\na,,,\n"));
    expect([...kept!]).toEqual([1, 0]);
    expect(excluded).toEqual([{ check: "unanswered", rows: 1 }]);
    expect(notices).toEqual([]);
  });

  it("in a whole wave stops the build", async () => {
    const study = makeStudy(questions);
    const responses = await code(study, "q1,q2,q3,x\n,,,1\n,,,2\n");
    expect(await problemsOf(() => checkQuality(study, responses))).toMatchObject([
      { code: "quality/nothing-left", severity: "error", message: expect.stringContaining("unanswered: 2") },
    ]);
  });
});

describe("rows about other providers", () => {
  const study = makeStudy(questions, {
    respondent: "id",
    provider: { column: "brand", own: "northwind", values: new Map() },
  });

  it("never enter, and make nobody a duplicate", async () => {
    const responses = await code(
      study,
      "id,brand,q1,q2,q3\na,northwind,1,2,3\na,rival,1,2,3\nb,,1,2,3\nc,northwind,3,,\n",
    );
    const { kept, excluded, notices } = checkQuality(study, responses);
    expect([...kept!]).toEqual([1, 0, 0, 1]);
    expect(excluded).toEqual([{ check: "other-provider", rows: 2 }]);
    expect(notices).toEqual([]);
  });

  it("may not be all there is", async () => {
    const responses = await code(study, "id,brand,q1,q2,q3\na,Northwind,1,2,3\n");
    const problems = await problemsOf(() => checkQuality(study, responses));
    expect(problems[0]).toMatchObject({
      code: "quality/no-own-provider",
      hint: 'Did you mean "Northwind"? The column holds "Northwind".',
    });
  });
});
