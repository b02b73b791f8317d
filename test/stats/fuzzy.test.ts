import { describe, expect, test } from "vitest";
import {
  composeInto,
  confidentGrade,
  type FuzzyOperator,
  fuzzyEvaluator,
  levelCharacteristic,
  maximumValidity,
  membershipOf,
  topGrade,
  weightedScore,
} from "../../src/stats/fuzzy.ts";
import reference from "../reference/fuzzy.json" with { type: "json" };

const flat = (rows: readonly (readonly number[])[]) => Float64Array.from(rows.flat());

function compose(weights: readonly number[], rows: readonly (readonly number[])[], operator: FuzzyOperator): number[] {
  const out = new Float64Array(rows[0]!.length);
  composeInto(out, 0, Float64Array.from(weights), flat(rows), 0, out.length, operator);
  return [...out];
}

function close(found: ArrayLike<number>, expected: readonly number[], within = 1e-12) {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, k) => {
    expect(Math.abs(found[k]! - value)).toBeLessThanOrEqual(within);
  });
}

describe("fuzzy composition", () => {
  const { inputs, expected } = reference.clothing;
  test("gives the published clothing example by all four operators, and its score", () => {
    const b = compose(inputs.weights, inputs.membership, "weighted-average");
    close(b, expected.M_product_sum);
    close(compose(inputs.weights, inputs.membership, "min-max"), expected.M_min_max);
    close(compose(inputs.weights, inputs.membership, "product-max"), expected.M_product_max);
    close(compose(inputs.weights, inputs.membership, "bounded-sum"), expected.M_min_boundedsum);
    expect(weightedScore(b, inputs.grade_scores)).toBeCloseTo(expected.weighted_average_score, 12);
    expect(inputs.grades[topGrade(b)]).toBe(expected.max_membership_grade);
    const principal = fuzzyEvaluator({ groups: [inputs.weights], grades: 4, operator: "min-max" });
    principal.evaluate(flat(inputs.membership));
    close(principal.whole, expected.M_min_max_normalised, 5e-11);
    expect(topGrade(principal.whole)).toBe(0);
  });

  test("gives what R gives for the four operators, normalised and scored", () => {
    const { R, weights, grades, operators } = reference.comprehensive;
    const named = {
      "weighted-average": "weighted_average",
      "min-max": "min_max",
      "product-max": "product_max",
      "bounded-sum": "min_boundedsum",
    } as const;
    for (const [operator, key] of Object.entries(named)) {
      const made = fuzzyEvaluator({ groups: [weights], grades: 5, operator: operator as FuzzyOperator });
      made.evaluate(flat(R));
      close(compose(weights, R, operator as FuzzyOperator), operators[key].B);
      close(made.whole, operators[key].B_normalised, 1e-12);
      expect(weightedScore(made.whole, grades)).toBeCloseTo(operators[key].score_weighted_mean, 10);
      expect(topGrade(made.whole) + 1).toBe(operators[key].max_membership_grade);
    }
  });

  test("evaluates at two levels as the worked example does", () => {
    const { inputs: two, expected: wanted } = reference.twoLevel;
    const groups = two.level1.map(({ weights }, k) => weights.map((weight) => weight * two.level2_weights[k]!));
    const made = fuzzyEvaluator({ groups, grades: 5, operator: "weighted-average" });
    made.evaluate(flat(two.level1.flatMap(({ membership }) => membership)));
    close(made.groups, wanted.level1_B.flat());
    close(made.whole, wanted.B);
    expect(weightedScore(made.whole, two.grade_scores)).toBeCloseTo(wanted.score, 10);
  });
});

describe("what is read off memberships", () => {
  test("tells the validity of the largest by hand-worked figures", () => {
    // g = 4, b1 = 0.39, b2 = 0.32: (1.56 − 1) / (2 · 0.32 · 3)
    expect(maximumValidity([0.205, 0.32, 0.39, 0.085])).toBeCloseTo(0.56 / 1.92, 12);
    expect(maximumValidity([1, 0, 0])).toBe(Number.POSITIVE_INFINITY);
    expect(maximumValidity([0.25, 0.25, 0.25, 0.25])).toBe(0);
  });

  test("names the better of two equal grades, the confident grade and the level value", () => {
    expect(topGrade([0.3, 0.4, 0.4 + 1e-15])).toBe(1);
    expect(confidentGrade([0.25, 0.35, 0.4], 0.6)).toBe(1);
    expect(confidentGrade([0.25, 0.34, 0.41], 0.6)).toBe(2);
    expect(levelCharacteristic([0.2, 0.3, 0.5], 1)).toBeCloseTo(2.3, 12);
    // (0.04 + 2 · 0.09 + 3 · 0.25) / 0.38
    expect(levelCharacteristic([0.2, 0.3, 0.5], 2)).toBeCloseTo(0.97 / 0.38, 12);
  });

  test("rises and falls by triangle and trapezoid, upright edges included", () => {
    expect([0, 5, 10, 15, 20, 21].map((x) => membershipOf(x, [0, 10, 20]))).toEqual([0, 0.5, 1, 0.5, 0, 0]);
    expect([0, 10, 15, 20].map((x) => membershipOf(x, [0, 0, 10, 20]))).toEqual([1, 1, 0.5, 0]);
    expect([9, 10, 20].map((x) => membershipOf(x, [10, 10, 20, 20]))).toEqual([0, 1, 1]);
  });
});
