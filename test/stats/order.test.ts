import { expect, test } from "vitest";
import { poissonInterval } from "../../src/stats/intervals.ts";
import { quantileOfCounts, trimmedMeanOfCounts } from "../../src/stats/order.ts";
import { countsOf } from "../../src/stats/tallies.ts";
import { counts, ref, tally } from "./rows.ts";

const y = [12, 5, 80, 33, 33, 7, 150, 21, 64, 12, 9, 40, 55, 18, 27, 300, 46];
const weights = [2, 3, 0.4, 1, 0.5, 2.5, 0.3, 1.3, 0.7, 2, 2.4, 0.6, 0.9, 1.1, 1.2, 0.2, 0.5];
const of = (values: readonly number[], v?: readonly number[]) =>
  countsOf(tally({ y: values }, [counts("y")], v), ref("y"));

test("unweighted order statistics are those of a sorted list", () => {
  // R: median(y), quantile(y, .9), mean(y, trim = .1)
  expect(quantileOfCounts(of(y), 0.5)).toBeCloseTo(33, 12);
  expect(quantileOfCounts(of(y), 0.9)).toBeCloseTo(108, 11);
  expect(trimmedMeanOfCounts(of(y), 0.1)).toBeCloseTo(40.4666666666667, 12);
  // R: quantile(1:4, c(.25, .5)), type 7
  expect(quantileOfCounts(of([1, 2, 3, 4]), 0.25)).toBeCloseTo(1.75, 12);
  expect(quantileOfCounts(of([1, 2, 3, 4]), 0.5)).toBeCloseTo(2.5, 12);
});

test("weights count as parts of people", () => {
  // R: approx(cumsum(w), x, xout = ranks, method = "constant", f = 1) at ranks 9 and 15.4, w scaled to 17
  expect(quantileOfCounts(of(y, weights), 0.5)).toBe(12);
  expect(quantileOfCounts(of(y, weights), 0.9)).toBeCloseTo(58.6, 11);
  // one person's weight cut from either end, R: sum(pmax(0, pmin(cumsum, 16) - pmax(before, 1)) * x)/15
  expect(trimmedMeanOfCounts(of(y, weights), 0.1)).toBeCloseTo(19.0569579288026, 11);
  // everybody twice changes nothing where a tenth is a whole number of people
  const twenty = Array.from({ length: 20 }, (_, k) => (k * 7) % 23);
  expect(trimmedMeanOfCounts(of([...twenty, ...twenty]), 0.1)).toBeCloseTo(trimmedMeanOfCounts(of(twenty), 0.1)!, 12);
});

test("of nobody there is no middle", () => {
  expect(quantileOfCounts(of([]), 0.5)).toBeNull();
  expect(trimmedMeanOfCounts(of([]), 0.1)).toBeNull();
});

test("exact Poisson intervals", () => {
  // R: poisson.test(58)$conf.int, poisson.test(0)$conf.int
  expect(poissonInterval(58, 0.95).low).toBeCloseTo(44.0418316802497, 10);
  expect(poissonInterval(58, 0.95).high).toBeCloseTo(74.9784497446946, 10);
  expect(poissonInterval(0, 0.95)).toEqual({ low: 0, high: expect.closeTo(3.68887945411394, 10) });
});
