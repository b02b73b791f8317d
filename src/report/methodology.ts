import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderMarkdown } from "./notes.ts";
import { packageFolder } from "./program.ts";
import type { Reading } from "./reading.ts";
import type { Voice } from "./say.ts";
import { weightingText } from "./weighting.ts";

export interface Fact {
  readonly name: string;
  readonly text: string;
}

/** Every convention in force, those of the study first, then those that the program does not leave open. */
export function conventionFacts(reading: Reading, voice: Voice): readonly Fact[] {
  const { conventions: c, quality } = reading.results.study;
  const { count, level, plain } = voice.format;
  const signals = (named: readonly string[]) =>
    named.map((signal) => voice.word(`signal.${signal}`)).join(voice.word("format.list")) || voice.word("ui.no-value");
  const slots: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ["level", { level: level(c.level) }],
    ["fdr", { fdr: level(c.fdr) }],
    [c.top === 2 ? "top-two" : "top-one", {}],
    ["minimum-answered", { share: level(c.minimumAnswered) }],
    ["bases", { hide: plain(c.hideBelow), caution: plain(c.cautionBelow), last: plain(c.cautionBelow - 1) }],
    ["cells", { cell: plain(c.cellBelow) }],
    ["sizes", { small: plain(c.sizes[0]), moderate: plain(c.sizes[1]), large: plain(c.sizes[2]) }],
    ["draws", { draws: count(c.draws), how: voice.word(`resampled.${reading.results.sample.resampled}`) }],
    ["weights", { text: weightingText(reading.results.sample.weights, reading.results.study, voice) }],
    quality
      ? [
          "quality",
          {
            speed: level(quality.speederBelow),
            partial: level(quality.partialBelow),
            alone: signals(quality.exclude),
            counted: signals(quality.keep),
          },
        ]
      : ["quality-none", {}],
  ];
  const fixed = ["scales", "missing", "means", "shares", "differences", "panels", "rest", "rounding", "comparability"];
  return [...slots, ...fixed.map((name) => [name, {}] as const)].map(([name, given]) => ({
    name: voice.word(`convention.${name}.name`),
    text: voice.word(`convention.${name}.text`, given),
  }));
}

/** What the study file asks of an analysis, as it is written there. */
export function optionFacts(
  reading: Reading,
): readonly { readonly analysis: string; readonly options: readonly Fact[] }[] {
  const { study } = reading.results;
  return reading.done.map((analysis) => ({
    analysis,
    options: flatten(study.analyses.get(analysis) ?? {}, `analyses.${analysis}`),
  }));
}

function flatten(value: unknown, name: string): readonly Fact[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.some((inner) => inner !== null && typeof inner === "object"))
    return value.flatMap((inner, k) => flatten(inner, `${name}.${k + 1}`));
  if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, inner]) => flatten(inner, `${name}.${key}`));
  }
  return [{ name, text: Array.isArray(value) ? value.join(", ") : String(value) }];
}

/** Where the program's numbers come from: file, hash, seed, version. */
export function softwareFacts(reading: Reading, voice: Voice, version: string): readonly Fact[] {
  const { study, wave, sample, fingerprint } = reading.results;
  const fact = (name: string, text: string): Fact => ({ name: voice.word(`software.${name}`), text });
  return [
    fact("program", `Satisfact ${version}`),
    fact("file", sample.file),
    fact("hash", `sha256 ${sample.hash}`),
    fact("fingerprint", fingerprint),
    fact("seed", voice.word("software.seed-text", { study: study.id })),
    fact("again", `satisfact build --only ${study.id}/${wave.id}`),
  ];
}

/** A method note as HTML, the client's before ours. */
export function methodNote(root: string, analysis: string, language: string): string {
  const base = language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
  for (const folder of [root, packageFolder]) {
    for (const tag of [language, base]) {
      const path = join(folder, "templates", "methods", `${analysis}.${tag}.md`);
      if (existsSync(path)) return renderMarkdown(readFileSync(path, "utf8"), 4);
    }
  }
  throw new Error(`The analysis "${analysis}" has no method note in ${language}.`);
}
