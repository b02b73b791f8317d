import { testAssociation } from "../../stats/contingency.ts";
import type { Counts } from "../../stats/tallies.ts";
import { wanted } from "./measures.ts";

/** Whether attractive, one-dimensional, must-be and indifferent divide alike among some groups of different people. */
export function testDivision(groups: readonly Counts[], level: number, seed: string) {
  const cells = (key: "n" | "weight" | "weight2") =>
    wanted.flatMap((code) => groups.map((counts) => counts[key][counts.values.indexOf(code)] ?? 0));
  return testAssociation(
    { rows: wanted.length, columns: groups.length, n: cells("n"), weight: cells("weight"), weight2: cells("weight2") },
    { level, draws: 10_000, seed },
  );
}
