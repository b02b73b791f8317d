import { describe, expect, it } from "vitest";
import {
  answersForChange,
  answersForShare,
  krejcieMorgan,
  marginOfMean,
  smallestChange,
} from "../../src/stats/sample-size.ts";

const usual = { level: 0.95, power: 0.8 };

describe("sample size for a share", () => {
  // methods/examples/sample_size_finite: Krejcie & Morgan 1970, Table 1; Cochran 384.16 -> 385
  it("is Krejcie and Morgan's table where that is asked for", () => {
    const table = { 100: 80, 200: 132, 500: 217, 1000: 278, 5000: 357, 10000: 370 };
    for (const [population, required] of Object.entries(table))
      expect(krejcieMorgan(Number(population)), population).toBe(required);
  });

  it("rounds up once, at the end: 385 of very many, 218 of 500", () => {
    expect(answersForShare(0.05, 0.95)).toBe(385);
    expect(answersForShare(0.05, 0.95, { population: 500 })).toBe(218);
    // n0 = 384.1459 (METHODS B0): by hand 384.1459/(1 + 383.1459/100) = 79.51, /10,000: 369.98
    expect(answersForShare(0.05, 0.95, { population: 100 })).toBe(80);
    expect(answersForShare(0.05, 0.95, { population: 10_000 })).toBe(370);
    expect(answersForShare(0.05, 0.95, { population: 2 })).toBe(2);
  });

  it("grows with the design effect", () => {
    // 1.5 × 384.1459 = 576.2
    expect(answersForShare(0.05, 0.95, { designEffect: 1.5 })).toBe(577);
  });
});

describe("an index with sd 20", () => {
  // METHODS B0 "Sample size": n = 250 gives ±2.5 and sees 5.0 points, n = 120 ±3.6 and 7.2
  it.each([
    [250, "2.5", "5.0"],
    [120, "3.6", "7.2"],
  ])("on %i answers is known to within ±%s and its change seen from %s points on", (n, margin, change) => {
    expect(marginOfMean(20, n, 0.95).toFixed(1)).toBe(margin);
    expect(smallestChange(20, n, usual).toFixed(1)).toBe(change);
  });

  it("needs 698 answers a wave to see a change of 3 points", () => {
    // R 4.3: 2 * ((qnorm(.975) + qnorm(.8)) * 20 / 3)^2 = 697.6781986 (power.t.test, with t for z: 698.64)
    expect(answersForChange(20, 3, usual)).toBe(698);
    expect(smallestChange(20, 697.6781986, usual)).toBeCloseTo(3, 9);
  });
});
