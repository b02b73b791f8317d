import { describe, expect, test } from "vitest";
import { compare, compareWith } from "../../src/stats/compare.ts";
import { estimate } from "../../src/stats/estimate.ts";
import type { Statistic } from "../../src/stats/statistic.ts";
import type { Tallies } from "../../src/stats/tallies.ts";
import { utility } from "../reference/published-tests.ts";
import { counts, link, ref, tally } from "./rows.ts";

const level = 0.95;
const nps: Statistic = { kind: "balance", column: ref("x"), plus: [9, 10], minus: [0, 1, 2, 3, 4, 5, 6] };

/** Everybody of weight 1. */
function camps(promoters: number, passives: number, detractors: number): Tallies {
  const n = [detractors, passives, promoters];
  return { moments: {}, counts: { x: { values: [3, 8, 10], n, weight: n, weight2: n } } };
}

describe("a net promoter score", () => {
  test("has the variance and interval of the worked example nps_variance", () => {
    // Cross Validated, "margin of error in NPS": p 1/2, d 1/6, variance 5/9; n 324
    const found = estimate(nps, camps(162, 108, 54), { level });
    expect(found.value).toBeCloseTo(1 / 3, 12);
    expect(found.se).toBeCloseTo(0.0414086662, 9);
    expect(found.low).toBeCloseTo(0.2521738388, 9);
    expect(found.high).toBeCloseTo(0.4144928279, 9);
    expect(found).toMatchObject({ method: "wald", n: 324, effectiveN: 324, sides: { plus: 162, minus: 54 } });
  });

  test("of few people, or with few on a side, has the adjusted interval of Rocks 2016", () => {
    // R: n <- 20; p <- 8.75/23; d <- 3.75/23; (p - d) + c(-1, 1) * qnorm(.975) * sqrt((p + d - (p - d)^2)/23)
    const few = estimate(nps, camps(8, 9, 3), { level });
    expect(few.value).toBeCloseTo(0.25, 12);
    expect(few.low).toBeCloseTo(-0.0704949908803583, 12);
    expect(few.high).toBeCloseTo(0.505277599576011, 12);
    expect(few.method).toBe("adjusted-wald");
    const methodOf = (...camp: [number, number, number]) => estimate(nps, camps(...camp), { level }).method;
    expect([methodOf(25, 19, 5), methodOf(25, 20, 5), methodOf(200, 100, 4), methodOf(200, 100, 5)]).toEqual([
      "adjusted-wald",
      "wald",
      "adjusted-wald",
      "wald",
    ]);
  });

  test("of one opinion has an interval all the same", () => {
    const found = estimate(nps, camps(40, 0, 0), { level });
    expect(found.value).toBe(1);
    // by hand: 40.75/43 and 0.75/43
    const [p, d] = [40.75 / 43, 0.75 / 43];
    const half = 1.959963984540054 * Math.sqrt((p + d - (p - d) ** 2) / 43);
    expect(found.low).toBeCloseTo(p - d - half, 12);
    expect(found.high).toBeCloseTo(p - d + half, 12);
  });

  test("of nobody says so", () => {
    expect(estimate(nps, camps(0, 0, 0), { level })).toMatchObject({ value: null, n: 0, why: "no-answers" });
  });

  test("with weights stands on variance / se², linearised", () => {
    // R: s <- scores; m <- sum(v*s)/sum(v); se <- sqrt(sum(v^2*(s-m)^2)*60/59)/sum(v); n <- (p + d - m^2)/se^2
    const answers = [10, 9, 9, 8, 7, 10, 6, 3, 9, 10, 8, 0, 9, 7, 10, 9, 5, 10, 9, 8];
    const weights = [0.8, 1.2, 1, 1.5, 0.6, 0.9, 1.1, 1.3, 0.7, 1];
    const x = Array.from({ length: 60 }, (_, k) => answers[k % 20]!);
    const found = estimate(
      nps,
      tally(
        { x },
        [counts("x")],
        x.map((_, k) => weights[k % 10]!),
      ),
      { level },
    );
    expect(found.value).toBeCloseTo(0.267326732673267, 12);
    expect(found.se).toBeCloseTo(0.110138262978058, 12);
    expect(found.effectiveN).toBeCloseTo(54.508315476252, 9);
    expect(found.low).toBeCloseTo(0.0514597039164721, 12);
    expect(found.high).toBeCloseTo(0.483193761430062, 12);
    expect(found).toMatchObject({ method: "wald", sides: { plus: 33, minus: 12 } });
  });
});

describe("two net promoter scores", () => {
  test("of different people are compared by z with both variances", () => {
    // nps_utility.diff_2022_2021 of the real survey: difference −13.402201894103, se 1.686022709206, z −7.949004376348
    const { "2021": first, "2022": second } = utility.byYear;
    const of = ({ n, promoters, detractors }: typeof first) => {
      const [p, d] = [promoters, detractors].map((share) => Math.round(share * n)) as [number, number];
      return camps(p, n - p - d, d);
    };
    const found = compare(nps, of(first), of(second), { level });
    expect(100 * found.difference!).toBeCloseTo(-13.402201894103, 9);
    expect(100 * found.se!).toBeCloseTo(1.686022709206, 9);
    expect(found.difference! / found.se!).toBeCloseTo(-7.949004376348, 9);
    expect(found.method).toBe("z");
    // R: 2*pnorm(-7.949004376348)
    expect(found.p! / 1.88016411815e-15).toBeCloseTo(1, 8);
  });

  test("have the adjustment in both where one needs it", () => {
    // R: adj(60,40,20) - adj(8,9,3), se from both adjusted variances
    const found = compare(nps, camps(8, 9, 3), camps(60, 40, 20), { level });
    expect(found.difference).toBeCloseTo(1 / 3 - 0.25, 12);
    expect(found.se).toBeCloseTo(0.161560955050617, 12);
    expect(found.p).toBeCloseTo(0.504571346418387, 12);
    expect(found.low).toBeCloseTo(-0.20884170552241, 12);
    expect(found.high).toBeCloseTo(0.424465600891798, 12);
    const turned = compare(nps, camps(60, 40, 20), camps(8, 9, 3), { level });
    expect([turned.p, turned.low]).toEqual([found.p, -found.high!].map((x) => expect.closeTo(x!, 12)));
  });

  test("of the same people are a paired t test on the scores", () => {
    // R: t.test(score(x2), score(x1), paired = TRUE)
    const ids = Array.from({ length: 12 }, (_, k) => k);
    const [x1, x2] = [
      [10, 9, 6, 8, 7, 3, 9, 10, 5, 9, 8, 10],
      [9, 9, 8, 10, 9, 6, 9, 10, 7, 10, 6, 10],
    ] as const;
    const asks = [counts("x")];
    const found = compare(nps, tally({ x: x1 }, asks), tally({ x: x2 }, asks), {
      level,
      link: link({ ids, rows: { x: x1 } }, { ids, rows: { x: x2 } }, asks),
    });
    expect(found).toMatchObject({ method: "paired", df: 11, linked: 12, difference: expect.closeTo(0.25, 12) });
    expect(found.p).toBeCloseTo(0.191054298096569, 12);
    expect(found.low).toBeCloseTo(-0.144934081750498, 12);
    expect(found.high).toBeCloseTo(0.644934081750498, 12);
  });
});

test("a net promoter score against a constant", () => {
  // R: z <- (1/3 - .25)/sqrt(5/9/324); 2*pnorm(-z)
  const found = compareWith(nps, camps(162, 108, 54), 0.25, { level });
  expect(found.difference! / found.se!).toBeCloseTo(2.01246117974981, 11);
  expect(found.p).toBeCloseTo(0.0441713449084427, 12);
  expect(found.low).toBeCloseTo(0.2521738388 - 0.25, 9);
});
