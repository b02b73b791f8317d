import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { type Problem, ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import { didYouMean } from "../problems/suggestion.ts";
import type { Language } from "../study/study.ts";
import { readUtf8 } from "../study/utf8.ts";
import { readYaml, type YamlFile } from "../study/yaml.ts";
import { workFolder } from "./lock.ts";
import { packageFolder } from "./program.ts";

export type Slots = Readonly<Record<string, string>>;

/** The words of one language. Keys are dotted: `chart.gaps.how`. */
export interface Words {
  readonly language: Language;
  /** Languages of what is missing in this one, such as method notes, in the order in which they are looked for; this one first. */
  readonly reads: readonly Language[];
  /** A word or sentence with its slots filled. A missing key or slot is a fault of ours and throws. */
  word(key: string, slots?: Slots): string;
  has(key: string): boolean;
  /** The sentence as it stands in the locale, slots unfilled. */
  template(key: string): string;
  readonly keys: readonly string[];
}

const folder = ["templates", "locales"] as const;

/**
 * The words of the languages of a site: ours with the client's own (`templates/locales/<lang>.yaml`) laid over them key by
 * key. A language that we do not have needs a locale of the client's: a whole one, or one that says with `fallback: en` which
 * of ours has the words it lacks.
 *
 * @param notices takes what is amiss and stops nothing
 * @throws ProblemError for unknown keys, wrong slots, and languages without words
 */
export function loadWords(
  root: string,
  languages: readonly Language[],
  notices: Problem[] = [],
): ReadonlyMap<Language, Words> {
  const project: Project = { root, available: ourLanguages(), read: new Map(), problems: [], notices };
  const words = languages.map((language) => {
    const { texts, reads } = localeOf(language, project);
    return [language, wordsOf(language, reads, texts)] as const;
  });
  if (project.problems.length > 0) throw new ProblemError(project.problems);
  return new Map(words);
}

interface Locale {
  readonly texts: Texts;
  readonly reads: readonly Language[];
}

type Texts = ReadonlyMap<string, string>;

/** A client's folder, with what was read of it so far. */
interface Project {
  readonly root: string;
  readonly available: readonly Language[];
  readonly read: Map<Language, Locale>;
  readonly problems: Problem[];
  readonly notices: Problem[];
}

function localeOf(language: Language, project: Project): Locale {
  const known = project.read.get(language);
  if (known) return known;
  const locale = readLocale(language, project);
  project.read.set(language, locale);
  return locale;
}

function readLocale(language: Language, project: Project): Locale {
  const { available, problems } = project;
  const base = baseOf(language, project);
  const file = `${folder.join("/")}/${language}.yaml`;
  const path = join(project.root, ...folder, `${language}.yaml`);
  const own = existsSync(path) ? readOwn(path, file, problems) : undefined;
  if (base !== undefined) {
    const { texts, reads } = base === language ? { texts: ourLocale(language), reads: [] } : localeOf(base, project);
    const over = own ? overridesOf(own, texts, problems) : [];
    return { texts: new Map([...texts, ...over]), reads: [language, ...reads] };
  }
  const fallback = own && fallbackOf(own, file, project);
  const needed = ourLocale(fallback ?? "en");
  if (!own) {
    problems.push({
      code: "report/no-words",
      severity: "error",
      place: { file },
      message: `There are no words for the language ${quote(language)}.`,
      hint: `Use one of ${available.join(", ")}, or begin ${file} with the line "fallback: en": a build then tells which words are to be translated.`,
    });
    return { texts: needed, reads: [language] };
  }
  const texts = new Map([...marksOfLanguage(language), ...overridesOf(withoutFallback(own), needed, problems)]);
  reportMissing(language, texts, needed, fallback, file, project);
  return { texts: new Map([...needed, ...texts]), reads: [language, fallback ?? "en"] };
}

function readOwn(path: string, file: string, problems: Problem[]): YamlFile {
  const { text, wrongFrom } = readUtf8(readFileSync(path));
  if (wrongFrom)
    problems.push({
      code: "report/words-encoding",
      severity: "error",
      place: { file, ...wrongFrom },
      message: "This file of words is not in UTF-8.",
      hint: "Save it as UTF-8.",
    });
  return readYaml(text, file);
}

/** The language whose words stand in for missing ones, as a locale of the client's names it. */
function fallbackOf({ data, placeOf }: YamlFile, file: string, { available, problems }: Project): Language | undefined {
  const named = (data as Readonly<Record<string, unknown>> | null | undefined)?.fallback;
  if (named === undefined) return undefined;
  if (typeof named === "string" && available.includes(named)) return named;
  problems.push({
    code: "report/fallback",
    severity: "error",
    place: { ...placeOf(["fallback"]), file },
    message: `The fallback of a locale is a language of Satisfact's, not ${quote(String(named))}.`,
    hint: `Name one of ${available.join(", ")}.`,
  });
  return undefined;
}

/** Only a language that we do not have may name one; elsewhere the line is an unknown word. */
function withoutFallback(file: YamlFile): YamlFile {
  if (file.data === null || typeof file.data !== "object") return file;
  const { fallback: _, ...data } = file.data as Readonly<Record<string, unknown>>;
  return { ...file, data };
}

/** How a language that we do not have writes numbers and names itself and the months, as far as its tag tells. */
function marksOfLanguage(language: Language): Texts {
  if (Intl.NumberFormat.supportedLocalesOf(language).length === 0) return new Map();
  const parts = new Intl.NumberFormat(language, { style: "percent", minimumFractionDigits: 1 }).formatToParts(
    12345.678,
  );
  const text = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value;
  const number = new Set<Intl.NumberFormatPartTypes>(["integer", "group", "decimal", "fraction"]);
  const first = parts.findIndex(({ type }) => number.has(type));
  const last = parts.findLastIndex(({ type }) => number.has(type));
  const joined = (some: readonly Intl.NumberFormatPart[]) => some.map(({ value }) => value).join("");
  const isParted = (value: number) =>
    new Intl.NumberFormat(language).formatToParts(value).some(({ type }) => type === "group");
  const month = new Intl.DateTimeFormat(language, {
    month: "long",
    day: "numeric",
    timeZone: "UTC",
    calendar: "gregory",
  });
  const monthOf = (k: number) =>
    month.formatToParts(new Date(Date.UTC(2026, k, 2))).find(({ type }) => type === "month")!.value;
  const name = new Intl.DisplayNames(language, { type: "language" }).of(language)!;
  return new Map([
    ["language.name", name.slice(0, 1).toUpperCase() + name.slice(1)],
    ["format.decimal", text("decimal") ?? "."],
    ["format.thousands", text("group") ?? ""],
    ["format.thousands-from", isParted(1234) ? "4" : "5"],
    ["format.percent", `${joined(parts.slice(0, first))}{n}${joined(parts.slice(last + 1))}`],
    ...Array.from({ length: 12 }, (_, k) => [`date.month.${k + 1}`, monthOf(k)] as const),
  ]);
}

/** Locales that come with the program, by language, as flat maps. */
export function ourLocales(): ReadonlyMap<Language, Texts> {
  return new Map(ourLanguages().map((language) => [language, ourLocale(language)]));
}

const ourFolder = join(packageFolder, ...folder);

function ourLanguages(): readonly Language[] {
  const files = readdirSync(ourFolder).filter((file) => file.endsWith(".yaml"));
  return files.sort().map((file) => file.slice(0, -".yaml".length));
}

function ourLocale(language: Language): Texts {
  return flatten(parse(readFileSync(join(ourFolder, `${language}.yaml`), "utf8")));
}

/** `en-GB` reads `en`, `fr-CA` the client's `fr`; `zh` and `zh-Hans` read `zh-CN`. Undefined when no locale stands for the language. */
function baseOf(language: Language, { root, available }: Project): Language | undefined {
  if (available.includes(language)) return language;
  if (["zh", "zh-Hans", "zh-Hans-CN", "zh-SG"].includes(language)) return "zh-CN";
  const primary = language.split("-")[0]!;
  if (available.includes(primary)) return primary;
  return primary !== language && existsSync(join(root, ...folder, `${primary}.yaml`)) ? primary : undefined;
}

function flatten(value: unknown, prefix = ""): Texts {
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

function overridesOf(file: YamlFile, known: Texts, problems: Problem[]): Texts {
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
    const slots = slotsOf(expected);
    const strange = slotsOf(text).filter((slot) => !slots.includes(slot));
    if (strange.length > 0) {
      problems.push({
        code: "report/unknown-slot",
        severity: "error",
        place: file.placeOf(path),
        message: `${quote(key)} has no slot {${strange[0]}}.`,
        hint: slots.length > 0 ? `It has ${bracedList(slots)}.` : "It has none.",
      });
    }
    const lost = carriers.test(key) ? slots.filter((slot) => !slotsOf(text).includes(slot)) : [];
    if (lost.length > 0) {
      problems.push({
        code: "report/lost-slot",
        severity: "error",
        place: file.placeOf(path),
        message: `${quote(key)} lacks ${bracedList(lost)}: a part of the number or date would be lost.`,
        hint: `It is written with ${bracedList(slots)}.`,
      });
    }
    if (key === "format.thousands-from" && !/^[1-9]$/.test(text)) {
      problems.push({
        code: "report/number-format",
        severity: "error",
        place: file.placeOf(path),
        message: `${quote(key)} is ${quote(text)}, which is not a number of digits.`,
        hint: "Write 4 for 1,234 and 5 where only numbers from 12,345 on are parted.",
      });
    }
  }
  return own;
}

/** Words that numbers and dates are made with: none of their slots may be left out. */
const carriers = /^(?:unit|format\.(?:percent|range|to|p|p-below|n))(?:\.|$)/;

function bracedList(slots: readonly string[]): string {
  return slots.map((slot) => `{${slot}}`).join(", ");
}

/** So many missing words are named in a message; all stand in the file. */
const mostNamed = 5;

/** Words that a language of the client's lacks: told with their number, and written down to be translated. */
function reportMissing(
  language: Language,
  texts: Texts,
  needed: Texts,
  fallback: Language | undefined,
  file: string,
  { root, problems, notices }: Project,
): void {
  const missing = [...needed].filter(([key]) => !texts.has(key));
  const list = join(root, workFolder, `words.${language}.yaml`);
  if (missing.length === 0) {
    rmSync(list, { force: true });
    return;
  }
  mkdirSync(join(root, workFolder), { recursive: true });
  writeFileSync(list, `# Missing in ${file}: translate these and move them there.\n${stringify(nested(missing))}`);
  const named = missing.slice(0, mostNamed).map(([key]) => quote(key));
  const more = missing.length > mostNamed ? " and others" : "";
  const problem = {
    code: "report/missing-words",
    place: { file },
    message: `${missing.length} of ${needed.size} words are missing${fallback ? ` and shown in ${fallback}` : ""}: ${named.join(", ")}${more}.`,
  };
  const all = `All of them stand in ${workFolder}/words.${language}.yaml, to be translated and moved to ${file}.`;
  if (fallback) notices.push({ ...problem, severity: "notice", hint: all });
  else
    problems.push({
      ...problem,
      severity: "error",
      hint: `${all} Until then, the line "fallback: en" in it shows the English ones.`,
    });
}

/** Dotted keys as mappings within mappings. */
function nested(entries: readonly (readonly [string, string])[]): object {
  interface Branch {
    [name: string]: Branch | string;
  }
  const tree: Branch = {};
  for (const [key, text] of entries) {
    const path = key.split(".");
    const last = path.pop()!;
    let at = tree;
    for (const name of path) {
      at[name] ??= {};
      at = at[name] as Branch;
    }
    at[last] = text;
  }
  return tree;
}

function wordsOf(language: Language, reads: readonly Language[], texts: Texts): Words {
  const template = (key: string): string => {
    const text = texts.get(key);
    if (text === undefined) throw new Error(`The locale ${language} has no word "${key}".`);
    return text;
  };
  return {
    language,
    reads,
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
