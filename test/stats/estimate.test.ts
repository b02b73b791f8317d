import { describe, expect, test } from "vitest";
import { estimate } from "../../src/stats/estimate.ts";
import { quantile } from "../../src/stats/quantile.ts";
import type { Resampler, Statistic } from "../../src/stats/statistic.ts";
import { type Counts, type Moments, meanOf, momentsOf, type Tallies } from "../../src/stats/tallies.ts";
import reference from "../reference/differences.json" with { type: "json" };
import { cRatio, pew, servqual, utility, wilson } from "../reference/published-tests.ts";
import { counts, moments, type Rows, ref, tally } from "./rows.ts";

const level = 0.95;
const mean = (id: string): Statistic => ({ kind: "mean", column: ref(id) });
const share = (values: readonly number[], among?: readonly number[]): Statistic => ({
  kind: "share",
  column: ref("x"),
  values,
  ...(among && { among }),
});
const ratio: Statistic = { kind: "ratio", numerator: ref("p"), denominator: ref("e") };

function estimateOf(statistic: Statistic, rows: Rows, weights?: readonly number[]) {
  const asks = [moments("x"), moments("p", "e"), counts("x")].filter((ask) =>
    (ask.kind === "moments" ? ask.columns : [ask.column]).every(({ id }) => rows[id]),
  );
  return estimate(statistic, tally(rows, asks, weights), { level });
}

/** Counts of yes (1) and no (0), everybody of weight 1. */
function yesNo(r: number, n: number): Tallies {
  const column: Counts = { values: [0, 1], n: [n - r, r], weight: [n - r, r], weight2: [n - r, r] };
  return { moments: {}, counts: { x: column } };
}

const { panel } = reference;

describe("mean", () => {
  test("weighted and unweighted, against R", () => {
    const weighted = estimateOf(mean("x"), { x: panel.performanceA }, panel.weightA);
    const plain = estimateOf(mean("x"), { x: panel.performanceA });
    for (const [found, wanted] of [
      [weighted, reference.meanA],
      [plain, reference.meanUnweightedA],
    ] as const) {
      expect(found.value).toBeCloseTo(wanted.value, 12);
      expect(found.se).toBeCloseTo(wanted.se, 12);
      expect(found.low).toBeCloseTo(wanted.low, 11);
      expect(found.high).toBeCloseTo(wanted.high, 11);
      expect(found.effectiveN).toBeCloseTo(wanted.effectiveN, 11);
      expect([found.n, found.df, found.method]).toEqual([wanted.n, wanted.n - 1, "t"]);
    }
  });

  test("weighted means of a 0/1 answer have the standard errors of R's survey package", () => {
    const total = pew.approval.reduce((sum, answer) => sum + answer.weight, 0);
    const total2 = pew.approval.reduce((sum, answer) => sum + answer.weight2, 0);
    for (const { weight, weight2, share, se } of pew.approval) {
      const column: Moments = {
        n: 2001,
        weight: total,
        weight2: total2,
        shift: [0],
        sums: [weight],
        sums2: [weight2],
        products: [weight],
        products2: [weight2],
        low: [0],
        high: [1],
      };
      const found = estimate(mean("x"), { moments: { x: column }, counts: {} }, { level });
      expect(found.value).toBeCloseTo(share, 12);
      expect(found.se).toBeCloseTo(se, 12);
      expect(found.effectiveN).toBeCloseTo(pew.kish, 8);
      if (share === pew.approval[0]!.share) {
        expect(found.low).toBeCloseTo(pew.approve.low, 11);
        expect(found.high).toBeCloseTo(pew.approve.high, 11);
      }
    }
  });

  test("of −100, 0, 100 is the NPS with the n − 1 standard error", () => {
    for (const { n, promoters, detractors, nps, seN1 } of Object.values(utility.byYear)) {
      const [up, down] = [Math.round(promoters * n), Math.round(detractors * n)];
      const sums = [100 * (up - down)];
      const products = [10_000 * (up + down)];
      const column: Moments = {
        n,
        weight: n,
        weight2: n,
        shift: [0],
        sums,
        sums2: sums,
        products,
        products2: products,
        low: [-100],
        high: [100],
      };
      const found = estimate(mean("x"), { moments: { x: column }, counts: {} }, { level });
      expect(found.value).toBeCloseTo(nps, 10);
      expect(found.se).toBeCloseTo(seN1, 11);
    }
  });

  test("of SERVQUAL gaps", () => {
    const { expectation, perception } = servqual;
    const gaps = perception.map((row, i) => row.map((p, j) => (p === null ? null : p - expectation[i]![j]!)));
    gaps[0]!.forEach((_, item) => {
      expect(estimateOf(mean("x"), { x: gaps.map((row) => row[item]!) }).value).toBeCloseTo(
        servqual.itemGap[item]!,
        10,
      );
    });
    for (const [items, wanted] of [
      [[0, 1], servqual.reliability],
      [[2, 3], servqual.responsiveness],
    ] as const) {
      const scores = gaps.map((row) => {
        const answered = items.map((item) => row[item]!).filter((gap) => gap !== null);
        return answered.reduce((sum, gap) => sum + gap, 0) / answered.length;
      });
      const found = estimateOf(mean("x"), { x: scores });
      expect(found.value).toBeCloseTo(wanted.gap, 10);
      expect(found.se).toBeCloseTo(wanted.se, 10);
      expect(found.low).toBeCloseTo(wanted.low, 9);
      expect(found.high).toBeCloseTo(wanted.high, 9);
    }
  });

  test("without an interval says why", () => {
    expect(estimateOf(mean("x"), { x: [null, null] })).toMatchObject({
      value: null,
      low: null,
      se: null,
      n: 0,
      why: "no-answers",
    });
    expect(estimateOf(mean("x"), { x: [7, null] })).toMatchObject({
      value: 7,
      low: null,
      high: null,
      n: 1,
      why: "one-answer",
    });
    // 0.1 is no sum of halves: the variance of equal values, computed, is seldom 0.
    const same = estimateOf(mean("x"), { x: [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1] }, [1, 2, 3, 1.7, 0.3, 1, 1]);
    expect(same).toMatchObject({ value: 0.1, low: null, high: null, n: 7, method: "none", why: "constant" });
  });
});

describe("share", () => {
  test.each(wilson)("Wilson's interval of $r in $n as published", ({ r, n, low, high }) => {
    const found = estimate(share([1]), yesNo(r, n), { level });
    expect(found).toMatchObject({ value: r / n, n, effectiveN: n, cases: r, method: "wilson" });
    expect(Math.abs(found.low! - low)).toBeLessThan(5e-5);
    expect(Math.abs(found.high! - high)).toBeLessThan(5e-5);
  });

  test("Wilson's interval of a large survey, against R", () => {
    const { r, n, low, high } = utility.wilson;
    const found = estimate(share([1]), yesNo(r, n), { level });
    expect(found.low).toBeCloseTo(low, 12);
    expect(found.high).toBeCloseTo(high, 12);
  });

  test("weighted: the effective number by linearisation, against R", () => {
    const people = Array.from({ length: 30 }, (_, i) => i + 1);
    const weights = people.map((i) => 1 + (i % 4) / 2);
    const found = estimateOf(share([1]), { x: people.map((i) => Number(i % 5 < 2)) }, weights);
    const wanted = reference.weightedShare;
    for (const key of ["value", "se", "effectiveN", "low", "high"] as const)
      expect(found[key]).toBeCloseTo(wanted[key], 11);
    expect(found.cases).toBe(12);

    const few = estimateOf(share([1]), { x: people.map((i) => Number(i % 5 === 0)) }, weights);
    for (const key of ["value", "effectiveN", "low", "high"] as const)
      expect(few[key]).toBeCloseTo(reference.weightedShareSmall[key], 11);
  });

  test("weights that are all equal are no weights", () => {
    const x = [1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 0];
    const plain = estimateOf(share([1]), { x });
    const equal = estimateOf(
      share([1]),
      { x },
      x.map(() => 0.37),
    );
    expect(equal.effectiveN).toBe(22);
    for (const key of ["value", "se", "low", "high"] as const) expect(equal[key]).toBeCloseTo(plain[key]!, 13);
  });

  test("standard errors of weighted shares are those of R's survey package", () => {
    const column: Counts = {
      values: [1, 2, 3],
      n: pew.approval.map((answer) => answer.n),
      weight: pew.approval.map((answer) => answer.weight),
      weight2: pew.approval.map((answer) => answer.weight2),
    };
    pew.approval.forEach((wanted, index) => {
      const found = estimate(share([index + 1]), { moments: {}, counts: { x: column } }, { level });
      expect(found.value).toBeCloseTo(wanted.share, 12);
      expect(found.se).toBeCloseTo(wanted.se, 12);
    });
  });

  test("is taken among the values named, the others leave the base", () => {
    const found = estimateOf(share([4, 5], [1, 2, 3, 4, 5]), { x: [5, 4, 3, 9, 9, null, 1] });
    expect(found).toMatchObject({ value: 0.5, n: 4, cases: 2 });
  });

  test("a share and its complement have mirrored intervals, weighted too", () => {
    const x = Array.from({ length: 40 }, (_, i) => Number(i < 4));
    const weights = x.map((_, i) => 1 + (i % 3));
    const yes = estimateOf(share([1]), { x }, weights);
    const no = estimateOf(share([0]), { x }, weights);
    expect(yes.low).toBeCloseTo(1 - no.high!, 12);
    expect(yes.high).toBeCloseTo(1 - no.low!, 12);
  });

  test("of nobody has no value", () => {
    expect(estimateOf(share([1]), { x: [null] })).toMatchObject({ value: null, n: 0, cases: 0, why: "no-answers" });
  });
});

describe("ratio", () => {
  test("weighted and unweighted, against R", () => {
    const rows = { p: panel.performanceA, e: panel.expectationA };
    for (const [found, wanted] of [
      [estimateOf(ratio, rows, panel.weightA), reference.ratioA],
      [estimateOf(ratio, rows), reference.ratioUnweightedA],
    ] as const) {
      for (const key of ["value", "se", "low", "high"] as const) expect(found[key]).toBeCloseTo(wanted[key], 11);
      expect([found.n, found.method]).toEqual([wanted.n, "delta"]);
    }
  });

  test("equals the textbook variance (s_P² + C² s_E² − 2 C s_PE)/(n Ē²)", () => {
    const { expected: e, perceived: p } = cRatio;
    const found = estimateOf(ratio, { p, e });
    expect(found.value).toBeCloseTo(cRatio.ratio, 10);
    const n = p.length;
    const [mp, me] = [p, e].map((x) => x.reduce((sum, value) => sum + value, 0) / n) as [number, number];
    const s = (x: number[], mx: number, y: number[], my: number) =>
      x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0) / (n - 1);
    const C = mp / me;
    const variance = (s(p, mp, p, mp) + C * C * s(e, me, e, me) - 2 * C * s(p, mp, e, me)) / (n * me * me);
    expect(found.se).toBeCloseTo(Math.sqrt(variance), 13);
  });

  test("without a value or interval says why", () => {
    expect(estimateOf(ratio, { p: [1, 2], e: [-1, 1] })).toMatchObject({ value: null, n: 2, why: "zero-denominator" });
    expect(estimateOf(ratio, { p: [1, null], e: [null, 1] })).toMatchObject({ value: null, n: 0, why: "no-answers" });
    expect(estimateOf(ratio, { p: [4, null], e: [5, 1] })).toMatchObject({ value: 0.8, low: null, why: "one-answer" });
    expect(estimateOf(ratio, { p: [0.3, 0.6, 0.9], e: [0.1, 0.2, 0.3] })).toMatchObject({ low: null, why: "constant" });
  });
});

describe("function", () => {
  const statistic: Statistic = {
    kind: "function",
    id: "a function",
    asks: [moments("x"), moments("p", "e")],
    of: (tallies) => meanOf(tallies, ref("x")),
  };
  const at = (value: number | null): Tallies =>
    tally({ x: [value], p: [1, 2, 3], e: [1, 2, null] }, [moments("x"), moments("p", "e")]);
  const drawing = (values: readonly (number | null)[]): Resampler => ({
    draws: values.length,
    tallies: (draw) => at(values[draw]!),
  });

  test("has the percentiles (type 7) and the sd of its replicates, on the smallest base", () => {
    const found = estimate(statistic, at(5), { level: 0.9, resampler: drawing([5, 1, 4, 2, 3]) });
    // R: quantile(1:5, c(.05, .95)) 1.2 and 4.8; sd(1:5) 1.5811388.
    expect(found).toMatchObject({ value: 5, method: "bootstrap", n: 1, df: null });
    expect(found.low).toBeCloseTo(1.2, 12);
    expect(found.high).toBeCloseTo(4.8, 12);
    expect(found.se).toBeCloseTo(1.5811388300841898, 12);
  });

  test("bears 5 % of failed replicates, no more", () => {
    const values = Array.from({ length: 100 }, (_, i) => i);
    const fails = (count: number) => drawing(values.map((value) => (value < count ? null : value)));
    expect(estimate(statistic, at(5), { level, resampler: fails(5) }).why).toBeUndefined();
    expect(estimate(statistic, at(5), { level, resampler: fails(6) })).toMatchObject({
      value: 5,
      low: null,
      why: "unstable",
    });
  });

  test("without a value or replicates says why", () => {
    expect(estimate(statistic, at(5), { level })).toMatchObject({ value: 5, low: null, why: "no-replicates" });
    expect(estimate(statistic, at(null), { level })).toMatchObject({ value: null, why: "no-answers" });
    const broken: Statistic = {
      kind: "function",
      id: "a function",
      asks: [moments("x")],
      of: (tallies) => 0 / (momentsOf(tallies, [ref("x")]).n - 1),
    };
    expect(estimate(broken, at(5), { level, resampler: drawing([1, 2]) })).toMatchObject({
      value: null,
      why: "not-computable",
    });
    expect(estimate(statistic, at(5), { level, resampler: drawing([4, 4, 4]) })).toMatchObject({
      low: null,
      why: "constant",
    });
  });
});

test("quantiles are R's type 7", () => {
  const { values, p, type7 } = reference.quantile;
  p.forEach((at, index) => {
    expect(quantile(values, at)).toBeCloseTo(type7[index]!, 13);
  });
  expect(quantile([4], 0.3)).toBe(4);
  expect(() => quantile([], 0.5)).toThrow();
});
