import type { Axis, Reference } from "../axis.ts";
import { type Chart, type Row, type Size, widthOf } from "../chart.ts";
import { spreadInRow } from "../place-labels.ts";
import { round } from "../slim-svg.ts";
import { textWidth, wrapText } from "../text.ts";
import { axisHead, positionOf, uprights } from "./axis-head.ts";
import {
  alongX,
  asGiven,
  frameLayer,
  hairLayer,
  type Layer,
  pixels,
  pointLayer,
  signLayer,
  type TextRow,
  textLayer,
  textRow,
  uprightLayer,
} from "./layers.ts";
import { fontSizes, looks } from "./look.ts";
import { type Columns, columnsOf, placeRows, type RowGroup, type RowWords } from "./rows.ts";

/** Two values of one thing and what lies between: `from` is drawn hollow (expected), `to` filled (perceived). */
export interface DumbbellRow extends RowWords {
  readonly from: number | null;
  readonly to: number | null;
  /** The two values as printed; they stand outside the pair. */
  readonly fromText?: string;
  readonly toText?: string;
}

export interface DumbbellRowsInput {
  /** `text` and `interval` of a row are the gap's. */
  readonly groups: readonly RowGroup<DumbbellRow>[];
  readonly axis: Axis;
  /** What the two ends are; said once, above the first row that has both. */
  readonly names: { readonly from: string; readonly to: string };
  readonly references?: readonly Reference[];
}

const layer: Layer[] = [
  frameLayer,
  uprightLayer("grid"),
  hairLayer,
  uprightLayer("references"),
  {
    data: { name: "pairs" },
    mark: { type: "rule", strokeWidth: 2.25 },
    encoding: { x: alongX("value"), x2: { field: "other" }, y: pixels("y"), stroke: asGiven("colour") },
  },
  pointLayer,
  signLayer,
  textLayer,
];

/** Pairs of values one under the other, such as expectation and perception; the gap's figure at the right end. */
export function dumbbellRows(input: DumbbellRowsInput, size: Size): Chart {
  const references = input.references ?? [];
  const all = input.groups.flatMap((group) => group.rows);
  const columns = columnsOf(all, size);
  // The printed values stand outside the pair, so the scale keeps their width free at both ends.
  const words = all
    .flatMap((row) => [row.fromText, row.toText])
    .map((text) => (text ? textWidth(text, fontSizes.axis) + 10 : 0));
  const outside = Math.max(0, ...words);
  const left = columns.left + outside;
  const right = columns.right - outside;
  const head = axisHead(input.axis, references, left, right, size);
  const at = positionOf(input.axis, left, right);
  const named = all.findIndex((row) => row.from !== null && row.to !== null);
  const names = named < 0 ? null : endNames(input.names, at(all[named]!.from!), at(all[named]!.to!), columns);
  const placed = placeRows(input.groups, size, columns, head.lineY + (size === "wide" ? 4 : 0), {
    ...(names !== null && { above: { index: named, height: names.height } }),
  });
  const pairs: Row[] = [];
  const points: Row[] = [];
  const texts: TextRow[] = [];
  for (const [index, { row, y }] of placed.rows.entries()) {
    const { colour } = looks[row.verdict];
    const filled = row.verdict === "indicative" ? "var(--paper)" : colour;
    const fromFirst = row.to === null || (row.from !== null && row.from <= row.to);
    if (row.from !== null && row.to !== null) pairs.push({ value: row.from, other: row.to, y, colour });
    if (row.from !== null) {
      points.push({ value: row.from, y, shape: "circle", area: 80, fill: "var(--paper)", stroke: colour });
      if (row.fromText) texts.push(endText(row.fromText, at(row.from), y, fromFirst));
    }
    if (row.to !== null) {
      points.push({ value: row.to, y, shape: "circle", area: 95, fill: filled, stroke: colour });
      if (row.toText) texts.push(endText(row.toText, at(row.to), y, !fromFirst));
    }
    if (index === named) texts.push(...names!.texts.map((text) => ({ ...text, y: round(text.y + y - 12) })));
  }
  return {
    spec: { width: widthOf[size], height: Math.ceil(placed.bottom + 4), layer },
    data: {
      frame: [head.frame],
      ...uprights(input.axis, references, placed.spans),
      hairs: placed.hairs,
      pairs,
      points,
      signs: placed.signs,
      texts: [...head.texts, ...placed.texts, ...texts],
    },
  };
}

function endText(text: string, x: number, y: number, first: boolean): TextRow {
  return textRow(text, first ? x - 9 : x + 9, y + 4, {
    align: first ? "right" : "left",
    size: fontSizes.axis,
    halo: true,
  });
}

/** Names of the two ends, as near above them as both fit; `y` of the texts counts from their lower edge. */
function endNames(names: DumbbellRowsInput["names"], fromX: number, toX: number, columns: Columns) {
  const half = (columns.right - columns.left) / 2 - 8;
  const ends = [
    { x: fromX, words: wrapText(names.from, half, fontSizes.axis, 2) },
    { x: toX, words: wrapText(names.to, half, fontSizes.axis, 2) },
  ].sort((one, other) => one.x - other.x);
  const stretches = ends.map(({ x, words }) => ({ centre: x, width: words.width }));
  const centres = spreadInRow(stretches, columns.left, columns.right, 12)!;
  const texts = ends.map(({ words }, index) =>
    textRow(words.lines, centres[index]!, -17 * (words.lines.length - 1), {
      align: "center",
      size: fontSizes.axis,
      colour: "var(--ink)",
      halo: true,
      full: words.full,
    }),
  );
  return { texts, height: 14 + 17 * Math.max(...ends.map(({ words }) => words.lines.length - 1)) };
}
