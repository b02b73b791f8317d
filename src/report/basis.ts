import type { Estimate } from "../analyses/estimate.ts";
import { addresses, linkTo } from "./addresses.ts";
import { countsIn } from "./counts.ts";
import { addressOf, type Edition } from "./edition.ts";
import type { PageKind } from "./pages.ts";
import { findingsOfPage, leadingFinding, type Reading } from "./reading.ts";
import { receiptLink, scaleText } from "./receipts.ts";
import type { Voice } from "./say.ts";
import { summaryLeads } from "./titles.ts";

/** What a page rests on, told in its margin and, in short, below its standfirst. */
export interface Basis {
  readonly basis: readonly {
    readonly name: string;
    readonly text: string;
    readonly numeric: boolean;
    /** Whether the line below the standfirst has it too: paper, which shows both on one page, leaves it out here. */
    readonly told: boolean;
  }[];
  readonly basisLinks: readonly { readonly text: string; readonly href: string }[];
  readonly baseline: readonly string[];
}

/** What the summary's margin speaks of. */
const summaryAnalyses: readonly string[] = ["index"];

/** The number whose base and rule the margin of a page tells. */
function basisEstimate(page: PageKind, reading: Reading): Estimate | undefined {
  return (
    leadingFinding(page, reading)?.estimate ??
    reading.estimate("index.score") ??
    reading.estimatesOf("elements.score")[0]
  );
}

export function basisOf(page: PageKind, edition: Edition, url: string): Basis {
  const { reading, voice } = edition;
  const { study, wave, sample, measures } = reading.results;
  const analyses = page.id === "summary" ? summaryAnalyses : page.analyses;
  const findings =
    page.id === "summary"
      ? [...summaryLeads(reading).slice(0, 1), ...reading.findings("index")]
      : findingsOfPage(page, reading);
  const estimate = basisEstimate(page, reading);
  const { count, dates, level, plain } = voice.format;
  const row = (name: string, text: string, { numeric = false, told = false } = {}) =>
    text ? [{ name: voice.word(`basis.${name}`), text, numeric, told }] : [];
  const base = estimate?.base ?? null;
  const effective = sample.weights.weighted && estimate?.effectiveBase != null ? count(estimate.effectiveBase) : "";
  const ids = new Set(
    measures
      .filter((measure) => analyses.some((id) => measure.id.startsWith(`${id}.`)))
      .flatMap((measure) => measure.questions),
  );
  const questions = [...ids].map((id) => study.questions.get(id)!);
  const scales = [
    ...new Set(
      questions.map((question) =>
        question.scale
          ? scaleText({ ...question, reversed: false }, voice).split(voice.word("format.clauses"))[0]!
          : "",
      ),
    ),
  ];
  const other = findings.find((finding) => finding.comparison?.with.kind === "wave")?.comparison?.with.id;
  const target = findings.flatMap(({ comparison, estimate: { unit } }) =>
    comparison?.with.kind === "target"
      ? [unit === "share" ? level(comparison.with.value!) : plain(comparison.with.value!)]
      : [],
  )[0];
  const rule = findings.find((finding) => finding.comparison)?.rule ?? findings[0]?.rule;
  const weighting = voice.word(sample.weights.weighted ? "basis.weighted" : "basis.unweighted");
  const mode = wave.mode ? voice.text(wave.mode) : "";
  const receipt = findings[0]?.measure;
  const method = analyses.find((id) => reading.done.includes(id));
  const to = (id: string, anchor = "") => linkTo(url, addressOf({ id }, edition), anchor);
  return {
    basis: [
      ...row("base", base === null ? "" : voice.word("basis.people", { n: count(base) }), {
        numeric: true,
        told: true,
      }),
      ...row(
        "effective",
        effective &&
          voice.word("basis.deff", { n: effective, deff: plain(Number(sample.weights.designEffect.toFixed(2))) }),
        { numeric: true, told: true },
      ),
      ...row("fieldwork", dates(wave.fieldwork), { told: true }),
      ...row("mode", mode, { told: true }),
      ...row(
        "questions",
        questionsText(
          questions.map((question) => question.column),
          voice,
        ),
      ),
      ...row("scale", scales.filter(Boolean).join(voice.word("format.list"))),
      ...row("rule", rule ? voice.word(`rule.${rule}`, countsIn(voice)) : ""),
      ...row("target", target ?? "", { numeric: true }),
      ...row("compared", other ? voice.label({ kind: "wave", id: other }) : ""),
    ],
    basisLinks: [
      ...(receipt ? [{ text: voice.word("ui.receipt"), href: receiptLink(receipt, edition, url) }] : []),
      ...(method ? [{ text: voice.word("ui.method"), href: to("methodology", `method-${method}`) }] : []),
      { text: voice.word("ui.results"), href: linkTo(url, addresses.results(study.id, wave.id)) },
    ],
    baseline: [
      ...(base === null ? [] : [voice.word("format.n", { n: count(base) })]),
      ...(effective ? [voice.word("format.effective-n", { n: effective })] : []),
      dates(wave.fieldwork),
      mode ? voice.word("format.pair-list", { a: mode, b: weighting }) : weighting,
    ],
  };
}

const mostNamed = 6;

function questionsText(columns: readonly string[], voice: Voice): string {
  if (columns.length <= mostNamed) return columns.join(voice.word("format.list"));
  return voice.word("basis.many-questions", { first: columns[0]!, last: columns.at(-1)!, n: String(columns.length) });
}
