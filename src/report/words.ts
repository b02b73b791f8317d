import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Problem, ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import { didYouMean } from "../problems/suggestion.ts";
import type { Language } from "../study/study.ts";
import { readYaml, type YamlFile } from "../study/yaml.ts";
import { packageFolder } from "./program.ts";

export type Slots = Readonly<Record<string, string>>;

/** The words of one language. Keys are dotted: `chart.gaps.how`. */
export interface Words {
  readonly language: Language;
  /** A word or sentence with its slots filled. A missing key or slot is a fault of ours and throws. */
  word(key: string, slots?: Slots): string;
  has(key: string): boolean;
  /** The sentence as it stands in the locale, slots unfilled. */
  template(key: string): string;
  readonly keys: readonly string[];
}

const folder = ["templates", "locales"] as const;

/**
 * The words of the languages of a site: ours with the client's own (`templates/locales/<lang>.yaml`) laid over them. A
 * language that we do not have needs a complete locale of the client's.
 *
 * @throws ProblemError for unknown keys, wrong slots, and languages without words
 */
export function loadWords(root: string, languages: readonly Language[]): ReadonlyMap<Language, Words> {
  const available = ourLanguages();
  const read = new Map<Language, ReadonlyMap<string, string>>();
  const ours = (language: Language) => {
    if (!read.has(language)) read.set(language, ourLocale(language));
    return read.get(language)!;
  };
  const problems: Problem[] = [];
  const words = languages.map((language) => {
    const from = baseOf(language, available);
    const base = from === undefined ? undefined : ours(from);
    const file = `${folder.join("/")}/${language}.yaml`;
    const path = join(root, ...folder, `${language}.yaml`);
    const own = existsSync(path)
      ? overridesOf(readYaml(readFileSync(path, "utf8"), file), base ?? ours("en"), problems)
      : undefined;
    if (!base && !own) {
      problems.push({
        code: "report/no-words",
        severity: "error",
        place: { file },
        message: `There are no words for the language ${quote(language)}.`,
        hint: `Copy a locale of Satisfact to ${file} and translate it, or use one of ${available.join(", ")}.`,
      });
    }
    if (!base && own) reportMissing(own, ours("en"), file, problems);
    return [language, wordsOf(language, new Map([...(base ?? []), ...(own ?? [])]))] as const;
  });
  if (problems.length > 0) throw new ProblemError(problems);
  return new Map(words);
}

/** Locales that come with the program, by language, as flat maps. */
export function ourLocales(): ReadonlyMap<Language, ReadonlyMap<string, string>> {
  return new Map(ourLanguages().map((language) => [language, ourLocale(language)]));
}

const ourFolder = join(packageFolder, ...folder);

function ourLanguages(): readonly Language[] {
  const files = readdirSync(ourFolder).filter((file) => file.endsWith(".yaml"));
  return files.sort().map((file) => file.slice(0, -".yaml".length));
}

function ourLocale(language: Language): ReadonlyMap<string, string> {
  return flatten(parse(readFileSync(join(ourFolder, `${language}.yaml`), "utf8")));
}

/** `en-GB` reads `en`; `zh` and `zh-Hans` read `zh-CN`. Undefined when no locale stands for the language. */
function baseOf(language: Language, available: readonly Language[]): Language | undefined {
  if (available.includes(language)) return language;
  if (["zh", "zh-Hans", "zh-Hans-CN", "zh-SG"].includes(language)) return "zh-CN";
  const primary = language.split("-")[0]!;
  return available.includes(primary) ? primary : undefined;
}

function flatten(value: unknown, prefix = ""): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  for (const [name, inner] of Object.entries(value as Record<string, unknown>)) {
    const key = prefix ? `${prefix}.${name}` : name;
    if (inner !== null && typeof inner === "object") for (const entry of flatten(inner, key)) flat.set(...entry);
    else flat.set(key, String(inner ?? ""));
  }
  return flat;
}

/** Names of the slots of a sentence, sorted. */
export function slotsOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))].sort();
}

function overridesOf(
  file: YamlFile,
  known: ReadonlyMap<string, string>,
  problems: Problem[],
): ReadonlyMap<string, string> {
  problems.push(...file.problems);
  if (file.data === undefined || file.data === null) return new Map();
  const own = flatten(file.data);
  for (const [key, text] of own) {
    const path = key.split(".");
    const expected = known.get(key);
    if (expected === undefined) {
      const hint = didYouMean(key, known.keys());
      problems.push({
        code: "report/unknown-word",
        severity: "error",
        place: file.keyPlaceOf(path),
        message: `The report has no word named ${quote(key)}.`,
        ...(hint && { hint }),
      });
      continue;
    }
    const strange = slotsOf(text).filter((slot) => !slotsOf(expected).includes(slot));
    if (strange.length > 0) {
      problems.push({
        code: "report/unknown-slot",
        severity: "error",
        place: file.placeOf(path),
        message: `${quote(key)} has no slot {${strange[0]}}.`,
        hint:
          slotsOf(expected).length > 0
            ? `It has ${slotsOf(expected)
                .map((slot) => `{${slot}}`)
                .join(", ")}.`
            : "It has none.",
      });
    }
  }
  return own;
}

function reportMissing(
  own: ReadonlyMap<string, string>,
  needed: ReadonlyMap<string, string>,
  file: string,
  problems: Problem[],
): void {
  const missing = [...needed.keys()].filter((key) => !own.has(key));
  if (missing.length === 0) return;
  problems.push({
    code: "report/missing-words",
    severity: "error",
    place: { file },
    message: `${missing.length} words are missing, such as ${missing
      .slice(0, 3)
      .map((key) => quote(key))
      .join(", ")}.`,
    hint: "A language that Satisfact does not have needs every word of an existing locale.",
  });
}

function wordsOf(language: Language, texts: ReadonlyMap<string, string>): Words {
  const template = (key: string): string => {
    const text = texts.get(key);
    if (text === undefined) throw new Error(`The locale ${language} has no word "${key}".`);
    return text;
  };
  return {
    language,
    keys: [...texts.keys()],
    has: (key) => texts.has(key),
    template,
    word: (key, slots = {}) =>
      template(key).replace(/\{(\w+)\}/g, (_, slot: string) => {
        const value = slots[slot];
        if (value === undefined)
          throw new Error(`"${key}" in the locale ${language} wants {${slot}}, which was not given.`);
        return value;
      }),
  };
}
