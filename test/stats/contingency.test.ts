import { describe, expect, test } from "vitest";
import { type AssociationOptions, testAssociation } from "../../src/stats/contingency.ts";
import { exactP } from "../../src/stats/contingency-exact.ts";
import { drawTable, simulatedP } from "../../src/stats/contingency-simulated.ts";
import type { Contingency } from "../../src/stats/contingency-table.ts";
import { noncentralLower } from "../../src/stats/noncentral.ts";
import { uniform } from "../../src/stats/random.ts";
import reference from "../reference/contingency.json" with { type: "json" };

const options: AssociationOptions = { level: 0.95, draws: 10_000, seed: "seed" };

function plain(rows: number, cells: readonly number[], times = 1): Contingency {
  const n = cells.map((count) => count * times);
  return { rows, columns: cells.length / rows, n, weight: n, weight2: n };
}

const regular = ["regular", "three", "even", "strong"] as const;
const sparse = ["small", "two", "large"] as const;

describe("a table of answers by group, against R", () => {
  test.each(regular)("%s: Pearson's X² without Yates", (name) => {
    const wanted = reference[name];
    const found = testAssociation(plain(wanted.rows, wanted.cells), options);
    expect(found.method).toBe("chi-square");
    expect(found.chiSquare! / wanted.chiSquare).toBeCloseTo(1, 12);
    expect(found.df).toBe(wanted.df);
    expect(found.p! / wanted.p).toBeCloseTo(1, 11);
    expect(found.v).toBeCloseTo(wanted.v, 14);
    expect(found.low).toBeCloseTo(wanted.interval[0]!, 9);
    expect(found.high).toBeCloseTo(wanted.interval[1]!, 9);
  });

  test.each(sparse)("%s: Fisher's exact test where expected counts are small", (name) => {
    const wanted = reference[name];
    const found = testAssociation(plain(wanted.rows, wanted.cells), options);
    expect(found.p! / wanted.fisher).toBeCloseTo(1, name === "large" ? 5 : 9);
    expect([found.method, found.v]).toEqual(["exact", expect.closeTo(wanted.v, 14)]);
  });

  test.each(["three", "strong"] as const)("%s: Fisher's exact test of a table with large counts", (name) => {
    const wanted = reference[name];
    // R's network algorithm keeps seven digits of such tables
    const p = exactP(plain(wanted.rows, wanted.cells));
    if (p !== null) expect(p / wanted.fisher).toBeCloseTo(1, 5);
    else expect(wanted.cells.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(200);
  });

  test.each(["sparse", "mild"] as const)("%s: the Monte-Carlo p is that of 400,000 draws within its error", (name) => {
    const { rows, cells, simulated } = reference[name];
    const p = simulatedP(plain(rows, cells), 10_000, "a seed");
    expect(p).not.toBe(simulatedP(plain(rows, cells), 10_000, "another"));
    expect(Math.abs(p - simulated)).toBeLessThan(4 * Math.sqrt((simulated * (1 - simulated)) / 10_000) + 1e-4);
  });

  test("weighted: Rao & Scott's first order", () => {
    const { rows, cells: n, weight, weight2, ...wanted } = reference.weighted;
    const found = testAssociation({ rows, columns: n.length / rows, n, weight, weight2 }, options);
    expect(found.method).toBe("rao-scott");
    expect(found.chiSquare! / wanted.chiSquare).toBeCloseTo(1, 11);
    expect(found.designEffect / wanted.designEffect).toBeCloseTo(1, 11);
    expect(found.p! / wanted.p).toBeCloseTo(1, 9);
    expect(found.v).toBeCloseTo(wanted.v, 12);
    expect(found.low).toBeCloseTo(wanted.interval[0]!, 9);
    expect(found.high).toBeCloseTo(wanted.interval[1]!, 9);
  });

  test("the noncentral χ² distribution", () => {
    const { x, df, lambda, p } = reference.noncentral;
    // R sums the same series to twelve digits
    x.forEach((value, k) => {
      expect(noncentralLower(value, df[k]!, lambda[k]!), `${value} ${df[k]} ${lambda[k]}`).toBeCloseTo(p[k]!, 10);
    });
  });
});

describe("what a test of association does not do", () => {
  test("see rows and columns without people", () => {
    const { rows, cells } = reference.regular;
    const wide = cells.flatMap((count, k) => (k % 6 === 0 ? [0, count] : [count]));
    expect(testAssociation(plain(3, [...wide, ...wide.slice(0, 7).map(() => 0)]), options)).toEqual(
      testAssociation(plain(rows, cells), options),
    );
  });

  test("change by the scale of the weights", () => {
    const { rows, cells: n, weight, weight2 } = reference.weighted;
    const table = (times: number): Contingency => ({
      rows,
      columns: 4,
      n,
      weight: weight.map((v) => times * v),
      weight2: weight2.map((v) => times * times * v),
    });
    expect(testAssociation(table(250), options).p).toBeCloseTo(testAssociation(table(1), options).p!, 12);
  });

  test("give a p on weights where expected counts are small", () => {
    const { rows, cells: n } = reference.small;
    const weight = n.map((count, k) => count * (1 + (k % 3) / 4));
    const found = testAssociation(
      { rows, columns: 3, n, weight, weight2: weight.map((v, k) => v * (1 + (k % 3) / 4)) },
      options,
    );
    expect(found).toMatchObject({ p: null, method: "none", why: "expected-too-small", v: expect.any(Number) });
  });

  test("say anything of one row, one column or nobody", () => {
    expect(testAssociation(plain(1, [10, 12]), options)).toMatchObject({ v: null, p: null, why: "constant" });
    expect(testAssociation(plain(2, [10, 0, 12, 0]), options)).toMatchObject({ v: null, why: "constant" });
    expect(testAssociation(plain(2, [0, 0]), options)).toMatchObject({ v: null, why: "no-answers", n: 0 });
  });
});

test("tables drawn have the margins they are drawn for, and the mean that independence says", () => {
  const [rows, columns] = [
    [3, 14, 8, 5],
    [10, 12, 8],
  ];
  const cells = new Uint32Array(12);
  const sums = new Float64Array(12);
  const draws = 4000;
  for (let draw = 0; draw < draws; draw++) {
    let number = 0;
    drawTable(cells, rows!, columns!, () => uniform(number++, draw, 1, 2));
    rows!.forEach((row, i) => {
      expect(cells[3 * i]! + cells[3 * i + 1]! + cells[3 * i + 2]!).toBe(row);
    });
    columns!.forEach((column, j) => {
      expect(cells[j]! + cells[3 + j]! + cells[6 + j]! + cells[9 + j]!).toBe(column);
    });
    cells.forEach((count, cell) => {
      sums[cell] = sums[cell]! + count;
    });
  }
  sums.forEach((sum, cell) => {
    const expected = (rows![Math.floor(cell / 3)]! * columns![cell % 3]!) / 30;
    expect(Math.abs(sum / draws - expected)).toBeLessThan(4 * Math.sqrt(expected / draws));
  });
});
