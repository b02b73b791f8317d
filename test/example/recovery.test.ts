import { describe, expect, it } from "vitest";
import type { ElementsResult } from "../../src/analyses/elements/result.ts";
import type { Estimate } from "../../src/analyses/estimate.ts";
import type { GapsResult } from "../../src/analyses/gaps/result.ts";
import type { IndexResult } from "../../src/analyses/index/result.ts";
import { findings } from "../../src/analyses/trend/compute.ts";
import type { TrendResult } from "../../src/analyses/trend/result.ts";
import { drawAnswers } from "./draw.ts";
import { measureDrawn } from "./drawn-study.ts";
import { indexOf, meanOf } from "./population.ts";

/** Results of the last wave by analysis. */
async function resultsOf(drawn: ReturnType<typeof drawAnswers>): Promise<ReadonlyMap<string, unknown>> {
  const { waves } = await measureDrawn(drawn);
  return new Map(
    [...waves.at(-1)!.outcomes].map(([id, outcome]) => [id, outcome.kind === "done" ? outcome.result : outcome.why]),
  );
}

/** Standard errors between an estimate and what it estimates; the interval is nearly normal at these bases. */
function distance(estimate: Estimate, truth: number): number {
  return (estimate.value! - truth) / ((estimate.high! - estimate.low!) / 2 / 1.96);
}

describe("estimates recover the population that the answers were drawn from", () => {
  it("index, element scores and gaps of 12,000 people", async () => {
    const drawn = drawAnswers({ seed: 4711, waves: 1, respondents: 12_000, change: "none", flaws: false });
    const results = await resultsOf(drawn);
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
      const results = await resultsOf(drawAnswers({ seed: 99, waves: 2, respondents: 900, change }));
      return findings(results.get("trend") as TrendResult)[0]!.case;
    };
    expect(await cases("rise")).toBe("up");
    expect(await cases("none")).toBe("no-change");
  });
});
