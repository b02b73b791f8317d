import type { Cell, Measure, Table } from "../analyses/analysis.ts";
import type { Comparison, Estimate } from "../analyses/estimate.ts";
import type { Voice } from "./say.ts";
import { changeOf } from "./sentences.ts";

/** A table as the page shows it: every text is ready, every cell knows how it is set. */
export interface TableView {
  readonly id: string;
  readonly head: readonly { readonly text: string; readonly numeric: boolean }[];
  readonly rows: readonly { readonly quiet: boolean; readonly cells: readonly CellView[] }[];
}

interface CellView {
  readonly header: boolean;
  readonly numeric: boolean;
  readonly text: string;
  /** Interval or p beside the number. */
  readonly small: string;
  readonly mark: Mark | null;
  /** On a small base: set in grey, where its row is not. */
  readonly quiet?: boolean;
}

/** Shape says the direction, colour the meaning: a verdict never rests on colour alone. */
export interface Mark {
  readonly shape: "up" | "down" | "none";
  readonly meaning: "better" | "worse" | "none";
}

export function markOf(comparison: Comparison, better: Measure["better"]): Mark | null {
  const { verdict } = comparison;
  if (verdict === "untested") return null;
  if (verdict === "none" || better === "none") return { shape: verdict, meaning: "none" };
  return { shape: verdict, meaning: (verdict === "up") === (better === "higher") ? "better" : "worse" };
}

/**
 * A table in a language. Where most numbers of the rows rest on one base, it stands once, after the words that name the row;
 * a number on another base has its own beside it.
 */
export function showTable(table: Table, voice: Voice): TableView {
  const numeric = table.columns.map(({ key }) => table.rows.some((row) => isNumeric(cellOf(row, key))));
  const hasBase = sharesBases(table);
  const named = Math.max(1, numeric.indexOf(true));
  const head = table.columns.map((column, k) => ({
    text: voice.word(`table.${column.heading}`, slotTexts(column.slots ?? {}, voice)),
    numeric: numeric[k]!,
  }));
  if (hasBase) head.splice(named, 0, { text: voice.word("table.n"), numeric: true });
  return {
    id: table.id,
    head,
    rows: table.rows.map((row) => {
      const estimates = estimatesOf(row, table);
      const base = hasBase ? (estimates[0]?.base ?? null) : null;
      const cells = table.columns.map(({ key }, k) => showCell(cellOf(row, key), base, k === 0, numeric[k]!, voice));
      const baseText =
        estimates.length === 0 ? "" : base === null ? voice.word("ui.no-value") : voice.format.count(base);
      if (hasBase) cells.splice(named, 0, { header: false, numeric: true, text: baseText, small: "", mark: null });
      return { quiet: estimates.length > 0 && estimates.every((estimate) => estimate.status !== "shown"), cells };
    }),
  };
}

function slotTexts(
  slots: NonNullable<Table["columns"][number]["slots"]>,
  voice: Voice,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(slots).map(([name, slot]) => [name, typeof slot === "string" ? slot : voice.label(slot)]),
  );
}

function estimatesOf(row: Table["rows"][number], table: Table): readonly Estimate[] {
  return table.columns.flatMap(({ key }) => {
    const cell = cellOf(row, key);
    return cell.kind === "estimate" || cell.kind === "banner" ? [cell.estimate] : [];
  });
}

/** Whether most numbers share the base of the first in their row, of rows in which any has one. */
function sharesBases(table: Table): boolean {
  // what has no base, such as a solver's answer, needs no column for it
  const rows = table.rows
    .map((row) => estimatesOf(row, table))
    .filter((estimates) => estimates.some(({ base }) => base !== null));
  const alike = rows.map(
    (estimates) => estimates.filter(({ base }) => base === estimates[0]!.base).length / estimates.length,
  );
  return rows.length > 0 && alike.reduce((sum, share) => sum + share, 0) / rows.length > 0.5;
}

function cellOf(row: Table["rows"][number], key: string): Cell {
  return row[key] ?? { kind: "none" };
}

function isNumeric(cell: Cell): boolean {
  return (
    cell.kind === "estimate" ||
    cell.kind === "banner" ||
    cell.kind === "comparison" ||
    cell.kind === "count" ||
    cell.kind === "number" ||
    cell.kind === "p"
  );
}

function showCell(cell: Cell, base: number | null, header: boolean, numeric: boolean, voice: Voice): CellView {
  const plain = (text: string): CellView => ({ header, numeric, text, small: "", mark: null });
  switch (cell.kind) {
    case "none":
      return plain("");
    case "word":
      return plain(voice.word(cell.key));
    case "why":
      return plain(whyText(cell, voice));
    case "subject":
      return plain(voice.label(cell.subject));
    case "text":
      return plain(cell.text);
    case "answers":
      return plain(voice.answers(cell.question, cell.codes));
    case "number":
      return plain(
        cell.value === null
          ? voice.word("ui.no-value")
          : voice.format.number(cell.value, "code", { digits: cell.digits }),
      );
    case "p":
      return plain(cell.value === null ? voice.word("ui.no-value") : voice.format.p(cell.value));
    case "count":
      return plain(cell.value === null ? voice.word("ui.no-value") : voice.format.count(cell.value));
    case "estimate":
      return { ...plain(estimateText(cell.estimate, voice)), small: estimateSmall(cell.estimate, base, voice) };
    case "banner":
      return {
        ...plain(bannerText(cell, voice)),
        small: estimateSmall(cell.estimate, base, voice),
        mark: bannerMark(cell),
        quiet: cell.estimate.status !== "shown",
      };
    case "comparison":
      return {
        ...plain(comparisonText(cell.comparison, voice)),
        small: comparisonSmall(cell.comparison, voice),
        mark: markOf(cell.comparison, cell.better),
      };
  }
}

function estimateText(estimate: Estimate, voice: Voice): string {
  if (estimate.value !== null) return voice.value(estimate);
  return whyText(estimate, voice);
}

/** The number with the letters of the columns that it is above: `74.1 B C`. */
function bannerText({ estimate, above }: Extract<Cell, { kind: "banner" }>, voice: Voice): string {
  return [estimateText(estimate, voice), ...above].join(" ");
}

/** Only what was shown to differ is marked: most of a banner does not. */
function bannerMark({ rest, better }: Extract<Cell, { kind: "banner" }>): Mark | null {
  return rest?.verdict === "up" || rest?.verdict === "down" ? markOf(rest, better) : null;
}

/** Why there is no number, in a word or two. */
export function whyText(number: Pick<Estimate, "why">, voice: Voice): string {
  return number.why ? voice.word(`why.${number.why.code}`, voice.slots(number.why.slots)) : voice.word("ui.no-value");
}

function estimateSmall(estimate: Estimate, base: number | null, voice: Voice): string {
  const interval = voice.format.interval(estimate);
  const own =
    estimate.base !== null && estimate.base !== base
      ? voice.word("format.n", { n: voice.format.count(estimate.base) })
      : "";
  return [interval, own].filter(Boolean).join(voice.word("format.list"));
}

function comparisonText(comparison: Comparison, voice: Voice): string {
  if (comparison.difference === null) return whyText(comparison, voice);
  return voice.format.number(comparison.difference, comparison.unit);
}

function comparisonSmall(comparison: Comparison, voice: Voice): string {
  const { adjusted, verdict } = comparison;
  const parts = [
    voice.format.interval(comparison),
    adjusted === null ? "" : voice.format.p(adjusted),
    verdict === "untested" && comparison.difference !== null ? changeOf(comparison, voice) : "",
  ];
  return parts.filter(Boolean).join(voice.word("format.list"));
}
