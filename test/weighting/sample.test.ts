import { describe, expect, it } from "vitest";
import { type ColumnSpec, codeOf, rescaledOf, scoreOf } from "../../src/responses/column.ts";
import { type Ask, type Counts, countsOf, type Moments, momentsOf } from "../../src/stats/tallies.ts";
import type { Study } from "../../src/study/study.ts";
import { drawSample } from "../../src/weighting/draw-sample.ts";
import type { Sample } from "../../src/weighting/sample.ts";
import { code } from "../responses/coding.ts";
import { makeQuestion, makeScale, makeStudy, weightedWave } from "../responses/make-study.ts";

const scale = makeScale("s", 1, 10);
const questions = ["q1", "q2"].map((id) => makeQuestion(id, scale));
const segment = (id: string, values: readonly string[] = []) => ({
  id,
  column: id,
  label: { en: id },
  values: new Map(values.map((value) => [value, { en: value }] as const)),
});
const moments = (...columns: readonly ColumnSpec[]): Ask<ColumnSpec> => ({ kind: "moments", columns });
const counts = (column: ColumnSpec): Ask<ColumnSpec> => ({ kind: "counts", column });
const q1 = codeOf("q1");
const q2 = codeOf("q2");

async function sampleOf(study: Study, content: string, kept: Uint8Array | null = null): Promise<Sample> {
  return drawSample(study, await code(study, content), kept);
}

function meanOf({ shift, sums, weight }: Moments, k = 0): number {
  return shift[k]! + sums[k]! / weight;
}

describe("tallies", () => {
  it("are over the rows complete in what is asked", async () => {
    const sample = await sampleOf(makeStudy(questions), "q1,q2\n1,2\n3,\n5,6\n,8\n");
    const tallies = sample.tally([moments(q1), moments(q1, q2), counts(q2), moments(q1)]);
    expect(momentsOf(tallies, [q1]).n).toBe(3);
    expect(meanOf(momentsOf(tallies, [q1]))).toBeCloseTo(3, 12);
    expect(momentsOf(tallies, [q1, q2]).n).toBe(2);
    expect(meanOf(momentsOf(tallies, [q1, q2]), 1)).toBeCloseTo(4, 12);
    const { values, n } = countsOf(tallies, q2);
    expect(values.map((value, k) => [value, n[k]])).toEqual([
      [2, 1],
      [6, 1],
      [8, 1],
    ]);
  });

  it("leave out the rows that quality left out", async () => {
    const sample = await sampleOf(makeStudy(questions), "q1,q2\n1,2\n3,4\n5,6\n", Uint8Array.of(1, 0, 1));
    expect(sample.rows).toBe(2);
    expect(meanOf(momentsOf(sample.tally([moments(q1)]), [q1]))).toBeCloseTo(3, 12);
  });

  it("by segment come in the study's order, then numbers by size, then texts; blank stands aside", async () => {
    const study = makeStudy(questions, { segments: [segment("region", ["south", "north", "nowhere"])] });
    const rows = ["north,1", "10,1", "9,2", "south,4", "east,5", ",6", "north,3", "Ä,7"];
    const sample = await sampleOf(study, `region,q1,q2\n${rows.map((row) => `${row},1`).join("\n")}\n`);
    const groups = sample.tallyBy("region", [moments(q1), counts(q1)]);
    expect([...groups].map(([value, { rows }]) => [value, rows])).toEqual([
      ["south", 1],
      ["north", 2],
      ["9", 1],
      ["10", 1],
      ["east", 1],
      ["Ä", 1],
    ]);
    expect(meanOf(momentsOf(groups.get("north")!.tallies, [q1]))).toBeCloseTo(2, 12);
    expect(countsOf(groups.get("north")!.tallies, q1).n.reduce((sum, n) => sum + n, 0)).toBe(2);
  });

  it("of the rest are those of a file without the group, the blank ones in it", async () => {
    const study = makeStudy(questions, { waves: [weightedWave], segments: [segment("region")] });
    const rows = ["north,1,4,1.5", "south,2,8,0.5", ",9,3,2", "north,10,,1", "east,5,5,3", "south,,7,1"];
    const file = (kept: readonly string[]) => `region,q1,q2,w\n${kept.join("\n")}\n`;
    const asks = [moments(q1), moments(q1, q2), counts(q2)];
    const groups = (await sampleOf(study, file(rows))).tallyBy("region", asks);
    for (const [region, { rest }] of groups) {
      const others = (await sampleOf(study, file(rows.filter((row) => !row.startsWith(region))))).tally(asks);
      const found = rest();
      for (const ask of [[q1], [q1, q2]]) {
        const [a, b] = [momentsOf(found, ask), momentsOf(others, ask)];
        expect([a.n, a.low, a.high]).toEqual([b.n, b.low, b.high]);
        expect(a.weight2).toBeCloseTo(b.weight2, 12);
        ask.forEach((_, k) => {
          expect(meanOf(a, k)).toBeCloseTo(meanOf(b, k), 12);
        });
      }
      const held = ({ values, weight }: Counts) => values.flatMap((x, k) => (weight[k] === 0 ? [] : [[x, weight[k]]]));
      expect(held(countsOf(found, q2))).toEqual(held(countsOf(others, q2)));
    }
    expect(groups.get("east")!.rest()).toBe(groups.get("east")!.rest());
  });

  it("know who overlaps whom, blanks included", async () => {
    const study = makeStudy(questions, { segments: [segment("a"), segment("b")] });
    const sample = await sampleOf(study, "a,b,q1,q2\nx,1,1,1\nx,2,1,1\nx,1,1,1\ny,,1,1\n,1,1,1\n");
    expect(sample.cross(["a", "b"])).toEqual([
      { values: ["x", "1"], rows: 2 },
      { values: ["x", "2"], rows: 1 },
      { values: ["y", ""], rows: 1 },
      { values: ["", "1"], rows: 1 },
    ]);
    expect(sample.cross([])).toEqual([{ values: [], rows: 5 }]);
  });
});

describe("a panel", () => {
  const study = makeStudy(questions, { respondent: "id", waves: [weightedWave] });

  it("is linked by id: counts and cross-sums by hand", async () => {
    // In both: b (2 -> 5), c (4 -> 4), d (blank -> 1). Only in one: a, e.
    const earlier = await sampleOf(study, "id,w,q1,q2\na,1,9,1\nb,2,2,1\nc,1,4,1\nd,1,,1\n");
    const later = await sampleOf(study, "id,w,q1,q2\nd,1,1,1\ne,1,8,1\nc,3,4,1\nb,1,5,1\n");
    const link = earlier.link(later, [moments(q1), counts(q1)])!;
    const { n, weight, sumsA, sumsB, products } = link.moments[q1.id]!;
    const shift = (sample: Sample) => momentsOf(sample.tally([moments(q1)]), [q1]).shift[0]!;
    const [a, b] = [shift(earlier), shift(later)];
    expect([n, weight]).toEqual([2, 2 * 1 + 1 * 3]);
    expect(sumsA[0]).toBeCloseTo(2 * (2 - a) + 3 * (4 - a), 12);
    expect(sumsB[0]).toBeCloseTo(2 * (5 - b) + 3 * (4 - b), 12);
    expect(products[0]).toBeCloseTo(2 * (2 - a) * (5 - b) + 3 * (4 - a) * (4 - b), 12);
    const cells = link.counts[q1.id]!;
    const pairs = cells.valuesA.flatMap((from, i) =>
      cells.valuesB.map((to, j) => [
        from,
        to,
        cells.n[i * cells.valuesB.length + j]!,
        cells.weight[i * cells.valuesB.length + j]!,
      ]),
    );
    expect(pairs.filter(([, , people]) => people! > 0)).toEqual([
      [2, 5, 1, 2],
      [4, 4, 1, 3],
    ]);
  });

  it("without ids is none", async () => {
    const anonymous = makeStudy(questions);
    const sample = await sampleOf(anonymous, "q1,q2\n1,2\n");
    expect(sample.link(sample, [moments(q1)])).toBeNull();
  });
});

/** Rows of people with answers from a rule that no order follows, as lines of a file. */
function people(n: number): string[] {
  return Array.from({ length: n }, (_, k) => {
    const draw = (salt: number) => 1 + ((Math.imul(k + 1, salt) >>> 8) % 10);
    const region = ["north", "south", "east"][k % 3];
    return `p${k},${0.5 + (k % 7) / 3},${draw(2654435761)},${k % 11 === 0 ? "" : draw(1597334677)},${region}`;
  });
}

const file = (rows: readonly string[]) => `id,w,q1,q2,region\n${rows.join("\n")}\n`;
const weighted = makeStudy(questions, {
  respondent: "id",
  waves: [weightedWave],
  segments: [segment("region")],
});
const score = scoreOf([rescaledOf("q1"), rescaledOf("q2")], 1);
const asks = [moments(q1), moments(q1, q2), moments(score), counts(q2)];

/** Everything a sample can say, as text. */
function everything(sample: Sample): string {
  const resampler = sample.resampler(asks, "seed", 5);
  return JSON.stringify([
    sample.weights,
    sample.tally(asks),
    [...sample.tallyBy("region", asks)],
    sample.cross(["region"]),
    sample.link(sample, asks),
    [0, 1, 4].map((draw) => resampler.tallies(draw)),
  ]);
}

describe("the order of rows", () => {
  it.each([600, 20_000])("changes no byte of anything where there are ids (%i rows)", async (n) => {
    const rows = people(n);
    const shuffled = rows.map((row, k) => ({ row, at: Math.imul(k, 2654435761) >>> 0 })).sort((a, b) => a.at - b.at);
    const one = everything(await sampleOf(weighted, file(rows)));
    const other = everything(await sampleOf(weighted, file(shuffled.map(({ row }) => row))));
    expect(other).toBe(one);
  });

  it("changes no tally beyond rounding where there are none", async () => {
    const anonymous = makeStudy(questions, { waves: [weightedWave] });
    const rows = people(600);
    const one = await sampleOf(anonymous, file(rows));
    const other = await sampleOf(anonymous, file([...rows].reverse()));
    const a = momentsOf(one.tally(asks), [q1, q2]);
    const b = momentsOf(other.tally(asks), [q1, q2]);
    a.products.forEach((product, k) => {
      expect(Math.abs(b.products[k]! / product - 1)).toBeLessThan(1e-12);
    });
  });
});

describe("replicates", () => {
  const draws = 1000;
  async function spread(
    n: number,
    study: Study,
  ): Promise<{ readonly sd: number; readonly mean: number; readonly of: Moments }> {
    const sample = await sampleOf(study, file(people(n)));
    const resampler = sample.resampler([moments(q1)], "seed", draws);
    const means = Array.from({ length: draws }, (_, draw) => meanOf(momentsOf(resampler.tallies(draw), [q1])));
    const mean = means.reduce((sum, value) => sum + value, 0) / draws;
    const sd = Math.sqrt(means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (draws - 1));
    return { sd, mean, of: momentsOf(sample.tally([moments(q1)]), [q1]) };
  }

  it.each([500, 25_000])("of the mean of %i rows spread as the mean's standard error", async (n) => {
    const { sd, mean, of } = await spread(n, makeStudy(questions, { respondent: "id" }));
    const variance = of.products[0]! / of.n - (of.sums[0]! / of.n) ** 2;
    const se = Math.sqrt(variance / of.n);
    // The sd of 1,000 draws has a relative error of about 1 / sqrt(2000) = 2.2 %; four of them.
    expect(Math.abs(sd / se - 1)).toBeLessThan(0.09);
    expect(Math.abs(mean - meanOf(of))).toBeLessThan(4 * (se / Math.sqrt(draws)));
  });

  it("are the same for the same seed, others for another, whatever was drawn between", async () => {
    const sample = await sampleOf(weighted, file(people(300)));
    const first = sample.resampler([moments(q1)], "a", 10);
    const second = sample.resampler([moments(q1), counts(q2)], "b", 10);
    const before = JSON.stringify(first.tallies(3));
    expect(JSON.stringify(second.tallies(3).moments)).not.toBe(JSON.stringify(first.tallies(3).moments));
    expect(JSON.stringify(first.tallies(3))).toBe(before);
    expect(JSON.stringify(sample.resampler([moments(q1)], "a", 10).tallies(3))).toBe(before);
  });

  it.each([300, 20_000])("draw the same people in every wave (%i rows)", async (n) => {
    const rows = people(n);
    const one = await sampleOf(weighted, file(rows));
    // The same people answering alike, among others who leave q1 blank.
    const others = Array.from({ length: 200 }, (_, k) => `x${k},1,,5,north`);
    const other = await sampleOf(weighted, file([...others, ...rows]));
    const [a, b] = [one, other].map((sample) => sample.resampler([moments(q1)], "seed", 3));
    expect(JSON.stringify(b!.tallies(2))).toBe(JSON.stringify(a!.tallies(2)));
  });

  it("go by the rows' places where there are no ids", async () => {
    const anonymous = makeStudy(questions);
    const sample = await sampleOf(anonymous, file(people(300)));
    const resampler = sample.resampler([moments(q1)], "seed", 2);
    expect(JSON.stringify(resampler.tallies(0))).not.toBe(JSON.stringify(resampler.tallies(1)));
    expect(momentsOf(resampler.tallies(0), [q1]).n).toBeGreaterThan(200);
  });
});
