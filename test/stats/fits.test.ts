import { describe, expect, test } from "vitest";
import { fitLevels, type LevelsFit } from "../../src/stats/levels-fit.ts";
import { type FitRows, fitLinear } from "../../src/stats/linear-fit.ts";
import { momentsSpread, preparePlan } from "../../src/stats/spread.ts";
import designed from "../reference/designed-fits.json" with { type: "json" };
import reference from "../reference/measurement-drawn.json" with { type: "json" };
import { plain } from "./rows.ts";

const { housing, drawn } = reference;
const close = (values: readonly number[], digits: number) => values.map((value) => expect.closeTo(value, digits));
const columnsOf = (flat: readonly number[], k: number) =>
  Array.from({ length: k }, (_, j) => plain(flat.filter((__, at) => at % k === j)));
const rootsOf = (covariance: Float64Array) => {
  const k = Math.sqrt(covariance.length);
  return Array.from({ length: k }, (_, i) => Math.sqrt(covariance[i * k + i]!));
};
const fitted = (found: ReturnType<typeof fitLevels>): LevelsFit => {
  if (typeof found === "string") throw new Error(found);
  return found;
};

describe("proportional odds of the Copenhagen housing survey as MASS::polr has it", () => {
  const found = fitted(fitLevels({ columns: columnsOf(housing.rows, 7), weights: null, spread: null }, [2, 3]));

  test("coefficients, thresholds, deviance", () => {
    expect([...found.coefficients]).toEqual(close(housing.coefficients, 6));
    expect([...found.thresholds]).toEqual(close(housing.thresholds, 6));
    expect(found.deviance).toBeCloseTo(housing.deviance[0]!, 8);
  });

  test("what Venables and Ripley (2002, 7.3) print", () => {
    const printed = [0.566, 1.289, -0.572, -0.366, -1.091, 0.36];
    for (const [k, value] of printed.entries()) expect(Math.abs(found.coefficients[k]! - value)).toBeLessThan(0.0005);
  });

  // optim() takes second differences of the likelihood, right to some five digits
  test("standard errors", () => expect(rootsOf(found.covariance)).toEqual(close(housing.se, 5)));

  test("Brant's test by its definition, from glm()", () => {
    const { all, each } = found.parallel!;
    expect([all, ...each].map(({ chiSquare }) => chiSquare)).toEqual(close(housing.brant, 6));
    expect([all.df, each[0]!.df]).toEqual([6, 1]);
  });
});

describe("drawn answers of four levels", () => {
  const columns = [plain(drawn.u), ...columnsOf(drawn.x, 3)];
  const weights = Float64Array.from(drawn.v);

  test("proportional odds, unweighted as polr and weighted as survey::svyolr", () => {
    const even = fitted(fitLevels({ columns, weights: null, spread: null }, [2, 3, 4]));
    expect([...even.coefficients, ...even.thresholds]).toEqual(close(drawn.odds, 5));
    expect(rootsOf(even.covariance)).toEqual(close(drawn.oddsSe, 4));
    expect([even.parallel!.all, ...even.parallel!.each].map(({ chiSquare }) => chiSquare)).toEqual(
      close(drawn.brant, 6),
    );
    const weighted = fitted(fitLevels({ columns, weights, spread: null }, [2, 3, 4]));
    expect([...weighted.coefficients, ...weighted.thresholds]).toEqual(close(drawn.weightedOdds, 5));
    expect(rootsOf(weighted.covariance)).toEqual(close(drawn.weightedOddsSe, 4));
  });

  test("least squares, with HC3 as sandwich and linearised as survey::svyglm", () => {
    const even = fitLinear({ columns, weights: null, spread: null })!;
    expect([...even.coefficients]).toEqual(close(drawn.linear, 11));
    expect(rootsOf(even.covariance)).toEqual(close(drawn.hc3, 11));
    const weighted = fitLinear({ columns, weights, spread: null })!;
    expect([...weighted.coefficients]).toEqual(close(drawn.weighted, 11));
    expect(rootsOf(weighted.covariance)).toEqual(close(drawn.weightedSe, 10));
  });

  test("weights that are all alike change nothing", () => {
    const alike = new Float64Array(weights.length).fill(2.5);
    const [one, other] = [null, alike].map((v) => fitLinear({ columns, weights: v, spread: null })!);
    expect([...other!.covariance]).toEqual(close([...one!.covariance], 12));
    const [two, three] = [null, alike].map((v) => fitted(fitLevels({ columns, weights: v, spread: null }, [2, 3, 4])));
    expect([...three!.covariance]).toEqual(close([...two!.covariance], 9));
    expect(three!.parallel!.all.chiSquare).toBeCloseTo(two!.parallel!.all.chiSquare, 8);
  });

  test("a predictor that tells levels apart without error is separation", () => {
    const exact = plain(drawn.u.map((level) => Number(level > 2)));
    expect(fitLevels({ columns: [plain(drawn.u), exact], weights: null, spread: null }, [2, 3, 4])).toBe("separated");
    expect(fitLevels({ columns: [plain(drawn.u.map(() => 1)), exact], weights: null, spread: null }, [2])).toBe(
      "levels",
    );
  });

  test("a predictor that follows from others has no least squares", () => {
    const doubled = [columns[0]!, columns[1]!, plain(drawn.x.filter((_, at) => at % 3 === 0).map((x) => 2 * x - 1))];
    expect(fitLinear({ columns: doubled, weights: null, spread: null })).toBeNull();
  });

  describe("under weights, and drawn by strata and sampling units, as NumPy has it (reference/py/designed_fits.py)", () => {
    const places = drawn.u.map((_, row) => ({ stratum: row % 3, unit: Math.floor(row / 3) % (4 + (row % 3)) }));
    const before = [0, 4, 9];
    const design = {
      unitOf: Uint32Array.from(places, ({ stratum, unit }) => before[stratum]! + unit),
      stratumOf: Uint32Array.from([0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]),
      sizes: Float64Array.from(designed.units),
      factors: Float64Array.from(designed.units, (units) => units / (units - 1)),
      fitted: null,
    };
    const spreadWith = (v: Float64Array | null): FitRows["spread"] => {
      const plan = preparePlan(design, v);
      return (read) =>
        momentsSpread(
          plan,
          read,
          read.map(() => 0),
          null,
        ).matrix;
    };

    test.each([
      ["weighted", weights, null],
      ["designed", null, spreadWith(null)],
      ["both", weights, spreadWith(weights)],
    ] as const)("%s", (name, v, spread) => {
      const expected = designed[name];
      const linear = fitLinear({ columns, weights: v, spread })!;
      expect([...linear.coefficients]).toEqual(close(expected.linear, 11));
      expect(rootsOf(linear.covariance)).toEqual(close(expected.linearSe, 9));
      expect(linear.errors).toBe("design");
      const odds = fitted(fitLevels({ columns, weights: v, spread }, [2, 3, 4]));
      expect([...odds.coefficients, ...odds.thresholds]).toEqual(close(expected.odds, 8));
      expect(rootsOf(odds.covariance)).toEqual(close(expected.oddsSe, 8));
      const { all, each } = odds.parallel!;
      expect([all, ...each].map(({ chiSquare }) => chiSquare)).toEqual(close(expected.brant, 5));
    });
  });
});
