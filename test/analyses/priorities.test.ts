import { describe, expect, it } from "vitest";
import type { Comparison, Estimate } from "../../src/analyses/estimate.ts";
import { figures } from "../../src/analyses/priorities/chart.ts";
import { classOf } from "../../src/analyses/priorities/classify.ts";
import { meanOfNumbers, medianOf, quadrantOf, sideOf } from "../../src/analyses/priorities/quadrants.ts";
import type { PrioritiesResult } from "../../src/analyses/priorities/result.ts";
import { placeInSwot, type Standing, urgentOf } from "../../src/analyses/priorities/swot.ts";
import { normalTails } from "../../src/stats/distributions.ts";
import { carDealer, contrast, namedImportance, swot } from "../reference/priorities.ts";
import { measure, type Sheet } from "./harness.ts";

describe("quadrants of the car dealer", () => {
  const importances = carDealer.attributes.map(({ importance }) => importance);
  const performances = carDealer.attributes.map(({ performance }) => performance);
  it.each([
    ["grandMean", meanOfNumbers(importances), meanOfNumbers(performances)],
    ["median", medianOf(importances), medianOf(performances)],
    ["scaleMid", 2.5, 2.5],
  ] as const)("%s", (rule, importance, performance) => {
    expect(importance).toBeCloseTo(carDealer[rule].importance, 9);
    expect(performance).toBeCloseTo(carDealer[rule].performance, 9);
    const found = carDealer.attributes.map((attribute) =>
      quadrantOf(sideOf(attribute.importance, importance), sideOf(attribute.performance, performance)),
    );
    expect(found).toEqual(carDealer[rule].quadrants);
  });
});

// Intervals as the example gives them; the lead over the competitor is tested as the difference of independent means.
describe("strengths, weaknesses, opportunities and threats by rule", () => {
  const estimate = ([value, low, high]: readonly [number, number, number]) =>
    ({ value, low, high, status: "shown" }) as Estimate;
  const verdict = (difference: number, se: number): Comparison["verdict"] => {
    const { lower, upper } = normalTails(difference / se);
    return 2 * Math.min(lower, upper) > 0.05 ? "none" : difference > 0 ? "up" : "down";
  };
  const seOf = ([, low, high]: readonly [number, number, number]) => (high - low) / (2 * 1.959963984540054);
  const byShare = [...swot.elements].sort((a, b) => b.importance - a.importance);
  const standings = swot.elements.map(
    (element): Standing => ({
      element: element.name,
      important: element.importance >= swot.importantFrom,
      rank: 1 + byShare.findIndex(({ importance }) => importance === element.importance),
      performance: estimate(element.own),
      target: swot.target,
      onLine: { verdict: verdict(element.own[0] - swot.target, seOf(element.own)) } as Comparison,
      competitor: {
        score: estimate(element.competitor),
        comparison: {
          verdict: verdict(
            element.own[0] - element.competitor[0],
            Math.hypot(seOf(element.own), seOf(element.competitor)),
          ),
        } as Comparison,
      },
      change: { verdict: element.trend[2] < 0 ? "down" : element.trend[1] > 0 ? "up" : "none" } as Comparison,
    }),
  );
  const placed = placeInSwot(standings);

  it.each(Object.entries(swot.cells))("%s", (element, cells) => {
    expect(placed.filter((row) => row.element === element).map(({ cell }) => cell)).toEqual(cells);
  });

  it("urgent is what is weak, matters and is under threat", () => {
    expect(urgentOf(standings, placed).map(({ element }) => element)).toEqual(swot.urgent);
  });

  it("every cell has its evidence", () => {
    expect(placed.every(({ evidence }) => evidence.length > 0)).toBe(true);
    const threat = placed.find(({ element, cell }) => element === "响应速度" && cell === "threat")!;
    expect(threat.evidence.map(({ code }) => code)).toEqual(["competitor-above", "declining"]);
  });
});

describe("the class of a factor", () => {
  const shown = { verdict: "down" } as const;
  const up = { verdict: "up" } as const;
  const none = { verdict: "none" } as const;
  it.each([
    ["basic", [-0.5, -0.8, -0.2], shown, none],
    ["excitement", [0.5, 0.2, 0.8], none, up],
    ["performance", [0, -0.09, 0.08], shown, up],
    // its interval spans two bands
    ["unclear", [-0.5, -0.8, -0.05], shown, up],
    // neither coefficient is shown
    ["unclear", [-0.5, -0.8, -0.2], none, none],
    // a poor answer goes with more satisfaction
    ["unclear", [1, 0.9, 1], up, up],
  ] as const)("%s for %j", (name, [value, low, high], penalty, reward) => {
    expect(classOf({ value, low, high }, penalty, reward).class).toBe(name);
  });
});

const head = `
title: T
client: C
invented: true
languages: [en]
waves: { w1: { title: W, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv } }
scales: { ten: { from: 1, to: 10 } }
`;

/** Answers by a rule that R can follow too. */
const rows = Array.from({ length: 240 }, (_, k) => {
  const first = 1 + ((k * 7 + Math.floor(k / 9)) % 10);
  const second = 1 + ((k * 3 + Math.floor(k / 7)) % 10);
  const overall = Math.max(1, Math.min(10, Math.floor((first + 2 * second + ((k * 11) % 13)) / 4)));
  return [overall, first, second] as const;
});

const study = `${head}
questions: { q: { text: q, scale: ten }, a: { text: a, scale: ten }, b: { text: b, scale: ten } }
elements: { one: { label: one, performance: a }, two: { label: two, performance: b } }
analyses:
  index: { overall: q }
  drivers: {}
  priorities: { target: 60 }
`;
const sheet: Sheet = [["q", "a", "b"], ...rows];

async function prioritiesOf(text: string, answers: Sheet): Promise<PrioritiesResult> {
  return (await measure(text, { "w1.csv": answers })).get("priorities") as PrioritiesResult;
}

it("penalties and rewards are R's least-squares coefficients with their p", async () => {
  const { contrast: found } = await prioritiesOf(study, sheet);
  expect(found!.n).toBe(240);
  expect(found!.r2.value).toBeCloseTo(contrast.r2, 10);
  expect(found!.cuts).toEqual([{ from: 1, to: 10, low: 4, high: 9 }]);
  found!.elements.forEach((row, k) => {
    const expected = contrast.elements[k]!;
    expect(row.penalty!.cases).toBe(expected.low);
    expect(row.reward!.cases).toBe(expected.high);
    expect(row.penalty!.coefficient.value).toBeCloseTo(expected.penalty, 9);
    expect(row.reward!.coefficient.value).toBeCloseTo(expected.reward, 9);
    expect(row.penalty!.comparison.p! / expected.pPenalty).toBeCloseTo(1, 7);
    expect(row.reward!.comparison.p! / expected.pReward).toBeCloseTo(1, 7);
  });
});

it("importance is the driver's share, its line an equal share, and both axes are one family", async () => {
  const result = await prioritiesOf(study, sheet);
  expect(result.importanceKind).toBe("derived");
  expect(result.line).toEqual({ importance: expect.closeTo(0.5, 12), performance: 60 });
  expect(
    result.elements.map(({ importanceTest, performanceTest }) => [importanceTest.family, performanceTest.family]),
  ).toEqual([
    [4, 4],
    [4, 4],
  ]);
  // the second element weighs twice in the answers' rule
  expect(result.elements.find(({ element }) => element === "two")!.importanceTest.verdict).toBe("up");
});

it("says nothing where customers call everything equally important", async () => {
  const text = `${head}
questions: { a: { text: a, scale: ten }, b: { text: b, scale: ten }, i: { text: i, scale: ten }, j: { text: j, scale: ten } }
elements: { one: { label: one, performance: a, importance: i }, two: { label: two, performance: b, importance: j } }
analyses: { priorities: { importance: stated } }
`;
  const answers: Sheet = [["a", "b", "i", "j"], ...rows.map(([, a, b]) => [a, b, 9, 9])];
  expect(await prioritiesOf(text, answers)).toEqual({ code: "priorities-stated-equal" });
});

it("importance by naming is the share who name, and the rating that share times the share not satisfied", async () => {
  const text = `${head.replace("{ ten:", "{ pick: { options: { 1: one, 2: two, 99: none } }, ten:")}
questions:
  a: { text: a, scale: ten }
  b: { text: b, scale: ten }
  first: { text: first, scale: pick }
  second: { text: second, scale: pick }
elements: { one: { label: one, performance: a }, two: { label: two, performance: b } }
analyses: { priorities: { named: { questions: [first, second], codes: { one: 1, two: 2 } } } }
`;
  // of 40 people 20 name both, 10 the first alone, 10 nothing; 10 give the first element 9, 20 give the second 9
  const answers: Sheet = [
    ["a", "b", "first", "second"],
    ...Array.from({ length: 40 }, (_, k) => [
      k % 4 === 0 ? 9 : 3,
      k % 2 === 0 ? 9 : 3,
      k < 30 ? 1 : 99,
      k < 20 ? 2 : null,
    ]),
  ];
  const result = await prioritiesOf(text, answers);
  expect(result.importanceKind).toBe("named");
  const found = Object.fromEntries(
    result.elements.map(({ element, importance, rating }) => [element, [importance.value, rating!.value]]),
  );
  for (const [element, values] of Object.entries(namedImportance))
    expect(found[element], element).toEqual(values.map((value) => expect.closeTo(value, 12)));
});

describe("other providers", () => {
  const text = `${head}
provider: { column: brand, own: us, values: { them: Them, others: Others } }
tables: { competitors: theirs.csv }
questions: { q: { text: q, scale: ten }, a: { text: a, scale: ten }, b: { text: b, scale: ten } }
elements: { one: { label: one, performance: a }, two: { label: two, performance: b } }
analyses:
  index: { overall: q }
  drivers: {}
  priorities: { target: 60 }
`;
  const own: Sheet = [["q", "a", "b", "brand"], ...rows.map((row) => [...row, "us"])];
  // only the elements' questions are read from the others
  const theirs: Sheet = [
    ["a", "b", "brand"],
    ...Array.from({ length: 60 }, (_, k) => [8 + (k % 3), 1 + (k % 3), "them"]),
    ...Array.from({ length: 60 }, (_, k) => [1 + (k % 3), 5 + (k % 3), "others"]),
    ...Array.from({ length: 9 }, () => [10, 10, "few"]),
  ];

  it("the best on a sound base is compared, element by element", async () => {
    const outcomes = await measure(text, { "w1.csv": own, "theirs.csv": theirs });
    const { competitors } = outcomes.get("priorities") as PrioritiesResult;
    // means 9 and 6 of 1-10; nine people of a third are too few
    expect(competitors.map(({ element, provider, score }) => [element, provider, score.value])).toEqual([
      ["one", "them", expect.closeTo((100 * 8) / 9, 9)],
      ["two", "others", expect.closeTo((100 * 5) / 9, 9)],
    ]);
    const mean = rows.reduce((sum, [, first]) => sum + (100 * (first - 1)) / 9, 0) / rows.length;
    expect(competitors[0]!.comparison).toMatchObject({
      difference: expect.closeTo(mean - (100 * 8) / 9, 9),
      verdict: "down",
    });
  });
});

describe("what features of an element are to customers", () => {
  const counts = (A: number, O: number, M: number, I: number) => `{ A: ${A}, O: ${O}, M: ${M}, I: ${I}, R: 0, Q: 0 }`;
  const delights = counts(40, 10, 5, 5);
  const featuresOf = (features: Readonly<Record<string, readonly [counts: readonly string[], element?: string]>>) =>
    `kano: { features: { ${Object.entries(features)
      .map(
        ([id, [waves, element]]) =>
          `${id}: { counts: { ${waves.map((given, k) => `w${k + 1}: ${given}`).join(", ")} }${element ? `, element: ${element}` : ""} }`,
      )
      .join(", ")} } }`;
  const textOf = (kano: string, { waves = 1, target = true } = {}) => `
title: T
client: C
languages: [en]
waves:
${Array.from({ length: waves }, (_, k) => `  w${k + 1}: { title: W, fieldwork: 2026-0${k + 1}-01/2026-0${k + 1}-20, responses: w${k + 1}.csv }`).join("\n")}
scales: { ten: { from: 1, to: 10 } }
questions: { a: { text: a, scale: ten }, b: { text: b, scale: ten }, c: { text: c, scale: ten }, i: { text: i, scale: ten }, j: { text: j, scale: ten }, k: { text: k, scale: ten } }
elements:
  low: { label: low, performance: a, importance: i }
  same: { label: same, performance: b, importance: j }
  high: { label: high, performance: c, importance: k }
analyses:
  priorities: { importance: stated${target ? ", target: 60" : ""} }
  ${kano}
`;
  // two elements below 60, alike in score and importance, and one above that matters a little more
  const answers: Sheet = [
    ["a", "b", "c", "i", "j", "k"],
    ...Array.from({ length: 60 }, (_, n) => [3 + (n % 2), 4 - (n % 2), 8 + (n % 2), 8 + (n % 2), 9 - (n % 2), 9]),
  ];
  const evidenceIn = ({ swot: cells }: PrioritiesResult, cell: string, codes: readonly string[]) =>
    cells
      .filter((placed) => placed.cell === cell)
      .flatMap(({ element, evidence }) =>
        evidence
          .filter(({ code }) => codes.includes(code))
          .map(({ code, feature, estimate, comparison }) => [
            element,
            code,
            feature,
            estimate?.value,
            comparison?.difference,
          ]),
      );
  const attractive = ["attractive", "short-of-target", "short-of-own-mean"];

  it("an attractive feature is an opportunity of its element where that is poorly provided", async () => {
    const kano = featuresOf({
      loan: [[delights], "low"],
      wash: [[delights], "high"],
      mixed: [[counts(22, 5, 5, 20)], "low"],
      asked: [[counts(10, 40, 5, 5)], "low"],
      nowhere: [[delights]],
    });
    // 40 of 60 and 10 of 60; a mean of 3.5 on 1-10
    expect(evidenceIn(await prioritiesOf(textOf(kano), answers), "opportunity", attractive)).toEqual([
      ["low", "attractive", "loan", expect.closeTo(40 / 60, 12), expect.closeTo(30 / 60, 12)],
      ["low", "short-of-target", undefined, expect.closeTo(250 / 9, 9), expect.closeTo(250 / 9 - 60, 9)],
    ]);
    // means of 3.5, 3.5 and 8.5: people's own mean is 31/6
    expect(evidenceIn(await prioritiesOf(textOf(kano, { target: false }), answers), "opportunity", attractive)).toEqual(
      [
        ["low", "attractive", "loan", expect.closeTo(40 / 60, 12), expect.closeTo(30 / 60, 12)],
        [
          "low",
          "short-of-own-mean",
          undefined,
          expect.closeTo(250 / 9, 9),
          expect.closeTo(((3.5 - 31 / 6) * 100) / 9, 9),
        ],
      ],
    );
  });

  it("a feature that moves towards must-be is a threat to its element, well provided or not", async () => {
    const [before, after] = [counts(60, 20, 20, 20), counts(30, 20, 55, 15)];
    const kano = featuresOf({
      wash: [[before, after], "high"],
      fading: [[after, before], "high"],
      still: [[before, before], "low"],
      nowhere: [[before, after]],
    });
    const outcomes = await measure(textOf(kano, { waves: 2 }), { "w1.csv": answers, "w2.csv": answers });
    const result = outcomes.get("priorities") as PrioritiesResult;
    expect(evidenceIn(result, "threat", ["must-be-rising"])).toEqual([
      ["high", "must-be-rising", "wash", expect.closeTo(55 / 120, 12), expect.closeTo(35 / 120, 12)],
    ]);
  });

  it("makes a weakness urgent that is no longer only a delight", async () => {
    const kano = featuresOf({ loan: [[counts(60, 20, 20, 20), counts(30, 20, 55, 15)], "low"] });
    // less weight on the element above 60 makes the two below important
    const sheet = answers.map((row, n) => (n === 0 ? row : [...row.slice(0, 5), 8]));
    const outcomes = await measure(textOf(kano, { waves: 2 }), { "w1.csv": sheet, "w2.csv": sheet });
    const { urgent } = outcomes.get("priorities") as PrioritiesResult;
    const low = urgent.find(({ element }) => element === "low");
    expect(low?.because.map(({ code }) => code)).toEqual(["below-target", "must-be-rising"]);
  });

  it("breaks ties of the priority score by what is missed most", async () => {
    const order = ({ elements }: PrioritiesResult) => elements.map(({ element, worse }) => [element, worse?.value]);
    const two = featuresOf({ fine: [[counts(20, 10, 20, 10)], "low"], basic: [[counts(5, 10, 40, 5)], "same"] });
    expect(order(await prioritiesOf(textOf(two), answers))).toEqual([
      ["same", expect.closeTo(-50 / 60, 12)],
      ["low", expect.closeTo(-30 / 60, 12)],
      ["high", undefined],
    ]);
    // of two features of an element the one that is missed more
    const more = featuresOf({
      fine: [[counts(20, 10, 20, 10)], "low"],
      most: [[counts(2, 10, 45, 3)], "low"],
      basic: [[counts(5, 10, 40, 5)], "same"],
    });
    expect(order(await prioritiesOf(textOf(more), answers)).map(([element]) => element)).toEqual([
      "low",
      "same",
      "high",
    ]);
    // scores that differ stand by themselves
    const apart = answers.map((row, n) => (n === 0 ? row : [row[0]!, 2 + (n % 2), ...row.slice(2)]));
    const untied = featuresOf({ basic: [[counts(5, 10, 40, 5)], "low"], fine: [[delights], "high"] });
    expect(order(await prioritiesOf(textOf(untied), apart))).toEqual([
      ["same", undefined],
      ["low", undefined],
      ["high", undefined],
    ]);
    // one that is known goes before one that is not
    const one = featuresOf({ fine: [[counts(40, 10, 5, 5)], "same"] });
    expect(order(await prioritiesOf(textOf(one), answers)).map(([element]) => element)).toEqual([
      "same",
      "low",
      "high",
    ]);
  });

  it.each([
    ["without Kano", ""],
    ["without a feature of an element", featuresOf({ nowhere: [[delights]] })],
  ])("leaves no trace %s", async (_, kano) => {
    const result = await prioritiesOf(textOf(kano), answers);
    expect(evidenceIn(result, "opportunity", attractive)).toEqual([]);
    expect(result.elements.some((row) => "worse" in row)).toBe(false);
    const tables = figures(result).map(({ table }) => table.columns.map(({ key }) => key));
    expect(tables.some((columns) => columns.includes("feature") || columns.includes("worse"))).toBe(false);
  });

  it("names the feature beside its evidence", async () => {
    const result = await prioritiesOf(textOf(featuresOf({ loan: [[delights], "low"] })), answers);
    const { table } = figures(result).find(({ id }) => id === "swot")!;
    expect(table.columns.map(({ key }) => key)).toContain("feature");
    expect(table.rows.filter(({ feature }) => feature).map(({ feature, evidence }) => [feature, evidence])).toEqual([
      [
        { kind: "subject", subject: { kind: "feature", id: "loan" } },
        { kind: "word", key: "evidence.attractive" },
      ],
    ]);
  });
});
