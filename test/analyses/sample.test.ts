import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Analysis } from "../../src/analyses/analysis.ts";
import { index } from "../../src/analyses/index/index.ts";
import { sample } from "../../src/analyses/sample/index.ts";
import type { SampleResult } from "../../src/analyses/sample/result.ts";
import { measureStudy } from "../../src/measuring/study.ts";
import { ourLocales } from "../../src/report/words.ts";
import { checkout, scratchFolder } from "../program.ts";

const head = `title: T
client: C
languages: [en]
waves:
  w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: a.csv WAVE }
scales:
  ten: { from: 1, to: 10, dont_know: [98], not_applicable: [99] }
  fine: { from: 0, to: 1000 }
questions:
  q1: { text: Overall, scale: SCALE }
`;

interface Case {
  readonly header: string;
  readonly rows: readonly string[];
  readonly study?: string;
  readonly questions?: string;
  readonly wave?: string;
  readonly scale?: string;
  readonly options?: string;
}

/** The masked result of the only wave, as the report gets it. */
async function resultOf({ header, rows, study = "", questions = "", wave = "", scale = "ten", options = "" }: Case) {
  const root = scratchFolder();
  const folder = join(root, "data", "case");
  mkdirSync(folder, { recursive: true });
  const top = head.replace("WAVE", wave).replace("SCALE", scale);
  writeFileSync(
    join(folder, "study.yaml"),
    `${top}${questions}${study}analyses:\n  index: { overall: q1 }\n  sample: {${options}}\n`,
  );
  writeFileSync(join(folder, "a.csv"), [header, ...rows].join("\n"));
  const measured = await measureStudy({
    folder,
    root,
    registry: [index, sample] as unknown as Analysis[],
    program: "test",
    kept: { read: () => undefined, write() {}, tidy() {} },
  });
  const outcome = measured.waves[0]!.outcomes.get("sample")!;
  if (outcome.kind !== "done") throw new Error(outcome.why.code);
  return outcome.result as SampleResult;
}

const repeat = <T>(times: number, make: (k: number) => T) => Array.from({ length: times }, (_, k) => make(k));
const tens = (n: number) => repeat(n, (k) => `${1 + (k % 10)}`);

describe("what a wave can show", () => {
  // METHODS B0 "Sample size": sd 20 on 250 answers: ±2.5, changes of 5.0; on 120: ±3.6 and 7.2
  it.each([
    [250, "2.5", "5.0", 701],
    [120, "3.6", "7.2", 697],
  ])("with %i answers of sd 20", async (n, margin, smallest, needed) => {
    // two points about 50, so far apart that the sd with n − 1 is 20.0: its square 401.6064 and 399.3378
    const away = Math.round(200 * Math.sqrt((n - 1) / n));
    const { precision, adequacy } = await resultOf({
      header: "q1",
      rows: repeat(n, (k) => `${500 + (k % 2 ? away : -away)}`),
      scale: "fine",
    });
    expect(precision!.margin.value!.toFixed(1)).toBe(margin);
    expect(precision!.smallest.value!.toFixed(1)).toBe(smallest);
    // R: 2 * (qnorm(.975) + qnorm(.8))^2 * sd^2 / 3^2 = 700.48, 696.52
    expect(precision!.needed).toBe(needed);
    // 120 and 250 are themselves in the range that the source gives
    expect(adequacy).toBe("within");
  });

  it("and the next one needs, of very many and of 500 people", async () => {
    const { share } = await resultOf({ header: "q1", rows: tens(100), study: "population: { size: 500 }\n" });
    expect(share).toMatchObject({ needed: 385, population: 500, neededOfPopulation: 218, krejcieMorgan: 217 });
    // by hand: 1.959963984540054 × 0.5 / √100
    expect(share.margin.value).toBeCloseTo(0.0979981992270027, 12);
    const other = await resultOf({ header: "q1", rows: tens(100), options: "margin: 0.03" });
    // by hand: 3.841458820694124 × 0.25 / 0.0009 = 1067.07
    expect(other.share.needed).toBe(1068);
    expect(other.share.krejcieMorgan).toBeUndefined();
  });

  it("is nothing where all answer alike", async () => {
    const { precision } = await resultOf({ header: "q1", rows: repeat(40, () => "7") });
    expect(precision).toMatchObject({ margin: { value: null, why: { code: "one-answer" } }, needed: null });
  });

  it("is less by what the weights do", async () => {
    const { weights, share } = await resultOf({
      header: "q1,w",
      rows: repeat(40, (k) => `${1 + (k % 10)},${1 + (k % 4)}`),
      study: "weights: { column: w }\n",
    });
    // by hand: 40 × 300 / 100² = 1.2; 100²/300 = 33.3; lowest 1/2.5, highest 4/2.5
    expect(weights.designEffect.value).toBeCloseTo(1.2, 12);
    expect(weights.effectiveBase).toBeCloseTo(100 / 3, 10);
    expect([weights.lowest.value, weights.highest.value]).toEqual([0.4, 1.6]);
    // 1.2 × 384.1459 = 460.98
    expect(share.needed).toBe(461);
  });
});

describe("the response", () => {
  it("is AAPOR's rate 1, counted and without an interval", async () => {
    const counts = "complete: 28, partial: 2, refusal: 10, non_contact: 50, other: 4, unknown: 6, ineligible: 9";
    const { response } = await resultOf({ header: "q1", rows: tens(30), wave: `, dispositions: { ${counts} }` });
    // 28 / (28 + 2 + 10 + 50 + 4 + 6)
    expect(response!.rate).toMatchObject({ value: 0.28, base: 100, low: null, why: { code: "counted-all" } });
  });
});

describe("the make-up", () => {
  const region = ["north", "south", "west"];
  const rowsOf = (counts: readonly number[]) =>
    counts.flatMap((count, r) => repeat(count, (k) => `${1 + (k % 10)},${region[r]},${k % 25 < 13 ? "f" : "m"}`));
  const study = (shares: string) => `segments: [region, sex]\npopulation: { shares: ${shares} }\n`;

  it("is tested by chi-square, groupings as one family; shares are counted before weighting", async () => {
    const sexes = repeat(100, (k) => (k < 52 ? "f" : "m"));
    const rows = repeat(100, (k) => `${1 + (k % 10)},${region[k < 60 ? 0 : k < 85 ? 1 : 2]},${sexes[k]}`);
    const { makeUp } = await resultOf({
      header: "q1,region,sex",
      rows,
      study: study("{ region: { north: 0.5, south: 0.3, west: 0.2 }, sex: { f: 0.5, m: 0.5 } }"),
    });
    // R 4.3: chisq.test(c(60, 25, 15), p = c(.5, .3, .2)), chisq.test(c(52, 48)), p.adjust(…, "BH")
    expect(makeUp[0]!.test.p).toBeCloseTo(0.129812176855438, 12);
    expect(makeUp[1]!.test.p).toBeCloseTo(0.689156516779352, 12);
    expect(makeUp[0]!.test.adjusted).toBeCloseTo(0.259624353710876, 12);
    expect(makeUp.map(({ test }) => test.verdict)).toEqual(["none", "none"]);
    expect(makeUp[0]!.distance.value).toBeCloseTo(0.1, 12);
    expect(makeUp[0]!.values.map(({ unweighted }) => unweighted.value)).toEqual([0.6, 0.25, 0.15]);
    expect(makeUp[0]!.values[1]!.population.value).toBe(0.3);
  });

  it("shows none of a grouping in which few people stand alone", async () => {
    const { makeUp } = await resultOf({
      header: "q1,region,sex",
      rows: rowsOf([60, 37, 3]),
      study: study("{ region: { north: 0.5, south: 0.3, west: 0.2 } }"),
    });
    const { values, distance, test } = makeUp[0]!;
    expect(values.map(({ unweighted, weighted }) => [unweighted.value, weighted.value])).toEqual(
      repeat(3, () => [null, null]),
    );
    expect([distance.value, test.difference, test.p]).toEqual([null, null, null]);
  });

  it("has no test where a group expects few, or where people are of a value that the population has not", async () => {
    const few = await resultOf({
      header: "q1,region,sex",
      rows: rowsOf([60, 25, 15]),
      study: study("{ region: { north: 0.57, south: 0.4, west: 0.03 } }"),
    });
    expect(few.makeUp[0]!.test).toMatchObject({ p: null, verdict: "untested", why: { code: "expected-small" } });
    const strange = await resultOf({
      header: "q1,region,sex",
      rows: rowsOf([60, 25, 15]),
      study: study("{ region: { north: 0.6, south: 0.4 } }"),
    });
    expect(strange.makeUp[0]!.values.map(({ value, population }) => [value, population.value])).toEqual([
      ["north", 0.6],
      ["south", 0.4],
      ["west", 0],
    ]);
    expect(strange.makeUp[0]!.test.verdict).toBe("untested");
  });

  it("comes from the margins of the weights where the study names no other", async () => {
    const { makeUp } = await resultOf({
      header: "q1,region,sex",
      rows: rowsOf([60, 25, 15]),
      study: "segments: [region]\nweights: { rake: { region: { north: 0.5, south: 0.3, west: 0.2 } } }\n",
    });
    expect(makeUp.map(({ segment }) => segment)).toEqual(["region"]);
    expect(makeUp[0]!.values.map(({ population }) => population.value)).toEqual([0.5, 0.3, 0.2]);
    for (const { weighted, population } of makeUp[0]!.values) expect(weighted.value).toBeCloseTo(population.value!, 9);
  });
});

describe("what was left out as careless", () => {
  const sheet = (careless: number, answer: number) => ({
    header: "q1,check,s",
    rows: [...tens(50).map((code) => `${code},3,100`), ...repeat(careless, () => `${answer},1,10`)],
    questions: "  check: { text: Choose 3, scale: ten }\n",
    study: "quality: { seconds: s, attention: { check: 3 } }\n",
  });

  it("is counted by reason and sign; the index stands with and without it", async () => {
    const { flow, signals, cleaning, medianSeconds } = await resultOf(sheet(12, 10));
    expect(flow).toMatchObject({ read: 62, excluded: [{ check: "two-signals", rows: 12 }], kept: { value: 50 / 62 } });
    expect(signals).toEqual([
      { signal: "partial", rows: 0, excluded: 0 },
      { signal: "speeder", rows: 12, excluded: 12 },
      { signal: "attention", rows: 12, excluded: 12 },
    ]);
    expect(medianSeconds).toBe(100);
    // by hand: 50 answers of mean 5.5 are 50; with twelve of 100: (50 × 50 + 12 × 100) / 62
    expect(cleaning[0]!.without.value).toBeCloseTo(50, 12);
    expect(cleaning[0]!.with.value).toBeCloseTo(3700 / 62, 12);
    expect(cleaning[0]!.moves).toBeNull();
  });

  it("of fewer than ten would follow by subtraction: only whether a point is moved is said", async () => {
    const far = await resultOf(sheet(9, 10));
    expect(far.cleaning[0]).toMatchObject({ with: { value: null, base: null }, moves: "much" });
    // by hand: (50 × 50 + 9 × 55.6) / 59 = 50.8
    const near = await resultOf(sheet(9, 6));
    expect(near.cleaning[0]).toMatchObject({ with: { value: null }, moves: "little" });
    expect(near.cleaning[0]!.without.value).toBeCloseTo(50, 12);
  });

  it("is nothing where nobody looks", async () => {
    const { signals, cleaning, flow } = await resultOf({ ...sheet(12, 10), study: "" });
    expect([signals, cleaning, flow.excluded]).toEqual([[], [], []]);
  });
});

describe("early and late answers", () => {
  const rows = (undated: number) => [
    ...repeat(40, (k) => `${[2, 4, 6, 8, 9][k % 5]},${1 + (k % 3)}`),
    ...repeat(40, (k) => `${[3, 5, 7, 9, 10][k % 5]},${11 + (k % 4)}`),
    ...repeat(undated, () => "5,"),
  ];
  const study = "quality: { received: day }\n";

  it("are compared by Welch's test", async () => {
    const { arrival } = await resultOf({ header: "q1,day", rows: rows(0), study });
    // R 4.3: t.test((late - 1) * 100 / 9, (early - 1) * 100 / 9)
    expect(arrival!.difference.p).toBeCloseTo(0.0886490314808419, 12);
    expect(arrival!.early.value).toBeCloseTo(53.3333333333333, 10);
    expect(arrival!.late.value).toBeCloseTo(64.4444444444444, 10);
    expect(arrival!.difference.low).toBeCloseTo(-1.718987803497757, 9);
  });

  it("are not shown where a few without a date would follow from them", async () => {
    const hidden = (await resultOf({ header: "q1,day", rows: rows(4), study })).arrival!;
    expect([hidden.early.value, hidden.late.value, hidden.difference.difference]).toEqual([null, null, null]);
    const shown = (await resultOf({ header: "q1,day", rows: rows(12), study })).arrival!;
    expect(shown.early.base).toBe(40);
  });
});

describe("missing answers", () => {
  it("are told by kind and question, the most blank first", async () => {
    // of 60: q2 has 12 blank, 6 don't know, 20 not meant; open answers are not counted
    const rows = repeat(60, (k) => {
      const second = k < 12 ? "" : k < 18 ? "98" : k < 38 ? "99" : "5";
      return `${k >= 40 && k < 45 ? "" : 1 + (k % 10)},${second},`;
    });
    const { missing } = await resultOf({
      header: "q1,q2,why",
      rows,
      questions: "  q2: { text: Second, scale: ten }\n  why: { text: Why, type: text }\n",
    });
    expect(missing.map(({ question }) => question)).toEqual(["q2", "q1"]);
    const [{ blank, dontKnow, notApplicable }] = missing as [SampleResult["missing"][number]];
    expect([blank.value, blank.base]).toEqual([12 / 40, 40]);
    expect(dontKnow.value).toBe(6 / 40);
    expect(notApplicable.value).toBe(20 / 60);
  });
});

describe("words", () => {
  it("never call the sample representative", () => {
    const notes = ["en", "zh-CN"].map((language) =>
      readFileSync(join(checkout, "templates", "methods", `sample.${language}.md`), "utf8"),
    );
    const words = [...ourLocales().values()].flatMap((locale) =>
      [...locale].filter(([key]) => key.includes("sample")).map(([, text]) => text),
    );
    expect(words.length).toBeGreaterThan(100);
    expect([...notes, ...words].filter((text) => /representative|代表性/i.test(text))).toEqual([]);
  });
});
