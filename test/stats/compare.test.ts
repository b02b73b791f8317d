import { describe, expect, test } from "vitest";
import { compare, compareWith, intervalAt } from "../../src/stats/compare.ts";
import { estimate } from "../../src/stats/estimate.ts";
import type { Compared, Resampler, Statistic } from "../../src/stats/statistic.ts";
import { type Ask, type Counts, type CountsLink, type Moments, meanOf, type Tallies } from "../../src/stats/tallies.ts";
import reference from "../reference/differences.json" with { type: "json" };
import { kcmo, newcombe, newcombePaired, servqual, sleep } from "../reference/published-tests.ts";
import { counts, link, moments, type PanelWave, ref, tally } from "./rows.ts";

const level = 0.95;
const mean: Statistic = { kind: "mean", column: ref("x") };
const share: Statistic = { kind: "share", column: ref("x"), values: [1] };
const asks: readonly Ask[] = [moments("x"), counts("x")];
const of = (x: readonly (number | null)[], weights?: readonly number[]) => tally({ x }, asks, weights);

function yesNo(r: number, n: number): Tallies {
  const column: Counts = { values: [0, 1], n: [n - r, r], weight: [n - r, r], weight2: [n - r, r] };
  return { moments: {}, counts: { x: column } };
}

type Wanted = Partial<Record<"difference" | "se" | "df" | "p" | "low" | "high", number>>;

function expectCompared(found: Compared, wanted: Wanted, digits = 11): void {
  for (const [key, value] of Object.entries(wanted)) expect(found[key as keyof Wanted], key).toBeCloseTo(value, digits);
}

const { panel } = reference;
const wave = (x: PanelWave["rows"], ids: readonly number[], weights?: readonly number[]): PanelWave => ({
  ids,
  rows: x,
  weights,
});

describe("means of different people", () => {
  test("Welch: Student's sleep data", () => {
    const found = compare(mean, of(sleep.second), of(sleep.first), { level });
    expect(found.method).toBe("welch");
    expect(found.difference! / found.se!).toBeCloseTo(sleep.welch.t, 9);
    expectCompared(found, { df: sleep.welch.df, p: sleep.welch.p }, 9);
  });

  test.each(Object.entries(kcmo.items))("Welch: Kansas City %s, from n, mean and sd", (_, item) => {
    const side = (k: 0 | 1): Tallies => {
      const n = item.n[k]!;
      const products = [(n - 1) * item.sd[k]! ** 2];
      const column: Moments = {
        n,
        weight: n,
        weight2: n,
        shift: [item.mean[k]!],
        sums: [0],
        sums2: [0],
        products,
        products2: products,
        low: [1],
        high: [5],
      };
      return { moments: { x: column }, counts: {} };
    };
    const found = compare(mean, side(1), side(0), { level });
    // The means came with twelve decimals.
    expect(found.difference! / found.se!).toBeCloseTo(item.t, 9);
    expectCompared(found, { p: item.p, low: item.low, high: item.high }, 10);
    expect(found.df! / item.df).toBeCloseTo(1, 10);
  });

  test("weighted: Welch on the linearised standard errors, against R", () => {
    const found = compare(mean, of(panel.performanceA, panel.weightA), of(panel.performanceB, panel.weightB), {
      level,
    });
    expect(found).toMatchObject({ method: "welch", linked: 0 });
    expectCompared(found, reference.meanApart);
    expectCompared(
      compare(mean, of(panel.performanceA), of(panel.performanceB), { level }),
      reference.meanUnweightedApart,
    );
  });

  test("what cannot be tested says why and keeps the difference", () => {
    expect(compare(mean, of([5]), of([4, 6]), { level })).toMatchObject({
      difference: 0,
      p: null,
      low: null,
      method: "none",
      why: "one-answer",
    });
    expect(compare(mean, of([5, 5]), of([4, 4]), { level })).toMatchObject({
      difference: -1,
      p: null,
      why: "constant",
    });
    expect(compare(mean, of([null]), of([4, 4]), { level })).toMatchObject({
      difference: null,
      p: null,
      why: "no-answers",
    });
    // One side constant: the other's standard error is all there is, df its own.
    expect(compare(mean, of([5, 5, 5]), of([4, 6, 7, 7]), { level }).df).toBeCloseTo(3, 12);
  });
});

describe("means of the same people", () => {
  test("all of them: the paired t test of Student's sleep data", () => {
    const ids = sleep.first.map((_, id) => id);
    const first = wave({ x: sleep.first }, ids);
    const second = wave({ x: sleep.second }, [...ids].reverse());
    const turned = { ...second, rows: { x: [...sleep.second].reverse() } };
    const found = compare(mean, of(turned.rows.x), of(first.rows.x!), { level, link: link(turned, first, asks) });
    expect(found).toMatchObject({ method: "paired", linked: 10, df: 9 });
    expect(found.difference! / found.se!).toBeCloseTo(sleep.paired.t, 9);
    expectCompared(
      found,
      { difference: sleep.paired.difference, p: sleep.paired.p, low: sleep.paired.low, high: sleep.paired.high },
      9,
    );
  });

  test("SERVQUAL: perceived against expected is the test of the gaps", () => {
    const ids = [0, 1, 2, 3, 4, 5];
    const score = (answers: readonly (readonly (number | null)[])[]) => answers.map((row) => (row[0]! + row[1]!) / 2);
    const e = wave({ x: score(servqual.expectation) }, ids);
    const p = wave({ x: score(servqual.perception) }, ids);
    const found = compare(mean, of(e.rows.x!), of(p.rows.x!), { level, link: link(e, p, asks) });
    const { gap, se, low, high, p: chance } = servqual.reliability;
    expectCompared(found, { difference: gap, se, low, high, p: chance }, 9);
  });

  test("some of them, weighted and not, with missing answers: against R", () => {
    for (const [a, b, wanted] of [
      [panel.weightA, panel.weightB, reference.meanLinked],
      [undefined, undefined, reference.meanUnweightedLinked],
    ] as const) {
      const earlier = wave({ x: panel.performanceA }, panel.idA, a);
      const later = wave({ x: panel.performanceB }, panel.idB, b);
      const found = compare(mean, of(panel.performanceA, a), of(panel.performanceB, b), {
        level,
        link: link(earlier, later, asks),
      });
      expect(found.method).toBe("linked");
      const { linked, ...figures } = wanted;
      expect(found.linked).toBe(linked);
      expectCompared(found, figures);
    }
  });

  test("nobody in both is the test of different people", () => {
    const a = wave({ x: [1, 2, 4] }, [1, 2, 3]);
    const b = wave({ x: [3, 5, 5] }, [4, 5, 6]);
    const apart = compare(mean, of(a.rows.x!), of(b.rows.x!), { level });
    expect(compare(mean, of(a.rows.x!), of(b.rows.x!), { level, link: link(a, b, asks) })).toEqual(apart);
  });

  test("everybody moved alike: a difference without a test", () => {
    const a = wave({ x: [0.1, 0.2, 0.7, 0.4] }, [1, 2, 3, 4]);
    const b = wave({ x: [1.2, 1.3, 1.8, 1.5] }, [1, 2, 3, 4]);
    const found = compare(mean, of(a.rows.x!), of(b.rows.x!), { level, link: link(a, b, asks) });
    expect(found).toMatchObject({ p: null, low: null, linked: 4, why: "constant" });
    expect(found.difference).toBeCloseTo(1.1, 12);
  });
});

test("ratios, apart and linked, against R", () => {
  const ratio: Statistic = { kind: "ratio", numerator: ref("p"), denominator: ref("e") };
  const both = [moments("p", "e")];
  const a = wave({ p: panel.performanceA, e: panel.expectationA }, panel.idA, panel.weightA);
  const b = wave({ p: panel.performanceB, e: panel.expectationB }, panel.idB, panel.weightB);
  const [earlier, later] = [a, b].map((side) => tally(side.rows, both, side.weights)) as [Tallies, Tallies];
  expectCompared(compare(ratio, earlier, later, { level }), reference.ratioApart);
  const { linked, ...figures } = reference.ratioLinked;
  const found = compare(ratio, earlier, later, { level, link: link(a, b, both) });
  expectCompared(found, figures);
  expect(found.linked).toBe(linked);
});

describe("shares of different people", () => {
  test("pooled z is R's prop.test without continuity correction, the interval Newcombe's", () => {
    const found = compare(share, yesNo(45, 120), yesNo(71, 130), { level });
    const { p, low, high, low99, high99 } = reference.twoProportions;
    expect(found.method).toBe("two-proportions");
    expectCompared(found, { p, low, high });
    const wide = intervalAt(found, 0.99);
    expect(wide.low).toBeCloseTo(low99, 12);
    expect(wide.high).toBeCloseTo(high99, 12);
  });

  test.each(newcombe)("Newcombe's interval of $r1/$n1 − $r2/$n2 as published", ({ r1, n1, r2, n2, low, high }) => {
    const found = compare(share, yesNo(r2, n2), yesNo(r1, n1), { level });
    expect(Math.abs(found.low! - low)).toBeLessThan(5.1e-5);
    expect(Math.abs(found.high! - high)).toBeLessThan(5.1e-5);
  });

  test.each([
    [3, 40, 9, 35, reference.fisher.p3of40_9of35],
    [0, 12, 4, 11, reference.fisher.p0of12_4of11],
    [2, 900, 9, 1100, reference.fisher.p2of900_9of1100],
    [38, 40, 40, 40, reference.fisher.p38of40_40of40],
  ])("%i of %i against %i of %i: Fisher's exact test where few are expected, against R", (r1, n1, r2, n2, p) => {
    const found = compare(share, yesNo(r1, n1), yesNo(r2, n2), { level });
    const expected = (Math.min(n1, n2) * Math.min(r1 + r2, n1 + n2 - r1 - r2)) / (n1 + n2);
    if (expected >= 5) expect(found.method).toBe("two-proportions");
    else {
      expect(found.method).toBe("fisher");
      expect(found.p! / p).toBeCloseTo(1, 9);
    }
  });

  test("weighted: difference by its linearised standard error, against R", () => {
    const top = (x: readonly (number | null)[]) => x.map((value) => (value === null ? null : Number(value >= 8)));
    const found = compare(
      share,
      of(top(panel.performanceA), panel.weightA),
      of(top(panel.performanceB), panel.weightB),
      { level },
    );
    expect(found.method).toBe("z");
    expectCompared(found, { difference: reference.shareApart.difference, se: reference.shareApart.se });
  });

  test("all against all: no test, but an interval", () => {
    const found = compare(share, yesNo(10, 10), yesNo(20, 20), { level });
    expect(found).toMatchObject({ difference: 0, p: null, method: "none", why: "constant" });
    expect(found.low).toBeLessThan(0);
    expect(found.high).toBeGreaterThan(0);
  });

  test("weighted, on a handful of cases: as many people as the answers are worth, by Fisher's exact test", () => {
    // nobody of 80 against a tenth of 240, a quarter of either with weight 5: worth 45.7 and 136.6 people, none and 13.7 of
    // them in the numerator. R: fisher.test(matrix(c(0, 46, 14, 123), 2)). By its linearised se the difference is 3.9 se.
    const cell = (light: number, heavy: number) => [light + heavy, light + 5 * heavy, light + 25 * heavy] as const;
    const side = (yes: readonly number[], no: readonly number[]): Tallies => ({
      moments: {},
      counts: {
        x: { values: [0, 1], n: [no[0]!, yes[0]!], weight: [no[1]!, yes[1]!], weight2: [no[2]!, yes[2]!] },
      },
    });
    const found = compare(share, side(cell(0, 0), cell(60, 20)), side(cell(18, 6), cell(162, 54)), { level });
    expect(found.method).toBe("fisher");
    expect(found.p! / 0.0225971177352767).toBeCloseTo(1, 10);
  });

  test("all against none, weighted: the pooled test, for neither side has a variance", () => {
    const ones = new Array<number>(12).fill(1);
    const weights = ones.map((_, i) => 1 + (i % 3));
    const found = compare(
      share,
      of(ones, weights),
      of(
        ones.map(() => 0),
        weights,
      ),
      { level },
    );
    expect(found.difference).toBe(-1);
    expect(found.p).toBeLessThan(0.001);
    expect(found.p).toBeGreaterThan(0);
  });
});

describe("shares of the same people", () => {
  function paired(inBoth: number, left: number, came: number, inNeither: number): Compared {
    const n = inBoth + left + came + inNeither;
    const table: CountsLink = {
      valuesA: [0, 1],
      valuesB: [0, 1],
      n: [inNeither, came, left, inBoth],
      weight: [inNeither, came, left, inBoth],
    };
    return compare(share, yesNo(inBoth + left, n), yesNo(inBoth + came, n), {
      level,
      link: { moments: {}, counts: { x: table } },
    });
  }

  test.each([
    ["exact below 25 changes", reference.mcnemarExact],
    ["chi-square from there", reference.mcnemarLarge],
    ["chi-square, answers that go apart", reference.mcnemarNegative],
  ])("McNemar, %s, with Newcombe's paired interval: against R", (_, { table, difference, p, low, high }) => {
    const found = paired(table[0]!, table[1]!, table[2]!, table[3]!);
    expect(found.method).toBe("mcnemar");
    expectCompared(found, { difference, p, low, high });
  });

  test("Newcombe's paired interval as published", () => {
    const { both, first, second, neither, low, high } = newcombePaired;
    // Published as first − second: the second is our earlier wave.
    const found = paired(both, second, first, neither);
    expect(Math.abs(found.low! - low)).toBeLessThan(5e-4);
    expect(Math.abs(found.high! - high)).toBeLessThan(5e-4);
  });

  test("nobody changed: p = 1", () => {
    expect(paired(10, 0, 0, 10)).toMatchObject({ difference: 0, p: 1 });
  });

  test("some of them, weighted and not: against R", () => {
    const top = (x: readonly (number | null)[]) => x.map((value) => (value === null ? null : Number(value >= 8)));
    const [xa, xb] = [top(panel.performanceA), top(panel.performanceB)];
    for (const [a, b, wanted] of [
      [panel.weightA, panel.weightB, reference.shareLinked],
      [undefined, undefined, reference.shareUnweightedLinked],
    ] as const) {
      const joined = link(wave({ x: xa }, panel.idA, a), wave({ x: xb }, panel.idB, b), asks);
      const found = compare(share, of(xa, a), of(xb, b), { level, link: joined });
      const { linked, ...figures } = wanted;
      expect(found).toMatchObject({ method: "linked", linked });
      expectCompared(found, figures);
    }
  });
});

describe("against a constant", () => {
  test("a mean: R's one-sample t test", () => {
    const found = compareWith(mean, of(panel.performanceA), 8, { level });
    const { t, ...figures } = reference.oneSample;
    expect(found.method).toBe("one-sample");
    expectCompared(found, figures);
    expect(found.difference! / found.se!).toBeCloseTo(t, 11);
  });

  test("a share: R's prop.test against a given proportion, without continuity correction", () => {
    const found = compareWith(share, yesNo(71, 130), 0.6, { level });
    expect(found.method).toBe("z");
    expectCompared(found, reference.scoreTest);
  });

  test("a share is different from a constant exactly where Wilson's interval leaves it out, weighted too", () => {
    const x = Array.from({ length: 60 }, (_, i) => Number(i % 3 === 0));
    const tallies = of(
      x,
      x.map((_, i) => 1 + (i % 4)),
    );
    const { low, high } = estimate(share, tallies, { level });
    for (const [constant, rejected] of [
      [low! - 1e-9, true],
      [low! + 1e-9, false],
      [high! - 1e-9, false],
      [high! + 1e-9, true],
    ] as const) {
      expect(compareWith(share, tallies, constant, { level }).p! < 0.05).toBe(rejected);
    }
  });

  test("a constant of 1 is met by all or refuted", () => {
    expect(compareWith(share, yesNo(10, 10), 1, { level }).p).toBe(1);
    expect(compareWith(share, yesNo(9, 10), 1, { level }).p).toBe(0);
  });

  test("what cannot be tested says why", () => {
    expect(compareWith(mean, of([5, 5, 5]), 4, { level })).toMatchObject({ difference: 1, p: null, why: "constant" });
    expect(compareWith(mean, of([5]), 4, { level })).toMatchObject({ difference: 1, p: null, why: "one-answer" });
    expect(compareWith(share, of([null]), 0.5, { level })).toMatchObject({ difference: null, why: "no-answers" });
  });
});

describe("functions", () => {
  const statistic: Statistic = {
    kind: "function",
    id: "mean of x",
    asks: [moments("x")],
    of: (tallies) => meanOf(tallies, ref("x")),
  };
  const drawing = (values: readonly (number | null)[]): Resampler => ({
    draws: values.length,
    tallies: (draw) => of([values[draw]!]),
  });

  test("the interval is the percentiles of the differences draw by draw, p that of difference/sd", () => {
    const resamplers: [Resampler, Resampler] = [drawing([1, 2, 3, 4, 5]), drawing([2, 4, 6, 8, 10])];
    const found = compare(statistic, of([3]), of([6]), { level: 0.9, resamplers });
    // R: quantile(1:5, c(.05, .95), type = 7), sd(1:5), 2 * pnorm(-3 / sd(1:5)).
    expect(found).toMatchObject({ difference: 3, method: "bootstrap" });
    expectCompared(found, { low: 1.2, high: 4.8, se: 1.5811388300841898, p: 0.05777957112359738 });
    expect(intervalAt(found, 0.5)).toEqual({ low: 2, high: 4 });
  });

  test("against a constant", () => {
    const found = compareWith(statistic, of([3]), 2, { level: 0.5, resampler: drawing([1, 2, 3, 4, 5]) });
    expect(found).toMatchObject({ difference: 1, low: 0, high: 2 });
  });

  test("what cannot be tested says why", () => {
    expect(compare(statistic, of([3]), of([6]), { level })).toMatchObject({
      difference: 3,
      p: null,
      why: "no-replicates",
    });
    expect(compare(statistic, of([null]), of([6]), { level })).toMatchObject({
      difference: null,
      why: "not-computable",
    });
    const resamplers: [Resampler, Resampler] = [drawing([1, null, 3]), drawing([2, 4, 6])];
    expect(compare(statistic, of([3]), of([6]), { level, resamplers })).toMatchObject({
      difference: 3,
      low: null,
      p: null,
      why: "unstable",
    });
    expect(() =>
      compare(statistic, of([3]), of([6]), { level, resamplers: [drawing([1, 2]), drawing([1, 2, 3])] }),
    ).toThrow("draws");
  });
});

test("an interval at the level it was made with is the interval", () => {
  const found = compare(mean, of(sleep.second), of(sleep.first), { level });
  expect(intervalAt(found, level)).toEqual({ low: found.low, high: found.high });
  const none = compare(mean, of([5]), of([4, 6]), { level });
  expect(intervalAt(none, level)).toEqual({ low: null, high: null });
});
