import { describe, expect, test } from "vitest";
import { compositesOf } from "../../src/stats/composites.ts";
import { kmoOf, principalOf, randomEigenvalues, testSphericity, varimaxOf } from "../../src/stats/principal.ts";
import {
  alphaOf,
  congenericOf,
  extractedOf,
  htmtOf,
  itemTotalsOf,
  oneFactorOf,
  partOf,
  rhoAOf,
} from "../../src/stats/reliability.ts";
import reference from "../reference/measurement.json" with { type: "json" };
import drawn from "../reference/measurement-drawn.json" with { type: "json" };

const { customersat, mobi, ecsi } = reference;
const flat = (matrix: readonly (readonly number[])[]) => Float64Array.from(matrix.flat());
const close = (values: readonly number[], digits: number) => values.map((value) => expect.closeTo(value, digits));

describe("alpha as psych has it", () => {
  const k = customersat.items.length;
  const covariances = Float64Array.from(
    flat(customersat.correlations),
    (r, at) => r * customersat.sds[Math.floor(at / k)]! * customersat.sds[at % k]!,
  );

  test("raw and standardised", () => {
    expect(alphaOf(covariances)).toBeCloseTo(customersat.alpha, 10);
    expect(alphaOf(flat(customersat.correlations))).toBeCloseTo(customersat.standardised, 10);
    expect(alphaOf(flat(mobi.correlations))).toBeCloseTo(mobi.standardised, 10);
  });

  test("each item with the others, and alpha without it", () => {
    const items = itemTotalsOf(covariances);
    expect(items.map(({ corrected }) => corrected)).toEqual(close(customersat.itemTotal, 10));
    expect(items.map(({ alphaWithout }) => alphaWithout)).toEqual(close(customersat.alphaWithout, 10));
  });

  test("one item has none, and two have none without one of them", () => {
    expect(alphaOf(Float64Array.of(2))).toBeNull();
    expect(itemTotalsOf(Float64Array.of(1, 0.5, 0.5, 1))[0]).toEqual({
      corrected: expect.closeTo(0.5, 14),
      alphaWithout: null,
    });
  });
});

describe("one common factor", () => {
  test("minres as optim() minimises it", () => {
    const { correlations, loadings } = drawn.minres;
    expect([...oneFactorOf(Float64Array.from(correlations))!]).toEqual(close(loadings, 6));
  });

  test("three items have the closed form of Spearman", () => {
    const found = oneFactorOf(Float64Array.of(1, 0.42, 0.48, 0.42, 1, 0.56, 0.48, 0.56, 1))!;
    expect([...found]).toEqual(close([0.6, 0.7, 0.8], 10));
    // (0.6 + 0.7 + 0.8)² / (2.1² + 0.64 + 0.51 + 0.36)
    expect(congenericOf(found)).toBeCloseTo(4.41 / 5.92, 10);
  });

  test("a Heywood case, and items with nothing in common, have no loadings", () => {
    expect(oneFactorOf(Float64Array.of(1, 0.9, 0.9, 0.9, 1, 0.5, 0.9, 0.5, 1))).toBeNull();
    expect(oneFactorOf(Float64Array.of(1, -0.2, -0.2, 1))).toBeNull();
  });
});

describe("figures of a path model's loadings as seminr has them", () => {
  const places = new Map(mobi.items.map((item, at) => [item, at]));
  const matrix = flat(mobi.correlations);
  const blocks = ecsi.map(({ items }) => items.map((item) => places.get(item)!));

  test.each(ecsi.map((block, at) => [block.id, block, blocks[at]!] as const))("%s", (_, block, own) => {
    const inside = partOf(matrix, own, own);
    expect(extractedOf(block.loadings)).toBeCloseTo(block.AVE, 8);
    expect(congenericOf(block.loadings)).toBeCloseTo(block.rhoC, 8);
    expect(rhoAOf(block.weights, inside)).toBeCloseTo(block.rhoA, 7);
    if (own.length > 1) expect(alphaOf(inside)).toBeCloseTo(block.alpha, 10);
    for (const [other, value] of Object.entries(block.htmt as Record<string, number>))
      expect(htmtOf(matrix, own, blocks[ecsi.findIndex(({ id }) => id === other)]!)).toBeCloseTo(value, 10);
  });

  test("composites all linked with each other lie near those of the path model, have variance 1 and positive loadings", () => {
    const found = compositesOf(matrix, blocks)!;
    ecsi.forEach((block, at) => {
      // another inner model: the factorial scheme over all pairs moves a loading in its second digit
      for (const [i, loading] of block.loadings.entries())
        expect(Math.abs(found.loadings[at]![i]! - loading)).toBeLessThan(0.06);
      const inside = partOf(matrix, blocks[at]!, blocks[at]!);
      const own = [...found.weights[at]!];
      const variance = own.reduce(
        (sum, w, i) => sum + own.reduce((row, v, j) => row + w * v * inside[i * own.length + j]!, 0),
        0,
      );
      expect(variance).toBeCloseTo(1, 12);
    });
  });
});

describe.each([
  ["customersat", customersat],
  ["mobi", mobi],
])("principal components of %s as prcomp and psych have them", (_, survey) => {
  const matrix = flat(survey.correlations);
  const p = survey.items.length;
  const { values, loadings } = principalOf(matrix);
  const columnOf = (k: number) => Array.from({ length: p }, (__, i) => loadings[i * p + k]!);

  test("eigenvalues and loadings", () => {
    expect([...values]).toEqual(close(survey.eigenvalues, 9));
    expect(columnOf(0)).toEqual(close(survey.first, 9));
    const sign = Math.sign(survey.second[0]! * columnOf(1)[0]!);
    expect(columnOf(1).map((loading) => sign * loading)).toEqual(close(survey.second, 9));
    for (let k = 0; k < p; k++) expect(Math.max(...columnOf(k))).toBeCloseTo(Math.max(...columnOf(k).map(Math.abs)), 9);
  });

  test("KMO and Bartlett", () => {
    const kmo = kmoOf(matrix)!;
    expect(kmo.overall).toBeCloseTo(survey.kmo, 9);
    expect([...kmo.items]).toEqual(close(survey.kmoItems, 8));
    const sphericity = testSphericity(matrix, survey.n)!;
    expect(sphericity.chiSquare / survey.chiSquare).toBeCloseTo(1, 9);
    expect(sphericity.df).toBe(survey.df);
  });
});

describe("customersat as psych has it", () => {
  const matrix = flat(customersat.correlations);
  const p = customersat.items.length;
  const { loadings } = principalOf(matrix);

  test("varimax up to the sign and order of columns", () => {
    const { components: m, varimax } = customersat;
    const kept = Float64Array.from({ length: p * m }, (__, at) => loadings[Math.floor(at / m) * p + (at % m)]!);
    const rotated = varimaxOf(kept, m)!;
    for (let k = 0; k < m; k++) {
      const ours = Array.from({ length: p }, (__, i) => rotated[i * m + k]!);
      const alike = Array.from({ length: m }, (__, c) => {
        const theirs = varimax.map((row) => row[c]!);
        const sign = Math.sign(ours.reduce((sum, x, i) => sum + x * theirs[i]!, 0));
        return Math.max(...ours.map((x, i) => Math.abs(sign * x - theirs[i]!)));
      });
      // varimax() of R stops where its criterion moves by less than 1e-5
      expect(Math.min(...alike)).toBeLessThan(2e-3);
    }
  });

  test("eigenvalues of random matrices lie where psych's simulation has their mean", () => {
    const found = randomEigenvalues(customersat.n, p, { draws: 200, quantile: 0.5, seed: 1 });
    // standard errors of both simulations together: some 0.002 at 1,811 rows
    const bound = 0.008;
    for (const [k, mean] of customersat.simulated.entries()) expect(Math.abs(found[k]! - mean)).toBeLessThan(bound);
  });
});

test("varimax where R turns to the end", () => {
  const { unrotated, varimax } = drawn.minres;
  const ours = varimaxOf(Float64Array.from(unrotated), 2)!;
  const [x, y] = [0, 1].map((k) => [...ours].filter((_, at) => at % 2 === k));
  const theirs = [0, 1].map((k) => varimax.filter((_, at) => at % 2 === k));
  const sum = (column: readonly number[]) => column.reduce((total, loading) => total + loading ** 2, 0);
  const [a, b] = theirs.sort((one, other) => sum(other) - sum(one));
  const turned = (column: readonly number[]) =>
    column.map((loading) => loading * Math.sign(column.reduce((t, l) => t + l, 0)));
  expect(x).toEqual(close(turned(a!), 7));
  expect(y).toEqual(close(turned(b!), 7));
});

test("Bartlett's p in the far tail", () => {
  // pchisq(x, 3, lower.tail = FALSE) by R 4.2.2 of −(100 − 1 − 11/6) ln det R
  const found = testSphericity(Float64Array.of(1, 0.8, 0.6, 0.8, 1, 0.5, 0.6, 0.5, 1), 100)!;
  const det = 1 + 2 * 0.8 * 0.6 * 0.5 - 0.64 - 0.36 - 0.25;
  expect(found.chiSquare).toBeCloseTo(-(100 - 1 - 11 / 6) * Math.log(det), 10);
  expect(found.p / 9.3957206295157478e-31).toBeCloseTo(1, 8);
});

test("an item that follows from others has neither KMO nor Bartlett's test", () => {
  const doubled = Float64Array.of(1, 1, 0.5, 1, 1, 0.5, 0.5, 0.5, 1);
  expect(kmoOf(doubled)).toBeNull();
  expect(testSphericity(doubled, 100)).toBeNull();
});
