import { type Row, type Size, widthOf } from "../chart.ts";
import { textWidth, type Wrapped, wrapText } from "../text.ts";
import { signRow, type TextRow, textRow } from "./layers.ts";
import { fontSizes, looks, type Sign, signOf, type Verdict } from "./look.ts";

/** What every row of a drawing says in words, besides what it draws. All strings are in the page's language. */
export interface RowWords {
  readonly label: string;
  /** Set bold: the row that the finding is about. */
  readonly strong?: boolean;
  /** The base as printed, `n=612`; behind the label. */
  readonly base?: string;
  /** The number at the right end; where there is none, nothing stands there. */
  readonly text?: string;
  /** The interval as printed, behind the number and smaller. */
  readonly interval?: string;
  readonly verdict: Verdict;
  /** Before the number; by default ▲ for better, ▼ for worse. */
  readonly sign?: Sign;
  /** Why nothing is drawn, said in place of the drawing. */
  readonly reason?: string;
}

/** Rows under a heading, such as those with small bases. */
export interface RowGroup<R extends RowWords> {
  readonly heading?: string;
  readonly rows: readonly R[];
}

/** A row with its place: `y` is the middle of what is drawn, `top` to `bottom` what lines across it may take. */
interface PlacedRow<R extends RowWords> {
  readonly row: R;
  readonly y: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the drawn part lies between the words, in pixels. */
export interface Columns {
  readonly left: number;
  readonly right: number;
  readonly label: number;
  /** Left edge of the intervals; numbers end before it. */
  readonly interval: number;
  readonly number: number;
}

const gap = 22;
const signRoom = 15;

/** Pixels that sign and number take together. */
function numberWidth(row: RowWords): number {
  if (row.text === undefined) return 0;
  const sign = row.sign ?? signOf(row.verdict);
  return textWidth(row.text, fontSizes.label, 700) + (sign === null ? 0 : signRoom);
}

function intervalWidth(row: RowWords): number {
  return row.interval === undefined ? 0 : textWidth(row.interval, fontSizes.axis) + 8;
}

/** Columns that hold the words of all rows; narrow drawings put the words above and give the whole width to the marks. */
export function columnsOf(rows: readonly RowWords[], size: Size): Columns {
  const width = widthOf[size];
  const number = Math.max(0, ...rows.map(numberWidth));
  const interval = Math.max(0, ...rows.map(intervalWidth));
  if (size === "narrow") return { left: 8, right: width - 8, label: width, interval: width, number: width };
  const natural = Math.max(
    0,
    ...rows.map((row) => textWidth(row.label, fontSizes.label, row.strong ? 700 : 400) + baseWidth(row)),
  );
  const label = Math.min(Math.max(natural + 2, 72), Math.min(256, width - number - interval - 2 * gap - 200));
  const words = number + interval;
  return {
    left: label + gap,
    right: width - (words > 0 ? words + gap : 8),
    label,
    interval: width - interval,
    number: width - interval,
  };
}

function baseWidth(row: RowWords): number {
  return row.base === undefined ? 0 : textWidth(row.base, fontSizes.axis) + 8;
}

interface Placed<R extends RowWords> {
  readonly rows: readonly PlacedRow<R>[];
  /** Stretches without a heading, where lines across the rows may run. */
  readonly spans: readonly { readonly y: number; readonly y2: number }[];
  readonly texts: readonly TextRow[];
  readonly signs: readonly Row[];
  readonly hairs: readonly Row[];
  readonly bottom: number;
}

/** What a mark needs of the rows it is drawn in. */
interface RowRoom {
  /** Height of the drawn part, 20 pixels unless said. */
  readonly tall?: number;
  /** Free pixels above the drawn part of one row (its index over all groups), for names of what is drawn. */
  readonly above?: { readonly index: number; readonly height: number };
}

/** Sets the words of all rows from `top` downwards. */
export function placeRows<R extends RowWords>(
  groups: readonly RowGroup<R>[],
  size: Size,
  columns: Columns,
  top: number,
  room: RowRoom = {},
): Placed<R> {
  const width = widthOf[size];
  const tall = room.tall ?? 20;
  const rows: PlacedRow<R>[] = [];
  const spans: { y: number; y2: number }[] = [];
  const texts: TextRow[] = [];
  const signs: Row[] = [];
  const hairs: Row[] = [];
  let y = top;
  for (const group of groups) {
    if (group.heading !== undefined) {
      const heading = wrapText(group.heading, width, fontSizes.label, 2, 700);
      y += 24;
      texts.push(textRow(heading.lines, 0, y, { weight: 700, colour: "var(--ink)", full: heading.full }));
      y += (heading.lines.length - 1) * 18 + 8;
      hairs.push({ x: 0, y: y + 0.5, x2: width, y2: y + 0.5, colour: "var(--rule)" });
    }
    const start = y;
    for (const row of group.rows) {
      const above = room.above?.index === rows.length ? room.above.height : 0;
      const placed =
        size === "wide" ? placeWide(row, columns, y + above, tall) : placeNarrow(row, width, y, tall, above);
      rows.push({ row, y: placed.y, top: placed.top, bottom: placed.bottom });
      texts.push(...placed.texts);
      signs.push(...placed.signs);
      if (row.reason !== undefined) texts.push(...reasonTexts(row.reason, columns, placed.y));
      if (size === "narrow") spans.push({ y: placed.top, y2: placed.bottom });
      y = placed.end;
    }
    if (size === "wide" && group.rows.length > 0) spans.push({ y: start, y2: y });
  }
  return { rows, spans, texts, signs, hairs, bottom: y };
}

interface PlacedWords {
  readonly y: number;
  readonly top: number;
  readonly bottom: number;
  readonly end: number;
  readonly texts: readonly TextRow[];
  readonly signs: readonly Row[];
}

function placeWide(row: RowWords, columns: Columns, top: number, tall: number): PlacedWords {
  const label = wrapLabel(row, columns.label);
  const lines = label.lines.length + (label.baseBelow ? 1 : 0);
  const height = Math.max(tall + 12, lines * 18 + 12);
  const y = top + height / 2;
  const baseline = y + 4.5 - ((lines - 1) * 18) / 2;
  const number = numberTexts(row, y + 4.5, columns.number, columns.interval);
  return {
    y,
    top,
    bottom: top + height,
    end: top + height,
    texts: [...labelTexts(row, label, baseline), ...number.texts],
    signs: number.signs,
  };
}

function placeNarrow(row: RowWords, width: number, top: number, tall: number, above: number): PlacedWords {
  const words = numberWidth(row) + intervalWidth(row);
  const label = wrapLabel(row, width - (words > 0 ? words + 14 : 0));
  const lines = label.lines.length + (label.baseBelow ? 1 : 0);
  const first = top + 21;
  const interval = width - intervalWidth(row);
  const number = numberTexts(row, first, interval, interval);
  const strip = first + (lines - 1) * 18 + 6 + above;
  return {
    y: strip + tall / 2 + 1,
    top: strip + 2,
    bottom: strip + tall,
    end: strip + tall + 4,
    texts: [...labelTexts(row, label, first), ...number.texts],
    signs: number.signs,
  };
}

interface WrappedLabel extends Wrapped {
  readonly baseBelow: boolean;
  readonly lastWidth: number;
}

/** The base stands behind the label's last line, or below it where there is no room. */
function wrapLabel(row: RowWords, width: number): WrappedLabel {
  const weight = row.strong ? 700 : 400;
  const label = wrapText(row.label, width, fontSizes.label, 4, weight);
  const lastWidth = textWidth(label.lines.at(-1)!, fontSizes.label, weight);
  return { ...label, lastWidth, baseBelow: row.base !== undefined && lastWidth + baseWidth(row) > width };
}

function labelTexts(row: RowWords, label: WrappedLabel, baseline: number): TextRow[] {
  const colour = row.verdict === "indicative" || row.reason !== undefined ? "var(--ink-3)" : "var(--ink)";
  const texts = [textRow(label.lines, 0, baseline, { weight: row.strong ? 700 : 400, colour, full: label.full })];
  if (row.base !== undefined) {
    const last = baseline + (label.lines.length - 1) * 18;
    const place = label.baseBelow ? ([0, last + 18] as const) : ([label.lastWidth + 8, last] as const);
    texts.push(textRow(row.base, ...place, { size: fontSizes.axis, colour: "var(--ink-3)" }));
  }
  return texts;
}

function numberTexts(
  row: RowWords,
  baseline: number,
  numberEnd: number,
  intervalStart: number,
): { texts: TextRow[]; signs: Row[] } {
  const texts: TextRow[] = [];
  const signs: Row[] = [];
  const quiet = row.verdict === "indicative";
  if (row.text !== undefined) {
    const colour = quiet ? "var(--ink-3)" : "var(--ink)";
    texts.push(textRow(row.text, numberEnd, baseline, { align: "right", weight: quiet ? 400 : 700, colour }));
    const sign = row.sign ?? signOf(row.verdict);
    const at = numberEnd - textWidth(row.text, fontSizes.label, 700) - 8;
    if (sign === "same") texts.push(textRow("=", at, baseline, { align: "center" }));
    else if (sign !== null) signs.push(signRow(sign, at, baseline - 4.5, looks[row.verdict].colour));
  }
  if (row.interval !== undefined) {
    const colour = quiet ? "var(--ink-3)" : "var(--ink-2)";
    texts.push(textRow(row.interval, intervalStart + 8, baseline, { size: fontSizes.axis, colour }));
  }
  return { texts, signs };
}

function reasonTexts(reason: string, columns: Columns, y: number): TextRow[] {
  const { lines, full } = wrapText(reason, columns.right - columns.left, fontSizes.axis, 1);
  return [textRow(lines, columns.left, y + 4, { size: fontSizes.axis, colour: "var(--ink-3)", halo: true, full })];
}
