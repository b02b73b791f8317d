import { type Estimate, numberKey } from "../analyses/estimate.ts";
import type { Question } from "../study/study.ts";
import { linkTo } from "./addresses.ts";
import { countsIn } from "./counts.ts";
import { addressOf, type Edition } from "./edition.ts";
import { headlineMeasures, receiptsPageOf } from "./pages.ts";
import type { Reading } from "./reading.ts";
import type { Voice } from "./say.ts";
import { pageName } from "./titles.ts";
import { weightingText } from "./weighting.ts";

/** How one measure came about, step by step; its anchor is the measure's id. */
export interface ReceiptView {
  readonly id: string;
  readonly name: string;
  /** The measure's number in the summary, where it is a headline. */
  readonly value: string;
  readonly interval: string;
  /** Unrounded, as in results.json. */
  readonly exact: string;
  readonly analysis: string;
  readonly page: { readonly id: string; readonly name: string } | null;
  readonly asked: readonly AskedView[];
  readonly who: string;
  readonly weighted: string;
  readonly formula: string;
  /** Terms of the sum, where the measure is one. */
  readonly terms: readonly { readonly question: string; readonly term: string; readonly product: string }[];
  readonly certain: readonly string[];
  readonly rests: readonly string[];
}

export interface AskedView {
  readonly id: string;
  readonly text: string;
  readonly scale: string;
}

/** The receipts of the measures that have theirs on a page, in the order of the pages. */
export function receiptsOf(page: string, reading: Reading, voice: Voice): readonly ReceiptView[] {
  const own = reading.done.filter((analysis) => receiptsPageOf(analysis) === page);
  return own.flatMap((analysis) =>
    familiesOf(reading, analysis).map((family) => receiptOf(family, analysis, reading, voice)),
  );
}

/** What the receipts of a page are called, under which anchors. */
export function receiptNames(
  page: string,
  reading: Reading,
  voice: Voice,
): readonly Pick<ReceiptView, "id" | "name">[] {
  const own = reading.done.filter((analysis) => receiptsPageOf(analysis) === page);
  return own.flatMap((analysis) => familyIds(reading, analysis).map((id) => ({ id, name: voice.measure(id) })));
}

/** A receipt's anchor: the measure without the value at its end (`gaps.state.satisfied` -> `gaps.state`). */
export function receiptAnchor(measure: string): string {
  const end = measure.indexOf(".", measure.indexOf(".") + 1);
  return end < 0 ? measure : measure.slice(0, end);
}

/** The link from a page to the receipt of a measure. */
export function receiptLink(measure: string, edition: Edition, url: string): string {
  const id = receiptsPageOf(measure.split(".")[0]!);
  return linkTo(url, addressOf({ id }, edition), receiptAnchor(measure));
}

/** Numbers that share a receipt: their measures, and the numbers that an analysis gives without one (a distribution). */
interface Family {
  readonly id: string;
  readonly estimates: readonly Estimate[];
  /** Ids of the questions behind them. */
  readonly questions: readonly string[];
}

function familyIds(reading: Reading, analysis: string): readonly string[] {
  const { measures } = reading.results;
  const ids = [...measures.map((measure) => measure.id), ...reading.estimates.map((estimate) => estimate.measure)];
  return [...new Set(ids.filter((id) => id.startsWith(`${analysis}.`)).map(receiptAnchor))];
}

function familiesOf(reading: Reading, analysis: string): readonly Family[] {
  const { measures, study } = reading.results;
  return familyIds(reading, analysis).map((id) => {
    const own = measures.filter((measure) => receiptAnchor(measure.id) === id);
    const keys = new Set(own.map((measure) => numberKey({ measure: measure.id, subject: measure.subject })));
    const all = reading.estimatesOf(id);
    // groups of respondents have the measure's number too; the receipt is that of the measure itself
    const estimates = own.length > 0 ? all.filter((estimate) => keys.has(numberKey(estimate))) : all;
    const rated = estimates.flatMap(({ subject }) =>
      subject.kind === "element" ? [study.elements.get(subject.id)!.performance] : [],
    );
    return {
      id,
      estimates,
      questions: [...new Set(own.length > 0 ? own.flatMap((measure) => measure.questions) : rated)],
    };
  });
}

function receiptOf(family: Family, analysis: string, reading: Reading, voice: Voice): ReceiptView {
  const { id, estimates } = family;
  const { study, sample } = reading.results;
  const single = headlineMeasures.includes(id) ? estimates[0] : undefined;
  const page = reading.pages.find(({ analyses }) => analyses.includes(analysis));
  return {
    id,
    name: voice.measure(id),
    value: single ? voice.value(single) : "",
    interval: single ? voice.format.interval(single) : "",
    exact: single?.value != null ? String(Number(single.value.toPrecision(12))) : "",
    analysis,
    page: page ? { id: page.id, name: pageName(page, voice) } : null,
    asked: family.questions.map((question) => askedOf(study.questions.get(question)!, voice)),
    who: whoOf(estimates, reading, voice),
    weighted: weightingText(sample.weights, study, voice),
    formula: voice.word(`formula.${id}`, countsIn(voice)),
    terms: id === "index.score" ? termsOf(reading, voice) : [],
    certain: certainOf(estimates, reading, voice),
    rests: restsOf(id, analysis, reading, voice),
  };
}

export function askedOf(question: Question, voice: Voice): AskedView {
  return { id: question.column, text: voice.text(question.text), scale: scaleText(question, voice) };
}

/** The scale in words: its ends, what they mean, what else could be answered, and whether it was turned round. */
export function scaleText(question: Question, voice: Voice): string {
  const { scale } = question;
  if (!scale) return voice.word(`question.${question.type}`);
  const labelled = [...scale.labels].sort(([a], [b]) => a - b);
  const apart = new Set([...scale.dontKnow, ...scale.notApplicable]);
  const ends = labelled.filter(([code]) => question.type === "choice" || code === scale.from || code === scale.to);
  const name = ([code, label]: (typeof labelled)[number]) =>
    voice.word("format.equals", { a: String(code), b: voice.text(label) });
  const parts = [
    question.type === "choice" ? "" : voice.word("question.scale", { from: String(scale.from), to: String(scale.to) }),
    ends
      .filter(([code]) => !apart.has(code))
      .map(name)
      .join(voice.word("format.list")),
    apart.size > 0
      ? voice.word("question.apart", { codes: [...apart].sort((a, b) => a - b).join(voice.word("format.list")) })
      : "",
    question.reversed ? voice.word("question.reversed") : "",
  ];
  return parts.filter(Boolean).join(voice.word("format.clauses"));
}

function whoOf(estimates: readonly Estimate[], reading: Reading, voice: Voice): string {
  const kept = voice.format.count(reading.results.sample.kept);
  const bases = estimates.flatMap((estimate) => (estimate.base === null ? [] : [estimate.base]));
  if (estimates.length > 0 && estimates.every(({ why }) => why?.code === "given"))
    return voice.word("receipt.who-given");
  if (bases.length === 0) return voice.word("receipt.who-none", { kept });
  const [low, high] = [Math.min(...bases), Math.max(...bases)];
  if (low === high) return voice.word("receipt.who-one", { kept, n: voice.format.count(low) });
  return voice.word("receipt.who-many", { kept, low: voice.format.count(low), high: voice.format.count(high) });
}

function termsOf(reading: Reading, voice: Voice): ReceiptView["terms"] {
  const items = reading.index?.items ?? [];
  return items.flatMap(({ question, weight, mean }) => {
    const asked = reading.results.study.questions.get(question);
    const scale = asked?.scale;
    if (!asked || !scale || mean.value === null) return [];
    const rescaled =
      (100 * (asked.reversed ? scale.to - mean.value : mean.value - scale.from)) / (scale.to - scale.from);
    return [
      {
        question: voice.text(asked.text),
        term: voice.word("receipt.term", {
          mean: voice.format.number(mean.value, "code"),
          weight: voice.format.plain(Number(weight.toFixed(4))),
          score: voice.format.number(rescaled, "index", { digits: 2 }),
        }),
        product: voice.format.number(weight * rescaled, "index", { digits: 2 }),
      },
    ];
  });
}

function certainOf(estimates: readonly Estimate[], reading: Reading, voice: Voice): readonly string[] {
  const { conventions } = reading.results.study;
  const methods = [...new Set(estimates.map((estimate) => estimate.method))];
  const level = voice.format.level(conventions.level);
  if (methods.length === 0) return [voice.word("interval.none")];
  const replicated: Partial<Record<Estimate["method"], Readonly<Record<string, string>>>> = {
    bootstrap: {
      draws: voice.format.count(conventions.draws),
      how: voice.word(`resampled.${reading.results.sample.resampled}`),
    },
    "held-out": countsIn(voice),
  };
  return methods.map((method) => voice.word(`interval.${method}`, { level, ...replicated[method] }));
}

/** Rules behind the verdicts on this measure, wherever they are spoken: on its own page or in the trend. */
function restsOf(id: string, analysis: string, reading: Reading, voice: Voice): readonly string[] {
  const findings = [...reading.findings(analysis), ...(analysis === "trend" ? [] : reading.findings("trend"))];
  const followed = reading.results.measures.some((measure) => receiptAnchor(measure.id) === id && !measure.detail);
  const rules = findings
    .filter(({ measure, comparison }) =>
      [measure, comparison?.measure ?? measure].some((name) => receiptAnchor(name) === id),
    )
    .map((finding) => finding.rule);
  const all = [...new Set([...rules, ...(followed && reading.done.includes("trend") ? ["change-bh"] : [])])];
  return all.length > 0
    ? all.map((rule) => voice.word(`rule.${rule}`, countsIn(voice)))
    : [voice.word("receipt.no-verdict")];
}
