import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import type { ElementsResult } from "../../src/analyses/elements/result.ts";
import type { Estimate } from "../../src/analyses/estimate.ts";
import type { GapsResult } from "../../src/analyses/gaps/result.ts";
import type { IndexResult } from "../../src/analyses/index/result.ts";
import { findings } from "../../src/analyses/trend/compute.ts";
import type { TrendResult } from "../../src/analyses/trend/result.ts";
import { measure } from "../analyses/harness.ts";
import { csvOf } from "./csv.ts";
import { drawAnswers } from "./draw.ts";
import { exampleFolder } from "./generate.ts";
import { indexOf, meanOf } from "./population.ts";

/** The example's study with waves of the test's own, read from answers drawn for the test. */
function studyWith(waves: number): string {
  const { tables: _, brand: __, ...study } = parse(readFileSync(join(exampleFolder, "study.yaml"), "utf8"));
  for (const question of Object.values<{ break?: unknown }>(study.questions)) delete question.break;
  study.waves = Object.fromEntries(
    Array.from({ length: waves }, (_, k) => [
      `w${k}`,
      { title: `Wave ${k}`, fieldwork: `202${k}-01-01/202${k}-02-01`, responses: `w${k}.csv` },
    ]),
  );
  return stringify(study, { aliasDuplicateObjects: false });
}

async function measureDrawn(drawn: ReturnType<typeof drawAnswers>) {
  const sheets = drawn.map((wave, k) => [`w${k}.csv`, [[[...csvOf(wave)].join("").trimEnd()]]] as const);
  return measure(studyWith(drawn.length), Object.fromEntries(sheets));
}

/** Standard errors between an estimate and what it estimates; the interval is nearly normal at these bases. */
function distance(estimate: Estimate, truth: number): number {
  return (estimate.value! - truth) / ((estimate.high! - estimate.low!) / 2 / 1.96);
}

describe("estimates recover the population that the answers were drawn from", () => {
  it("index, element scores and gaps of 12,000 people", async () => {
    const drawn = drawAnswers({ seed: 4711, waves: 1, respondents: 12_000, change: "none", flaws: false });
    const results = await measureDrawn(drawn);
    const where = { change: "none", wave: 0, waves: 1 } as const;
    const elements = (results.get("elements") as ElementsResult).elements;
    const gaps = (results.get("gaps") as GapsResult).elements;
    const distances = [
      distance((results.get("index") as IndexResult).score, indexOf(where)),
      ...gaps.map((row) => distance(row.gap, meanOf(`p_${row.element}`, where) - meanOf(`e_${row.element}`, where))),
      ...elements.flatMap((row) =>
        // the reversed item is scored the other way round
        row.element === "booking" ? [] : [distance(row.score, (100 * (meanOf(`p_${row.element}`, where) - 1)) / 9)],
      ),
    ];
    expect(distances.length).toBeGreaterThan(20);
    expect(Math.max(...distances.map(Math.abs))).toBeLessThan(3.5);
    // were the intervals too wide or too narrow, the mean square would be far from 1
    const meanSquare = distances.reduce((sum, z) => sum + z * z, 0) / distances.length;
    expect(meanSquare).toBeGreaterThan(0.3);
    expect(meanSquare).toBeLessThan(2.5);
  });

  it("a planted fall is claimed, and where nothing changed the headline claims nothing", async () => {
    const cases = async (change: "rise" | "none") => {
      const results = await measureDrawn(drawAnswers({ seed: 99, waves: 2, respondents: 900, change }));
      return findings(results.get("trend") as TrendResult)[0]!.case;
    };
    expect(await cases("rise")).toBe("up");
    expect(await cases("none")).toBe("no-change");
  });
});
