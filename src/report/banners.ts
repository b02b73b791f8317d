import type { Cell, Figure } from "../analyses/analysis.ts";
import type { Estimate, Subject } from "../analyses/estimate.ts";
import { addresses, linkTo } from "./addresses.ts";
import type { Edition } from "./edition.ts";
import { captionOf, nameApart } from "./figures.ts";
import { type PageKind, standsOn } from "./pages.ts";
import type { Voice } from "./say.ts";

/** A question by groups: a table whose columns are groups of people, those of one segment side by side. */
export interface BannerView {
  readonly id: string;
  readonly title: string;
  /** The title, numbered where a page has it twice. */
  readonly name: string;
  /** Segments over their columns; empty text over the column of everybody. */
  readonly over: readonly { readonly text: string; readonly span: number }[];
  readonly columns: readonly ColumnView[];
  readonly effective: boolean;
  readonly rows: readonly { readonly head: string; readonly cells: readonly CellView[] }[];
  readonly tests: readonly string[];
  readonly withheld: boolean;
  readonly csv: string;
}

interface ColumnView {
  readonly text: string;
  /** A range so short that no line may break in it. */
  readonly range: boolean;
  readonly letter: string;
  readonly base: string;
  readonly effectiveBase: string;
  /** Begins a segment. */
  readonly first: boolean;
}

interface CellView {
  readonly text: string;
  readonly above: string;
  readonly quiet: boolean;
  readonly first: boolean;
}

/** The tables of a page, each with its tests. */
export function bannersOf(page: PageKind, edition: Edition, url: string): readonly BannerView[] {
  const { reading, voice } = edition;
  const { study, wave, sample } = reading.results;
  const figures = page.analyses.flatMap((id) => reading.figures(id)).filter((figure) => standsOn(page, figure));
  const tests = figures.flatMap(({ table }) => table.rows).filter((row) => "association" in row);
  const banners = figures
    .filter(({ table }) => table.columns.some(({ key }) => key === "above"))
    .map((figure) => ({
      id: figure.id,
      title: captionOf(figure, voice),
      name: captionOf(figure, voice),
      ...pivot(figure, voice),
      effective: sample.weights.weighted,
      tests: tests
        .filter(({ question }) => question?.kind === "subject" && figure.id === `by-${question.subject.id}`)
        .map((row) => testText(row, voice)),
      csv: linkTo(url, addresses.csv(study.id, wave.id, voice.language, page.id, figure.table.id)),
    }));
  return nameApart(banners);
}

type Row = Figure["table"]["rows"][number];

/** One number to a row becomes one row to an answer. */
function pivot({ table }: Figure, voice: Voice): Pick<BannerView, "over" | "columns" | "rows" | "withheld"> {
  const groups = new Map<string, Row>();
  const lines = new Map<string, Row[]>();
  for (const row of table.rows) {
    const { id } = partsOf(row).subject;
    if (!groups.has(id)) groups.set(id, row);
    const head = headOf(row.answer!, voice);
    const line = lines.get(head) ?? [];
    lines.set(head, line);
    line.push(row);
  }
  const over: { segment: string | null; text: string; span: number }[] = [];
  const columns = [...groups.values()].map((row): ColumnView => {
    const { subject, estimate } = partsOf(row);
    const segment = subject.kind === "segment" ? subject.id.slice(0, subject.id.indexOf("=")) : null;
    const last = over.at(-1);
    const first = last?.segment !== segment || last === undefined;
    if (first) over.push({ segment, text: segment ? voice.label({ kind: "segment", id: segment }) : "", span: 1 });
    else last.span++;
    const text = voice.label(subject);
    const number = (value: number | null) => (value === null ? voice.word("ui.no-value") : voice.format.count(value));
    return {
      text,
      range: text.length < 9 && text.includes("–"),
      letter: textOf(row.letter),
      base: number(estimate.base),
      effectiveBase: number(estimate.effectiveBase),
      first,
    };
  });
  return {
    over,
    columns,
    rows: [...lines].map(([head, row]) => ({
      head,
      cells: row.map((cell, at): CellView => {
        const { estimate } = partsOf(cell);
        return {
          text: voice.value(estimate),
          above: textOf(cell.above),
          quiet: estimate.status !== "shown",
          first: columns[at]!.first,
        };
      }),
    })),
    withheld: table.rows.some((row) => partsOf(row).estimate.why?.code === "withheld"),
  };
}

function partsOf(row: Row): { readonly subject: Subject; readonly estimate: Estimate } {
  const { group, value } = row;
  if (group?.kind !== "subject" || value?.kind !== "estimate")
    throw new Error("A row of a banner table has no number.");
  return { subject: group.subject, estimate: value.estimate };
}

function headOf(cell: Cell, voice: Voice): string {
  if (cell.kind === "answers") return voice.answers(cell.question, cell.codes);
  return cell.kind === "word" ? voice.word(cell.key) : "";
}

function textOf(cell: Cell | undefined): string {
  return cell?.kind === "text" ? cell.text : "";
}

/** `Region: V = 0.12 (0.05–0.19), p = 0.012`. */
function testText(row: Row, voice: Voice): string {
  const { segment, association, adjusted } = row;
  if (segment?.kind !== "subject" || association?.kind !== "estimate" || adjusted?.kind !== "p")
    throw new Error("A row of the tests of a page is not whole.");
  const { estimate } = association;
  const s = voice.label(segment.subject);
  if (estimate.value === null) return voice.word("banner.no-test", { s, why: voice.word(`why.${estimate.why!.code}`) });
  const slots = { s, v: voice.value(estimate), i: voice.format.interval(estimate) || voice.word("ui.no-interval") };
  return adjusted.value === null
    ? voice.word("banner.no-p", slots)
    : voice.word("banner.test", { ...slots, p: voice.format.p(adjusted.value) });
}
