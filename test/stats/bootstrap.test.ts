import { describe, expect, test } from "vitest";
import { compare } from "../../src/stats/compare.ts";
import { estimate } from "../../src/stats/estimate.ts";
import { listDrawn, sumMoments } from "../../src/stats/grouped.ts";
import { hashText } from "../../src/stats/random.ts";
import { drawGroups, fillMultipliers, groupOf } from "../../src/stats/resampling.ts";
import { scanMoments, scanMomentsByGroup } from "../../src/stats/scan.ts";
import type { Resampler, Statistic } from "../../src/stats/statistic.ts";
import { meanOf, type NumberColumn, type Tallies } from "../../src/stats/tallies.ts";
import { moments, ref } from "./rows.ts";

const level = 0.95;
const draws = 1000;
const mean: Statistic = { kind: "mean", column: ref("x") };
const asFunction: Statistic = {
  kind: "function",
  id: "mean of x",
  asks: [moments("x")],
  of: (tallies) => meanOf(tallies, ref("x")),
};

interface Wave {
  readonly keys: readonly (readonly [number, number])[];
  readonly values: Float64Array;
  readonly column: NumberColumn;
  readonly weights: Float64Array | null;
}

/** Invented answers of people 'from' … : a skewed score, a habit of the person (half of the variance), a weight. */
function waveOf(rows: number, from: number, weighted: boolean, salt: string): Wave {
  const people = Array.from({ length: rows }, (_, row) => row + from);
  const chance = (text: string) => (hashText(text)[0]! + 0.5) / 2 ** 32;
  const values = Float64Array.from(
    people,
    (one) => -Math.log(chance(`habit ${one}`)) - Math.log(chance(`${salt} ${one}`)),
  );
  return {
    keys: people.map((one) => hashText(`person ${one}`) as [number, number]),
    values,
    column: { kind: "plain", values },
    weights: weighted ? Float64Array.from(people, (one) => 0.5 + chance(`weight ${one}`)) : null,
  };
}

const tallies = (found: ReturnType<typeof scanMoments>): Tallies => ({ moments: { x: found }, counts: {} });

function byRows(wave: Wave, seed: number): Resampler {
  const high = Uint32Array.from(wave.keys, (key) => key[0]);
  const low = Uint32Array.from(wave.keys, (key) => key[1]);
  const times = new Uint8Array(high.length);
  return {
    draws,
    tallies: (draw) => {
      fillMultipliers(times, high, low, seed, draw);
      return tallies(scanMoments([wave.column], wave.weights, { times, shift: [2] }));
    },
  };
}

function byGroups(wave: Wave, seed: number): Resampler {
  const groups = 1000;
  const codes = Uint16Array.from(wave.keys, ([high, low]) => groupOf(high, low, groups));
  const by = scanMomentsByGroup([wave.column], wave.weights, { codes, size: groups }, { shift: [2] });
  const times = new Float64Array(groups);
  return {
    draws,
    tallies: (draw) => {
      drawGroups(times, seed, draw);
      return tallies(sumMoments(by, listDrawn(times)));
    },
  };
}

// The standard error of a bootstrap standard error from 1,000 draws is 1/√2000 = 2.2 %: bounds of four of them.
const few = 0.09;

describe.each([
  ["rows", byRows],
  ["groups", byGroups],
] as const)("resampling %s", (_, resample) => {
  test.each([false, true])("finds the standard error and interval of a mean (weighted: %s)", (weighted) => {
    const wave = waveOf(4000, 0, weighted, "first");
    const all = tallies(scanMoments([wave.column], wave.weights));
    const closed = estimate(mean, all, { level });
    const drawn = estimate(asFunction, all, { level, resampler: resample(wave, 5) });
    expect(drawn.value).toBeCloseTo(closed.value!, 12);
    expect(Math.abs(drawn.se! / closed.se! - 1)).toBeLessThan(few);
    // An end of a percentile interval from 1,000 draws has a standard error of about 0.085 se.
    expect(Math.abs(drawn.low! - closed.low!) / closed.se!).toBeLessThan(0.35);
    expect(Math.abs(drawn.high! - closed.high!) / closed.se!).toBeLessThan(0.35);
  });

  test("keeps the members of a panel together: the difference is as sure as its linked test says", () => {
    const earlier = waveOf(3000, 0, false, "first");
    const later = waveOf(3000, 0, false, "second");
    const [a, b] = [earlier, later].map((wave) => tallies(scanMoments([wave.column], null))) as [Tallies, Tallies];
    const drawn = compare(asFunction, a, b, { level, resamplers: [resample(earlier, 5), resample(later, 5)] });
    // Σ(d − d̄)²/(n(n − 1)) of the same people's differences.
    const moved = later.values.map((value, row) => value - earlier.values[row]!);
    const n = moved.length;
    const middle = moved.reduce((sum, d) => sum + d, 0) / n;
    const paired = Math.sqrt(moved.reduce((sum, d) => sum + (d - middle) ** 2, 0) / (n * (n - 1)));
    expect(Math.abs(drawn.se! / paired - 1)).toBeLessThan(few);
    expect(compare(mean, a, b, { level }).se! / paired).toBeGreaterThan(1.3);
  });
});

test("resampling hangs on who answered, not on the order of rows", () => {
  const wave = waveOf(500, 0, true, "first");
  const values = wave.values.slice().reverse();
  const turned: Wave = {
    keys: [...wave.keys].reverse(),
    values,
    column: { kind: "plain", values },
    weights: wave.weights!.slice().reverse(),
  };
  for (const resample of [byRows, byGroups]) {
    for (const draw of [0, 1, 17]) {
      const one = meanOf(resample(wave, 3).tallies(draw), ref("x"))!;
      const other = meanOf(resample(turned, 3).tallies(draw), ref("x"))!;
      expect(Math.abs(one - other)).toBeLessThan(1e-12);
    }
  }
});

test("percentile intervals from row draws cover the mean of the population about as often as they say", () => {
  const population = 2; // two exponentials of mean 1
  const trials = 200;
  let covered = 0;
  for (let trial = 0; trial < trials; trial++) {
    const wave = waveOf(100, 10_000 * (trial + 1), false, "cover");
    const short: Resampler = { ...byRows(wave, trial), draws: 300 };
    const all = tallies(scanMoments([wave.column], null));
    const { low, high } = estimate(asFunction, all, { level, resampler: short });
    if (low! <= population && population <= high!) covered++;
  }
  // 95 % less the known small-sample shortfall of percentiles (about 1.5 points), four standard errors of 200 trials either way.
  expect(covered / trials).toBeGreaterThan(0.87);
  expect(covered / trials).toBeLessThan(0.995);
});
