import { describe, expect, it } from "vitest";
import { codeOf } from "../../src/responses/column.ts";
import { momentsOf } from "../../src/stats/tallies.ts";
import { drawSample } from "../../src/weighting/draw-sample.ts";
import { code } from "../responses/coding.ts";
import { makeQuestion, makeScale, makeStudy, makeWave, weightedWave } from "../responses/make-study.ts";
import { problemsOf } from "../sources/reading.ts";

const question = makeQuestion("q1", makeScale("s", 1, 10));
const study = makeStudy([question], { waves: [weightedWave] });

describe("a weight column", () => {
  it("has the design effect and effective base of Kish", async () => {
    // Methods example `raking_4x4`: people per cell, and the raked table that their weights add up to.
    const people = [40, 30, 20, 10, 35, 50, 100, 75, 30, 80, 70, 120, 20, 30, 40, 50];
    const raked = [
      64.5585097765, 46.2324597088, 35.3842982643, 3.8247322503, 49.9679194187, 68.1593540718, 156.4985464219,
      25.3741800877, 56.7219436021, 144.4282255663, 145.0824814314, 53.7673494002, 28.7516272027, 41.1799606531,
      63.0346738824, 17.0337382618,
    ];
    const rows = people.flatMap((n, cell) => Array.from({ length: n }, () => `5,${raked[cell]! / n}`));
    const { weights } = drawSample(study, await code(study, `q1,w\n${rows.join("\n")}\n`), null);
    expect(weights.rows).toBe(800);
    expect(weights.weighted).toBe(true);
    expect(weights.designEffect).toBeCloseTo(1.2424304248, 6);
    expect(weights.effectiveRows).toBeCloseTo(643.8992349342, 4);
    expect(weights.highest).toBeCloseTo(1.6580855021, 6);
    expect(weights.lowest).toBeCloseTo(0.2706579209, 6);
  });

  it("enters the tallies", async () => {
    const sample = drawSample(study, await code(study, "q1,w\n2,1\n4,3\n,5\n"), null);
    const { n, weight, weight2, shift, sums } = momentsOf(
      sample.tally([{ kind: "moments", columns: [codeOf("q1")] }]),
      [codeOf("q1")],
    );
    expect([n, weight, weight2]).toEqual([2, 4, 10]);
    // (1 x 2 + 3 x 4) / 4
    expect(shift[0]! + sums[0]! / weight).toBeCloseTo(3.5, 12);
  });

  it("is read with the wave's decimal comma", async () => {
    const wave = makeWave("w1", { decimal: ",", delimiter: ";" }, { weights: weightedWave.weights! });
    const { weights } = drawSample(study, await code(study, "q1;w\n1;0,5\n1;1,5\n", wave), null);
    // 2 (0.25 + 2.25) / 2²
    expect(weights.designEffect).toBeCloseTo(1.25, 12);
  });

  it("that is blank, zero, negative or text stops the build, each text once", async () => {
    const responses = await code(study, 'q1,w\n1,1\n1,\n1,0\n1,-2\n1,heavy\n1,0\n1,"1,5"\n');
    const problems = await problemsOf(() => drawSample(study, responses, null));
    expect(problems.map(({ code, place, message }) => [code, place.line, message])).toEqual([
      ["weighting/bad-weight", 3, 'The weight column "w" is blank in 1 row. A weight is a number above 0.'],
      ["weighting/bad-weight", 4, 'The weight column "w" holds "0" in 2 rows. A weight is a number above 0.'],
      ["weighting/bad-weight", 5, 'The weight column "w" holds "-2" in 1 row. A weight is a number above 0.'],
      ["weighting/bad-weight", 6, 'The weight column "w" holds "heavy" in 1 row. A weight is a number above 0.'],
      ["weighting/bad-weight", 8, 'The weight column "w" holds "1,5" in 1 row. A weight is a number above 0.'],
    ]);
    expect(problems[1]!.hint).toMatch(/leave a person out/);
    expect(problems[4]!.hint).toMatch(/decimal/);
  });

  it("may be anything in rows that are left out", async () => {
    const responses = await code(study, "q1,w\n1,1\n,0\n2,1\n");
    expect(drawSample(study, responses, Uint8Array.of(1, 0, 1)).weights).toMatchObject({ rows: 2, designEffect: 1 });
  });
});

it("is 1 for everybody where the study has none", async () => {
  const plain = makeStudy([question]);
  expect(drawSample(plain, await code(plain, "q1\n1\n2\n"), null).weights).toEqual({
    rows: 2,
    weighted: false,
    designEffect: 1,
    effectiveRows: 2,
    lowest: 1,
    highest: 1,
    method: "none",
    column: null,
    variance: "fixed",
    refitted: false,
    margins: [],
    rounds: 0,
    trim: null,
    trimmed: 0,
    design: null,
  });
});
