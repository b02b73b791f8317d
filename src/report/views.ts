import type { Figure } from "../analyses/analysis.ts";
import type { Finding } from "../analyses/estimate.ts";
import type { Moved } from "../archive/figures.ts";
import type { Correction } from "../archive/published.ts";
import { addresses, linkTo } from "./addresses.ts";
import { glossaryOf, questionAnchor } from "./appendix.ts";
import { bannersOf } from "./banners.ts";
import { addressOf, type Edition } from "./edition.ts";
import { captionOf, codeText, type FigureView, measureOfFigure, nameApart, showFigure } from "./figures.ts";
import { correctionsAnchor, type Frame, frameOf } from "./frame.ts";
import { clean } from "./markup.ts";
import { conventionFacts, methodNote, optionFacts, softwareFacts } from "./methodology.ts";
import { type PageKind, pageKinds, standsOn } from "./pages.ts";
import { figureById, findingsOfPage, pageOfFigure } from "./reading.ts";
import { askedOf, receiptAnchor, receiptLink, receiptsOf } from "./receipts.ts";
import type { Voice } from "./say.ts";
import { readScript } from "./scripts.ts";
import { sentenceOf } from "./sentences.ts";
import { summaryOf } from "./summary.ts";
import { type Mark, showTable } from "./tables.ts";
import { summaryLeads } from "./titles.ts";

/** A page of a report, ready for its template. */
export type PageView = Frame & {
  readonly standfirst: readonly { readonly id: string; readonly text: string }[];
  readonly note: readonly NoteView[];
  readonly part: boolean;
} & Record<string, unknown>;

type NoteView =
  | { readonly kind: "html"; readonly html: string }
  | { readonly kind: "figure"; readonly figure: FigureView };

/** Findings above the figures; the others follow below them. */
const mostInStandfirst = 2;

/** Where a page is shown: by itself on a screen, or as a part of all pages on one, where each drawing stands once and nothing moves. */
export type Medium = "screen" | "paper";

/** What a template needs to show the page. */
export function viewOf(page: PageKind, edition: Edition, medium: Medium = "screen"): PageView {
  const frame = frameOf(page, edition);
  const findings = findingsOfPage(page, edition.reading);
  const standfirst = standfirstOf(page, edition);
  const own = edition.voice.words.has(`standfirst.${page.id}`)
    ? [{ id: "", text: edition.voice.word(`standfirst.${page.id}`) }]
    : [];
  const note = noteOf(page, edition, medium);
  const body = bodyOf(page, edition, medium, note, findings);
  const inNote = note.flatMap((part) => (part.kind === "figure" ? [part.figure] : []));
  const shown = [...inNote, ...((body.figures ?? []) as readonly FigureView[])];
  return {
    ...frame,
    part: medium === "paper",
    standfirst: standfirst.length > 0 ? standfirst : own,
    note,
    ...body,
    scripts: ["reading", ...(shown.some(({ scenario }) => scenario) ? ["scenario"] : [])].map((name) =>
      readScript(edition.site.root, name),
    ),
  };
}

/** What a page says first: its leading findings as sentences, with their anchors; the summary's have theirs elsewhere. */
export function standfirstOf(page: PageKind, edition: Edition): PageView["standfirst"] {
  const isSummary = page.id === "summary";
  const leads = isSummary
    ? summarySentences(edition)
    : findingsOfPage(page, edition.reading).slice(0, mostInStandfirst);
  return leads.map((finding) => ({ id: isSummary ? "" : finding.id, text: sentenceOf(finding, edition.voice) }));
}

function bodyOf(
  page: PageKind,
  edition: Edition,
  medium: Medium,
  note: readonly NoteView[],
  findings: readonly Finding[],
): Record<string, unknown> {
  const url = addressOf(page, edition);
  switch (page.id) {
    case "charter":
      return charter(edition);
    case "summary":
      return summaryOf(edition, url);
    case "receipts":
    case "receipts-models":
      return {
        receipts: receiptsOf(page.id, edition.reading, edition.voice).map((receipt) => ({
          ...receipt,
          href: receipt.page && linkTo(url, addressOf(receipt.page, edition)),
        })),
        ledger: ledgerOf(edition),
      };
    case "methodology":
      return methodology(edition);
    case "appendix":
      return appendix(edition, url);
    default: {
      const banners = page.part === undefined ? [] : bannersOf(page, edition, url);
      const placed = new Set([
        ...note.flatMap((part) => (part.kind === "figure" ? [part.figure.id] : [])),
        ...banners.map(({ id }) => id),
      ]);
      return {
        figures: figuresOf(page, edition, medium, placed),
        banners,
        findings: findings.slice(mostInStandfirst).map((finding) => ({
          id: finding.id,
          text: sentenceOf(finding, edition.voice),
          mark: markOfFinding(finding),
        })),
      };
    }
  }
}

function summarySentences({ reading }: Edition): readonly Finding[] {
  const [first, second] = summaryLeads(reading);
  const all = [first, reading.findings("trend")[0], reading.findings("index")[0], second].filter(
    (finding) => finding !== undefined,
  );
  return [...new Set(all)].slice(0, mostInStandfirst);
}

/** Null for a level, which claims nothing, and for a distance from the population, which has no direction. */
function markOfFinding({ comparison, verdict }: Finding): Mark | null {
  if (verdict === "level" && (!comparison || comparison.with.kind === "population")) return null;
  const meaning =
    verdict === "better" || verdict === "met"
      ? "better"
      : verdict === "worse" || verdict === "missed"
        ? "worse"
        : "none";
  const shape =
    comparison?.verdict === "up" || comparison?.verdict === "down"
      ? comparison.verdict
      : meaning === "better"
        ? "up"
        : meaning === "worse"
          ? "down"
          : "none";
  return { shape, meaning };
}

function figuresOf(
  page: PageKind,
  edition: Edition,
  medium: Medium,
  placed: ReadonlySet<string>,
): readonly FigureView[] {
  return nameApart(
    page.analyses.flatMap((analysis) =>
      edition.reading
        .figures(analysis)
        .filter((figure) => standsOn(page, figure) && !placed.has(figure.id))
        .map((figure) => figureView(figure.id, edition, addressOf(page, edition), medium)),
    ),
  );
}

function figureView(id: string, edition: Edition, url: string, medium: Medium): FigureView {
  const { reading, voice, site, terms } = edition;
  const { study, wave } = reading.results;
  const { figure, page } = figureById(reading, id)!;
  const measure = measureOfFigure(figure);
  return showFigure(
    figure,
    voice,
    site.draw,
    {
      csv: linkTo(url, addresses.csv(study.id, wave.id, voice.language, page.id, figure.table.id)),
      // what is no number of the wave, such as an assumed shift, has no receipt
      receipt:
        measure && reading.estimatesOf(receiptAnchor(measure)).length > 0 ? receiptLink(measure, edition, url) : "",
      appended: isAppended(figure, page.chapter)
        ? linkTo(url, addressOf({ id: "appendix" }, edition), tableAnchor(figure.table.id))
        : "",
    },
    terms,
    medium === "paper" ? ["wide"] : undefined,
  );
}

function noteOf(page: PageKind, edition: Edition, medium: Medium): readonly NoteView[] {
  const url = addressOf(page, edition);
  return (edition.notes.get(page.id) ?? []).map(
    (part): NoteView =>
      part.kind === "html" ? part : { kind: "figure", figure: figureView(part.figure, edition, url, medium) },
  );
}

function charter({ reading, siblings, voice }: Edition): Record<string, unknown> {
  const { study, published } = reading.results;
  const fact = (name: string, text: string | undefined) =>
    text ? [{ name: voice.word(`charter.${name}`), text }] : [];
  const optional = (text: typeof study.about) => (text ? voice.text(text) : undefined);
  // a later wave changes nothing of an earlier report
  const until = siblings.slice(0, siblings.indexOf(reading) + 1);
  return {
    facts: [
      ...fact("client", voice.text(study.client)),
      ...fact("about", optional(study.about)),
      ...fact("purpose", optional(study.purpose)),
      ...fact("customers", optional(study.customers)),
      ...fact("segments", study.segments.map((segment) => voice.text(segment.label)).join(voice.word("format.list"))),
      ...fact("unit", study.unit ? voice.text(study.unit.label) : undefined),
      ...fact("confidentiality", optional(study.confidentiality)),
    ],
    hasModes: until.some((sibling) => sibling.results.wave.mode),
    fieldwork: [...until].reverse().map((sibling) => ({
      title: voice.text(sibling.results.wave.title),
      dates: voice.format.dates(sibling.results.wave.fieldwork),
      mode: sibling.results.wave.mode ? voice.text(sibling.results.wave.mode) : "",
      kept: voice.format.count(sibling.results.sample.kept),
      current: sibling === reading,
    })),
    correctionsAnchor,
    corrections: (published?.corrections ?? []).map((correction) => correctionView(correction, voice)),
  };
}

/** A correction: why, and each figure that moved, the old one beside the new one. */
function correctionView({ why, at, moved }: Correction, voice: Voice): Record<string, unknown> {
  const show = (figure: Moved["before"], { unit }: Moved) => {
    if (!figure || figure.value === null) return voice.word("ui.no-value");
    const value = voice.number(figure.value, unit);
    return figure.low === null ? value : `${value} ${voice.interval({ ...figure, unit })}`;
  };
  const shown = moved.filter(({ measure, subject }) => voice.knows(measure) && subject.group === undefined);
  return {
    why: clean(why),
    on: at === undefined ? "" : voice.format.date(at.slice(0, "2026-11-28".length)),
    rows: shown.map((figure) => ({
      name: voice.measure(figure.measure),
      subject: figure.subject.kind === "overall" ? "" : voice.label(figure.subject),
      before: show(figure.before, figure),
      after: show(figure.after, figure),
    })),
    more: moved.length > shown.length ? voice.format.count(moved.length - shown.length) : "",
  };
}

/** What became of the questionnaires: read, left out by check, kept. */
function ledgerOf({ reading, voice }: Edition): Record<string, unknown> {
  const { sample } = reading.results;
  return {
    read: voice.format.count(sample.read),
    out: sample.excluded.map(({ check, rows }) => ({
      name: voice.word(`check.${check}`),
      rows: voice.format.count(-rows),
    })),
    kept: voice.format.count(sample.kept),
  };
}

function methodology(edition: Edition): Record<string, unknown> {
  const { reading, voice, site } = edition;
  return {
    conventions: conventionFacts(reading, voice),
    software: softwareFacts(reading, voice, site.version),
    methods: optionFacts(reading).map(({ analysis, options }) => {
      const { language, html } = methodNote(site.root, analysis, voice.words.reads);
      return {
        id: analysis,
        name: voice.word(`method.${analysis}`),
        options,
        html,
        written: language === voice.language ? "" : language,
      };
    }),
  };
}

const ownTables: ReadonlySet<string | undefined> = new Set(["models", "evaluation"]);

/** Whether the appendix has a figure's table: models and methods of evaluation show theirs in full on pages of their own. */
function isAppended({ page, draw }: Figure, chapter: string | undefined): boolean {
  // a table without a drawing stands on its page in full
  return !ownTables.has(chapter) && page === undefined && draw !== null;
}

function tableAnchor(table: string): string {
  return `table-${table}`;
}

function chapterOf(analysis: string): string | undefined {
  return pageKinds.find((page) => page.analyses.includes(analysis))?.chapter;
}

function appendix(edition: Edition, url: string): Record<string, unknown> {
  const { reading, voice } = edition;
  const { study, wave } = reading.results;
  const tables = reading.done.flatMap((analysis) =>
    reading
      .figures(analysis)
      .filter((figure) => isAppended(figure, chapterOf(analysis)))
      .map((figure) => ({
        id: tableAnchor(figure.table.id),
        name: captionOf(figure, voice),
        csv: linkTo(
          url,
          addresses.csv(
            study.id,
            wave.id,
            voice.language,
            pageOfFigure(reading, analysis, figure)!.id,
            figure.table.id,
          ),
        ),
        table: showTable(figure.table, voice),
      })),
  );
  return {
    tables: nameApart(tables),
    ledger: ledgerOf(edition),
    questions: [...study.questions.values()].map((question) => ({
      ...askedOf(question, voice),
      anchor: questionAnchor(question.column),
    })),
    glossary: glossaryOf(voice),
    notIncluded: reading.notIncluded.map(({ analysis, why }) => ({
      name: voice.word(`method.${analysis}`),
      why: codeText("why", why, voice),
    })),
  };
}
