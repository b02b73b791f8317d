import { type Chart, type Row, type Size, widthOf } from "../chart.ts";
import { spreadInRow } from "../place-labels.ts";
import { round } from "../slim-svg.ts";
import { textWidth, wrapText } from "../text.ts";
import { positionOf } from "./axis-head.ts";
import {
  alongX,
  asGiven,
  frameLayer,
  hairLayer,
  type Layer,
  pixels,
  signLayer,
  type TextRow,
  textLayer,
  textRow,
} from "./layers.ts";
import { fontSizes } from "./look.ts";
import { type Columns, columnsOf, placeRows, type RowGroup, type RowWords } from "./rows.ts";
import { categorical, diverging, type Shade, sequential } from "./shades.ts";

/** Shares of one whole. */
export interface StackedRow extends RowWords {
  /** In the order of `names`, 0-1, together 1; null: not drawn, and `reason` says why. */
  readonly shares: readonly number[] | null;
  /** The shares as printed; each stands in its segment where it has room. */
  readonly texts: readonly string[];
}

export interface StackedBarsInput {
  readonly groups: readonly RowGroup<StackedRow>[];
  /** Names of the segments, from left to right. */
  readonly names: readonly string[];
  /** `diverging`: from worst to best. `sequential`: from little to much. `none`: kinds of their own. */
  readonly order: "diverging" | "sequential" | "none";
  /** How many of the last names are grey, where there is no order; none by default. */
  readonly muted?: number;
}

const layer: Layer[] = [
  frameLayer,
  hairLayer,
  {
    data: { name: "segments" },
    mark: { type: "rect", stroke: "var(--paper)", strokeWidth: 1 },
    encoding: {
      x: alongX("start"),
      x2: { field: "end" },
      y: pixels("y"),
      y2: { field: "y2" },
      fill: asGiven("fill"),
      fillOpacity: { field: "opacity", type: "quantitative", scale: null, legend: null },
    },
  },
  signLayer,
  textLayer,
];

/** Bars of one length that show how a whole divides; the segments' names above the first bar. */
export function stackedBars(input: StackedBarsInput, size: Size): Chart {
  const all = input.groups.flatMap((group) => group.rows);
  const shades = shadesOf(input);
  const natural = columnsOf(all, size);
  const columns = size === "wide" ? natural : { ...natural, left: 0, right: widthOf.narrow };
  const at = positionOf({ low: 0, high: 1 }, columns.left, columns.right);
  const named = all.findIndex((row) => row.shares !== null);
  const first = all[named]?.shares ?? null;
  const names = first === null ? null : segmentNames(input.names, segmentsOf(first), columns, at);
  const key = first === null || names !== null ? null : nameKey(input.names, shades, columns);
  const tall = size === "wide" ? 26 : 22;
  const placed = placeRows(input.groups, size, columns, key === null ? 2 : key.height, {
    tall,
    ...(names !== null && { above: { index: named, height: names.height } }),
  });
  const segments: Row[] = [];
  const texts: TextRow[] = [];
  for (const [rowIndex, { row, y }] of placed.rows.entries()) {
    if (row.shares === null) continue;
    for (const [index, { start, end }] of segmentsOf(row.shares).entries()) {
      const { fill, opacity, ink } = shades[index]!;
      if (end > start) segments.push({ start, end, y: y - tall / 2, y2: y + tall / 2, fill, opacity });
      const text = row.texts[index];
      if (text !== undefined)
        texts.push(...shareText(text, at(start), at(end), y, ink, index === row.shares.length - 1));
    }
    if (rowIndex === named && names !== null)
      texts.push(...names.texts.map((text) => ({ ...text, y: round(text.y + y - tall / 2) })));
  }
  const { left, right } = columns;
  return {
    spec: { width: widthOf[size], height: Math.ceil(placed.bottom + 4), layer },
    data: {
      frame: [
        { low: 0, high: 1, left: round(left), right: round(right), lineLeft: 0, lineRight: 0, lineY: 0, colour: null },
      ],
      hairs: placed.hairs,
      segments,
      signs: [...(key?.swatches ?? []), ...placed.signs],
      texts: [...(key?.texts ?? []), ...placed.texts, ...texts],
    },
  };
}

function shadesOf({ names, order, muted }: StackedBarsInput): readonly Shade[] {
  if (order === "none") return categorical(names.length, muted);
  return order === "diverging" ? diverging(names.length) : sequential(names.length);
}

function segmentsOf(shares: readonly number[]): { start: number; end: number }[] {
  let start = 0;
  return shares.map((share) => {
    const segment = { start, end: Math.min(1, start + share) };
    start = segment.end;
    return segment;
  });
}

/** A share inside its segment: at the segment's start, the last one at its end; nothing where it would touch an edge. */
function shareText(text: string, from: number, to: number, y: number, colour: string, last: boolean): TextRow[] {
  const wide = textWidth(text, fontSizes.label);
  if (wide + 8 > to - from) return [];
  const indent = Math.min(7, (to - from - wide) / 2);
  return [textRow(text, last ? to - indent : from + indent, y + 4.5, { align: last ? "right" : "left", colour })];
}

type At = (share: number) => number;

/** Names over their segments in one row; null where some name would not stand over its own segment. `y` counts from the bar. */
function segmentNames(
  names: readonly string[],
  segments: readonly { start: number; end: number }[],
  columns: Columns,
  at: At,
) {
  const gap = 10;
  const room = Math.max(60, (columns.right - columns.left) / names.length - gap);
  const words = names.map((name) => wrapText(name, room, fontSizes.axis, 2));
  if (words.some((word) => word.full !== null)) return null;
  const stretches = words.map((word, index) => {
    const from = at(segments[index]!.start);
    const to = at(segments[index]!.end);
    // As the numbers: at the start of the segment, the last at its end.
    const start = index === names.length - 1 ? to - word.width : Math.min(from, Math.max(from, to - word.width));
    return { centre: start + word.width / 2, width: word.width, from, to };
  });
  const centres = spreadInRow(stretches, columns.left, columns.right, gap);
  if (centres === null) return null;
  const astray = stretches.some(({ width, from, to }, index) => {
    const left = centres[index]! - width / 2;
    return Math.min(left + width, to) - Math.max(left, from) < Math.min(8, to - from);
  });
  if (astray || stretches.some(({ from, to }) => to - from < 1)) return null;
  const texts = words.map((word, index) => {
    const left = centres[index]! - word.width / 2;
    const last = index === names.length - 1;
    const y = -7 - 17 * (word.lines.length - 1);
    return textRow(word.lines, last ? left + word.width : left, y, {
      align: last ? "right" : "left",
      size: fontSizes.axis,
      colour: "var(--ink)",
    });
  });
  return { texts, height: 4 + 17 * Math.max(...words.map((word) => word.lines.length)) };
}

/** Names with a swatch each, line after line: where segments are too small or names too long to stand over them. */
function nameKey(names: readonly string[], shades: readonly Shade[], columns: Columns) {
  const texts: TextRow[] = [];
  const swatches: Row[] = [];
  let x = columns.left;
  let y = 14;
  for (const [index, name] of names.entries()) {
    const { lines, width, full } = wrapText(name, columns.right - columns.left - 17, fontSizes.axis, 1);
    if (x > columns.left && x + 17 + width > columns.right) {
      x = columns.left;
      y += 20;
    }
    const { fill, opacity } = shades[index]!;
    swatches.push({ x: round(x + 6), y: y - 4, shape: "square", area: 121, fill, opacity, stroke: null });
    texts.push(textRow(lines, x + 17, y, { size: fontSizes.axis, colour: "var(--ink)", full }));
    x += 17 + width + 16;
  }
  return { texts, swatches, height: y + 8 };
}
