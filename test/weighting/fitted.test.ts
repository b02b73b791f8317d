import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ColumnSpec, codeOf } from "../../src/responses/column.ts";
import { compare } from "../../src/stats/compare.ts";
import { estimate } from "../../src/stats/estimate.ts";
import { asksOf, type Estimated, type Statistic } from "../../src/stats/statistic.ts";
import type { Tallies } from "../../src/stats/tallies.ts";
import type { Margin, SampleDesign, Weights } from "../../src/study/study.ts";
import { drawSample } from "../../src/weighting/draw-sample.ts";
import type { Sample } from "../../src/weighting/sample.ts";
import reference from "../reference/weighting.json" with { type: "json" };
import { code } from "../responses/coding.ts";
import { makeQuestion, makeScale, makeStudy, makeWave } from "../responses/make-study.ts";
import { problemsOf } from "../sources/reading.ts";

const place = { file: "data/s/study.yaml", line: 9, column: 1 };
const scale = makeScale("s", 1, 10);
const x = codeOf("x");
const mean: Statistic<ColumnSpec> = { kind: "mean", column: x };
const ratio: Statistic<ColumnSpec> = { kind: "ratio", numerator: x, denominator: codeOf("y") };
const high: Statistic<ColumnSpec> = { kind: "share", column: x, values: [8, 9, 10] };
const asks = [mean, ratio, high].flatMap((statistic) => asksOf(statistic));
const level = 0.95;

function margin(columns: readonly string[], shares: Readonly<Record<string, number>>): Margin {
  const targets = Object.entries(shares).map(([values, share], k) => ({
    values: values.split(" "),
    share,
    place: { ...place, line: 20 + k },
  }));
  return { columns, targets, place };
}

const fitted = (
  kind: "rake" | "poststratify",
  margins: readonly Margin[],
  more: { base?: string; trim?: number; variance?: "residual" | "fixed" } = {},
): Weights => ({ kind, margins, variance: "residual", place, ...more });

const sex = margin(["sex"], { f: 0.48, m: 0.52 });
const age = margin(["age"], { young: 0.3, middle: 0.4, old: 0.3 });

function sheet(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const names = Object.keys(rows[0]!);
  return [names.join(), ...rows.map((row) => names.map((name) => row[name] ?? "").join())].join("\n");
}

async function sampleOf(content: string, weights?: Weights, design?: SampleDesign, id = true): Promise<Sample> {
  const wave = makeWave("w1", {}, { ...(weights && { weights }), ...(design && { design }) });
  const study = makeStudy([makeQuestion("x", scale), makeQuestion("y", scale)], {
    waves: [wave],
    ...(id && { respondent: "id" }),
    segments: [{ id: "sex", column: "sex", label: { en: "Sex" }, values: new Map() }],
  });
  return drawSample(study, await code(study, content, wave), null);
}

const { answers } = reference;
const people = answers.id.map((id, k) => ({
  id,
  stratum: answers.stratum[k]!,
  psu: answers.psu[k]!,
  sex: answers.sex[k]!,
  age: answers.age[k]!,
  w: answers.w[k]!,
  x: answers.x[k],
  y: answers.y[k],
}));

function expectAs(found: Estimated, wanted: { value: number; se: number; df: number; n: number }): void {
  expect(found.value! / wanted.value).toBeCloseTo(1, 10);
  expect(found.se! / wanted.se).toBeCloseTo(1, 8);
  expect(found.n).toBe(wanted.n);
  if (found.df !== null) expect(found.df).toBe(wanted.df);
}

const drawn = (more: Partial<SampleDesign>): SampleDesign => ({ population: new Map(), finite: false, place, ...more });
const cells = { "f young": 0.14, "f middle": 0.2, "f old": 0.14, "m young": 0.16, "m middle": 0.2, "m old": 0.16 };
const units = drawn({ strata: "stratum", psu: "psu" });
const population = new Map(Object.entries({ a: 20, b: 15, c: 1, d: 10 }));

describe("variances follow weights and design, as worked in R", () => {
  it.each<[keyof typeof reference & `${string}Mean`, Weights | undefined, SampleDesign | undefined]>([
    ["rakedMean", fitted("rake", [sex, age]), undefined],
    ["basedMean", fitted("rake", [sex, age], { base: "w" }), undefined],
    ["postMean", fitted("poststratify", [margin(["sex", "age"], cells)]), undefined],
    ["designMean", { kind: "column", column: "w", place }, units],
    ["plainMean", undefined, units],
    ["strataMean", { kind: "column", column: "w", place }, drawn({ strata: "stratum" })],
    ["finiteMean", { kind: "column", column: "w", place }, { ...units, finite: true, population }],
    ["bothMean", fitted("rake", [sex, age], { base: "w" }), units],
    ["trimmedMean", fitted("rake", [sex, age], { trim: 1.2 }), undefined],
  ])("%s", async (key, weights, design) => {
    const name = key.slice(0, -4);
    const wanted = (what: string) =>
      reference[`${name}${what}` as "rakedMean"] as { value: number; se: number; df: number; n: number };
    const sample = await sampleOf(sheet(people), weights, design);
    const of = (statistic: Statistic, tallies: Tallies) => estimate(statistic, tallies, { level });
    const tallies = sample.tally(asks);
    expectAs(of(mean, tallies), wanted("Mean"));
    expectAs(of(ratio, tallies), wanted("Ratio"));
    expectAs(of(high, tallies), wanted("Share"));
    const women = sample.tallyBy("sex", asks).get("f")!;
    expectAs(of(mean, women.tallies), wanted("Women"));
    expectAs(of(mean, women.rest()), wanted("Others"));
  });

  it.each([
    ["rakedApart", fitted("rake", [sex, age]), undefined],
    ["designApart", { kind: "column", column: "w", place }, units],
    ["bothApart", fitted("rake", [sex, age], { base: "w" }), units],
  ] as const)("of two groups of one sample take account of what they share: %s", async (key, weights, design) => {
    const groups = (await sampleOf(sheet(people), weights, design)).tallyBy("sex", asks);
    const [women, men] = [groups.get("f")!, groups.get("m")!];
    for (const [others, link] of [
      [men.tallies, women.apart("m")!],
      [women.rest(), women.apart(null)!],
    ] as const) {
      const found = compare(mean, others, women.tallies, { level, link });
      expect(found.difference! / reference[key].difference).toBeCloseTo(1, 9);
      expect(found.se! / reference[key].se).toBeCloseTo(1, 8);
      expect([found.method, found.df]).toEqual(["welch", reference[key].df]);
    }
    expect((await sampleOf(sheet(people))).tallyBy("sex", asks).get("f")!.apart("m")).toBeNull();
  });

  it("merges a stratum of one unit with its neighbour, and says so", async () => {
    const sample = await sampleOf(sheet(people), undefined, units);
    expect(sample.weights.design).toMatchObject({ strataCount: 3, units: 18, merged: [["c", "d"]] });
    expect(sample.notices.map((notice) => notice.code)).toEqual(["weighting/merged-strata"]);
  });

  it("of a change between waves whose weights were fitted count the people in both", async () => {
    const { later } = reference;
    const rows = later.id.map((id, k) => ({ id, sex: later.sex[k], age: later.age[k], x: later.x[k], y: 5 }));
    const before = await sampleOf(sheet(people), fitted("rake", [sex, age]));
    const after = await sampleOf(sheet(rows), fitted("rake", [sex, age]));
    const link = before.link(after, asks)!;
    const change = compare(mean, before.tally(asks), after.tally(asks), { level, link });
    expect(change.difference! / reference.change.difference).toBeCloseTo(1, 9);
    expect(change.se! / reference.change.se).toBeCloseTo(1, 8);
    expect(change.method).toBe("linked");
    // a share is the mean of an indicator
    const share = compare(high, before.tally(asks), after.tally(asks), { level, link });
    const apart = compare(high, before.tally(asks), after.tally(asks), { level });
    expect(share.se!).toBeLessThan(apart.se!);
  });

  it("fixed takes the weights as if they had come with the answers", async () => {
    const made = fitted("rake", [sex, age], { variance: "fixed" });
    const rows = people.map((row, k) => ({ ...row, w: reference.raked.weights[k] }));
    const ours = await sampleOf(sheet(people), made);
    const given = await sampleOf(sheet(rows), { kind: "column", column: "w", place });
    const [a, b] = [ours, given].map((sample) => estimate(mean, sample.tally(asks), { level }));
    expect(a!.se! / b!.se!).toBeCloseTo(1, 9);
    expect(a!.df).toBe(b!.df);
  });
});

describe("raking", () => {
  // methods example raking_4x4; people per cell and the table that the margins make of them
  const people44 = [40, 30, 20, 10, 35, 50, 100, 75, 30, 80, 70, 120, 20, 30, 40, 50];
  const table = [
    64.5585097765, 46.2324597088, 35.3842982643, 3.8247322503, 49.9679194187, 68.1593540718, 156.4985464219,
    25.3741800877, 56.7219436021, 144.4282255663, 145.0824814314, 53.7673494002, 28.7516272027, 41.1799606531,
    63.0346738824, 17.0337382618,
  ];

  it("of four by four cells ends where it should", async () => {
    const rows = people44.flatMap((n, cell) =>
      Array.from({ length: n }, () => ({
        row: `r${Math.floor(cell / 4)}`,
        col: `c${cell % 4}`,
        x: (cell % 10) + 1,
        y: 5,
        sex: "f",
      })),
    );
    const margins = [
      margin(["row"], { r0: 0.15, r1: 0.3, r2: 0.4, r3: 0.15 }),
      margin(["col"], { c0: 0.2, c1: 0.3, c2: 0.4, c3: 0.1 }),
    ];
    const { weights, ...sample } = await sampleOf(sheet(rows), fitted("rake", margins), undefined, false);
    expect(weights.designEffect).toBeCloseTo(1.2424304248, 9);
    expect(weights.effectiveRows).toBeCloseTo(643.8992349342, 6);
    expect(weights.highest).toBeCloseTo(1.6580855021, 9);
    expect(weights.lowest).toBeCloseTo(0.2706579209, 9);
    const all = table.reduce((sum, cell) => sum + cell, 0);
    // within a row every column has its own answer: the weights of the sixteen cells
    const cells = [...sample.tallyBy("row", asks).values()].flatMap(({ tallies }) => {
      const { values, weight } = tallies.counts[x.id]!;
      return values.map((value, k) => ({ value, weight: weight[k]! })).filter((cell) => cell.weight > 0);
    });
    const total = cells.reduce((sum, cell) => sum + cell.weight, 0);
    const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b);
    expect(sorted(cells.map(({ weight }) => weight / total))).toEqual(
      sorted(table).map((cell) => expect.closeTo(cell / all, 9)),
    );
    const value = estimate(mean, sample.tally(asks), { level }).value!;
    expect(value).toBeCloseTo(
      table.reduce((sum, cell, k) => sum + (cell / all) * ((k % 10) + 1), 0),
      9,
    );
  });

  it("keeps every margin, whatever the answers, and blank ones their share", async () => {
    const row = fc.record({ sex: fc.constantFrom("f", "m"), age: fc.constantFrom("young", "middle", "old", "") });
    // every combination is somebody's, so that every margin can be met
    const all = ["f", "m"].flatMap((s) => ["young", "middle", "old", ""].map((a) => ({ sex: s, age: a })));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 60 }), async (some) => {
        const rows = [...all, ...some].map((each, k) => ({ ...each, id: k, x: 1 + (k % 10), y: 5 }));
        const { weights } = await sampleOf(sheet(rows), fitted("rake", [sex, age]));
        const blank = rows.filter((each) => each.age === "").length / rows.length;
        const [bySex, byAge] = weights.margins;
        expect(bySex!.categories.map(({ after }) => after)).toEqual(
          [0.48, 0.52].map((share) => expect.closeTo(share, 9)),
        );
        expect(byAge!.categories.map(({ after }) => after)).toEqual(
          [0.3, 0.4, 0.3].map((share) => expect.closeTo(share * (1 - blank), 9)),
        );
        expect(byAge!.blank!.after).toBeCloseTo(blank, 9);
      }),
      { numRuns: 40 },
    );
  });

  it("changes by no row's place, and doubling everybody makes the variance (n − 1)/(2n − 1) of it", async () => {
    const full = people.filter((person) => person.x !== null).map((person) => ({ ...person, x: person.x! }));
    for (const weights of [fitted("rake", [sex, age]), fitted("rake", [sex, age], { base: "w" })]) {
      const of = async (rows: readonly Readonly<Record<string, unknown>>[]) =>
        estimate(mean, (await sampleOf(sheet(rows), weights, undefined, false)).tally(asks), { level });
      const once = await of(full);
      const back = await of([...full].reverse());
      const twice = await of([...full, ...full]);
      expect(back.value! / once.value!).toBeCloseTo(1, 12);
      expect(back.se! / once.se!).toBeCloseTo(1, 12);
      const n = full.length;
      expect(twice.value! / once.value!).toBeCloseTo(1, 12);
      expect((twice.se! / once.se!) ** 2).toBeCloseTo((n - 1) / (2 * n - 1), 10);
    }
  });

  it("cuts weights above a multiple of the median and fits again", async () => {
    const { weights } = await sampleOf(sheet(people), fitted("rake", [sex, age], { trim: 1.2 }));
    expect([weights.trim, weights.trimmed]).toEqual([1.2, reference.trimmed.cut]);
    const squares = reference.trimmed.weights.reduce((sum, weight) => sum + weight ** 2, 0);
    expect(weights.designEffect).toBeCloseTo(squares / 90, 9);
  });

  it("tells its blanks and margins", async () => {
    const { weights, notices } = await sampleOf(sheet(people), fitted("rake", [sex, age]));
    expect(notices.map((notice) => [notice.code, /3 respondents are blank on "age"/.test(notice.message)])).toEqual([
      ["weighting/blank-margin", true],
    ]);
    const women = people.filter((person) => person.sex === "f").length;
    expect(weights.margins[0]!.categories[0]).toEqual({
      values: ["f"],
      rows: women,
      target: 0.48,
      before: women / 90,
      after: expect.closeTo(0.48, 10),
    });
    expect(weights.margins[1]!.blank).toMatchObject({ rows: 3, target: 3 / 90 });
  });

  it("warns of weights that differ by more than 20 times", async () => {
    const rows = Array.from({ length: 100 }, (_, k) => ({ id: k, sex: k < 4 ? "f" : "m", x: 5, y: 5 }));
    const { notices } = await sampleOf(sheet(rows), fitted("rake", [margin(["sex"], { f: 0.5, m: 0.5 })]));
    expect(notices.map((notice) => notice.code)).toEqual(["weighting/wide-weights"]);
    expect(notices[0]!.message).toContain("24 times");
  });
});

describe("resamples", () => {
  async function spread(weights: Weights | undefined, design?: SampleDesign): Promise<readonly [number, number]> {
    const sample = await sampleOf(sheet(people), weights, design);
    const resampler = sample.resampler(asks, "seed", 2000);
    const values = Array.from({ length: 2000 }, (_, draw) => estimate(mean, resampler.tallies(draw), { level }).value!);
    const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
    return [sd, estimate(mean, sample.tally(asks), { level }).se!];
  }

  // The sd of 2,000 draws has a relative error of 1.6 %; the linearised error of 90 people is itself an approximation.
  it.each<[string, Weights | undefined, SampleDesign | undefined]>([
    ["of raked weights are raked again", fitted("rake", [sex, age]), undefined],
    ["of sampling units draw units", { kind: "column", column: "w", place }, units],
    ["of strata keep their weight", { kind: "column", column: "w", place }, drawn({ strata: "stratum" })],
    ["of units with raked weights do both", fitted("rake", [sex, age], { base: "w" }), units],
  ])("%s: they spread as the standard error says", async (_, weights, design) => {
    const [sd, se] = await spread(weights, design);
    expect(Math.abs(sd / se - 1)).toBeLessThan(0.12);
  });

  it("of 20,000 rows are of groups dealt and drawn within strata", async () => {
    // the strata lie far apart, so that draws which took more of one or the other would spread four times as wide
    const rows = Array.from({ length: 20_000 }, (_, k) => ({
      id: `r${k}`,
      stratum: k % 3 === 0 ? "a" : "b",
      sex: "f",
      x: (k % 3 === 0 ? 1 : 8) + (((k * 7919) % 1009) % 3),
      y: 5,
    }));
    const sample = await sampleOf(sheet(rows), undefined, drawn({ strata: "stratum" }));
    expect(sample.resampled).toBe("groups");
    const ask = asksOf(mean);
    const resampler = sample.resampler(ask, "seed", 1000);
    const values = Array.from({ length: 1000 }, (_, draw) => estimate(mean, resampler.tallies(draw), { level }).value!);
    const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
    expect(Math.abs(sd / estimate(mean, sample.tally(ask), { level }).se! - 1)).toBeLessThan(0.12);
  });
});

describe("what cannot be weighted", () => {
  const rows = (values: readonly string[]) => sheet(values.map((value, k) => ({ id: k, sex: value, x: 5, y: 5 })));
  const told = async (values: readonly string[], shares: Readonly<Record<string, number>>) =>
    (await problemsOf(() => sampleOf(rows(values), fitted("rake", [margin(["sex"], shares)])))).map(
      ({ code: name, place: at, message, hint }) => ({ code: name, line: at.line, message, hint }),
    );

  it("a share for nobody, with what was perhaps meant", async () => {
    const problems = await told(["f", "f", "male"], { f: 0.5, mael: 0.5 });
    expect(problems).toEqual([
      {
        code: "weighting/empty-category",
        line: 21,
        message: 'Nobody in the wave "w1" has "mael" in the column "sex", to which the weights give a share.',
        hint: 'Did you mean "male"?',
      },
    ]);
  });

  it("people without a share, or with the share 0", async () => {
    expect(await told(["f", "m", "other", "other"], { f: 0.5, m: 0.5 })).toMatchObject([
      { code: "weighting/no-target", line: 4, message: expect.stringContaining('2 rows have "other"') },
    ]);
    expect(await told(["f", "m"], { f: 1, m: 0 })).toMatchObject([{ code: "weighting/zero-target", line: 21 }]);
    expect((await sampleOf(rows(["f"]), fitted("rake", [margin(["sex"], { f: 1, m: 0 })]))).weights.rounds).toBe(1);
  });

  it("margins that contradict each other", async () => {
    // all women are young and all men old: the shares of the two margins would have to be the same
    const people = Array.from({ length: 40 }, (_, k) => ({
      id: k,
      sex: k % 2 ? "f" : "m",
      age: k % 2 ? "young" : "old",
      x: 5,
      y: 5,
    }));
    const margins = [margin(["sex"], { f: 0.5, m: 0.5 }), margin(["age"], { young: 0.3, old: 0.7 })];
    const problems = await problemsOf(() => sampleOf(sheet(people), fitted("rake", margins)));
    expect(problems.map(({ code: name, place: at }) => [name, at.line])).toEqual([["weighting/not-converged", 9]]);
    expect(problems[0]!.message).toContain("after 1000 rounds");
  });

  it("a design with blanks, one unit, or a population that is too small or missing", async () => {
    const people = ["a,1", "a,2", "b,1", "b,"].map((text, k) => {
      const [stratum, psu] = text.split(",");
      return { id: k, stratum, psu, sex: "f", x: 5, y: 5 };
    });
    const codes = async (design: SampleDesign, rows = people) =>
      (await problemsOf(() => sampleOf(sheet(rows), undefined, design))).map((problem) => problem.code);
    expect(await codes(units)).toEqual(["weighting/blank-design"]);
    expect(await codes(drawn({ psu: "psu" }), people.slice(0, 1))).toEqual(["weighting/one-unit"]);
    const sizes = (given: Readonly<Record<string, number>>) =>
      codes(drawn({ strata: "stratum", finite: true, population: new Map(Object.entries(given)) }));
    expect(await sizes({ a: 1, b: 9 })).toEqual(["weighting/population-too-small"]);
    expect(await sizes({ a: 9, d: 9 })).toEqual(["weighting/no-population", "weighting/empty-stratum"]);
    expect(await sizes({ a: 9, b: 9, east: 9 })).toEqual(["weighting/empty-stratum"]);
  });
});
