import { describe, expect, test } from "vitest";
import { searchWeights } from "../../src/stats/genetic.ts";
import { absoluteIncidence, greyCoefficients, greyGrades, greyOfUnits, meanScale } from "../../src/stats/grey.ts";
import { placesOf } from "../../src/stats/ranks.ts";
import reference from "../reference/grey.json" with { type: "json" };

function close(found: readonly number[], expected: readonly number[], within: number) {
  expect(found.length).toBe(expected.length);
  for (const [k, value] of expected.entries()) expect(Math.abs(found[k]! - value)).toBeLessThanOrEqual(within);
}

describe("grey relational grades", () => {
  test("of units against the ideal are those of R, with equal and with given weights", () => {
    const { matrix, directions, coefficients, grade, weighted } = reference.small;
    const found = greyOfUnits(matrix, directions as (1 | -1)[], [1, 1, 1, 1], 0.5)!;
    close(found.coefficients.flat(), coefficients.flat(), 1e-12);
    close(found.grades, grade, 1e-12);
    expect(placesOf(found.grades)).toEqual(reference.small.rank);
    close(greyOfUnits(matrix, directions as (1 | -1)[], weighted.w, 0.5)!.grades, weighted.grade, 1e-12);
  });

  test("rank the branches of the worked example", () => {
    const { inputs, expected } = reference.branches;
    const found = greyOfUnits(inputs.matrix, inputs.direction as (1 | -1)[], inputs.weights, inputs.rho)!;
    close(found.grades, expected.grades, 1e-9);
    const order = inputs.branches.map((_, i) => i).sort((a, b) => found.grades[b]! - found.grades[a]!);
    expect(order.map((i) => inputs.branches[i])).toEqual(expected.order);
  });

  test("of series are those of the teaching example on product and industries", () => {
    const { inputs, expected } = reference.gdp;
    const rows = Object.values(inputs.series).map(meanScale);
    const all = [meanScale(inputs.reference), ...rows];
    expected.normalised.forEach((wanted, at) => {
      close(
        all.map((row) => row[at]!),
        wanted,
        1e-6,
      );
    });
    const coefficients = greyCoefficients(meanScale(inputs.reference), rows, inputs.rho);
    close(coefficients.flat(), expected.coefficients.flat(), 1e-6);
    close(
      greyGrades(
        coefficients,
        inputs.reference.map(() => 1),
      ),
      Object.values(expected.grade),
      1e-6,
    );
    const names = Object.keys(inputs.series);
    const grades = greyGrades(
      coefficients,
      inputs.reference.map(() => 1),
    );
    expect([...names].sort((a, b) => grades[names.indexOf(b)]! - grades[names.indexOf(a)]!)).toEqual(expected.order);
  });

  test("leave a constant column out, and have no answer where all are", () => {
    const found = greyOfUnits(
      [
        [1, 7, 2],
        [2, 7, 1],
        [3, 7, 3],
      ],
      [1, 1, 1],
      [0.2, 0.5, 0.3],
      0.5,
    )!;
    expect(found.kept).toEqual([0, 2]);
    // middle: 0.4 · 0.5 + 0.6 · 1/3
    expect(found.grades[1]).toBeCloseTo(0.4, 12);
    expect(found.grades[2]).toBeCloseTo(1, 12);
    expect(greyOfUnits([[5], [5]], [1], [1], 0.5)).toBeNull();
    expect(greyCoefficients([1, 1], [[1, 1]], 0.5)).toEqual([[1, 1]]);
  });

  test("absolute incidence of hand-worked series", () => {
    // s = 1 + 2 + 1.5 = 4.5 and 2 + 4 + 3 = 9
    expect(absoluteIncidence([1, 2, 3, 4], [1, 3, 5, 7])).toBeCloseTo(14.5 / 19, 12);
    expect(absoluteIncidence([5, 6, 4], [15, 16, 14])).toBe(1);
  });
});

describe("genetic search of weights", () => {
  const plan = { size: 3, low: 0.05, high: 0.5, population: 60, generations: 200, seed: 7 };
  const planted = [0.12, 0.47, 0.41];
  // a smooth hill with ripples around it
  const hill = (w: ArrayLike<number>) => {
    const distance = planted.reduce((sum, x, k) => sum + (w[k]! - x) ** 2, 0);
    return Math.exp(-8 * distance) + 0.02 * Math.cos(60 * w[0]!);
  };

  test("comes within 1 % of an exhaustive search, within bounds, the same for the same seed", () => {
    let best = 0;
    for (let a = 0.05; a <= 0.5; a += 0.001)
      for (let b = Math.max(0.05, 0.5 - a); b <= Math.min(0.5, 0.95 - a); b += 0.001)
        best = Math.max(best, hill([a, b, 1 - a - b]));
    const found = searchWeights(hill, [1 / 3, 1 / 3, 1 / 3], plan)!;
    expect(found.value).toBeGreaterThan(0.99 * best);
    expect(found.weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
    for (const weight of found.weights) {
      expect(weight).toBeGreaterThanOrEqual(0.05);
      expect(weight).toBeLessThanOrEqual(0.5);
    }
    expect(searchWeights(hill, [1 / 3, 1 / 3, 1 / 3], plan)).toEqual(found);
    expect(searchWeights(hill, [1 / 3, 1 / 3, 1 / 3], { ...plan, seed: 8 })!.weights).not.toEqual(found.weights);
  });

  test("has no answer where the bounds cannot be kept", () => {
    expect(searchWeights(() => 0, [1], { ...plan, size: 1 })).toBeNull();
    expect(
      searchWeights(
        () => 0,
        Array.from({ length: 21 }, () => 1 / 21),
        { ...plan, size: 21 },
      ),
    ).toBeNull();
  });
});
