import type { Comparison, Estimate, Finding, Subject } from "../analyses/estimate.ts";
import type { Voice } from "./say.ts";
import type { Slots } from "./words.ts";

/**
 * The full sentence of a finding (METHODS D2). A size is said where the locale has a wording for it
 * (`findings.<case>-sized`) and the finding has one.
 */
export function sentenceOf(finding: Finding, voice: Voice): string {
  return capital(fill("findings", finding, voice), voice);
}

/** The finding as a title, without a full stop. */
export function titleOf(finding: Finding, voice: Voice): string {
  return capital(fill("titles", finding, voice), voice);
}

/** The finding in a few words: half a title. */
export function clauseOf(finding: Finding, voice: Voice): string {
  return capital(fill("clauses", finding, voice), voice);
}

/** What a change is called beside a number: `Down 2.6 points`, `No change shown`. */
export function changeOf(comparison: Comparison, voice: Voice): string {
  const { verdict, difference, unit } = comparison;
  const d = difference === null ? "" : voice.format.measured(Math.abs(difference), unit, { sign: false });
  return voice.word(`change.${verdict}`, { d });
}

/** `on Q2 (−3.9 to −1.3)`; only the name where there is no interval. */
export function changeBasis(comparison: Comparison, voice: Voice): string {
  const interval = voice.format.interval(comparison);
  return voice.word(interval ? "change.on" : "change.on-bare", { w: otherOf(comparison, voice), i: interval });
}

function fill(family: "findings" | "titles" | "clauses", finding: Finding, voice: Voice): string {
  const sized = `${family}.${finding.case}-sized`;
  const key = finding.size && voice.words.has(sized) ? sized : `${family}.${finding.case}`;
  return voice.word(key, slotsOf(finding, voice));
}

/** Every slot that a sentence about this finding may use; formats are those of the page. */
function slotsOf(finding: Finding, voice: Voice): Slots {
  const { estimate, comparison, measure, subject } = finding;
  return {
    ...extrasOf(finding, voice),
    ...estimateSlots(estimate, voice),
    ...(comparison && comparisonSlots(comparison, voice)),
    s: isWhole(subject) ? voice.noun(measure) : voice.label(subject),
    m: voice.noun(measure),
    sm: subjectMeasure(measure, subject, voice),
    size: finding.size ? voice.word(`size.${finding.size}`) : "",
  };
}

/** What moved, in full: `the satisfaction index`, `the score of Billing`. */
function subjectMeasure(measure: string, subject: Subject, voice: Voice): string {
  if (isWhole(subject)) return voice.noun(measure);
  return voice.word("format.of", { s: voice.label(subject), m: voice.noun(measure) });
}

/** A number about everybody is named by its measure alone. */
function isWhole({ kind, group }: Subject): boolean {
  return group === undefined && (kind === "overall" || kind === "box");
}

function estimateSlots(estimate: Estimate, voice: Voice): Slots {
  const { value, low, high, unit, base } = estimate;
  const number = (given: number | null) =>
    given === null ? voice.word("ui.no-value") : voice.format.number(given, unit, { base });
  const interval = voice.format.interval(estimate);
  return {
    x: number(value),
    xa:
      value === null ? voice.word("ui.no-value") : voice.format.measured(Math.abs(value), unit, { base, sign: false }),
    l: number(low),
    u: number(high),
    i: interval || voice.word("ui.no-interval"),
    n: base === null ? voice.word("ui.no-value") : voice.format.count(base),
    level: voice.format.level(estimate.level),
  };
}

function comparisonSlots(comparison: Comparison, voice: Voice): Slots {
  const { difference, low, high, unit, adjusted, p } = comparison;
  const measured = (given: number | null, sign: boolean) =>
    given === null ? voice.word("ui.no-value") : voice.format.measured(sign ? given : Math.abs(given), unit, { sign });
  const shown = adjusted ?? p;
  return {
    d: measured(difference, false),
    ds: measured(difference, true),
    dl: low === null ? voice.word("ui.no-value") : voice.format.number(low, unit),
    du: high === null ? voice.word("ui.no-value") : voice.format.number(high, unit),
    di: voice.format.interval(comparison) || voice.word("ui.no-interval"),
    p: shown === null ? voice.word("ui.no-value") : voice.format.p(shown),
    wave: otherOf(comparison, voice),
  };
}

function otherOf(comparison: Comparison, voice: Voice): string {
  const { kind, id, value } = comparison.with;
  if (kind === "wave" || kind === "provider") return voice.label({ kind, id: id ?? "" });
  if (kind === "group") return voice.label({ kind: "segment", id: id ?? "" });
  return voice.word(`compared.${kind}`, { t: value === undefined ? "" : voice.format.plain(value) });
}

function extrasOf(finding: Finding, voice: Voice): Slots {
  const entries = Object.entries(finding.with ?? {});
  return Object.fromEntries(
    entries.map(([slot, given]) => [
      slot,
      typeof given === "object" && "measure" in given ? voice.value(given) : voice.slots({ [slot]: given })[slot]!,
    ]),
  );
}

/** Words of ours begin a sentence with a capital; a name that the client wrote stays as written. */
function capital(sentence: string, voice: Voice): string {
  const articles = voice.word("format.articles").split("|");
  // an elided article stands at its noun: l’indice
  const begins = (article: string) => sentence.startsWith(/[’']$/.test(article) ? article : `${article} `);
  return articles.some(begins) ? sentence[0]!.toUpperCase() + sentence.slice(1) : sentence;
}
