import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { johnson, lmg } from "../../src/stats/importance.ts";
import {
  correlationsOf,
  independentOf,
  invert,
  predictorsOf,
  regress,
  testR2,
  testWald,
} from "../../src/stats/regression.ts";
import { scanMoments } from "../../src/stats/scan.ts";
import reference from "../reference/importance.json" with { type: "json" };
import { plain } from "./rows.ts";

/** Ten digits are what the reference prints of an R², less what rounding takes on the way. */
const close = (values: readonly number[], digits = 10) => values.map((value) => expect.closeTo(value, digits));

function correlated(matrix: readonly (readonly number[])[]) {
  const k = matrix.length;
  return predictorsOf(
    Float64Array.from(matrix.flat()),
    0,
    Array.from({ length: k - 1 }, (_, i) => i + 1),
  );
}

describe("the worked example driver_three_predictors", () => {
  const predictors = correlated([
    [1, 0.5, 0.55, 0.35],
    [0.5, 1, 0.6, 0.3],
    [0.55, 0.6, 1, 0.4],
    [0.35, 0.3, 0.4, 1],
  ]);

  test("R² and standardised coefficients", () => {
    const { r2, betas } = regress(predictors);
    expect(r2).toBeCloseTo(0.3632490637, 9);
    expect([...betas]).toEqual(close([0.2528089888, 0.3436329588, 0.1367041199], 9));
  });

  test("LMG and Johnson", () => {
    expect([...lmg(predictors)]).toEqual(close([0.132978721, 0.1735602228, 0.0567101198], 9));
    expect([...johnson(predictors)]).toEqual(close([0.1339130571, 0.1705908941, 0.0587451125], 9));
  });
});

describe.each(Object.entries(reference.surveys))("relaimpo and rwa on %s", (_, survey) => {
  const predictors = correlated(survey.correlations);
  const p = survey.betas.length;

  test("LMG", () => expect([...lmg(predictors)]).toEqual(close(survey.lmg)));
  test("Johnson", () => expect([...johnson(predictors)]).toEqual(close(survey.johnson)));
  test("regression", () => {
    const { r2, betas, vif } = regress(predictors);
    expect(r2).toBeCloseTo(survey.r2, 11);
    expect([...betas]).toEqual(close(survey.betas));
    expect([...vif]).toEqual(close(survey.vif));
    expect([...betas].map((beta, k) => beta * survey.correlations[0]![k + 1]!)).toEqual(close(survey.pratt));
    const { f, df2 } = testR2(r2, p, survey.n);
    expect(f / survey.f).toBeCloseTo(1, 10);
    expect(1 - ((1 - r2) * (survey.n - 1)) / df2).toBeCloseTo(survey.adjusted, 11);
  });
});

describe.each([
  ["plain", null, reference.drawn.plain],
  ["weighted", Float64Array.from(reference.drawn.weights), reference.drawn.weighted],
] as const)("base R on drawn answers, %s", (_, weights, expected) => {
  const { overall, elements } = reference.drawn;
  const moments = scanMoments([plain(overall), ...elements.map(plain)], weights);
  const correlations = correlationsOf(moments);
  const predictors = predictorsOf(correlations, 0, [1, 2, 3, 4]);

  test("everything that follows from the moments", () => {
    const { r2, betas, vif } = regress(predictors);
    expect([...predictors.withOutcome]).toEqual(close(expected.correlation, 12));
    expect(r2).toBeCloseTo(expected.r2, 12);
    expect([...betas]).toEqual(close(expected.betas, 12));
    expect([...vif]).toEqual(close(expected.vif, 12));
    expect([...lmg(predictors)]).toEqual(close(expected.lmg, 12));
    expect([...johnson(predictors)]).toEqual(close(expected.johnson, 12));
  });
});

test("the F test of base R", () => {
  const { overall, plain: expected } = reference.drawn;
  const { f, p } = testR2(expected.r2, 4, overall.length);
  expect(f / expected.f).toBeCloseTo(1, 12);
  expect(p / expected.p).toBeCloseTo(1, 9);
});

describe("the parts of R²", () => {
  /** Correlations of predictors and outcome that can occur: those of drawn columns. */
  const drawn = fc.integer({ min: 2, max: 7 }).chain((p) =>
    fc.array(fc.array(fc.integer({ min: 1, max: 10 }), { minLength: p + 1, maxLength: p + 1 }), {
      minLength: 3 * p + 6,
      maxLength: 3 * p + 6,
    }),
  );
  const columnsOf = (rows: readonly (readonly number[])[]) => rows[0]!.map((_, k) => rows.map((row) => row[k]!));
  const all = (columns: readonly (readonly number[])[]) => {
    const correlations = correlationsOf(scanMoments(columns.map(plain), null));
    const order = columns.slice(1).map((_, k) => k + 1);
    return { correlations, order, predictors: predictorsOf(correlations, 0, order) };
  };
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

  test("add up to R², are never negative, and keep to their predictors when these change places", () => {
    fc.assert(
      fc.property(drawn, (rows) => {
        const { correlations, order, predictors } = all(columnsOf(rows));
        if (independentOf(correlations, order).length < order.length) return;
        const { r2 } = regress(predictors);
        const turned = [...order].reverse();
        for (const divide of [lmg, johnson]) {
          const parts = divide(predictors);
          expect(sum(parts)).toBeCloseTo(r2, 9);
          expect(Math.min(...parts)).toBeGreaterThan(-1e-9);
          const other = divide(predictorsOf(correlations, 0, turned));
          expect([...other].reverse()).toEqual(close([...parts], 8));
        }
      }),
      { numRuns: 60, seed: 6 },
    );
  });

  test("do not hang on the units of the answers", () => {
    fc.assert(
      fc.property(drawn, (rows) => {
        const columns = columnsOf(rows);
        const scaled = columns.map((column, k) => column.map((value) => (k + 2) * 10 * value - 7));
        const [one, other] = [all(columns), all(scaled)];
        if (independentOf(one.correlations, one.order).length < one.order.length) return;
        expect([...lmg(other.predictors)]).toEqual(close([...lmg(one.predictors)], 8));
      }),
      { numRuns: 30, seed: 7 },
    );
  });

  test("are those of all orders of entering, also with fifteen predictors of one kind", () => {
    // predictors that correlate r with each other and s with the outcome share R² = p s²/(1 + (p − 1) r) equally
    const [p, r, s] = [15, 0.4, 0.5];
    const matrix = Array.from({ length: p + 1 }, (_, i) =>
      Array.from({ length: p + 1 }, (_, j) => (i === j ? 1 : i === 0 || j === 0 ? s : r)),
    );
    const part = (s * s) / (1 + (p - 1) * r);
    for (const divide of [lmg, johnson])
      expect([...divide(correlated(matrix))]).toEqual(close(new Array(p).fill(part), 11));
  });

  test("of one predictor are its squared correlation", () => {
    const matrix = [
      [1, -0.6],
      [-0.6, 1],
    ];
    for (const divide of [lmg, johnson]) expect([...divide(correlated(matrix))]).toEqual(close([0.36], 15));
  });
});

describe("predictors that cannot be told apart", () => {
  const a = [1, 5, 3, 8, 6, 2, 7, 4, 9, 5];
  const b = [2, 3, 7, 5, 9, 1, 4, 8, 6, 2];
  const y = [3, 4, 6, 7, 8, 2, 5, 6, 9, 3];
  const correlations = (...columns: readonly (readonly number[])[]) =>
    correlationsOf(scanMoments(columns.map(plain), null));

  test("the later of two that are one, or a sum of earlier ones, is left out", () => {
    expect(
      independentOf(
        correlations(
          y,
          a,
          a.map((x) => 30 - 2 * x),
          b,
        ),
        [1, 2, 3],
      ),
    ).toEqual([1, 3]);
    const sums = a.map((x, k) => (100 * (x + 2 * b[k]!)) / 27);
    expect(independentOf(correlations(y, a, b, sums), [1, 2, 3])).toEqual([1, 2]);
  });

  test("a column of equal answers correlates with nothing, weighted too", () => {
    const weights = Float64Array.from(y, (_, k) => 0.1 + k / 7);
    const moments = scanMoments([y, a, a.map(() => 7.1)].map(plain), weights);
    expect(correlationsOf(moments)[2]).toBe(0);
    expect(correlationsOf(moments)[5]).toBe(0);
  });
});

test("an inverse is an inverse", () => {
  const matrix = Float64Array.of(4, 2, 0.5, 2, 3, 1, 0.5, 1, 2);
  const inverse = invert(matrix);
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++)
      expect([0, 1, 2].reduce((sum, k) => sum + matrix[i * 3 + k]! * inverse[k * 3 + j]!, 0)).toBeCloseTo(
        +(i === j),
        13,
      );
  expect(() => invert(Float64Array.of(1, 2, 2, 1))).toThrow("not positive definite");
});

describe("the Wald test", () => {
  test("is the square of t with one coefficient", () => {
    // five draws about 2 with variance 1.25 times four: sd² of 1, 2, 3 … by hand is 2.5
    const draws = Array.from({ length: 20 }, (_, k) => [[1, 2, 3, 4, 5][k % 5]!]);
    // 4 x (9 + 4 + 1 + …): mean 3, Σ(x − 3)² = 4 x 10, over 19
    const test = testWald([2], draws, 52)!;
    expect(test.f).toBeCloseTo(4 / (40 / 19), 12);
    expect([test.df1, test.df2]).toEqual([1, 50]);
  });

  test("is not made of too few draws", () => {
    expect(
      testWald(
        [1, 1],
        [
          [1, 0],
          [0, 1],
          [1, 1],
        ],
        100,
      ),
    ).toBeNull();
  });
});
