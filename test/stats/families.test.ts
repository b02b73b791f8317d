import fc from "fast-check";
import { expect, test } from "vitest";
import { studentQuantile, studentTails } from "../../src/stats/distributions.ts";
import { judge } from "../../src/stats/families.ts";
import { benjaminiHochberg, kcmo } from "../reference/published-tests.ts";

test("Benjamini & Hochberg's fifteen p-values", () => {
  const { adjusted, rejected, tests, level } = judge(benjaminiHochberg.p, 0.05);
  benjaminiHochberg.adjusted.forEach((wanted, index) => {
    expect(adjusted[index]).toBeCloseTo(wanted, 9);
  });
  expect([rejected, tests]).toEqual([benjaminiHochberg.rejected, 15]);
  expect(level).toBeCloseTo(1 - (0.05 * 4) / 15, 15);
});

test("the Kansas City items, against R's p.adjust", () => {
  const names = Object.keys(kcmo.items) as (keyof typeof kcmo.items)[];
  const { adjusted, rejected, level } = judge(
    names.map((name) => kcmo.items[name].p),
    0.05,
  );
  names.forEach((name, index) => {
    expect(adjusted[index]).toBeCloseTo(kcmo.adjusted[name], 11);
  });
  expect(rejected).toBe(0);
  expect(level).toBeCloseTo(1 - 0.05 / 8, 15);
});

test("ties share their adjusted p, whatever the order", () => {
  expect(judge([0.03, 0.01, 0.03, 0.5], 0.05).adjusted).toEqual([0.04, 0.04, 0.04, 0.5]);
});

test("what was not tested does not count", () => {
  const { adjusted, rejected, tests } = judge([null, 0.04, null], 0.05);
  expect(adjusted).toEqual([null, 0.04, null]);
  expect([rejected, tests]).toEqual([1, 1]);
  expect(judge([null], 0.05)).toEqual({ adjusted: [null], rejected: 0, tests: 0, level: 0.95 });
  expect(judge([], 0.1)).toEqual({ adjusted: [], rejected: 0, tests: 0, level: 0.9 });
});

test("a t interval at the family's level leaves 0 out exactly where the test rejects", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 20 }), (ts) => {
      const df = 37;
      const ps = ts.map((t) => 2 * studentTails(Math.abs(t), df).upper);
      const { adjusted, level } = judge(ps, 0.05);
      const bound = studentQuantile((1 - level) / 2, df, "upper");
      ts.forEach((t, index) => {
        expect(adjusted[index]! <= 0.05).toBe(Math.abs(t) >= bound);
      });
    }),
  );
});
