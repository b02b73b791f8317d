import { describe, expect, it } from "vitest";
import type { StructuralModelResult } from "../../src/analyses/structural-model/result.ts";
import { ProblemError } from "../../src/problems/problem.ts";
import { uniform } from "../../src/stats/random.ts";
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

  it("holds the change of an index to one set of weights, that of the earlier wave", async () => {
    // the later wave answers a point higher throughout (as far as the scale goes), so means move and weights hardly do
    const later = people.map((row, k) =>
      k === 0 ? row : row.map((value, j) => (j < 11 ? Math.min(10, Number(value) + 1) : value)),
    );
    const waves =
      "{ w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv }, w2: { title: Two, fieldwork: 2026-02-01/2026-02-28, responses: w2.csv } }";
    const before = await modelOf();
    const result = await modelOf({ waves }, { "w1.csv": people, "w2.csv": later });
    expect(result.trend.map(({ wave }) => wave)).toEqual(["w1", "w2"]);
    for (const [q, { latent, index, change, kind, items: own }] of result.latents.entries()) {
      if (kind === "rate") continue;
      const old = before.latents[q]!;
      const held = old.items.reduce((sum, item, k) => sum + item.share.value! * own[k]!.mean.value!, 0);
      expect(change!.comparison.difference).toBeCloseTo(held - old.index.value!, 9);
      expect(change!.own!.value).toBeCloseTo(index.value! - old.index.value!, 9);
      expect(result.trend[0]!.indices.find((row) => row.latent === latent)!.index.value).toBeCloseTo(
        old.index.value!,
        9,
      );
    }
  });

  it("gives equal weights to the index of a block whose weight is not above 0, in every wave, and names the item", async () => {
    const at = items.indexOf("qual3");
    const turned = people.map((row, k) =>
      k === 0 ? row : row.map((value, j) => (j === at ? 11 - Number(value) : value)),
    );
    const result = await modelOf({}, { "w1.csv": turned });
    const quality = result.latents.find(({ latent }) => latent === "quality")!;
    expect(quality.equal).toBe(true);
    expect(quality.items[2]!.weight.value).toBeLessThan(0);
    expect(quality.items[2]!.notes).toContainEqual({ code: "model-negative-weight" });
    const means = quality.items.map(({ mean }) => mean.value!);
    expect(quality.index.value).toBeCloseTo(means.reduce((sum, mean) => sum + mean, 0) / 3, 9);
    const dropped = await modelOf({ options: "model: acsi\n    drop: [qual3]" }, { "w1.csv": turned });
    expect(dropped.latents.find(({ latent }) => latent === "quality")).toMatchObject({ equal: false });
  });

  it("cuts a what-if at the ends of the scale", async () => {
    const high = people.map((row, k) =>
      k === 0 ? row : row.map((value, j) => (j < 3 ? Math.min(10, Number(value) + 4) : value)),
    );
    const { whatIf } = await modelOf({ options: "model: acsi\n    step: 40" }, { "w1.csv": high });
    expect(whatIf.outcomes).toEqual(["satisfaction", "loyalty"]);
    for (const { step, from, effects } of whatIf.rows) {
      expect(step).toBeCloseTo(Math.min(40, 100 - from.value!), 9);
      for (const { after } of effects) expect(after.value!).toBeLessThanOrEqual(100);
    }
  });

  it("has a stated outcome for every bad input", async () => {
    const whyOf = async (rows: Sheet, options?: string) =>
      (await modelOf(options === undefined ? {} : { options }, { "w1.csv": rows })).code;
    expect(await whyOf(people.slice(0, 60))).toBe("model-base");
    expect(await whyOf(people.slice(0, 8))).toBe("model-few");
    expect(await modelOf({ options: "model: acsi\n    force: true" }, { "w1.csv": people.slice(0, 60) })).toMatchObject(
      {
        complete: 59,
        cautions: [{ code: "model-forced", slots: { n: 59 } }],
      },
    );
    const change = (of: (value: number, item: string, row: number) => number | null) =>
      people.map((row, k) => (k === 0 ? row : row.map((value, j) => of(Number(value), items[j]!, k))));
    const constant = await modelOf({}, { "w1.csv": change((value, item) => (item === "exp2" ? 7 : value)) });
    expect(constant.latents[0]).toMatchObject({
      items: [{ question: "exp1" }, { question: "exp3" }],
      left: [{ question: "exp2", why: { code: "model-item-constant" } }],
    });
    expect(await whyOf(change((value, item) => (item.startsWith("val") ? 5 : value)))).toBe("model-constant");
    expect(await whyOf(change((value, item) => (item.startsWith("val") ? 98 : value)))).toBe("model-unanswered");
    const same = change((value, item, row) =>
      item === "qual2" ? Number(people[row]![items.indexOf("qual1")]) : value,
    );
    expect((await modelOf({}, { "w1.csv": same })).cautions).toContainEqual(
      expect.objectContaining({ code: "model-same-items" }),
    );
    // everybody complained, or nobody did
    for (const all of [0, 1])
      expect(await modelOf({}, { "w1.csv": change((value, item) => (item === "comp1" ? all : value)) })).toMatchObject({
        code: "model-constant",
        slots: { latent: { kind: "latent", id: "complaints" } },
      });
    const across = change((value, item, row) =>
      item === "exp1" ? Number(people[row]![items.indexOf("qual1")]) : value,
    );
    const { cautions, paths } = await modelOf({}, { "w1.csv": across });
    expect(cautions).toContainEqual({
      code: "model-same-items",
      slots: { a: { kind: "question", id: "exp1" }, b: { kind: "question", id: "qual1" } },
    });
    for (const { path } of paths) expect(Number.isFinite(path.value)).toBe(true);
    const modeB = blocks.map(([name, own]) => [name, own] as const);
    const written = studyOf({ blocks: modeB }).replace(
      "quality: [qual1, qual2, qual3]",
      "quality: { items: [qual1, qual2, qual3], mode: B }",
    );
    expect(await measure(written, { "w1.csv": same }).then((all) => all.get("structural-model"))).toMatchObject({
      code: "model-same-items",
    });
    const unasked = studyOf({
      waves:
        "{ w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv }, w2: { title: Two, fieldwork: 2026-02-01/2026-02-28, responses: w2.csv } }",
    }).replaceAll(/(val\d): \{ text: val\d, scale: s \}/g, "$1: { text: v, scale: s, waves: [w1] }");
    const without = people.map((row) => row.filter((_, j) => !items[j]!.startsWith("val")));
    expect(
      await measure(unasked, { "w1.csv": people, "w2.csv": without }).then((all) => all.get("structural-model")),
    ).toMatchObject({
      code: "model-not-asked",
      slots: { latent: { kind: "latent", id: "value" } },
    });
  });

  it("prints nothing where the weights do not stand still within 300 rounds", async () => {
    // x1 goes with y1 (r = .6) and x2 with y2 (r = 58/98), either pair apart from the other: the weights turn to the first pair
    // by a factor of (.592/.6)² a round
    const pairs = (same: number, other: number) => [
      ...Array.from({ length: same }, () => [4, 4]),
      ...Array.from({ length: same }, () => [7, 7]),
      ...Array.from({ length: other }, () => [4, 7]),
      ...Array.from({ length: other }, () => [7, 4]),
    ];
    const rows = pairs(8, 2).flatMap(([x1, y1]) => pairs(39, 10).map(([x2, y2]) => [x1!, x2!, y1!, y2!]));
    const study = `
title: Case
client: Nobody
languages: [en]
waves: { w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv } }
scales: { s: { from: 1, to: 10 } }
questions:
${["x1", "x2", "y1", "y2"].map((id) => `  ${id}: { text: ${id}, scale: s }`).join("\n")}
analyses:
  structural-model:
    blocks: { x: [x1, x2], y: [y1, y2] }
    paths: { y: [x] }
`;
    const result = (await measure(study, { "w1.csv": [["x1", "x2", "y1", "y2"], ...rows] })).get("structural-model");
    expect(result).toEqual({ code: "model-not-converged" });
  });

  it("adds scores up from the company to the nation by their weights, and lets only what rests on its own answers vary", async () => {
    const tiers: Sheet = [
      ["id", "label", "tier", "parent", "weight", "score"],
      ["all", "All", "nation", null, 1, null],
      ["trade", "Trade", "sector", "all", 30, null],
      ["care", "Care", "sector", "all", 70, 64],
      ["bikes", "Bikes", "industry", "trade", 2, null],
      ["food", "Food", "industry", "trade", 6, 76],
      ["we", "We", "company", "bikes", 5, null],
      ["they", "They", "company", "bikes", 15, 60],
    ];
    const options = "model: acsi\n    tiers: { file: tiers.csv, own: we }";
    const { tiers: found, latents } = await modelOf({ options }, { "w1.csv": people, "tiers.csv": tiers });
    const own = latents.find(({ latent }) => latent === "satisfaction")!.index;
    expect(own.value).toBeCloseTo(acsi.expected.indices_0_100.Satisfaction, 4);
    const scores = new Map(found!.map((row) => [row.id, row]));
    // 1/4 of the industry, which is 1/4 of the sector, which is 3/10 of the nation
    const expected = {
      we: [1, 0.25, 0],
      bikes: [0.25, 0.25, 0.75 * 60],
      trade: [0.0625, 0.3, 0.25 * 0.75 * 60 + 0.75 * 76],
      all: [0.01875, 1, 0.3 * (0.25 * 0.75 * 60 + 0.75 * 76) + 0.7 * 64],
    };
    for (const [id, [factor, share, rest]] of Object.entries(expected)) {
      const { score, share: part } = scores.get(id)!;
      expect(part).toBeCloseTo(share!, 12);
      for (const end of ["value", "low", "high"] as const)
        expect(score[end]).toBeCloseTo(factor! * own[end]! + rest!, 9);
    }
    for (const [id, score] of [
      ["they", 60],
      ["food", 76],
      ["care", 64],
    ] as const)
      expect(scores.get(id)!.score).toMatchObject({
        value: score,
        low: null,
        high: null,
        why: { code: "model-published" },
      });
  });

  it("gives the impact of 5 points from total effects and the spreads of the indices, worked out person by person", async () => {
    const sdOf = (values: readonly number[]) => {
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
    };
    const weights: Readonly<Record<string, number>> = acsi.expected.outer_weights;
    const itemsOf: Readonly<Record<string, readonly string[]>> = acsi.blocks;
    const spread = (name: string) => {
      const own = itemsOf[name]!.map((item) => [item, weights[item]! / sdOf(data[item]!)] as const);
      const total = own.reduce((sum, [, u]) => sum + u, 0);
      const persons = Array.from({ length: 60 }, (_, row) =>
        own.reduce((sum, [item, u]) => sum + (u / total) * (100 / 9) * (data[item]![row]! - 1), 0),
      );
      return sdOf(persons);
    };
    const { effects } = await modelOf();
    for (const { from, to, impact } of effects) {
      const [a, b] = [from, to].map((id) => id[0]!.toUpperCase() + id.slice(1));
      if (from === "complaints" || to === "complaints") continue;
      const total = acsi.expected.total_effects[`${a}->${b}` as "Quality->Value"];
      expect(impact!.value).toBeCloseTo((5 * total * spread(b!)) / spread(a!), 4);
    }
  });

  it("gives a what-if the interval of the impact, as long as the scale leaves room", async () => {
    const { whatIf, effects } = await modelOf({ options: "model: acsi\n    step: 2.5" });
    for (const { latent, effects: rows } of whatIf.rows)
      for (const { latent: to, change, after } of rows) {
        const { impact } = effects.find((row) => row.from === latent && row.to === to)!;
        // 2.5 points are half of the 5 that the impact is told for
        for (const end of ["value", "low", "high"] as const) expect(change[end]).toBeCloseTo(impact![end]! / 2, 9);
        expect(after.low! < after.value! && after.value! < after.high!).toBe(true);
      }
  });

  it("says how many answers casewise deletion loses, and fills gaps with a person's own mean where the study asks for it", async () => {
    const gaps = [...people, ...people.slice(1)].map((row, k) =>
      k % 10 === 1 && k > 0 ? row.map((value, j) => (j === 0 ? 98 : value)) : row,
    );
    const casewise = await modelOf({}, { "w1.csv": gaps });
    expect(casewise).toMatchObject({ complete: 108, asked: 120 });
    expect(await modelOf({ options: "model: acsi\n    missing: block-mean" }, { "w1.csv": gaps })).toMatchObject({
      complete: 120,
    });
  });

  it("refuses a model that is no model, at its place", async () => {
    const own = (paths: string, written = blocks) => studyOf({ options: `paths: { ${paths} }`, blocks: written });
    const linked =
      "quality: [expectations], value: [quality], satisfaction: [value], complaints: [satisfaction], loyalty: [complaints]";
    const codesOf = async (study: string) => {
      try {
        await measure(study, { "w1.csv": people });
      } catch (error) {
        if (error instanceof ProblemError)
          return error.problems.map(({ code, place }) => [
            code,
            study.split("\n")[place.line! - 1]!.trim().split(":")[0],
          ]);
        throw error;
      }
      return [];
    };
    expect(await codesOf(own(linked))).toEqual([]);
    expect(await codesOf(own(`${linked}, expectations: [loyalty]`))).toEqual([["study/model-circle", "paths"]]);
    expect(await codesOf(own(linked.replace("[value]", "[vlaue]")))).toEqual([["study/model-unknown-latent", "paths"]]);
    expect(await codesOf(own(linked, [...blocks.slice(0, 2), ["value", []], ...blocks.slice(3)]))).toEqual([
      ["study/model-empty-block", "value"],
    ]);
    expect(
      await codesOf(own(linked, [...blocks.slice(0, 2), ["value", ["val1", "qual1"]], ...blocks.slice(3)])),
    ).toEqual([["study/model-duplicate-item", "value"]]);
    const single = studyOf({}).replace("complaints: [comp1]", "complaints: { items: [comp1], mode: B }");
    expect(await codesOf(single)).toEqual([["study/model-single-item-b", "complaints"]]);
    expect(await codesOf(studyOf({ blocks: blocks.slice(1) }))).toEqual([["study/model-missing-block", "quality"]]);
  });
});

/** Invented answers 1-10 of two groups of 600: two latent variables that correlate .6, three items each. */
function pairOf(loadings: readonly number[], others: readonly number[], apart: number): Sheet {
  const normal = (row: number, column: number) =>
    Math.sqrt(-2 * Math.log(1 - uniform(row, column, 11, 1))) * Math.cos(2 * Math.PI * uniform(row, column, 11, 2));
  const rows = Array.from({ length: 1200 }, (_, row) => {
    const first = row < 600;
    const cause = normal(row, 100);
    const effect = 0.6 * cause + 0.8 * normal(row, 101);
    const answer = (latent: number, loading: number, column: number) => {
      const z = loading * latent + Math.sqrt(1 - loading * loading) * normal(row, column) + (first ? 0 : apart);
      return Math.max(1, Math.min(10, Math.round(5.5 + 1.8 * z)));
    };
    const own = first ? loadings : others;
    return [
      first ? "a" : "b",
      ...own.map((l, k) => answer(cause, l, k)),
      ...[0.8, 0.8, 0.8].map((l, k) => answer(effect, l, 10 + k)),
    ];
  });
  return [["g", "x1", "x2", "x3", "y1", "y2", "y3"], ...rows];
}

async function pairResult(sheet: Sheet): Promise<StructuralModelResult["segments"][number]["pairs"]> {
  const study = `
title: Case
client: Nobody
languages: [en]
waves: { w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv } }
scales: { s: { from: 1, to: 10 } }
segments: { g: { label: G, column: g } }
questions:
${["x1", "x2", "x3", "y1", "y2", "y3"].map((id) => `  ${id}: { text: ${id}, scale: s }`).join("\n")}
conventions: { draws: 1000 }
analyses:
  structural-model:
    segments: [g]
    blocks: { x: [x1, x2, x3], y: [y1, y2, y3] }
    paths: { y: [x] }
`;
  const result = (await measure(study, { "w1.csv": sheet })).get("structural-model") as StructuralModelResult;
  return result.segments[0]!.pairs;
}

describe("groups of a structural model", () => {
  it("refuses to compare where one item loads .85 in one group and .40 in the other", async () => {
    const [pair] = await pairResult(pairOf([0.85, 0.8, 0.8], [0.4, 0.8, 0.8], 0));
    expect(pair!.invariance.map(({ latent, holds }) => [latent, holds])).toEqual([
      ["x", false],
      ["y", true],
    ]);
    expect(pair!.poolable).toBe(false);
    expect(pair!.indices[0]!.comparison).toMatchObject({
      verdict: "untested",
      p: null,
      why: { code: "model-not-alike" },
    });
    expect(pair!.paths[0]!.comparison).toMatchObject({ verdict: "untested", why: { code: "model-not-alike" } });
    expect(pair!.indices[1]!.comparison.verdict).not.toBe("untested");
  });

  it("compares groups that are measured alike whose means lie half a standard deviation apart", async () => {
    const [pair] = await pairResult(pairOf([0.8, 0.8, 0.8], [0.8, 0.8, 0.8], 0.5));
    expect(pair).toMatchObject({ n: 600, otherN: 600, other: "g=b", group: "g=a", poolable: false });
    for (const { holds, means } of pair!.invariance) {
      expect(holds).toBe(true);
      expect(means.equal).toBe(false);
    }
    for (const { comparison, own, rest } of pair!.indices) {
      expect(comparison).toMatchObject({ verdict: "down", test: "permutation", family: 2 });
      expect(comparison.p).toBeCloseTo(1 / 1001, 12);
      expect(comparison.difference).toBeCloseTo(own.value! - rest.value!, 12);
    }
    expect(pair!.paths[0]!.comparison).toMatchObject({ verdict: "none", test: "permutation" });
  });
});

/** The two groups of `pairOf` as two waves of different people. */
async function wavesResult(sheet: Sheet, options = ""): Promise<StructuralModelResult> {
  const [header, ...rows] = sheet.map((row) => row.slice(1));
  const study = `
title: Case
client: Nobody
languages: [en]
waves:
  w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv }
  w2: { title: Two, fieldwork: 2026-02-01/2026-02-28, responses: w2.csv }
scales: { s: { from: 1, to: 10 } }
questions:
${["x1", "x2", "x3", "y1", "y2", "y3"].map((id) => `  ${id}: { text: ${id}, scale: s }`).join("\n")}
${options}
conventions: { draws: 1000 }
analyses:
  structural-model:
    blocks: { x: [x1, x2, x3], y: [y1, y2, y3] }
    paths: { y: [x] }
`;
  const sheets = { "w1.csv": [header!, ...rows.slice(0, 600)], "w2.csv": [header!, ...rows.slice(600)] };
  return (await measure(study, sheets)).get("structural-model") as StructuralModelResult;
}

describe("waves of a structural model", () => {
  it("tells whether two waves are measured alike as dealing their people anew does", async () => {
    // with equal means: people dealt anew from two groups that lie apart vary less in their weights than those of either
    const alike = pairOf([0.8, 0.8, 0.8], [0.8, 0.8, 0.8], 0);
    const [pair] = await pairResult(alike);
    const { before } = await wavesResult(alike);
    expect(before).toMatchObject({ wave: "w1", n: 600, otherN: 600 });
    for (const [q, found] of before!.invariance.entries()) {
      const dealt = pair!.invariance[q]!;
      expect(found.holds).toBe(true);
      expect(found.c).toBeCloseTo(dealt.c, 12);
      // as far below 1 as over the permutations, but for the randomness of 1,000 draws of either
      const ratio = (1 - found.quantile) / (1 - dealt.quantile);
      expect(ratio).toBeGreaterThan(0.75);
      expect(ratio).toBeLessThan(1.25);
    }
  });

  it("compares indices and paths that are measured alike, by draws of either wave", async () => {
    const { before, latents } = await wavesResult(pairOf([0.8, 0.8, 0.8], [0.8, 0.8, 0.8], 0.5));
    const [{ own, rest, comparison }] = before!.paths as [NonNullable<typeof before>["paths"][number]];
    for (const { change } of latents) expect(change!.comparison.verdict).toBe("up");
    expect(comparison).toMatchObject({ verdict: "none", with: { kind: "wave", id: "w1" }, family: 1 });
    expect(comparison.difference).toBeCloseTo(own.value! - rest.value!, 12);
    // two samples of different people: the variances of the two add up
    const half = ({ low, high }: { low: number | null; high: number | null }) => (high! - low!) / 2;
    expect(half(comparison) / Math.hypot(half(own), half(rest))).toBeGreaterThan(0.9);
    expect(half(comparison) / Math.hypot(half(own), half(rest))).toBeLessThan(1.1);
  });

  it("refuses what is not measured alike, or has other items, and says why", async () => {
    const sheet = pairOf([0.85, 0.8, 0.8], [0.4, 0.8, 0.8], 0);
    const { before, latents } = await wavesResult(sheet);
    expect(before!.invariance.map(({ holds }) => holds)).toEqual([false, true]);
    expect(before!.paths[0]!.comparison).toMatchObject({ p: null, why: { code: "model-not-alike" } });
    const [x, y] = latents.map(({ change }) => change!.comparison);
    expect(x).toMatchObject({ verdict: "untested", p: null, why: { code: "model-not-alike" } });
    expect(y!.verdict).not.toBe("untested");
    const constant = sheet.map((row, k) => (k > 0 && k <= 600 ? row.map((value, j) => (j === 1 ? 5 : value)) : row));
    const other = await wavesResult(constant);
    expect(other.before).toMatchObject({ why: { code: "model-wave-items" }, invariance: [], paths: [] });
    for (const { change } of other.latents)
      expect(change!.comparison).toMatchObject({ verdict: "untested", why: { code: "model-wave-items" } });
  });
});

describe("other providers' structural models", () => {
  const names = ["x1", "x2", "x3", "y1", "y2", "y3"];
  const studyWith = (provider: string) => `
title: Case
client: Nobody
languages: [en]
waves: { w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv } }
${provider}
scales: { s: { from: 1, to: 10 } }
questions:
${names.map((id) => `  ${id}: { text: ${id}, scale: s }`).join("\n")}
conventions: { draws: 1000 }
analyses:
  structural-model:
    providers: true
    blocks: { x: [x1, x2, x3], y: [y1, y2, y3] }
    paths: { y: [x] }
`;
  const provider = "provider: { column: g, own: a }\ntables: { competitors: others.csv }";
  const split = ([header, ...rows]: Sheet): Readonly<Record<string, Sheet>> => ({
    "w1.csv": [header!, ...rows.slice(0, 600)],
    "others.csv": [header!, ...rows.slice(600)],
  });
  const providersOf = async (sheets: Readonly<Record<string, Sheet>>) =>
    ((await measure(studyWith(provider), sheets)).get("structural-model") as StructuralModelResult).providers;

  it("are compared as two groups of one file are", async () => {
    const sheet = pairOf([0.8, 0.8, 0.8], [0.8, 0.8, 0.8], 0.5);
    const [group] = await pairResult(sheet);
    const [other, ...none] = await providersOf(split(sheet));
    expect(none).toEqual([]);
    expect(other).toMatchObject({ provider: "b", n: 600, otherN: 600 });
    for (const [q, { c, quantile, holds, means }] of other!.invariance.entries()) {
      const same = group!.invariance[q]!;
      expect(c).toBeCloseTo(same.c, 10);
      expect([holds, means.equal]).toEqual([true, false]);
      expect(means.difference).toBeCloseTo(same.means.difference, 10);
      expect((1 - quantile) / (1 - same.quantile)).toBeGreaterThan(0.8);
      expect((1 - quantile) / (1 - same.quantile)).toBeLessThan(1.25);
    }
    for (const [q, { own, rest, comparison }] of other!.indices.entries()) {
      const same = group!.indices[q]!;
      expect(own.value).toBeCloseTo(same.own.value!, 10);
      expect(rest.value).toBeCloseTo(same.rest.value!, 10);
      expect(comparison).toMatchObject({ verdict: "down", with: { kind: "provider", id: "b" }, test: "permutation" });
      const width = (one: typeof rest) => one.high! - one.low!;
      expect(width(rest) / width(same.rest)).toBeGreaterThan(0.9);
      expect(width(rest) / width(same.rest)).toBeLessThan(1.1);
    }
    expect(other!.paths[0]!.comparison).toMatchObject({ verdict: "none", test: "permutation" });
  });

  it("are refused where they are not measured alike or too few, one by one", async () => {
    const sheet = pairOf([0.85, 0.8, 0.8], [0.4, 0.8, 0.8], 0);
    const { "w1.csv": own, "others.csv": others } = split(sheet);
    const few = others!.map((row, k) => (k > 0 && k < 60 ? ["c", ...row.slice(1)] : row));
    const found = await providersOf({ "w1.csv": own!, "others.csv": few });
    expect(found.map((one) => [one.provider, one.otherN, one.why?.code])).toEqual([
      ["b", 541, undefined],
      ["c", 59, "model-group-base"],
    ]);
    expect(found[0]!.invariance.map(({ holds }) => holds)).toEqual([false, true]);
    expect(found[0]!.indices[0]!.comparison).toMatchObject({ p: null, why: { code: "model-not-alike" } });
    expect(found[0]!.paths[0]!.comparison).toMatchObject({ p: null, why: { code: "model-not-alike" } });
  });

  it("cannot be compared where the study names none", async () => {
    const error = await measure(studyWith(""), split(pairOf([0.8, 0.8, 0.8], [0.8, 0.8, 0.8], 0))).catch(
      (caught: unknown) => caught,
    );
    expect((error as ProblemError).problems).toMatchObject([
      { code: "study/model-no-providers", place: { file: "data/case/study.yaml" } },
    ]);
  });
});
