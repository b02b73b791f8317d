import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../problems/problem.ts";
import type { Language } from "../study/study.ts";
import { renderMarkdown } from "./markdown.ts";
import { packageFolder } from "./program.ts";
import type { Reading } from "./reading.ts";
import type { Voice } from "./say.ts";
import { weightingText } from "./weighting.ts";
import type { Words } from "./words.ts";

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

/** The method note of an analysis in the first of these languages that has one, the client's before ours. */
export function methodNote(
  root: string,
  analysis: string,
  reads: Words["reads"],
): { language: Language; html: string } {
  const { language, path } = findNote(root, analysis, reads);
  return { language, html: renderMarkdown(readFileSync(path, "utf8"), 4) };
}

function findNote(root: string, analysis: string, reads: Words["reads"]): { language: Language; path: string } {
  for (const language of reads) {
    for (const folder of [root, packageFolder]) {
      const path = join(folder, "templates", "methods", `${analysis}.${language}.md`);
      if (existsSync(path)) return { language, path };
    }
  }
  throw new Error(`The analysis "${analysis}" has no method note in ${reads.join(" or ")}.`);
}

/** Method notes that a language of the site lacks, so that its pages show them in another: one notice a language. */
export function missingMethodNotes(root: string, analyses: readonly string[], words: Words): readonly Problem[] {
  const [language, ...others] = words.reads;
  const found = analyses.map((analysis) => ({ analysis, note: findNote(root, analysis, words.reads) }));
  // `en-GB` reads the notes of `en`: nothing is missing there
  const missing = found.filter(({ note }) => primaryOf(note.language) !== primaryOf(language!));
  if (missing.length === 0) return [];
  return [
    {
      code: "report/missing-method-notes",
      severity: "notice",
      place: { file: "templates/methods" },
      message: `${missing.length} of ${analyses.length} method notes are missing in ${language} and shown in ${others.at(-1)}: ${missing.map(({ analysis }) => analysis).join(", ")}.`,
      hint: `Write ${missing.map(({ analysis }) => `${analysis}.${language}.md`)[0]} and so on.`,
    },
  ];
}

function primaryOf(language: Language): string {
  return language.split("-")[0]!;
}
