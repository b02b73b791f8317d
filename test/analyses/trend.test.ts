import { describe, expect, it } from "vitest";
import { findings } from "../../src/analyses/trend/compute.ts";
import type { Series, TrendResult } from "../../src/analyses/trend/result.ts";
import { measure, type Sheet } from "./harness.ts";

const study = (extra = "", question = "", scale = "{ from: 0, to: 100 }") => `
title: Case
client: Nobody
languages: [en]
${extra}
waves:
  w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv }
  w2: { title: Two, fieldwork: 2026-04-01/2026-04-30, responses: w2.csv }
scales: { s: ${scale} }
questions: { q: { text: Q, scale: s${question} } }
conventions: { hide_below: 5, caution_below: 10 }
analyses: { index: { overall: q }, trend: {} }
`;

async function trendOf(text: string, first: Sheet, second: Sheet): Promise<TrendResult> {
  const header = ["id", "q"];
  return (await measure(text, { "w1.csv": [header, ...first], "w2.csv": [header, ...second] })).get(
    "trend",
  ) as TrendResult;
}

function headline(result: TrendResult): Series {
  return result.series.find((series) => series.headline)!;
}

const change = (result: TrendResult) => headline(result).points[1]!.comparison!;

// Student 1908, hours of sleep (METHODS example t_tests_paired_welch), as whole tenths about 40 so that a scale holds them
const drug1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2].map((hours) => Math.round(40 + 10 * hours));
const drug2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4].map((hours) => Math.round(40 + 10 * hours));
const rows = (values: readonly number[], prefix: string) => values.map((value, k) => [`${prefix}${k}`, value]);

describe("the change between two waves", () => {
  it("is a paired t where the same people answered both", async () => {
    const result = await trendOf(study("respondent: id"), rows(drug1, "p"), rows([...drug2].reverse(), "p"));
    const paired = await trendOf(study("respondent: id"), rows(drug1, "p"), rows(drug2, "p"));
    expect(change(paired)).toMatchObject({
      difference: expect.closeTo(15.8, 9),
      p: expect.closeTo(0.0028328902, 8),
      linked: 10,
    });
    expect(change(paired).low).toBeCloseTo(7.001142367, 7);
    expect(change(paired).high).toBeCloseTo(24.598857633, 7);
    // other pairs, other test: pairing goes by id, not by row
    expect(change(result).p).not.toBeCloseTo(0.0028328902, 3);
  });

  it("is Welch's t where other people answered, or nobody knows", async () => {
    const strangers = await trendOf(study("respondent: id"), rows(drug1, "a"), rows(drug2, "b"));
    const unknown = await trendOf(study(), rows(drug1, "a"), rows(drug2, "a"));
    for (const result of [strangers, unknown]) {
      expect(change(result)).toMatchObject({
        difference: expect.closeTo(15.8, 9),
        p: expect.closeTo(0.0793941402, 8),
        linked: 0,
        verdict: "none",
      });
    }
  });

  it("takes account of the people in both where only some are", async () => {
    // METHODS B0 "Panels". R: a <- drug1; b <- drug2; first six of each are the same people:
    // ua <- (a-mean(a))/10; ub <- (b-mean(b))/10; u <- c(ub[1:6]-ua[1:6], -ua[7:10], ub[7:10]); N <- 14
    // se <- sqrt(sum(u^2)*N/(N-1)); t <- 15.8/se; 2*pt(-abs(t), N-1)
    const second = drug2.map((value, k) => [k < 6 ? `p${k}` : `new${k}`, value]);
    const result = await trendOf(study("respondent: id"), rows(drug1, "p"), second);
    expect(change(result).linked).toBe(6);
    expect(change(result).p).toBeCloseTo(0.0177802715048, 9);
  });

  it("is not tested across a break, and the page can say why", async () => {
    const result = await trendOf(
      study("respondent: id", ", break: { w2: wording changed }"),
      rows(drug1, "p"),
      rows(drug2, "p"),
    );
    expect(change(result)).toMatchObject({ verdict: "untested", adjusted: null, why: { code: "break" } });
    expect(headline(result).points[1]!.breaks).toEqual(["q"]);
    expect(findings(result).map((finding) => finding.case)).toEqual(["change-break"]);
  });

  it("is not tested on a base under the rule", async () => {
    const result = await trendOf(study("respondent: id"), rows(drug1.slice(0, 8), "p"), rows(drug2, "p"));
    expect(change(result)).toMatchObject({ verdict: "untested", why: { code: "base-indicative" } });
  });

  it("tests shares of the same people by McNemar", async () => {
    // 60 people; top box (75 and more) in wave one 20, in wave two 34; 4 left it, 18 joined it. b + c = 22: exact
    // R: binom.test(4, 22)$p.value = 0.004344...
    const one = Array.from({ length: 60 }, (_, k) => [`p${k}`, k < 20 ? 80 : 40]);
    const two = Array.from({ length: 60 }, (_, k) => [`p${k}`, (k >= 4 && k < 20) || (k >= 20 && k < 38) ? 90 : 30]);
    const result = await trendOf(study("respondent: id"), one, two);
    const top = result.series.find((series) => series.measure === "index.top")!.points[1]!.comparison!;
    expect(top).toMatchObject({
      test: "mcnemar",
      difference: expect.closeTo(14 / 60, 12),
      p: expect.closeTo(0.00434350967407, 10),
    });
  });

  it("has nothing to say of a first wave", async () => {
    const text = study().replace(/ {2}w2:.*\n/, "");
    expect(await trendOf(text, rows(drug1, "a"), [])).toEqual({ code: "first-wave" });
  });
});
