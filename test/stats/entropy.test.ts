import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entropyWeights } from "../../src/stats/entropy.ts";
import reference from "../reference/entropy.json" with { type: "json" };

const close = (found: readonly number[], expected: readonly number[], digits: number) => {
  expect(found).toHaveLength(expected.length);
  for (const [k, value] of expected.entries()) expect(found[k]).toBeCloseTo(value, digits);
};

describe("entropy weights", () => {
  test("are those of the worked example by both normalisations; a constant column has entropy 1 and weight exactly 0", () => {
    const { matrix } = reference.constant;
    for (const normalisation of ["min-max", "column-share"] as const) {
      const found = entropyWeights(matrix, normalisation)!;
      close(found.weights, reference.constant[normalisation], 9);
      expect([found.entropy[1], found.weights[1], found.weights[2]]).toEqual([1, 0, 0]);
      expect(found.flat).toBe(false);
    }
  });

  test("are those that Elsayed and others published, and R's to twelve digits", () => {
    const { matrix, published, entropy, weights } = reference.elsayed;
    const found = entropyWeights(matrix, "column-share")!;
    close(found.weights, published, 6);
    close(found.entropy, entropy, 12);
    close(found.weights, weights, 12);
  });

  test("shifting keeps every part above 0: two rows at the ends by hand", () => {
    // parts 0.01 / 1.02 and 1.01 / 1.02
    const p = 0.01 / 1.02;
    const e = -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    expect(entropyWeights([[3], [7]], "shift")!.entropy[0]).toBeCloseTo(e, 14);
    expect(entropyWeights([[3], [7]], "min-max")!.entropy[0]).toBe(0);
  });

  test("are equal, and said to be flat, where no column tells rows apart", () => {
    expect(
      entropyWeights(
        [
          [1, 2, 3],
          [1, 2, 3],
        ],
        "min-max",
      ),
    ).toMatchObject({ weights: [1 / 3, 1 / 3, 1 / 3], flat: true });
  });

  test("cannot be taken of one row, of no column, nor as shares of what is negative or all 0", () => {
    expect(entropyWeights([[1, 2]], "min-max")).toBeNull();
    expect(entropyWeights([[], []], "min-max")).toBeNull();
    expect(entropyWeights([[1], [-1]], "column-share")).toBeNull();
    expect(entropyWeights([[0], [0]], "column-share")).toBeNull();
  });

  test("add up to 1, and min-max does not hang on unit or origin", () => {
    const matrix = fc.array(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 12,
    });
    fc.assert(
      fc.property(matrix, (rows) => {
        const { weights } = entropyWeights(rows, "min-max")!;
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
        close(
          entropyWeights(
            rows.map((row) => row.map((x) => 4 * x + 8)),
            "min-max",
          )!.weights,
          weights,
          9,
        );
      }),
    );
  });
});
