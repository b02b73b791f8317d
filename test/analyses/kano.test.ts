import { describe, expect, it } from "vitest";
import type { Say } from "../../src/analyses/analysis.ts";
import { categories, categoryIn } from "../../src/analyses/kano/categories.ts";
import { figures } from "../../src/analyses/kano/chart.ts";
import type { KanoResult } from "../../src/analyses/kano/result.ts";
import { ProblemError } from "../../src/problems/problem.ts";
import reference from "../reference/kano.json" with { type: "json" };
import { wilson } from "../reference/published-tests.ts";
import { measure, type Sheet } from "./harness.ts";

const words = reference.table.columns;

interface Setting {
  readonly options?: string;
  readonly weighted?: boolean;
  readonly waves?: readonly string[];
  readonly scale?: string;
}

function studyOf({
  options = "features: { f: { functional: a, dysfunctional: b } }",
  weighted = false,
  waves = ["w1"],
  scale,
}: Setting): string {
  return `
title: Case
client: Nobody
languages: [en]
waves:
${waves.map((id, k) => `  ${id}: { title: ${id}, fieldwork: 2026-0${k + 1}-01/2026-0${k + 1}-20, responses: ${id}.csv }`).join("\n")}
${weighted ? "weights: { column: v }" : ""}
segments: { region: {} }
scales:
  kano: ${scale ?? `{ options: { 1: like, 2: must, 3: neutral, 4: live, 5: dislike }, answers: { ${words.map((word, k) => `${word}: ${k + 1}`).join(", ")} } }`}
  ten: { from: 1, to: 10 }
questions: { a: { text: A, scale: kano }, b: { text: B, scale: kano }, p: { text: P, scale: ten }, q: { text: Q, scale: ten } }
elements: { good: { label: Good, performance: p }, bad: { label: Bad, performance: q } }
analyses: { elements: {}, kano: { ${options} } }
`;
}

const header = ["a", "b", "p", "q", "region", "v"];

async function kanoOf(rows: Sheet, setting: Setting = {}, more: Record<string, Sheet> = {}): Promise<KanoResult> {
  const sheets = { "w1.csv": [header, ...rows], ...more };
  return (await measure(studyOf(setting), sheets)).get("kano") as KanoResult;
}

/** Rows whose pairs fall into the categories so often; the words of the questionnaire. */
const pairs: Readonly<Record<string, readonly [string, string]>> = {
  A: ["like", "neutral"],
  O: ["like", "dislike"],
  M: ["neutral", "dislike"],
  I: ["neutral", "neutral"],
  R: ["dislike", "like"],
  Q: ["like", "like"],
};
function rowsOf(counts: Readonly<Record<string, number>>, region = "n", v = 1): (string | number | null)[][] {
  return Object.entries(counts).flatMap(([category, n]) =>
    Array.from({ length: n }, (_, k) => [...pairs[category]!, 9 + (k % 2), 2 + (k % 3), region, v]),
  );
}

const onlyOf = (result: KanoResult) => result.features[0]!;
const sharesOf = (result: KanoResult) =>
  Object.fromEntries(onlyOf(result).shares.map(({ category, share }) => [category, share.cases]));

describe("a pair of answers", () => {
  it("falls into its category by the table, halves of pairs left out and counted", async () => {
    const { responses, expected } = reference.table;
    for (const [k, [functional, dysfunctional]] of responses.entries()) {
      if (functional === null || dysfunctional === null) continue;
      const [f, d] = [words.indexOf(functional!), words.indexOf(dysfunctional!)];
      expect(categoryIn("berger", f, d)).toBe(expected.classes[k]);
    }
    const result = await kanoOf(responses.map(([f, d]) => [f!, d ?? null, 5, 5, "n", 1]));
    const [feature, n] = [onlyOf(result), 11];
    for (const { category, share } of feature.shares) {
      expect(share.cases).toBe(expected.counts[category]);
      expect(share.value).toBeCloseTo(expected.counts[category] / n, 12);
    }
    expect(feature.half).toBe(expected.missing);
    expect(feature.better.value).toBeCloseTo(expected.better, 9);
    expect(feature.worse.value).toBeCloseTo(expected.worse, 9);
  });

  it("contradicts itself in two more places by Pouliot's table", async () => {
    const rows: Sheet = [
      ["must_be", "must_be", 5, 5, "n", 1],
      ["live_with", "live_with", 5, 5, "n", 1],
    ];
    const options = "features: { f: { functional: a, dysfunctional: b } }";
    expect(sharesOf(await kanoOf(rows, { options }))).toMatchObject({ I: 2, Q: 0 });
    expect(sharesOf(await kanoOf(rows, { options: `${options}, table: pouliot` }))).toMatchObject({ I: 0, Q: 2 });
  });
});

describe("counts as given", () => {
  const { order, counts, expected } = reference.counts;
  const given = Object.entries(counts).map(
    ([name, numbers], k) =>
      `f${k}: { label: "${name}", counts: { w1: { ${order.map((id, c) => `${id}: ${numbers[c]}`).join(", ")} } } }`,
  );

  it("give the published strengths, coefficients, Fong's test and categories", async () => {
    const { features } = await kanoOf([["like", "like", 5, 5, "n", 1]], {
      options: `features: { ${given.join(", ")} }`,
    });
    expect(features).toHaveLength(5);
    Object.values(expected).forEach((wanted, k) => {
      const found = features[k]!;
      expect(found.top).toBe(wanted.max_category);
      expect(found.category).toBe(wanted.category_MOAI_rule);
      expect(found.total.value).toBeCloseTo(wanted.total_strength, 9);
      expect(found.strength.value).toBeCloseTo(wanted.category_strength, 9);
      expect(found.better.value).toBeCloseTo(wanted.better, 9);
      expect(found.worse.value).toBeCloseTo(wanted.worse, 9);
      expect(found.even).toBeCloseTo(wanted.chi2_MOAI, 9);
      expect(found.fong!.difference).toBeCloseTo(wanted.fong_difference, 9);
      expect(found.fong!.critical).toBeCloseTo(wanted.fong_critical, 9);
      expect(found.fong!.significant).toBe(wanted.fong_significant);
    });
    // 28 of 218 more (z = 1.9) is not significant by the exact test, though it is by Fong's
    expect(features.map(({ state }) => state)).toEqual(["mixed", "mixed", "mixed", "mixed", "clear"]);
  });

  it("of two surveys by both tables have R's strengths and coefficients, Fong's verdict and the mode", async () => {
    const { order: categoryOrder, features: surveyed } = reference.surveys;
    const options = surveyed.map(
      ({ feature, counts: numbers }) =>
        `${feature}: { counts: { w1: { ${categoryOrder.map((id, c) => `${id}: ${numbers[c]}`).join(", ")} } } }`,
    );
    const { features } = await kanoOf([["like", "like", 5, 5, "n", 1]], {
      options: `features: { ${options.join(", ")} }, tolerance: 0`,
    });
    expect(features).toHaveLength(surveyed.length);
    for (const [k, wanted] of surveyed.entries()) {
      const found = features[k]!;
      expect(found.top, wanted.feature).toBe(wanted.mode);
      expect(found.fong!.significant, wanted.feature).toBe(wanted.fong);
      for (const name of ["better", "worse", "strength", "total"] as const)
        expect(found[name].value, wanted.feature).toBeCloseTo(wanted[name], 11);
    }
  });

  it("take exact ties only at a tolerance of 0", async () => {
    const { features } = await kanoOf([["like", "like", 5, 5, "n", 1]], {
      options: `features: { ${given.join(", ")} }, tolerance: 0`,
    });
    expect(features.map(({ category }) => category)).toEqual(Object.values(expected).map((row) => row.max_category));
  });
});

describe("the intervals of better and worse", () => {
  const ends = ({ low, high }: { low: number | null; high: number | null }) => [low, high];

  it.each(wilson)(
    "are those that Newcombe published for $r of $n, below zero for worse",
    async ({ r, n, low, high }) => {
      // better counts A and O, worse O and M; reverse and questionable answers are of another base
      const [a, m] = [Math.floor(r / 3), Math.ceil(r / 4)];
      const rest = { R: 7, Q: 2 };
      const of = (counts: Readonly<Record<string, number>>) => kanoOf(rowsOf({ ...counts, ...rest }));
      const { better } = onlyOf(await of({ A: a, O: r - a, M: m, I: n - r - m }));
      const { worse } = onlyOf(await of({ M: m, O: r - m, A: a, I: n - r - a }));
      expect([better.base, worse.base]).toEqual([n, n]);
      // printed with four digits
      const half = 0.5e-4;
      expect(Math.abs(better.low! - low)).toBeLessThanOrEqual(half);
      expect(Math.abs(better.high! - high)).toBeLessThanOrEqual(half);
      expect(Math.abs(worse.low! + high)).toBeLessThanOrEqual(half);
      expect(Math.abs(worse.high! + low)).toBeLessThanOrEqual(half);
    },
  );

  it("rest on the people whom unequal weights are worth", async () => {
    const groups = [
      { counts: { A: 14, O: 10, M: 8, I: 20, R: 3, Q: 1 }, weight: 1 },
      { counts: { A: 5, O: 12, M: 16, I: 6, R: 1, Q: 2 }, weight: 2.5 },
    ] as const;
    const rows = groups.flatMap(({ counts, weight }) => rowsOf(counts, "n", weight));
    const { better, worse } = onlyOf(await kanoOf(rows, { weighted: true }));
    // Wilson's interval for p of n = p(1 - p) / se², se² = Σ (v (x - p))² / (Σ v)² · n/(n - 1), over A, O, M and I
    const wilsonOf = (counted: readonly ("A" | "O" | "M")[]) => {
      const people = groups.flatMap(({ counts, weight: v }) =>
        (["A", "O", "M", "I"] as const).flatMap((category) =>
          Array.from({ length: counts[category] }, () => ({ v, x: counted.some((one) => one === category) ? 1 : 0 })),
        ),
      );
      const sum = (of: (one: { v: number; x: number }) => number) => people.reduce((total, one) => total + of(one), 0);
      const total = sum(({ v }) => v);
      const p = sum(({ v, x }) => v * x) / total;
      const squares = sum(({ v, x }) => (v * (x - p)) ** 2);
      const n = (p * (1 - p)) / ((squares / total ** 2) * (people.length / (people.length - 1)));
      const z = 1.959963984540054;
      const centre = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
      const half = (z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))) / (1 + z ** 2 / n);
      return { p, low: centre - half, high: centre + half };
    };
    const [b, w] = [wilsonOf(["A", "O"]), wilsonOf(["O", "M"])];
    expect([better.value, ...ends(better)]).toEqual([b.p, b.low, b.high].map((x) => expect.closeTo(x, 12)));
    expect([worse.value, ...ends(worse)]).toEqual([-w.p, -w.high, -w.low].map((x) => expect.closeTo(x, 12)));
  });
});

describe("the verdict", () => {
  it("is the exact two-sided binomial test of the largest among the two largest", async () => {
    // 20 of 28: 2 P(X >= 20), from the binomial coefficients
    const choose = (n: number, k: number) =>
      Array.from({ length: k }, (_, i) => (n - i) / (i + 1)).reduce((a, b) => a * b, 1);
    const tail = Array.from({ length: 9 }, (_, i) => choose(28, 20 + i)).reduce((a, b) => a + b, 0) / 2 ** 28;
    const { lead, state } = onlyOf(await kanoOf(rowsOf({ O: 20, M: 8, I: 5 })));
    expect(lead.p).toBeCloseTo(2 * tail, 12);
    expect(lead.test).toBe("binomial");
    expect(state).toBe("clear");
  });

  it("gives equal weights the unweighted answer, and unequal ones less", async () => {
    const rows = rowsOf({ O: 24, M: 10, I: 5 });
    const plain = onlyOf(await kanoOf(rows)).lead.p!;
    const equal = rows.map((row) => [...row.slice(0, 5), 2]);
    expect(onlyOf(await kanoOf(equal, { weighted: true })).lead.p).toBeCloseTo(plain, 12);
    const unequal = rows.map((row, k) => [...row.slice(0, 5), k % 2 ? 3 : 1]);
    expect(onlyOf(await kanoOf(unequal, { weighted: true })).lead.p!).toBeGreaterThan(plain);
  });

  it.each([
    ["few people", { O: 20, M: 5 }, "small", null],
    ["hardly anybody", { O: 8 }, "hidden", null],
    ["more than a fifth in contradiction", { O: 30, M: 5, Q: 9 }, "questionable", null],
    ["a fifth in contradiction and no more", { O: 31, M: 5, Q: 9 }, "clear", "O"],
    ["most against it", { R: 30, I: 8 }, "reverse", "R"],
    ["all alike", { O: 40 }, "clear", "O"],
    ["two alike", { O: 20, M: 20 }, "mixed", "M"],
  ] as const)("of %s", async (_, counts, state, category) => {
    expect(onlyOf(await kanoOf(rowsOf(counts)))).toMatchObject({ state, category });
  });

  it("calls for caution above 5 % of contradictions", async () => {
    expect(onlyOf(await kanoOf(rowsOf({ O: 38, Q: 2 }))).caution).toBe(false);
    expect(onlyOf(await kanoOf(rowsOf({ O: 37, Q: 3 }))).caution).toBe(true);
  });
});

describe("groups and waves", () => {
  it("finds two clear groups within a mixed whole", async () => {
    const rows = [...rowsOf({ M: 40, I: 10, A: 8, O: 6 }, "n"), ...rowsOf({ A: 40, I: 10, M: 8, O: 6 }, "s")];
    const result = await kanoOf(rows);
    expect(onlyOf(result).state).toBe("mixed");
    const [segment] = result.segments;
    expect(segment!.differs).toBe(true);
    expect(segment!.groups.map(({ value, state, category }) => [value, state, category])).toEqual([
      ["n", "clear", "M"],
      ["s", "clear", "A"],
    ]);
  });

  it("tests drift by χ² of A, O, M, I and the must-be share between waves", async () => {
    const [before, now] = [
      { A: 60, O: 20, M: 20, I: 20 },
      { A: 30, O: 20, M: 55, I: 15 },
    ];
    const result = await kanoOf(rowsOf(before), { waves: ["w1", "w2"] }, { "w2.csv": [header, ...rowsOf(now)] });
    const [drift] = result.drift;
    // X² of the 2 x 4 table with equal row sums: Σ (a − b)² / (a + b)
    const chiSquare = (Object.keys(now) as (keyof typeof now)[])
      .map((key) => (before[key] - now[key]) ** 2 / (before[key] + now[key]))
      .reduce((a, b) => a + b, 0);
    expect(drift!.chiSquare).toBeCloseTo(chiSquare, 10);
    expect(drift).toMatchObject({ shifted: true, before: "A", now: "M" });
    expect(drift!.change.difference).toBeCloseTo(55 / 120 - 20 / 120, 12);
    expect(drift!.change.verdict).toBe("up");
  });
});

describe("the order of work", () => {
  it("puts a must-be with poor performance first", async () => {
    const counts = { M: 40, I: 8 };
    const options = `features: {
      fine: { functional: a, dysfunctional: b, element: good },
      poor: { functional: a, dysfunctional: b, element: bad },
      open: { functional: a, dysfunctional: b } }`;
    const { work } = await kanoOf(rowsOf(counts), { options });
    expect(work.map(({ feature, provision, order }) => [feature, provision, order])).toEqual([
      ["poor", "poor", 1],
      ["fine", "not-poor", null],
      ["open", "unknown", null],
    ]);
  });

  const counts = { M: [5, 5, 40, 10], O: [5, 40, 5, 10], A: [40, 10, 2, 8], lessA: [38, 2, 4, 16] } as const;
  type Need = keyof typeof counts;

  /** Features by need and element; two elements miss their target, one by more, one meets it. */
  async function orderOf(features: Readonly<Record<string, readonly [need: Need, element?: string]>>) {
    const given = Object.entries(features).map(([id, [need, element]]) => {
      const [A, O, M, I] = counts[need];
      const link = element === undefined ? "" : `, element: ${element}`;
      return `${id}: { counts: { w: { A: ${A}, O: ${O}, M: ${M}, I: ${I}, R: 0, Q: 0 } }${link} }`;
    });
    const study = `
title: Case
client: Nobody
languages: [en]
waves: { w: { title: w, fieldwork: 2026-01-01/2026-01-20, responses: w.csv } }
scales: { ten: { from: 1, to: 10 } }
questions:
  p: { text: P, scale: ten, target: 50 }
  q: { text: Q, scale: ten, target: 90 }
  r: { text: R, scale: ten, target: 90 }
elements:
  far: { label: Far, performance: p }
  near: { label: Near, performance: q }
  fine: { label: Fine, performance: r }
analyses: { elements: {}, kano: { features: { ${given.join(", ")} } } }
`;
    const answers = Array.from({ length: 60 }, (_, k) => [2 + (k % 2), 8 + (k % 2), 9 + (k % 2)]);
    const result = await measure(study, { "w.csv": [["p", "q", "r"], ...answers] });
    return (result.get("kano") as KanoResult).work;
  }

  it("puts what is asked for by how far it falls short, after every must-be that does", async () => {
    const work = await orderOf({
      met: ["O", "fine"],
      open: ["O"],
      near: ["O", "near"],
      far: ["O", "far"],
      basic: ["M", "near"],
    });
    // means of 2.5, 8.5 and 9.5 on 1-10, short of 50, 90 and 90
    const gap = { far: 50 - 150 / 9, near: 90 - 750 / 9, fine: 90 - 850 / 9 };
    expect(work.map((row) => [row.feature, row.need, row.provision, row.order, row.gap])).toEqual([
      ["basic", "M", "poor", 1, expect.closeTo(gap.near, 9)],
      ["far", "O", "poor", 2, expect.closeTo(gap.far, 9)],
      ["near", "O", "poor", 3, expect.closeTo(gap.near, 9)],
      ["met", "O", "not-poor", null, expect.closeTo(gap.fine, 9)],
      ["open", "O", "unknown", null, null],
    ]);
  });

  it("puts what delights last, by better, unless it is provided", async () => {
    const work = await orderOf({
      less: ["lessA", "far"],
      provided: ["A", "fine"],
      open: ["A"],
      asked: ["O", "near"],
    });
    // better of 50 of 60 goes before 40 of 60, whatever their elements fall short
    expect(work.map(({ feature, need, provision, order }) => [feature, need, provision, order])).toEqual([
      ["asked", "O", "poor", 1],
      ["open", "A", "unknown", 2],
      ["less", "A", "poor", 3],
      ["provided", "A", "not-poor", null],
    ]);
  });
});

describe("means on DuMouchel's scale", () => {
  it("are over whole pairs", async () => {
    const options = "features: { f: { functional: a, dysfunctional: b } }, continuous: true";
    const { continuous } = onlyOf(
      await kanoOf([...rowsOf({ O: 12, I: 4 }), ["like", null, 5, 5, "n", 1]], { options }),
    );
    expect(continuous!.functional.value).toBeCloseTo((12 * 4) / 16, 12);
    expect(continuous!.dysfunctional.value).toBeCloseTo((12 * 4) / 16, 12);
  });
});

it("names the features before anything else in every table", async () => {
  const options = `features: { poor: { functional: a, dysfunctional: b, element: bad } }`;
  for (const { table } of figures(await kanoOf(rowsOf({ M: 40, I: 8 }), { options })))
    expect(table.columns[0]!.key, table.id).toBe("feature");
});

describe("the drawings", () => {
  const say: Say = {
    language: "en",
    count: String,
    word: (key) => key,
    label: ({ id }) => id,
    number: (value) => `${Math.round(100 * value)}%`,
    interval: () => "",
  };

  it("give a category the same hue on the map and in the bars, and greys to what is no need", async () => {
    const result = await kanoOf(rowsOf({ A: 12, O: 12, M: 12, I: 12, R: 12, Q: 12 }));
    const draw = (id: string) => figures(result).find((figure) => figure.id === id)!.draw!("wide", say).data;
    const bars = draw("kano-shares").segments!.map(({ fill }) => fill);
    const hues = [1, 2, 3, 4].map((k) => `var(--cat-${k})`);
    expect(bars).toEqual([...hues, "var(--cat-5)", "var(--cat-5)"]);
    const { tint, frame } = draw("kano");
    // attractive above left, one-dimensional above right, indifferent below left, must-be below right
    const at = (left: boolean, above: boolean) =>
      tint!.find((row) => (row.x === frame![0]!.left) === left && (row.y === frame![0]!.top) === above)!.fill;
    expect([at(true, true), at(false, true), at(false, false), at(true, false)]).toEqual(hues);
  });
});

describe("what is wrong", () => {
  const refusal = async (setting: Setting) => {
    try {
      await kanoOf(rowsOf({ O: 3 }), setting);
    } catch (error) {
      if (error instanceof ProblemError) return error.problems[0]!;
      throw error;
    }
    throw new Error("nothing was wrong");
  };

  it("a pair that is half a pair", async () => {
    const { message, place } = await refusal({ options: "features: { f: { functional: a } }" });
    expect(message).toContain("dysfunctional");
    expect(place.line).toBeGreaterThan(0);
  });

  it("wordings that the study does not explain, each once with how often it stands", async () => {
    const [like, must, neutral] = words;
    const rows: Sheet = [
      [like!, must!, 5, 5, "n", 1],
      ...Array.from({ length: 3 }, (): Sheet[number] => ["great", neutral!, 5, 5, "n", 1]),
      [like!, "great", 5, 5, "n", 1],
      ["so what", "dunno", 5, 5, "n", 1],
      [null, "dunno", 5, 5, "n", 1],
    ];
    const error = await kanoOf(rows).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    const { problems } = error as ProblemError;
    const found = problems.map(({ code, message, place }) => {
      const [, question, text, count] = /question "(.)"\) holds "(.*)" in (\d+) rows?,/.exec(message) ?? [];
      return [code, question, text, Number(count), place.line];
    });
    // in the order of the questions and of the file; the line is that of the first
    expect(found).toEqual([
      ["responses/not-a-code", "a", "great", 3, 3],
      ["responses/not-a-code", "a", "so what", 1, 7],
      ["responses/not-a-code", "b", "great", 1, 6],
      ["responses/not-a-code", "b", "dunno", 2, 7],
    ]);
    expect(problems.every(({ hint }) => hint?.includes("answers"))).toBe(true);
  });

  it("a scale without five answers", async () => {
    const { code, message, place } = await refusal({ options: "features: { f: { functional: a, dysfunctional: p } }" });
    expect(code).toBe("study/kano-scale");
    expect(message).toContain("five answers");
    expect(place.line).toBeGreaterThan(0);
  });
});

it("knows each category once", () => expect(new Set(categories).size).toBe(6));
