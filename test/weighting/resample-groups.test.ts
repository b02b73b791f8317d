import { describe, expect, it } from "vitest";
import { type ColumnSpec, codeOf } from "../../src/responses/column.ts";
import { countsOfGroup, listDrawn, momentsOfGroup, sumCounts, sumMoments } from "../../src/stats/grouped.ts";
import { type Ask, countsOf, keyOf, momentsOf } from "../../src/stats/tallies.ts";
import { drawSample } from "../../src/weighting/draw-sample.ts";
import { code } from "../responses/coding.ts";
import { makeQuestion, makeScale, makeStudy, weightedWave } from "../responses/make-study.ts";

const scale = makeScale("s", 1, 10);
const study = makeStudy([makeQuestion("q1", scale), makeQuestion("q2", scale)], {
  waves: [weightedWave],
  respondent: "id",
  segments: [{ id: "region", column: "region", label: { en: "Region" }, values: new Map() }],
});
const q1 = codeOf("q1");
const q2 = codeOf("q2");
const both: Ask<ColumnSpec> = { kind: "moments", columns: [q1, q2] };
const counts: Ask<ColumnSpec> = { kind: "counts", column: q1 };
const asks = [both, counts];

/** Rows of id, region (none blank), weight and two answers that hang on the row's number. */
const rowsOf = (count: number) =>
  Array.from(
    { length: count },
    (_, k) => `p${k},${["north", "south", "east"][k % 3]},${1 + (k % 4)},${1 + ((k * 7) % 10)},${1 + ((k * 3) % 10)}`,
  );

async function sampleOf(rows: readonly string[]) {
  return drawSample(study, await code(study, `id,region,w,q1,q2\n${rows.join("\n")}\n`), null);
}

const all = { groups: Uint32Array.of(0, 1, 2), times: Float64Array.of(1, 1, 1) };

describe.each([60, 20_100])("groups drawn anew, of %i rows", (size) => {
  it("are, taken together, the draw of everybody", async () => {
    const sample = await sampleOf(rowsOf(size));
    const groups = sample.resampleBy("region", asks, "seed", 20);
    const whole = sample.resampler(asks, "seed", 20);
    expect(groups.groups).toEqual(["east", "north", "south"]);
    for (const draw of [0, 7, 19]) {
      const drawn = groups.tallies(draw);
      const expected = whole.tallies(draw);
      const together = sumMoments(drawn.moments[keyOf(both)]!, listDrawn(all.times));
      const { shift, n, weight, sums, products } = momentsOf(expected, [q1, q2]);
      expect(together.shift).toEqual(shift);
      expect([together.n, together.weight]).toEqual([n, weight]);
      expect([...together.sums, ...together.products]).toEqual([...sums, ...products]);
      expect(sumCounts(drawn.counts[keyOf(counts)]!, all).weight).toEqual(countsOf(expected, q1).weight);
    }
  });

  it("do not hang on the order of the rows", async () => {
    const rows = rowsOf(size);
    const [one, other] = await Promise.all([sampleOf(rows), sampleOf([...rows].reverse())]);
    for (const draws of ["resampleBy", "permuteBy"] as const) {
      const [a, b] = [one, other].map((sample) => sample[draws]("region", asks, "seed", 3).tallies(2));
      expect(a).toEqual(b);
    }
  });
});

describe("groups dealt anew", () => {
  it("keep their sizes and what everybody answered together", async () => {
    const sample = await sampleOf([...rowsOf(60), "blank,,1,10,10"]);
    const own = sample.tallyBy("region", asks);
    const permuted = sample.permuteBy("region", asks, "seed", 50);
    const first = permuted.tallies(0).moments[keyOf(both)]!;
    expect(permuted.groups.map((_, group) => momentsOfGroup(first, group).n)).toEqual([20, 20, 20]);
    const together = sumMoments(first, all);
    const before = permuted.groups.map((value) => momentsOf(own.get(value)!.tallies, [q1, q2]));
    const total = (pick: (m: (typeof before)[number]) => number) => before.reduce((sum, m) => sum + pick(m), 0);
    expect(together.weight).toBe(total(({ weight }) => weight));
    expect(together.sums[0]).toBeCloseTo(
      total(({ sums }) => sums[0]!),
      9,
    );
    expect(together.products[1]).toBeCloseTo(
      total(({ products }) => products[1]!),
      9,
    );
  });

  it("make every deal alike likely: over many, a group's mean is that of everybody", async () => {
    // 30 people answer 1 … 10 three times each, the first ten of them 1 to 10 in one region
    const rows = Array.from({ length: 30 }, (_, k) => `p${k},${k < 10 ? "a" : "b"},1,${1 + (k % 10)},1`);
    const sample = await sampleOf(rows);
    const draws = 2000;
    const permuted = sample.permuteBy("region", [counts], "seed", draws);
    const means = Array.from({ length: draws }, (_, draw) => {
      const { values, n } = countsOfGroup(permuted.tallies(draw).counts[keyOf(counts)]!, 0);
      return values.reduce((sum, value, k) => sum + value * n[k]!, 0) / 10;
    });
    const mean = means.reduce((sum, value) => sum + value, 0) / draws;
    const variance = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (draws - 1);
    // without replacement: σ²/n (N − n)/(N − 1) with σ² = 8.25, n = 10, N = 30; three standard errors each
    const expected = (8.25 / 10) * (20 / 29);
    expect(Math.abs(mean - 5.5)).toBeLessThan(3 * Math.sqrt(expected / draws));
    expect(Math.abs(variance / expected - 1)).toBeLessThan(3 * Math.sqrt(2 / draws));
  });
});

describe("random halves of the respondents", () => {
  it("are everybody together, nobody twice, and another deal each time", async () => {
    const sample = await sampleOf(rowsOf(60));
    const halves = sample.halveBy("region", [counts], "seed", 4);
    const people = (draw: number) => {
      const by = halves.tallies(draw).counts[keyOf(counts)]!;
      return [0, 1, 2].flatMap((group) => countsOfGroup(by, group).n);
    };
    const everybody = countsOf(sample.tally([counts]), q1).n.reduce((sum, n) => sum + n, 0);
    const [first, second, third] = [people(0), people(1), people(2)];
    expect(first.reduce((sum, n, k) => sum + n + second[k]!, 0)).toBe(everybody);
    expect(first.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(everybody / 4);
    expect(third).not.toEqual(first);
  });
});
