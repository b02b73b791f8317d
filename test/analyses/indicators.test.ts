import { describe, expect, it } from "vitest";
import type { Code, Estimate } from "../../src/analyses/estimate.ts";
import { findings } from "../../src/analyses/indicators/findings.ts";
import type { IndicatorsResult } from "../../src/analyses/indicators/result.ts";
import type { TrendResult } from "../../src/analyses/trend/result.ts";
import { ProblemError } from "../../src/problems/problem.ts";
import { measure, type Sheet } from "./harness.ts";

const head = `
title: Case
client: Nobody
languages: [en]
waves:
  w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv }
`;
const second = "  w2: { title: Two, fieldwork: 2026-04-01/2026-04-30, responses: w2.csv }\n";
const scales = `
scales:
  ten: { from: 0, to: 10 }
  eleven: { from: 1, to: 11 }
  five: { from: 1, to: 5 }
  yes_no: { options: { 0: "No", 1: "Yes" } }
  spss: { options: { 1: "Yes", 2: "No" } }
`;

function studyOf(questions: string, indicators: string, waves = "") {
  return `${head}${waves}${scales}
questions:
${questions}
analyses: { indicators: ${indicators}, trend: {} }
`;
}

/** Rows of people: as many as said, each with these answers. */
const people = (count: number, ...answers: (number | null)[]): Sheet => Array.from({ length: count }, () => answers);

async function indicatorsOf(study: string, ...sheets: Sheet[]): Promise<IndicatorsResult> {
  const files = Object.fromEntries(sheets.map((sheet, k) => [`w${k + 1}.csv`, sheet]));
  return (await measure(study, files)).get("indicators") as IndicatorsResult;
}

function of(result: IndicatorsResult, name: string): Estimate {
  return result.rows.find(({ estimate }) => estimate.measure === `indicators.${name}`)!.estimate;
}

async function problemsOf(run: () => Promise<unknown>) {
  try {
    await run();
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
  return [];
}

describe("recommendation", () => {
  const study = (scale: string) => studyOf(`  q: { text: Q, scale: ${scale} }`, "{ recommend: q }");

  it("gives the worked example nps_variance, with the share of 9-10 beside it", async () => {
    const result = await indicatorsOf(study("ten"), [["q"], ...people(162, 10), ...people(108, 7), ...people(54, 6)]);
    expect(of(result, "nps")).toMatchObject({
      unit: "net",
      value: expect.closeTo(1 / 3, 12),
      low: expect.closeTo(0.2521738388, 9),
      high: expect.closeTo(0.4144928279, 9),
      method: "wald",
    });
    expect(of(result, "recommend")).toMatchObject({ value: 0.5, cases: 162 });
    expect(result.camps.map(({ value }) => value)).toEqual([1 / 6, 1 / 3, 1 / 2].map((x) => expect.closeTo(x, 12)));
    expect(result.notes).toEqual([]);
  });

  it("has no net promoter score on 1-11, and says so: the top box instead", async () => {
    const result = await indicatorsOf(study("eleven"), [["q"], ...people(30, 11), ...people(30, 9), ...people(60, 8)]);
    expect(result.rows.map(({ estimate }) => estimate.measure)).toEqual(["indicators.recommend"]);
    // three quarters of 1-11 is 8.5
    expect(of(result, "recommend").value).toBeCloseTo(0.5, 12);
    expect(result.camps).toEqual([]);
    expect(result.notes).toEqual([{ code: "no-net-score", slots: { from: 1, to: 11 } }]);
    expect(findings(result)[0]).toMatchObject({ case: "no-net-score", with: { from: 1, to: 11 } });
  });

  it("takes 0 as the best answer of a reversed question", async () => {
    const reversed = studyOf("  q: { text: Q, scale: ten, reversed: true }", "{ recommend: q }");
    const result = await indicatorsOf(reversed, [["q"], ...people(40, 0), ...people(30, 3), ...people(30, 10)]);
    expect(of(result, "nps").value).toBeCloseTo(0.4 - 0.3, 12);
  });

  it("hides a score with one to four people on a side", async () => {
    const result = await indicatorsOf(study("ten"), [["q"], ...people(60, 10), ...people(60, 7), ...people(3, 2)]);
    expect(of(result, "nps").status).toBe("hidden");
    const none = await indicatorsOf(study("ten"), [["q"], ...people(60, 10), ...people(60, 7)]);
    expect(of(none, "nps").status).toBe("shown");
  });

  it("compares two waves by z with both variances", async () => {
    const two = studyOf("  q: { text: Q, scale: ten }", "{ recommend: q }", second);
    const first: Sheet = [["q"], ...people(100, 10), ...people(60, 7), ...people(40, 0)];
    const then: Sheet = [["q"], ...people(140, 10), ...people(40, 7), ...people(20, 0)];
    const results = await measure(two, { "w1.csv": first, "w2.csv": then });
    const result = results.get("indicators") as IndicatorsResult;
    const change = result.rows.find(({ estimate }) => estimate.unit === "net")!.change!;
    // by hand: .3 to .6; variances .7 − .09 and .8 − .36, each over 200
    const se = Math.sqrt(0.61 / 200 + 0.44 / 200);
    expect(change).toMatchObject({ unit: "net", verdict: "up", family: 2, test: "z" });
    expect(change.size).toBeUndefined();
    expect(change.difference).toBeCloseTo(0.3, 12);
    expect(change.low).toBeCloseTo(0.3 - 1.959963984540054 * se, 10);
    // the trend tells the same change: one family, one verdict
    const series = (results.get("trend") as TrendResult).series.find(({ measure: id }) => id === "indicators.nps")!;
    expect(series.points.at(-1)!.comparison).toEqual(change);
    expect(findings(result)[0]).toMatchObject({ id: "indicators.nps", case: "nps" });
    expect(findings(result).filter(({ rule }) => rule === "change-bh").length).toBe(2);
  });
});

describe("reputation and awareness", () => {
  const questions = "  r: { text: R, scale: five }\n  a: { text: A, scale: spss }";

  it("is of those who know the company", async () => {
    const study = studyOf(
      questions,
      "{ reputation: { question: r, aware: a }, awareness: { market: true, aided: a } }",
    );
    const result = await indicatorsOf(study, [
      ["r", "a"],
      ...people(40, 5, 1),
      ...people(20, 3, 1),
      ...people(20, 1, 1),
      ...people(40, 5, 2),
    ]);
    expect(of(result, "reputation")).toMatchObject({ value: 0.5, base: 80 });
    expect(of(result, "praise")).toMatchObject({ value: expect.closeTo(0.25, 12), unit: "net" });
    expect(of(result, "aided")).toMatchObject({ value: expect.closeTo(80 / 120, 12), base: 120 });
    expect(result.notes).toEqual([]);
  });

  it("is of all who answered where awareness was not asked, and says so", async () => {
    const result = await indicatorsOf(studyOf("  r: { text: R, scale: five }", "{ reputation: { question: r } }"), [
      ["r"],
      ...people(60, 5),
      ...people(40, 2),
    ]);
    expect(of(result, "reputation")).toMatchObject({ value: 0.6, base: 100 });
    expect(result.notes).toEqual([{ code: "reputation-of-all" }]);
  });

  it("is refused the name of awareness without a sample of the market", async () => {
    const sheet: Sheet = [["r", "a"], ...people(20, 5, 1)];
    for (const market of ["", "market: false, "]) {
      const study = studyOf(questions, `{ awareness: { ${market}aided: a } }`);
      const [problem] = await problemsOf(() => indicatorsOf(study, sheet));
      expect(problem).toMatchObject({ place: { file: "data/case/study.yaml" } });
      expect(`${problem!.message} ${problem!.hint ?? ""}`).toContain("of customers alone there is no awareness");
    }
  });
});

describe("complaints", () => {
  const questions = "  f: { text: F, scale: yes_no }\n  c: { text: C, scale: yes_no }\n  o: { text: O, scale: five }";
  const options = "{ complaints: { felt: f, filed: c, overall: o } }";

  it("has Wilson intervals against the target of one in ten, lower being better", async () => {
    // Newcombe 1998: 15/148 -> .0624-.1605, which contains .10; 0/148 and 81/263 lie on either side
    const verdictOf = async (yes: number, no: number) => {
      const sheet: Sheet = [["f", "c", "o"], ...people(yes, 1, 1, 1), ...people(no, 0, 0, 5)];
      return (await indicatorsOf(studyOf(questions, options), sheet)).target!.verdict;
    };
    const sheet: Sheet = [["f", "c", "o"], ...people(15, 1, 1, 1), ...people(133, 0, 0, 5)];
    const result = await indicatorsOf(studyOf(questions, options), sheet);
    expect(of(result, "filed").low).toBeCloseTo(0.0623863995, 9);
    expect(of(result, "filed").high).toBeCloseTo(0.1604872417, 9);
    expect(result.target!.verdict).toBe("open");
    expect(await verdictOf(5, 263)).toBe("met");
    expect(await verdictOf(81, 182)).toBe("missed");
  });

  it("tells who speaks up and who is dissatisfied in silence", async () => {
    const result = await indicatorsOf(studyOf(questions, options), [
      ["f", "c", "o"],
      ...people(20, 1, 1, 1),
      ...people(30, 1, 0, 2),
      ...people(10, 0, 0, 1),
      ...people(40, 0, 0, 5),
      ...people(5, null, 1, 5),
    ]);
    expect(of(result, "felt")).toMatchObject({ value: 0.5, base: 100 });
    expect(of(result, "voice")).toMatchObject({ value: expect.closeTo(20 / 50, 12), base: 50 });
    expect(of(result, "silent")).toMatchObject({ value: expect.closeTo(40 / 80, 12), base: 80 });
    expect(findings(result).find(({ case: name }) => name === "voice")?.with).toMatchObject({ felt: { cases: 50 } });
  });

  it("does not call fewer complaints progress where fewer of those with reason speak up", async () => {
    const sheet = (heard: number): Sheet => [
      ["f", "c", "o"],
      ...people(heard, 1, 1, 1),
      ...people(150 - heard, 1, 0, 1),
      ...people(250, 0, 0, 5),
    ];
    const result = await indicatorsOf(studyOf(questions, options, second), sheet(100), sheet(40));
    const cases = findings(result).map(({ case: name, verdict }) => [name, verdict]);
    expect(cases).toContainEqual(["fewer-heard", "worse"]);
    // the fall of complaints filed is told without being called good
    expect(findings(result).find(({ id }) => id === "indicators.filed.change")?.verdict).toBe("none");
  });

  it("has exact Poisson intervals per 1,000 transactions", async () => {
    const log = "{ complaints: { filed: c, log: { w1: { complaints: 58, transactions: 9120 } } } }";
    const result = await indicatorsOf(studyOf(questions, log), [["f", "c", "o"], ...people(40, 0, 0, 5)]);
    // R: poisson.test(58)$conf.int / 9.12
    expect(result.log).toMatchObject([
      {
        wave: "w1",
        complaints: 58,
        rate: {
          unit: "per-thousand",
          method: "poisson",
          value: expect.closeTo(58 / 9.12, 12),
          low: expect.closeTo(44.0418316802497 / 9.12, 10),
          high: expect.closeTo(74.9784497446946 / 9.12, 10),
        },
      },
    ]);
  });

  it("hides one to four", async () => {
    const sheet: Sheet = [["f", "c", "o"], ...people(3, 1, 1, 1), ...people(97, 0, 0, 5)];
    const result = await indicatorsOf(studyOf(questions, options), sheet);
    expect(["felt", "filed"].map((name) => of(result, name).status)).toEqual(["hidden", "hidden"]);
    expect(result.target!.verdict).toBe("untested");
  });
});

describe("coming back", () => {
  it("counts a referral like a return", async () => {
    const study = studyOf(
      "  i: { text: I, scale: five }\n  r: { text: R, scale: yes_no }",
      "{ repeat: { intention: i, referral: r } }",
    );
    const rows = [...people(20, 5, 0), ...people(20, 2, 1), ...people(10, 4, 1), ...people(50, 1, 0)];
    const result = await indicatorsOf(study, [["i", "r"], ...rows, ...people(7, 5, null)]);
    expect(of(result, "repeat")).toMatchObject({ base: 107, cases: 37 });
    expect(of(result, "return")).toMatchObject({ base: 100, value: expect.closeTo(0.5, 12) });
  });

  it("observes those whose first purchase lies the window back", async () => {
    const study = studyOf(
      "  since: { text: S, type: number }\n  after: { text: A, type: number }",
      "{ repeat: { observed: { since_first: since, second_after: after, window: 365 } } }",
    );
    const result = await indicatorsOf(study, [
      ["since", "after"],
      ...people(30, 800, 200),
      ...people(10, 800, 365),
      ...people(10, 800, 500),
      ...people(50, 365, null),
      ...people(40, 100, 20),
      ...people(5, null, 20),
    ]);
    expect(of(result, "observed")).toMatchObject({ base: 100, cases: 40, value: expect.closeTo(0.4, 12) });
  });
});

describe("money", () => {
  it("gives mean, median, trimmed mean and the share of wallet", async () => {
    const y = [12, 5, 80, 33, 33, 7, 150, 21, 64, 12, 9, 40, 55, 18, 27, 300, 46];
    const study = studyOf(
      "  s: { text: S, type: number }\n  t: { text: T, type: number }",
      "{ spend: s, wallet: { own: s, total: t } }",
    );
    const result = await indicatorsOf(study, [["s", "t"], ...y.map((own) => [own, 2 * own + 10])]);
    // R: mean(y), median(y), mean(y, trim = .1), sum(y)/sum(2*y + 10)
    expect(result.spend.map(({ value }) => value)).toEqual([
      expect.closeTo(53.6470588235294, 10),
      33,
      expect.closeTo(40.4666666666667, 10),
    ]);
    expect(result.spend.every(({ method, low, high }) => method === "bootstrap" && low! < high!)).toBe(true);
    expect(of(result, "wallet")).toMatchObject({ value: expect.closeTo(912 / 1994, 12), method: "delta" });
  });
});

describe("price tolerance", () => {
  const rises = [0, 5, 10, 10, 15, 20, 20, 25, 30, 50];

  it("gives the worked example price_tolerance_acsi from a number", async () => {
    const study = studyOf("  p: { text: P, type: number }", "{ price_tolerance: { question: p } }");
    const result = await indicatorsOf(study, [["p"], ...rises.map((rise) => [rise])]);
    expect(result.tolerance!.stay.map(({ estimate }) => estimate.subject.id)).toEqual(["5", "10", "20", "30"]);
    expect(result.tolerance!.stay.map(({ estimate }) => estimate.value)).toEqual(
      [0.9, 0.8, 0.5, 0.2].map((x) => expect.closeTo(x, 12)),
    );
    expect(result.tolerance!.median.value).toBeCloseTo(0.175, 12);
  });

  it("and from codes that stand for rises", async () => {
    const codes = [0, 5, 10, 15, 20, 25, 30, 50];
    const map = codes.map((rise, k) => `${k + 1}: ${rise}`).join(", ");
    const study = studyOf(
      "  p: { text: P, scale: eight }",
      `{ price_tolerance: { question: p, rises: { ${map} }, levels: [5, 10, 20, 30] } }`,
    ).replace("scales:", "scales:\n  eight: { from: 1, to: 8 }");
    const result = await indicatorsOf(study, [["p"], ...rises.map((rise) => [codes.indexOf(rise) + 1])]);
    expect(result.tolerance!.stay.map(({ estimate }) => estimate.value)).toEqual(
      [0.9, 0.8, 0.5, 0.2].map((x) => expect.closeTo(x, 12)),
    );
    expect(result.tolerance!.median.value).toBeCloseTo(0.175, 12);
  });

  it("wants a rise for every code", async () => {
    const study = studyOf(
      "  p: { text: P, scale: five }",
      "{ price_tolerance: { question: p, rises: { 1: 0, 6: 5 } } }",
    );
    expect(await problemsOf(() => indicatorsOf(study, [["p"], [1]]))).toMatchObject([
      { code: "study/rises", place: { file: "data/case/study.yaml" } },
      { code: "study/rises" },
    ]);
  });
});

describe("defects", () => {
  it("tells who comes back by what became of the problem", async () => {
    const study = studyOf(
      "  p: { text: P, scale: yes_no }\n  s: { text: S, scale: yes_no }\n  a: { text: A, scale: five }",
      "{ defects: { problem: p, solved: s, again: a } }",
    );
    const result = await indicatorsOf(study, [
      ["p", "s", "a"],
      ...people(40, 0, null, 5),
      ...people(10, 0, null, 2),
      ...people(18, 1, 1, 4),
      ...people(12, 1, 1, 3),
      ...people(6, 1, 0, 5),
      ...people(24, 1, 0, 1),
    ]);
    expect(of(result, "defects").value).toBeCloseTo(60 / 110, 12);
    expect(result.recovery.map(({ subject, value, base }) => [subject.id, value, base])).toEqual([
      ["no_problem", expect.closeTo(0.8, 12), 50],
      ["solved", expect.closeTo(0.6, 12), 30],
      ["unsolved", expect.closeTo(0.2, 12), 30],
    ]);
  });
});

describe("what the study file may say", () => {
  it("names the codes of yes where 1 is none of them", async () => {
    const coded = (yes: string) =>
      studyOf("  n: { text: N, scale: letters }", `{ named_choice: ${yes} }`).replace(
        "scales:",
        "scales:\n  letters: { options: { 2: Always, 3: Sometimes, 4: Never } }",
      );
    const sheet: Sheet = [["n"], ...people(20, 2), ...people(20, 3), ...people(60, 4)];
    expect(await problemsOf(() => indicatorsOf(coded("n"), sheet))).toMatchObject([
      { code: "study/yes-code", place: { line: expect.any(Number) }, hint: expect.stringContaining("yes: [2]") },
    ]);
    const result = await indicatorsOf(coded("{ question: n, yes: [2, 3] }"), sheet);
    expect(of(result, "named").value).toBeCloseTo(0.4, 12);
  });

  it("may name nothing: then there is nothing, said", async () => {
    const study = studyOf("  q: { text: Q, scale: ten }", "{}");
    const outcome = (await measure(study, { "w1.csv": [["q"], [1]] })).get("indicators") as Code;
    expect(outcome).toEqual({ code: "no-indicators" });
  });
});
