import { describe, expect, it } from "vitest";
import type { StructuralModelResult } from "../../src/analyses/structural-model/result.ts";
import acsi from "../reference/pls-acsi.json" with { type: "json" };
import { measure, type Sheet } from "./harness.ts";

const data: Readonly<Record<string, readonly number[]>> = acsi.data;
const items = Object.values(acsi.blocks).flat();
const blocks = Object.entries(acsi.blocks).map(([name, own]) => [name.toLowerCase(), own] as const);
const people: Sheet = [items, ...Array.from({ length: 60 }, (_, row) => items.map((item) => data[item]![row]!))];

interface Case {
  readonly options?: string;
  readonly blocks?: readonly (readonly [string, readonly string[]])[];
  readonly waves?: string;
  readonly more?: string;
  readonly draws?: number;
}

function studyOf({ options = "model: acsi", blocks: own = blocks, waves, more = "", draws = 200 }: Case): string {
  return `
title: Case
client: Nobody
languages: [en]
waves: ${waves ?? "{ w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv } }"}
scales: { s: { from: 1, to: 10, dont_know: [98] }, b: { from: 0, to: 1 } }
questions:
${items.map((item) => `  ${item}: { text: ${item}, scale: ${item === "comp1" ? "b" : "s"} }`).join("\n")}
${more}
conventions: { draws: ${draws} }
analyses:
  structural-model:
    ${options}
    blocks:
${own.map(([name, questions]) => `      ${name}: [${questions.join(", ")}]`).join("\n")}
`;
}

async function modelOf(given: Case = {}, sheets: Readonly<Record<string, Sheet>> = { "w1.csv": people }) {
  return (await measure(studyOf(given), sheets)).get("structural-model") as StructuralModelResult & { code?: string };
}

describe("structural-model", () => {
  it("gives the worked ACSI example from answers: indices, paths, effects, the rate of complaints", async () => {
    const result = await modelOf();
    const { expected } = acsi;
    expect(result).toMatchObject({ model: "acsi", complete: 60, asked: 60, cautions: [{ code: "model-small" }] });
    for (const { latent, index, kind } of result.latents) {
      const name = latent[0]!.toUpperCase() + latent.slice(1);
      if (kind === "rate") expect(index).toMatchObject({ value: 18 / 60, method: "wilson", base: 60 });
      else expect(index.value).toBeCloseTo(expected.indices_0_100[name as "Quality"], 4);
    }
    expect(result.effects).toHaveLength(15);
    for (const { from, to, total, direct, indirect } of result.effects) {
      const [a, b] = [from, to].map((id) => id[0]!.toUpperCase() + id.slice(1));
      expect(total.value).toBeCloseTo(expected.total_effects[`${a}->${b}` as "Quality->Value"], 6);
      expect((direct?.value ?? 0) + (indirect?.value ?? 0)).toBeCloseTo(total.value!, 12);
    }
    for (const { path } of result.paths) expect(path.low! < path.value! && path.value! < path.high!).toBe(true);
  });
});
