import type { Comparison, Subject } from "../analyses/estimate.ts";
import type { GapsResult } from "../analyses/gaps/result.ts";
import type { PrioritiesResult, PriorityRow, SwotCell } from "../analyses/priorities/result.ts";
import { linkTo } from "./addresses.ts";
import { addressOf, type Edition } from "./edition.ts";
import { figureById, lastChange, type Reading, resultIn } from "./reading.ts";
import { receiptLink } from "./receipts.ts";
import type { Voice } from "./say.ts";
import { drawGroups, type Piece, type RowPlan, type SummaryTable } from "./summary-table.ts";
import { markOf } from "./tables.ts";

/** At most this many strengths, and as many elements to improve first. */
const mostRows = 3;

/** The elements that a summary speaks of, the most important first. */
export interface Standouts {
  readonly result: PrioritiesResult;
  readonly urgent: Chosen;
  readonly strengths: Chosen;
  /** Those that the table has. */
  readonly shown: readonly PriorityRow[];
}

interface Chosen {
  readonly rows: readonly PriorityRow[];
  /** How many there were to choose from. */
  readonly of: number;
}

/**
 * Strengths and elements to improve first whose distance from the line was shown by a test: the interval that places an
 * element knows nothing of how many were looked at, and no claim of a summary may have failed its test.
 */
export function standoutsOf(reading: Reading): Standouts | null {
  const result = resultIn<PrioritiesResult>(reading, "priorities");
  if (!result) return null;
  const choose = (elements: readonly string[], cell: SwotCell, verdict: Comparison["verdict"]): Chosen => {
    const rows = elements.flatMap((element) => {
      const row = result.elements.find((candidate) => candidate.element === element);
      const shown = row?.performance.status === "shown" && lineOf(result, element, cell)?.verdict === verdict;
      return shown ? [row] : [];
    });
    return { rows: rows.slice(0, mostRows), of: rows.length };
  };
  const urgent = choose(
    result.urgent.map(({ element }) => element),
    "weakness",
    "down",
  );
  const byImportance = [...result.elements].sort((a, b) => (b.importance.value ?? 0) - (a.importance.value ?? 0));
  const strengths = choose(
    byImportance.map(({ element }) => element),
    "strength",
    "up",
  );
  return { result, urgent, strengths, shown: [...urgent.rows, ...strengths.rows] };
}

/** The test against the target, or against people's own average, that put an element into a field. */
function lineOf({ swot }: PrioritiesResult, element: string, cell: SwotCell): Comparison | undefined {
  return swot.find((placed) => placed.element === element && placed.cell === cell)?.evidence[0]?.comparison;
}

/** What to improve first and what is strong, each with importance, score and the evidence that was shown by a test. */
export function evidenceTable(standouts: Standouts, edition: Edition, url: string): SummaryTable | null {
  const { reading, voice } = edition;
  const { result, urgent, strengths, shown } = standouts;
  if (shown.length === 0) return null;
  const rowOf =
    (cell: SwotCell) =>
    (row: PriorityRow): RowPlan => ({
      estimate: row.performance,
      cells: [{ text: voice.value(row.importance), small: voice.format.interval(row.importance), mark: null }],
      evidence: piecesOf(row, cell, result, edition, url),
    });
  const titleOf = (name: string, { rows, of }: Chosen) =>
    rows.length === of
      ? voice.word(`summary.group-${name}`)
      : voice.word(`summary.group-${name}-some`, { n: String(rows.length), of: String(of) });
  const form = urgent.of > 0 && strengths.of > 0 ? "both" : urgent.of > 0 ? "urgent" : "strengths";
  const target = commonTarget(standouts);
  const to = (id: string, anchor?: string) => linkTo(url, addressOf({ id }, edition), anchor);
  return {
    title: voice.word(`summary.evidence-${form}`, { line: lineName(standouts, voice) }),
    how: voice.word(`summary.evidence-how-${result.importanceKind}`),
    note: voice.word("summary.evidence-note"),
    columns: [voice.word("table.importance")],
    ...drawGroups(
      [
        { kind: "weak", title: titleOf("urgent", urgent), rows: urgent.rows.map(rowOf("weakness")) },
        { kind: "good", title: titleOf("strengths", strengths), rows: strengths.rows.map(rowOf("strength")) },
      ],
      target,
      voice,
    ),
    links: [
      { text: voice.word("summary.all-priorities"), href: to("priorities") },
      ...(reading.done.includes("elements")
        ? [{ text: voice.word("summary.all-elements"), href: to("elements") }]
        : []),
      { text: voice.word("ui.receipt"), href: receiptLink("priorities.performance", edition, url) },
    ],
  };
}

/** What the elements were held against: undefined for people's own average. */
function targetsOf({ result, urgent, strengths }: Standouts): readonly (number | undefined)[] {
  const lines = [
    ...urgent.rows.map(({ element }) => lineOf(result, element, "weakness")),
    ...strengths.rows.map(({ element }) => lineOf(result, element, "strength")),
  ];
  return [...new Set(lines.map((line) => (line?.with.kind === "target" ? line.with.value : undefined)))];
}

function commonTarget(standouts: Standouts): number | undefined {
  const targets = targetsOf(standouts);
  return targets.length === 1 ? targets[0] : undefined;
}

/** `the target of 75`, `people's own average`, or that each element has a line of its own. */
function lineName(standouts: Standouts, voice: Voice): string {
  const targets = targetsOf(standouts);
  if (targets.length > 1) return voice.word("summary.own-line");
  return targets[0] === undefined
    ? voice.word("compared.own-mean")
    : voice.word("compared.target", { t: voice.format.plain(targets[0]) });
}

/** Differences of an element that were shown: from the line, from the best other provider, from the last wave, from expectation. */
function piecesOf(
  { element, performance: { subject } }: PriorityRow,
  cell: SwotCell,
  result: PrioritiesResult,
  edition: Edition,
  url: string,
): readonly Piece[] {
  const { reading, voice } = edition;
  const word = (name: string, comparison: Comparison, slots: Readonly<Record<string, string>> = {}) =>
    voice.word(`summary.piece-${name}`, {
      d: voice.format.measured(Math.abs(comparison.difference!), comparison.unit, { sign: false }),
      i: voice.format.interval(comparison) || voice.word("ui.no-interval"),
      ...slots,
    });
  const piece = (figure: string, comparison: Comparison | undefined, say: (shown: Comparison) => string) =>
    comparison && isShown(comparison)
      ? [{ text: say(comparison), mark: markOf(comparison, "higher"), href: hrefOf(figure, edition, url) }]
      : [];
  return [
    ...piece("swot", lineOf(result, element, cell), (line) =>
      word(line.verdict === "up" ? "above" : "below", line, {
        line: voice.word(`compared.${line.with.kind}`, { t: voice.format.plain(line.with.value ?? 0) }),
      }),
    ),
    ...piece("competitors", result.competitors.find((row) => row.element === element)?.comparison, (lead) =>
      word(lead.verdict === "up" ? "ahead" : "behind", lead, {
        s: voice.label({ kind: "provider", id: lead.with.id ?? "" }),
      }),
    ),
    ...piece("changes-elements-score", changeOfElement(element, subject, result, reading), (change) =>
      word(change.verdict, change, { w: voice.label({ kind: "wave", id: change.with.id ?? "" }) }),
    ),
    ...piece("gaps", gapOf(element, reading), (gap) => word(gap.verdict === "up" ? "exceeds" : "short", gap)),
  ];
}

function isShown({ difference, verdict, why }: Comparison): boolean {
  return difference !== null && (verdict === "up" || verdict === "down") && why?.code !== "withheld";
}

/** The fall that made it a threat, else the change that the trend shows. */
function changeOfElement(
  element: string,
  subject: Subject,
  { swot }: PrioritiesResult,
  reading: Reading,
): Comparison | undefined {
  const fall = swot
    .filter((placed) => placed.element === element)
    .flatMap(({ evidence }) => evidence.filter(({ code }) => code === "declining"))[0];
  return fall?.comparison ?? lastChange(reading, "elements.score", subject);
}

function gapOf(element: string, reading: Reading): Comparison | undefined {
  return resultIn<GapsResult>(reading, "gaps")?.elements.find((row) => row.element === element)?.comparison;
}

/** The figure where a piece of evidence stands; the page of priorities where the report has no such figure. */
function hrefOf(figure: string, edition: Edition, url: string): string {
  const found = figureById(edition.reading, figure);
  return linkTo(url, addressOf(found?.page ?? { id: "priorities" }, edition), found ? figure : "");
}
