import { describe, expect, it } from "vitest";
import type { AgreementResult } from "../../src/analyses/agreement/result.ts";
import type { DeaResult } from "../../src/analyses/dea/result.ts";
import type { EntropyResult } from "../../src/analyses/entropy/result.ts";
import type { FuzzyResult } from "../../src/analyses/fuzzy/result.ts";
import type { GoalResult } from "../../src/analyses/goal-programming/result.ts";
import type { GreyResult } from "../../src/analyses/grey/result.ts";
import { registry } from "../../src/analyses/registry.ts";
import type { WaveResults } from "../../src/report/wave-results.ts";
import { publish, type Sheet } from "../analyses/harness.ts";

const elements = ["a", "b", "c"] as const;
const study = `
title: Case
client: Nobody
languages: [en]
unit: store
waves: { w: { title: W, fieldwork: 2026-01-01/2026-01-31, responses: w.csv } }
scales: { hundred: { from: 0, to: 100, dont_know: [999] } }
questions:
${[...elements, "o"].map((id) => `  q_${id}: { text: ${id}, scale: hundred }`).join("\n")}
elements:
${elements.map((id) => `  ${id}: { label: ${id}, performance: q_${id} }`).join("\n")}
analyses:
  index: { overall: q_o }
  elements: {}
  entropy: {}
  fuzzy: {}
  dea: { file: stores.csv, inputs: [staff] }
  goal-programming: { file: actions.csv, budget: 5, goals: [{ effect: staff, close: staff }] }
  grey: {}
  agreement: {}
`;

type Person = readonly [store: string, a: number, b: number, c: number, overall: number];
const further: Readonly<Record<string, Sheet>> = {
  "stores.csv": [["store", "staff"], ...Array.from({ length: 7 }, (_, k) => [`s${k}`, 3 + ((5 * k) % 7)])],
  "actions.csv": [
    ["action", "cost", "staff"],
    ["train", 2, 1],
    ["roster", 3, 2],
  ],
};

/** So many people in each store, who differ from each other and from store to store. */
function people(sizes: readonly number[]): readonly Person[] {
  return sizes.flatMap((size, store) =>
    Array.from({ length: size }, (_, k): Person => {
      const answer = (j: number) =>
        Math.round(30 + 6 * ((store * (j + 2)) % 7) + 25 * Math.sin(12.9898 * k + 78.233 * j));
      return [`s${store}`, answer(0), answer(1), answer(2), answer(3)];
    }),
  );
}

async function tell(rows: readonly Person[]): Promise<WaveResults> {
  const sheet: Sheet = [["store", ...elements.map((id) => `q_${id}`), "q_o"], ...rows];
  return (await publish(study, { "w.csv": sheet, ...further }))[0]!;
}

/** All that stands on pages and in downloads: results, and the tables behind the figures. */
function everything({ outcomes, study: own }: WaveResults): string {
  return JSON.stringify(
    [...outcomes].map(([id, outcome]) => [
      id,
      outcome,
      outcome.kind === "done"
        ? registry
            .find((analysis) => analysis.id === id)!
            .figures(outcome.result, own)
            .map(({ caption, note, table }) => ({ caption, note, table }))
        : null,
    ]),
  );
}

function resultOf<R>({ outcomes }: WaveResults, id: string): R {
  const outcome = outcomes.get(id)!;
  if (outcome.kind !== "done") throw new Error(`${id}: ${outcome.why.code}`);
  return outcome.result as R;
}

/** Which stores' own figures a wave shows, by method. */
function shownIn(wave: WaveResults) {
  const sorted = (units: readonly { readonly unit: string }[]) => units.map(({ unit }) => unit).sort();
  return {
    entropy: [...resultOf<EntropyResult>(wave, "entropy").units].sort(),
    fuzzy: sorted(resultOf<FuzzyResult>(wave, "fuzzy").units),
    dea: sorted(resultOf<DeaResult>(wave, "dea").units),
    grey: sorted(resultOf<GreyResult>(wave, "grey").units),
    agreement: resultOf<AgreementResult>(wave, "agreement")
      .tables[0]!.rows.map(({ subject }) => subject.id.slice("unit=".length))
      .sort(),
  };
}

describe("what three people of a store said", () => {
  const large = ["s2", "s3", "s4", "s5", "s6"];

  it("cannot be told from fuzzy scores, grades, entropy, envelopment, plans and ranks, nor by subtraction", async () => {
    // whoever has the figures of everybody and of all stores but one has that one's too: the next smallest hides with it
    const all = people([3, 30, 50, 55, 60, 65, 70]).slice(6);
    const three = (store: string, ...answers: readonly [number, number, number, number]) =>
      Array.from({ length: 3 }, (): Person => [store, ...answers]);
    const first = await tell([...three("s0", 97, 3, 99, 98), ...three("s1", 2, 96, 1, 4), ...all]);
    expect(shownIn(first)).toEqual({ entropy: large, fuzzy: large, dea: large, grey: large, agreement: large });
    expect(resultOf<GoalResult>(first, "goal-programming").goals[0]!.target.value).toBeGreaterThan(0);
    // three people of the next store change places with them: nothing that is published may show it
    const second = await tell([...three("s1", 97, 3, 99, 98), ...three("s0", 2, 96, 1, 4), ...all]);
    expect(everything(second)).toBe(everything(first));
  });

  it("of overall satisfaction alone cannot be told from ranks, though the store is large", async () => {
    const rows = people([40, 30, 50, 55, 60, 65, 70]);
    const told = await tell(
      rows.map(([store, a, b, c, overall], k) => [store, a, b, c, k < 3 || k >= 40 ? overall : 999]),
    );
    // both stores have enough ratings of the elements, so other methods show them
    expect(shownIn(told)).toMatchObject({ fuzzy: ["s0", "s1", ...large], agreement: large });
  });
});
