import { describe, expect, test } from "vitest";
import {
  binomialTails,
  chiSquareQuantile,
  chiSquareTails,
  fQuantile,
  fTails,
  normalQuantile,
  normalTails,
  poissonTails,
  studentQuantile,
  studentTails,
} from "../../src/stats/distributions.ts";
import { logGamma, type Tails } from "../../src/stats/gamma.ts";
import reference from "../reference/distributions.json" with { type: "json" };

const { tables } = reference;

/** The largest relative error over a table, with the row that has it. */
function worst(rows: readonly (readonly number[])[], errorOf: (row: readonly number[]) => number) {
  let error = 0;
  let at: readonly number[] = [];
  for (const row of rows) {
    const here = errorOf(row);
    if (!(here <= error)) {
      error = here;
      at = row;
    }
  }
  return { error, at };
}

function relative(ours: number, theirs: number): number {
  return ours === theirs ? 0 : Math.abs(ours - theirs) / Math.abs(theirs);
}

function expectTails(rows: readonly (readonly number[])[], tailsOf: (...args: number[]) => Tails, bound: number) {
  const found = worst(rows, (row) => {
    const [lower, upper] = row.slice(-2);
    const ours = tailsOf(...row.slice(0, -2));
    return Math.max(relative(ours.lower, lower!), relative(ours.upper, upper!));
  });
  expect(rows.length).toBeGreaterThan(15);
  expect(found.error, `at ${found.at.join(", ")}`).toBeLessThan(bound);
}

describe("tails agree with R to ten digits, from the centre to 1e-300", () => {
  test("normal", () => expectTails(tables.normal.rows, normalTails, 1e-10));
  test("Student t, whole and fractional degrees of freedom", () =>
    expectTails(tables.student.rows, studentTails, 1e-10));
  test("chi-square", () => expectTails(tables.chiSquare.rows, chiSquareTails, 1e-10));
  test("F", () => expectTails(tables.f.rows, fTails, 1e-10));
  test("binomial", () => expectTails(tables.binomial.rows, binomialTails, 1e-10));
  test("Poisson", () => expectTails(tables.poisson.rows, poissonTails, 1e-10));
});

describe("quantiles agree with R to ten digits", () => {
  test("normal", () =>
    expectTails(
      tables.normalQuantile.rows,
      (p) => ({ lower: normalQuantile(p), upper: normalQuantile(p, "upper") }),
      1e-10,
    ));
  test("Student t", () =>
    expectTails(
      tables.studentQuantile.rows,
      (p, df) => ({ lower: studentQuantile(p!, df!), upper: studentQuantile(p!, df!, "upper") }),
      1e-10,
    ));
  test("chi-square", () =>
    expectTails(
      tables.chiSquareQuantile.rows,
      (p, df) => ({ lower: chiSquareQuantile(p!, df!), upper: chiSquareQuantile(p!, df!, "upper") }),
      1e-10,
    ));
  test("F", () =>
    expectTails(
      tables.fQuantile.rows,
      (p, a, b) => ({ lower: fQuantile(p!, a!, b!), upper: fQuantile(p!, a!, b!, "upper") }),
      1e-10,
    ));
});

test("ln Γ agrees with R to 1e-14, absolute where it goes through 0", () => {
  const found = worst(
    tables.logGamma.rows,
    ([x, value]) => Math.abs(logGamma(x!) - value!) / Math.max(1, Math.abs(value!)),
  );
  expect(found.error, `at ${found.at.join(", ")}`).toBeLessThan(1e-14);
});

test("the ends of the distributions", () => {
  expect(studentTails(0, 5)).toEqual({ lower: 0.5, upper: 0.5 });
  expect(fTails(0, 2, 3)).toEqual({ lower: 0, upper: 1 });
  expect(binomialTails(5, 5, 0.3)).toEqual({ lower: 1, upper: 0 });
  expect(binomialTails(-1, 5, 0.3)).toEqual({ lower: 0, upper: 1 });
  expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(studentQuantile(1, 4)).toBe(Number.POSITIVE_INFINITY);
  expect(() => normalQuantile(1.2)).toThrow("probability");
});
