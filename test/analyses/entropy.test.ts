import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { DriversResult } from "../../src/analyses/drivers/result.ts";
import type { EntropyResult } from "../../src/analyses/entropy/result.ts";
import { registry } from "../../src/analyses/registry.ts";
import { readingOf } from "../../src/report/reading.ts";
import { voiceOf } from "../../src/report/say.ts";
import type { WaveResults } from "../../src/report/wave-results.ts";
import { loadWords, ourLocales } from "../../src/report/words.ts";
import reference from "../reference/entropy.json" with { type: "json" };
import { measure, publish, type Sheet, storesStudy } from "./harness.ts";

const study = (options = "{}") => `
title: T
client: C
languages: [en]
unit: store
waves: { w1: { title: W, fieldwork: 2026-01-01/2026-01-31, responses: a.csv } }
scales: { hundred: { from: 0, to: 100 } }
questions:
  q1: { text: A, scale: hundred }
  q2: { text: B, scale: hundred }
  q3: { text: C, scale: hundred }
  q4: { text: D, scale: hundred }
  q5: { text: E, scale: hundred }
elements:
  a: { label: A, performance: q1 }
  b: { label: B, performance: q2 }
  c: { label: C, performance: q3 }
  d: { label: D, performance: q4 }
  e: { label: E, performance: q5 }
analyses: { entropy: ${options} }
`;

/** Every customer of a store says the store's mean plus or minus a little, so that means are those of the matrix. */
const sheet = (matrix: readonly (readonly number[])[], people: number): Sheet => [
  ["store", "q1", "q2", "q3", "q4", "q5"],
  ...matrix.flatMap((row, store) =>
    Array.from({ length: people }, (_, k) => [
      `s${store}`,
      ...row.map((x) => (x === 100 || x === 50 ? x : x + (k % 2 === 0 ? 1 : -1))),
    ]),
  ),
];

describe("entropy between units", () => {
  test("weighs the means of the stores as the worked example does, largest first, with intervals", async () => {
    const found = await measure(study(), { "a.csv": sheet(reference.constant.matrix, 20) });
    const { elements, few, scored, units } = found.get("entropy") as EntropyResult;
    const expected = reference.constant["min-max"];
    expect(elements.map(({ element }) => element).slice(0, 3)).toEqual(["e", "a", "d"]);
    for (const { element, weight } of elements) {
      expect(weight.value).toBeCloseTo(expected["abcde".indexOf(element)]!, 9);
      expect(weight.base).toBe(60);
    }
    expect(elements[0]!.weight.low).toBeLessThan(elements[0]!.weight.value!);
    expect(elements[0]!.weight.high).toBeGreaterThan(elements[0]!.weight.value!);
    // nobody's answer differs on b, so no draw does either
    expect(elements.find(({ element }) => element === "b")!.weight).toMatchObject({
      value: 0,
      why: { code: "constant" },
    });
    expect([units, few]).toEqual([["s0", "s1", "s2"], true]);
    const score = (row: readonly number[]) => row.reduce((sum, x, k) => sum + x * expected[k]!, 0);
    const rows = new Map(scored[0]!.rows.map((row) => [row.subject.group, row.value]));
    for (const [k, row] of reference.constant.matrix.entries())
      expect(rows.get(`unit=s${k}`)).toBeCloseTo(score(row), 6);
  });

  test("leaves out stores with too few answers, and says where too few are left", async () => {
    const [header, ...rows] = sheet(reference.constant.matrix, 20);
    const found = await measure(study("{ elements: [a, d] }"), {
      "a.csv": [header!, ...rows.slice(0, 40), ...rows.slice(40, 49)],
    });
    expect(found.get("entropy")).toMatchObject({ units: ["s0", "s1"], unitsLeftOut: ["s2"] });
    const one = await measure(study(), { "a.csv": [header!, ...rows.slice(0, 20), ...rows.slice(40, 49)] });
    expect(one.get("entropy")).toEqual({ code: "entropy-elements" });
    const none = await measure(study("{ elements: [a, d] }"), { "a.csv": [header!, ...rows.slice(0, 20)] });
    expect(none.get("entropy")).toEqual({ code: "entropy-units" });
    const noUnit = await measure(study().replace("unit: store\n", ""), {
      "a.csv": sheet(reference.constant.matrix, 20),
    });
    expect(noUnit.get("entropy")).toEqual({ code: "no-unit" });
  });
});

describe("beside entropy weights", () => {
  const ids = ["a", "b", "c"] as const;
  const judgements = "{ x: { a: { b: 2, c: 4 }, b: { c: 2 } } }";
  const compared = storesStudy(ids, `{ drivers: { overall: q_o }, ahp: { judgements: ${judgements} }, entropy: {} }`);
  // stores are most apart on the first, satisfaction follows the second, experts favour the first
  const means = [
    [30, 50, 60],
    [35, 55, 62],
    [70, 52, 61],
    [32, 51, 66],
    [38, 57, 63],
  ];
  const answers: Sheet = [
    ["store", ...ids.map((id) => `q_${id}`), "q_o"],
    ...means.flatMap((row, store) =>
      Array.from({ length: 40 }, (_, k) => {
        const off = (j: number) => 20 * Math.sin(12.9898 * (40 * store + k) + 78.233 * j * j + j);
        const own = row.map((mean, j) => Math.round(mean + off(j)));
        return [`s${store}`, ...own, Math.round(0.8 * own[1]! + 5 + 0.2 * off(7))];
      }),
    ),
  ];

  const headings = (wave: WaveResults, language: "en" | "zh-CN") => {
    const voice = voiceOf(wave.study, loadWords(wave.study.folder, [language]).get(language)!);
    const figure = readingOf(wave, registry)
      .figures("entropy")
      .find(({ id }) => id === "entropy-weights")!;
    const filled = figure.table.columns.filter(({ key }) =>
      figure.table.rows.every((row) => row[key]?.kind !== "none"),
    );
    return filled.map(({ heading }) => voice.word(`table.${heading}`));
  };

  test("stand the derived share and the experts' weight of every element, each under its own name", async () => {
    const [wave] = await publish(compared, { "a.csv": answers });
    const done = (id: string) => wave!.outcomes.get(id) as { readonly kind: "done"; readonly result: unknown };
    const { elements } = done("entropy").result as EntropyResult;
    const drivers = done("drivers").result as DriversResult;
    const of = (id: string) => elements.find(({ element }) => element === id)!;
    // 4 : 2 : 1
    for (const [k, id] of ids.entries()) {
      expect(of(id).experts!.value).toBeCloseTo([4, 2, 1][k]! / 7, 9);
      expect(of(id).derived).toEqual(drivers.elements.find(({ element }) => element === id)!.part!.share);
    }
    const largest = (name: "weight" | "derived" | "experts") =>
      [...elements].sort((x, y) => y[name]!.value! - x[name]!.value!)[0]!.element;
    expect([largest("weight"), largest("derived"), largest("experts")]).toEqual(["a", "b", "a"]);

    const english = ["Element", "Entropy", "Entropy weight", "Share by association", "Experts' weight"];
    expect(headings(wave!, "en")).toEqual(english);
    expect(headings(wave!, "zh-CN")).toEqual(["要素", "熵", "熵权", "关联所占份额", "专家权重"]);
  });

  const locales = ourLocales();
  /** What may be said: that they are not it, and the name of what stands beside them. */
  const said = {
    en: {
      entropy: /entrop/i,
      importance: /importan|matter/i,
      denials: ["not what matters", "They measure discrimination, not importance", "derived importance"],
    },
    "zh-CN": {
      entropy: /熵|entrop/i,
      importance: /重要|要紧|重视/,
      denials: ["不说明何者重要", "不说明何者要紧", "它衡量的是区分能力，不是受重视的程度"],
    },
  } as const;

  test.each(["en", "zh-CN"] as const)(
    "no word calls them importance, and two say that they are not: %s",
    (language) => {
      const { entropy, importance, denials } = said[language];
      const notes = readFileSync(new URL(`../../templates/methods/entropy.${language}.md`, import.meta.url), "utf8");
      const words = [...locales.get(language)!].filter(([key, text]) => entropy.test(key) || entropy.test(text));
      expect(words.length).toBeGreaterThan(30);
      const without = (text: string) => denials.reduce((rest, denial) => rest.replaceAll(denial, ""), text);
      for (const [key, text] of [...words, ["methods/entropy", notes] as const])
        expect(importance.test(without(text)), `${key}: ${text}`).toBe(false);
      const denied = [notes, locales.get(language)!.get("findings.entropy-first")!];
      expect(denied.filter((text) => importance.test(text))).toHaveLength(2);
    },
  );
});
