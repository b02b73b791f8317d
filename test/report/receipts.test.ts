import { describe, expect, test } from "vitest";
import { estimateSchema } from "../../src/analyses/estimate.ts";
import { registry } from "../../src/analyses/registry.ts";
import { dealings } from "../../src/analyses/run.ts";
import { readingOf } from "../../src/report/reading.ts";
import { receiptsOf } from "../../src/report/receipts.ts";
import { voiceOf } from "../../src/report/say.ts";
import { loadWords, ourLocales } from "../../src/report/words.ts";
import { publish, type Sheet } from "../analyses/harness.ts";

const study = `
title: { en: T, zh-CN: 题 }
client: { en: C, zh-CN: 客 }
languages: [en, zh-CN]
unit: store
waves: { w1: { title: { en: W, zh-CN: 波 }, fieldwork: 2026-01-01/2026-01-31, responses: a.csv } }
scales: { hundred: { from: 0, to: 100 } }
questions:
${["a", "b", "c", "o"].map((id) => `  q_${id}: { text: { en: ${id}, zh-CN: ${id} }, scale: hundred }`).join("\n")}
elements:
${["a", "b", "c"].map((id) => `  ${id}: { label: { en: ${id}, zh-CN: ${id} }, performance: q_${id} }`).join("\n")}
analyses: { grey: { overall: [q_o] } }
`;

const means = [
  [82, 60, 70],
  [55, 90, 61],
  [70, 45, 88],
  [40, 71, 52],
  [63, 80, 35],
];

const answers: Sheet = [
  ["store", "q_a", "q_b", "q_c", "q_o"],
  ...means.flatMap((row, store) =>
    Array.from({ length: 40 }, (_, k) => {
      const own = row.map((mean, j) => mean + Math.round(8 * Math.sin(12.9898 * (40 * store + k) + 78.233 * j)));
      return [`s${store}`, ...own, own[1]!];
    }),
  ),
];

describe("what a receipt says of an interval", () => {
  test("has words in every language for every kind there is", () => {
    for (const words of ourLocales().values())
      expect(estimateSchema.shape.method.options.filter((method) => !words.has(`interval.${method}`))).toEqual([]);
  });

  test("counts dealings where the program does, not in its words", async () => {
    const [wave] = await publish(study, { "a.csv": answers });
    for (const [language, words] of ourLocales()) {
      for (const key of ["rule.held-out", "formula.grey.gain", "interval.held-out"]) {
        expect(words.get(key), key).toContain("{dealings}");
        expect(words.get(key), key).not.toMatch(/\d00/);
      }
      const voice = voiceOf(wave!.study, loadWords(wave!.study.folder, [language]).get(language)!);
      const gain = receiptsOf("receipts-models", readingOf(wave!, registry), voice).find(
        ({ id }) => id === "grey.gain",
      )!;
      for (const text of [gain.formula, ...gain.rests, ...gain.certain]) expect(text).toContain(String(dealings));
    }
  });

  test("tells dealings into halves from draws of respondents", async () => {
    const [wave] = await publish(study, { "a.csv": answers });
    const reading = readingOf(wave!, registry);
    const receipts = (language: "en" | "zh-CN") => {
      const voice = voiceOf(wave!.study, loadWords(wave!.study.folder, [language]).get(language)!);
      const own = receiptsOf("receipts-models", reading, voice);
      return (id: string) => own.find((receipt) => receipt.id === id)!.certain.join();
    };
    const english = receipts("en");
    expect(english("grey.gain")).toMatch(/^Holds the middle 95% of 100 dealings .* one searched and one held out/);
    expect(english("grey.gain")).not.toContain("bootstrap");
    expect(english("grey.grade")).toMatch(/bootstrap interval from 1,000 draws/);
    const chinese = receipts("zh-CN");
    expect(chinese("grey.gain")).toMatch(/随机分为两半100次.*留出/);
    expect(chinese("grey.gain")).not.toContain("自助法");
    expect(chinese("grey.grade")).toContain("自助法");
  });
});
