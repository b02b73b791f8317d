import { expect, it } from "vitest";
import { listDrawn, sumMoments } from "../../src/stats/grouped.ts";
import { percentileInterval } from "../../src/stats/intervals.ts";
import { makePls } from "../../src/stats/pls.ts";
import { uniform } from "../../src/stats/random.ts";
import { momentsReplicator } from "../../src/stats/replicate.ts";
import { drawGroups, fillMultipliers, groupOf } from "../../src/stats/resampling.ts";
import { scanMomentsByGroup } from "../../src/stats/scan.ts";
import type { Moments, NumberColumn } from "../../src/stats/tallies.ts";

const people = 20_000;
const groups = 1000;
const draws = 1000;
const seeds = 20;

/** Invented ratings of a cause, by two items, and of its effect; `high` and `low` are the people's keys. */
function answersOf(seed: number) {
  const normal = (row: number, of: number) =>
    Math.sqrt(-2 * Math.log(1 - uniform(row, of, seed, 1))) * Math.cos(2 * Math.PI * uniform(row, of, seed, 2));
  const columns = Array.from({ length: 3 }, () => new Uint8Array(people));
  for (let row = 0; row < people; row++) {
    const cause = normal(row, 10);
    const effect = 0.6 * cause + 0.8 * normal(row, 11);
    columns.forEach((column, k) => {
      const z = 0.8 * (k < 2 ? cause : effect) + 0.6 * normal(row, k);
      column[row] = Math.max(0, Math.min(9, Math.round(5.5 + 2 * z)));
    });
  }
  const lookup = Float64Array.from({ length: 10 }, (_, code) => code + 1);
  return {
    columns: columns.map((codes): NumberColumn => ({ kind: "coded", codes, lookup })),
    high: new Uint32Array(people).fill(seed),
    low: Uint32Array.from({ length: people }, (_, row) => row),
  };
}

const solver = makePls({
  blocks: [
    { items: 2, mode: "A" },
    { items: 1, mode: "A" },
  ],
  paths: [[0, 1]],
  scheme: "path",
});
const figures = new Float64Array(solver.layout.size);
const wanted = [solver.layout.paths, solver.layout.weights, solver.layout.own + 1];

/** Standard error and interval of the path, a weight and an index over the draws. */
function spreadsOver(momentsOf: (draw: number) => Moments) {
  const values = wanted.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    if (solver.solve(momentsOf(draw), figures)) throw new Error("A resample has no model.");
    wanted.forEach((at, k) => {
      values[k]![draw] = figures[at]!;
    });
  }
  return values.map((drawn) => {
    const mean = drawn.reduce((sum, value) => sum + value, 0) / draws;
    const se = Math.sqrt(drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (draws - 1));
    return { se, ...percentileInterval(drawn.sort(), 0.95) };
  });
}

it("groups of people drawn anew vary as the people themselves do, on 20,000 answers over 20 seeds", () => {
  const ratios = wanted.map(() => [] as number[]);
  let [furthest, worst] = [0, 0];
  for (let seed = 1; seed <= seeds; seed++) {
    const { columns, high, low } = answersOf(seed);
    const times = new Uint8Array(people);
    const replicate = momentsReplicator(columns, null);
    const byRow = spreadsOver((draw) => {
      fillMultipliers(times, high, low, seed, draw);
      return replicate(times);
    });
    const codes = Uint16Array.from(low, (word, row) => groupOf(high[row]!, word, groups));
    const by = scanMomentsByGroup(columns, null, { codes, size: groups });
    const drawn = new Float64Array(groups);
    const byGroup = spreadsOver((draw) => {
      drawGroups(drawn, seed, draw);
      return sumMoments(by, listDrawn(drawn));
    });
    byRow.forEach(({ se, low: from, high: to }, k) => {
      const other = byGroup[k]!;
      ratios[k]!.push(other.se / se);
      worst = Math.max(worst, Math.abs(other.se / se - 1));
      furthest = Math.max(furthest, Math.abs(other.low - from) / se, Math.abs(other.high - to) / se);
    });
  }
  for (const own of ratios) expect(Math.abs(own.reduce((sum, ratio) => sum + ratio, 0) / seeds - 1)).toBeLessThan(0.02);
  expect(worst).toBeLessThan(0.12);
  expect(furthest).toBeLessThan(0.4);
}, 120_000);
