import { describe, expect, it } from "vitest";
import { checkQuality, type Quality } from "../../src/quality/quality.ts";
import type { QualityRules } from "../../src/study/study.ts";
import { code } from "../responses/coding.ts";
import { makeQuestion, makeScale, makeStudy, makeWave } from "../responses/make-study.ts";
import { problemsOf } from "../sources/reading.ts";

const none: QualityRules = {
  speederBelow: 0.4,
  partialBelow: 0.5,
  grids: [],
  ranges: new Map(),
  attention: new Map(),
  conflicts: [],
  exclude: [],
  keep: [],
};

const scale = makeScale("five", 1, 5, { dontKnow: [8], notApplicable: [9] });
const items = ["q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8"];
const questions = items.map((id, k) => makeQuestion(id, scale, { reversed: k % 2 === 1 }));

function study(rules: Partial<QualityRules>, more: Parameters<typeof makeStudy>[1] = {}, others = questions) {
  return makeStudy(others, { quality: { ...none, ...rules }, ...more });
}

const counts = ({ signals }: Quality) =>
  Object.fromEntries(signals.map(({ signal, rows, excluded }) => [signal, [rows, excluded]]));
const reasons = ({ excluded }: Quality) => Object.fromEntries(excluded.map(({ check, rows }) => [check, rows]));

describe("speeders, straight-liners and partials", () => {
  // methods/examples/data_quality_flags: six respondents, worked by hand from the definitions (METHODS B20)
  const file = [
    "id,sec,q1,q2,q3,q4,q5,q6,q7,q8",
    "1,35,5,5,5,5,5,5,5,5",
    "2,210,4,5,3,4,4,5,2,4",
    "3,190,1,5,1,5,1,5,1,5",
    "4,240,4,,,,,,3,",
    "5,205,3,3,3,3,3,3,3,3",
    "6,180,5,4,4,5,3,4,5,4",
  ].join("\n");

  it("are those of the worked example; two signals or a partial leave a row out, one signal does not", async () => {
    const six = study({ seconds: "sec", grids: [items] }, { respondent: "id" });
    const quality = checkQuality(six, await code(six, file));
    expect(quality.medianSeconds).toBe(197.5);
    // partial 4; speeder 1; straight-liners 1 and 5: 1 and 4 are out, 5 is kept and flagged
    expect(counts(quality)).toEqual({ partial: [1, 1], speeder: [1, 1], "straight-liner": [2, 1] });
    expect([...quality.kept!]).toEqual([0, 1, 1, 0, 1, 1]);
    expect([...quality.uncleaned!]).toEqual([1, 1, 1, 1, 1, 1]);
    expect(quality.excluded).toEqual([
      { check: "partial", rows: 1 },
      { check: "two-signals", rows: 1 },
    ]);
  });

  it("leave out what the study says", async () => {
    const alone = study({ seconds: "sec", grids: [items], exclude: ["straight-liner"], keep: ["partial"] });
    const quality = checkQuality(alone, await code(alone, file));
    expect([...quality.kept!]).toEqual([0, 1, 1, 1, 0, 1]);
    expect(reasons(quality)).toEqual({ "straight-liner": 2 });
    const kept = study({ seconds: "sec", grids: [items], keep: ["partial", "speeder"] });
    expect(checkQuality(kept, await code(kept, file)).kept).toBeNull();
  });

  it("are not looked for where the study does not ask", async () => {
    const plain = makeStudy(questions);
    expect(checkQuality(plain, await code(plain, file))).toMatchObject({ kept: null, signals: [], uncleaned: null });
  });

  it("have a share of the median of their own", async () => {
    const strict = study({ seconds: "sec", speederBelow: 0.95 });
    // below 0.95 × 197.5 = 187.6: 35 and 180
    expect(counts(checkQuality(strict, await code(strict, file))).speeder).toEqual([2, 0]);
  });

  it("that answer 7 alike, or 8 alike and one otherwise, are no straight-liners; don't know is no answer here", async () => {
    const nine = [...questions, makeQuestion("q9", scale)];
    const grid = study({ grids: [[...items, "q9"]] }, {}, nine);
    const header = "q1,q2,q3,q4,q5,q6,q7,q8,q9\n";
    const rows = ["3,3,3,3,3,3,3,8,9", "3,3,3,3,3,3,3,3,2", "3,3,3,3,3,3,3,3,8"];
    expect(counts(checkQuality(grid, await code(grid, header + rows.join("\n"))))["straight-liner"]).toEqual([1, 0]);
  });

  it("count what applies: what does not apply is not missing, don't know is an answer, half is enough", async () => {
    const words = [...questions, makeQuestion("why", null, { type: "text" })];
    const asked = study({}, {}, words);
    const header = "q1,q2,q3,q4,q5,q6,q7,q8,why\n";
    // 2 of 4 that apply; 4 of 8 with don't know; 3 of 8; nothing applies but what is open
    const rows = ["1,2,,,9,9,9,9,", "1,8,8,2,,,,,", "1,2,3,,,,,,words", "9,9,9,9,9,9,9,9,words"];
    const quality = checkQuality(asked, await code(asked, header + rows.join("\n")));
    expect([...quality.kept!]).toEqual([1, 1, 0, 1]);
  });

  it("without a time is no speeder; a time in words is a problem", async () => {
    const timed = study({ seconds: "sec" });
    const responses = await code(timed, "sec,q1,q2,q3,q4,q5,q6,q7,q8\n,1,2,3,4,5,4,3,2\n100,1,2,3,4,5,4,3,1\n");
    expect(checkQuality(timed, responses)).toMatchObject({ medianSeconds: 100, kept: null });
    const bad = await code(timed, "sec,q1,q2,q3,q4,q5,q6,q7,q8\n5 min,1,2,3,4,5,4,3,2\n-3,1,2,3,4,5,4,3,1\n");
    expect(await problemsOf(() => checkQuality(timed, bad))).toMatchObject([
      { code: "quality/not-seconds", place: { line: 2 }, message: expect.stringContaining('"5 min"') },
      { code: "quality/not-seconds", place: { line: 3 }, message: expect.stringContaining('"-3"') },
    ]);
  });
});

describe("wrong answers", () => {
  const visits = makeQuestion("visits", null);
  const customer = makeQuestion("customer", makeScale("yes", 0, 1));
  const asked = [...questions, visits, customer];
  const header = "visits,customer,q1,q2,q3,q4,q5,q6,q7,q8\n";
  const rest = ",4,5,3,4,4,5,2,4\n";

  it("are numbers that cannot be, checks missed and answers that contradict each other; blank is none of them", async () => {
    const rules = study(
      {
        ranges: new Map([["visits", { from: 0, to: 365 }]]),
        attention: new Map([["q1", [4]]]),
        conflicts: [
          new Map([
            ["customer", [0]],
            ["q2", [4, 5]],
          ]),
        ],
      },
      {},
      asked,
    );
    const rows = [`365,1${rest}`, `366,1${rest}`, `-1,0${rest}`, `,,,1,1,1,1,1,1,1\n`, `2,1,5,5,1,1,1,1,1,1\n`];
    const quality = checkQuality(rules, await code(rules, header + rows.join("")));
    expect(counts(quality)).toMatchObject({ impossible: [2, 1], attention: [1, 0], conflict: [1, 1] });
    expect(reasons(quality)).toEqual({ "two-signals": 1 });
    expect([...quality.kept!]).toEqual([1, 1, 0, 1, 1]);
  });
});

describe("identical answers", () => {
  const many = Array.from({ length: 20 }, (_, k) => makeQuestion(`a${k}`, scale));
  const asked = [...many, makeQuestion("spend", null), makeQuestion("why", null, { type: "text" })];
  const header = `sec,spend,why,${many.map(({ id }) => id).join(",")}\n`;
  const rules = study({ seconds: "sec" }, {}, asked);
  const vector = "1,2,3,4,5,1,2,3,4,5,1,2,3,4,5,1,2,3,4,5";
  const found = async (...rows: string[]) => {
    const { signals, kept } = checkQuality(rules, await code(rules, header + rows.join("\n")));
    return [signals.find(({ signal }) => signal === "identical")!.rows, kept && [...kept]] as const;
  };

  it("need one equal field beside them, and leave nobody out alone", async () => {
    expect(await found(`90,10,,${vector}`, `95,10,,${vector}`)).toEqual([2, null]);
    expect(await found(`90,10,,${vector}`, `90,11,,${vector}`)).toEqual([2, null]);
    expect(await found(`90,10,fine,${vector}`, `95,11,fine,${vector}`)).toEqual([2, null]);
    // equal blanks are no equal field
    expect(await found(`90,,,${vector}`, `95,,,${vector}`)).toEqual([0, null]);
    expect(await found(`90,10,,${vector}`, `95,10,,${vector.replace(/5$/, "4")}`)).toEqual([0, null]);
  });

  it("of fewer than 20 or of three codes are nobody's double, nor is one code throughout", async () => {
    const short = vector.replace(/5$/, "");
    expect(await found(`90,10,,${short}`, `90,10,,${short}`)).toEqual([0, null]);
    const three = vector.replaceAll("5", "1").replaceAll("4", "2");
    expect(await found(`90,10,,${three}`, `90,10,,${three}`)).toEqual([0, null]);
    const four = vector.replaceAll("5", "1");
    expect(await found(`90,10,,${four}`, `90,10,,${four}`)).toEqual([2, null]);
    const one = vector.replaceAll(/\d/g, "3");
    expect(await found(`90,10,,${one}`, `90,10,,${one}`)).toEqual([0, null]);
  });

  it("leave out with a second signal", async () => {
    expect(await found(`9,10,,${vector}`, `90,10,,${vector}`, `95,1,,${vector}`)).toEqual([2, [0, 1, 1]]);
  });
});

describe("early and late", () => {
  const arrival = async (...days: string[]) => {
    const dated = study({ received: "day" });
    const rows = days.map((day) => `${day},4,5,3,4,4,5,2,4`).join("\n");
    const quality = checkQuality(dated, await code(dated, `day,q1,q2,q3,q4,q5,q6,q7,q8\n${rows}`));
    const { arrival } = quality;
    return arrival && Array.from(arrival.codes, (text) => arrival.texts[text]!.charAt(0) || "-").join("");
  };

  it("are cut where they are most equal; a day is on one side; nobody without a day is on either", async () => {
    expect(await arrival("3", "1", "2", "2", "2", "10")).toBe("leeeel");
    expect(await arrival("2026-07-09", "2026-07-10 08:00", "", "2026-06-30", "2026-07-10")).toBe("el-el");
    expect(await arrival("1", "1")).toBeNull();
  });

  it("want days that are days", async () => {
    const dated = study({ received: "day" });
    const responses = await code(dated, "day,q1,q2,q3,q4,q5,q6,q7,q8\nMonday,4,5,3,4,4,5,2,4\n");
    expect(await problemsOf(() => checkQuality(dated, responses))).toMatchObject([
      { code: "quality/not-a-time", place: { file: "answers.csv", line: 2 } },
    ]);
  });
});

describe("dispositions", () => {
  const counted = (complete: number) => ({
    waves: [
      {
        ...makeWave(),
        dispositions: { complete, partial: 0, refusal: 3, nonContact: 0, other: 0, unknown: 0, ineligible: 0 },
      },
    ],
  });
  it("that count other interviews than the file holds are told", async () => {
    const content = "q1,q2,q3,q4,q5,q6,q7,q8\n4,5,3,4,4,5,2,4\n1,5,3,4,4,5,2,4\n";
    const right = makeStudy(questions, counted(2));
    expect(checkQuality(right, await code(right, content)).notices).toEqual([]);
    const wrong = makeStudy(questions, counted(5));
    expect(checkQuality(wrong, await code(wrong, content)).notices).toMatchObject([
      { code: "quality/dispositions", severity: "notice", message: expect.stringContaining("5 interviews") },
    ]);
  });
});
