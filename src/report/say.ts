import type { NoteSlots, Say } from "../analyses/analysis.ts";
import type { DelphiOptions } from "../analyses/delphi/result.ts";
import type { Estimate, Subject } from "../analyses/estimate.ts";
import type { FuzzyOptions } from "../analyses/fuzzy/result.ts";
import type { KanoOptions } from "../analyses/kano/result.ts";
import type { ReliabilityOptions } from "../analyses/reliability/result.ts";
import type { StructuralModelOptions } from "../analyses/structural-model/result.ts";
import { dividersOf } from "../study/dividers.ts";
import type { Study, Text } from "../study/study.ts";
import { type Format, formatOf, type Range } from "./format.ts";
import { clean } from "./markup.ts";
import type { Slots, Words } from "./words.ts";

/** Words, labels and formats of one study in one language: all that turns results into reading. */
export interface Voice extends Say {
  readonly words: Words;
  readonly format: Format;
  /** A text of the study in this language, cleaned; in the study's first language where it has no other. */
  text(text: Text): string;
  /** Whether the locale has a name for a measure. */
  knows(id: string): boolean;
  /** The name of a measure as a heading: `Satisfaction index`. */
  measure(id: string): string;
  /** The name of a measure within a sentence: `the satisfaction index`. */
  noun(id: string): string;
  /** Answers to a question by their codes, with the words that the study has for the ends: `9–10 (Excellent)`. */
  answers(question: string, codes: readonly number[]): string;
  /** Slots of a code or heading as words: numbers as short as they are, subjects by name. */
  slots(given: NoteSlots | undefined): Slots;
  /** An estimate's number, or a short word where there is none. */
  value(estimate: Estimate): string;
}

export function voiceOf(study: Study, words: Words): Voice {
  const format = formatOf(words);
  const text = (given: Text) =>
    clean(given[words.language] ?? given[study.languages[0]!] ?? Object.values(given)[0] ?? "");
  const label = (subject: Subject) => clean(labelWithin(subject, study, words, text));
  const familyOf = (id: string): string => {
    const family = [id, ...prefixesOf(id)].find((key) => words.has(`measure.${key}`));
    if (!family) throw new Error(`The locale ${words.language} has no word "measure.${id}".`);
    return family;
  };
  return {
    language: words.language,
    words,
    format,
    text,
    label,
    word: words.word,
    count: format.count,
    number: (value, unit, options) => format.number(value, unit, options),
    interval: (estimate: Range) => format.interval(estimate),
    knows: (id) => [id, ...prefixesOf(id)].some((key) => words.has(`measure.${key}`)),
    measure: (id) => words.word(`measure.${familyOf(id)}`),
    noun: (id) => words.word(words.has(`noun.${familyOf(id)}`) ? `noun.${familyOf(id)}` : `measure.${familyOf(id)}`),
    answers: (question, codes) => {
      const { type, scale } = study.questions.get(question)!;
      const labelOf = (code: number) => {
        const label = scale?.labels.get(code);
        return label && text(label);
      };
      // a choice is known by its words, a rating by its codes
      if (type === "choice")
        return codes.map((code) => labelOf(code) ?? String(code)).join(words.word("format.clauses"));
      const ends = codes.length === 1 ? codes : [codes[0]!, codes.at(-1)!];
      return ends
        .map((code) => {
          const label = labelOf(code);
          return label ? words.word("format.answer", { code: String(code), label }) : String(code);
        })
        .reduce((low, high) => format.range(low, high));
    },
    slots: (given) =>
      Object.fromEntries(
        Object.entries(given ?? {}).map(([name, value]) => {
          if (typeof value === "number") return [name, format.plain(value)];
          if (isNumbers(value)) return [name, value.map(format.plain).join(words.word("format.list"))];
          return [name, typeof value === "string" ? clean(value) : label(value)];
        }),
      ),
    value: (estimate) =>
      estimate.value === null
        ? words.word("ui.no-value")
        : format.number(estimate.value, estimate.unit, { base: estimate.base }),
  };
}

function isNumbers(value: NoteSlots[string]): value is readonly number[] {
  return Array.isArray(value);
}

/** `gaps.state.satisfied` is of the family `gaps.state`: the last part may be a value. */
function prefixesOf(id: string): readonly string[] {
  const parts = id.split(".");
  return parts.length > 2 ? [parts.slice(0, -1).join(".")] : [];
}

/** The label with the group of respondents that it is of; of a whole group, the group's own. */
function labelWithin(subject: Subject, study: Study, words: Words, text: (given: Text) => string): string {
  const { group } = subject;
  if (group === undefined) return labelOf(subject, study, words, text);
  const g = segmentLabel(group, study, text);
  return subject.kind === "overall" ? g : words.word("format.in-group", { s: labelOf(subject, study, words, text), g });
}

function labelOf(subject: Subject, study: Study, words: Words, text: (given: Text) => string): string {
  const { kind, id } = subject;
  switch (kind) {
    case "element":
      return text(study.elements.get(id)?.label ?? { [words.language]: id });
    case "question":
      return text(study.questions.get(id)?.text ?? { [words.language]: id });
    case "wave":
      return text(study.waves.find((wave) => wave.id === id)?.title ?? { [words.language]: id });
    case "provider":
      return text(study.provider?.values.get(id) ?? { [words.language]: id });
    case "segment":
      return segmentLabel(id, study, text);
    case "method":
      return id
        .split(" ")
        .map((method) => words.word(`scored.${method}`))
        .reduce((a, b) => words.word("format.cross", { a, b }));
    case "cell": {
      const [horizontal, vertical] = id.split(" ") as [string, string];
      const name = (part: Subject) => labelOf(part, study, words, text);
      return words.word("format.cross", {
        a: name({ kind: "horizontal", id: horizontal }),
        b: name({ kind: "vertical", id: vertical }),
      });
    }
    case "dimension":
    case "stage":
    case "horizontal":
    case "vertical":
    case "level":
    case "component":
    case "factor":
    case "quality":
    case "attribute":
    case "area":
    case "resource":
    case "effect":
    case "action":
    case "owner":
    case "tier": {
      const own = study.tagLabels.get(`${kind}.${id}`);
      if (own) return text(own);
      return words.has(`subject.${kind}.${id}`) ? words.word(`subject.${kind}.${id}`) : id;
    }
    case "block": {
      const { blocks } = (study.analyses.get("reliability") ?? {}) as Partial<ReliabilityOptions>;
      const own = blocks?.[id]?.label ?? id;
      return typeof own === "string" ? own : text(own);
    }
    case "pair": {
      const [a, b] = id.split(" & ").map((part) => {
        const at = part.indexOf(":");
        const subject = { kind: part.slice(0, at) as Subject["kind"], id: part.slice(at + 1) };
        return subject.kind === "overall" ? words.word("subject.block.overall") : labelOf(subject, study, words, text);
      });
      return words.word("format.cross", { a: a!, b: b! });
    }
    case "principal":
      return words.word("subject.principal.component", { k: id });
    case "feature": {
      const { label } = (study.analyses.get("kano") as KanoOptions | undefined)?.features[id] ?? {};
      return label === undefined ? id : text(typeof label === "string" ? { [words.language]: label } : label);
    }
    case "item": {
      const { items } = (study.analyses.get("delphi") as DelphiOptions | undefined) ?? {};
      const label = typeof items === "object" ? items[id] : undefined;
      return label === undefined ? id : text(typeof label === "string" ? { [words.language]: label } : label);
    }
    case "grade": {
      const given = (study.analyses.get("fuzzy") as FuzzyOptions | undefined)?.grades[id]?.label;
      if (given !== undefined) return text(typeof given === "string" ? { [words.language]: given } : given);
      const level = /^level_(\d+)$/.exec(id);
      return level
        ? words.word("subject.grade.level", { k: level[1]! })
        : words.has(`subject.grade.${id}`)
          ? words.word(`subject.grade.${id}`)
          : id;
    }
    case "rise":
      return words.word("subject.rise", { r: formatOf(words).number(Number(id) / 100, "share", { sign: true }) });
    case "latent": {
      const blocks = (study.analyses.get("structural-model") as StructuralModelOptions | undefined)?.blocks;
      const block = blocks?.[id];
      if (block && "label" in block && block.label !== undefined)
        return text(typeof block.label === "string" ? { [words.language]: block.label } : block.label);
      return words.has(`subject.latent.${id}`) ? words.word(`subject.latent.${id}`) : id;
    }
    case "arrow": {
      const [a, b] = id.split(" > ").map((latent) => labelOf({ kind: "latent", id: latent }, study, words, text));
      return words.word("format.arrow", { a: a!, b: b! });
    }
    case "crossed": {
      const [question, latent] = id.split(" ") as [string, string];
      const name = (part: Subject) => labelOf(part, study, words, text);
      return words.word("format.cross", {
        a: name({ kind: "question", id: question }),
        b: name({ kind: "latent", id: latent }),
      });
    }
    case "overall":
    case "state":
    case "box":
    case "category":
      return words.word(`subject.${kind}.${id}`);
  }
}

/** `region` -> "Region"; `region=north` -> "North": what it divides by is said beside it. */
function segmentLabel(id: string, study: Study, text: (given: Text) => string): string {
  const cut = id.indexOf("=");
  const [name, value] = cut < 0 ? [id, undefined] : [id.slice(0, cut), id.slice(cut + 1)];
  const segment = dividersOf(study).find((candidate) => candidate.id === name);
  if (value === undefined) return segment ? text(segment.label) : name;
  const known = segment?.values.get(value);
  return known ? text(known) : value;
}
