import type { Reference } from "../axis.ts";
import { type Row, type Size, widthOf } from "../chart.ts";
import { type Box, type LabelWish, leadingOf, overlap, placeLabels, type Segment, type Spot } from "../place-labels.ts";
import { round } from "../slim-svg.ts";
import { textWidth, wrapText } from "../text.ts";
import { boxOfText, signRow, type TextRow, textRow } from "./layers.ts";
import { fontSizes, looks, signOf } from "./look.ts";
import type { TrendLineInput, TrendPoint } from "./trend-line.ts";

/** Where a trend is drawn, in pixels. */
export interface Plot {
  readonly size: Size;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Middle of the first and of the last point. */
  readonly first: number;
  readonly last: number;
  readonly days: { readonly low: number; readonly high: number };
  /** Width of the column for the last wave's words. */
  readonly column: number;
  readonly xOf: (day: number) => number;
  readonly yOf: (value: number) => number;
}

const small = { size: fontSizes.axis } as const;

/** Upright lines between the waves where figures stop being comparable, with their words above the plot. */
export function breakTexts(input: TrendLineInput, plot: Plot): { texts: TextRow[]; lines: Row[] } {
  const texts: TextRow[] = [];
  const xs = (input.breaks ?? []).map(({ before }) => {
    const to = plot.xOf(input.points[before]!.at);
    return before === 0 ? plot.left + 2 : (plot.xOf(input.points[before - 1]!.at) + to) / 2;
  });
  const width = widthOf[plot.size];
  const wishes = (input.breaks ?? []).map(({ label }, index): LabelWish & { full: string | null } => {
    const { lines, full } = wrapText(
      label,
      plot.size === "wide" ? 260 : 150,
      fontSizes.axis,
      plot.size === "wide" ? 2 : 3,
    );
    const x = xs[index]!;
    const tiers = [12, plot.top, plot.top + 17 * lines.length, plot.bottom - 17 * lines.length - 8];
    const spots = tiers.flatMap((y): Spot[] => [
      { x: x + 6, y, align: "left" },
      { x: x - 6, y, align: "right" },
    ]);
    return { lines, size: fontSizes.axis, weight: 400, spots, needed: true, full };
  });
  // The value labels keep clear of these, so only the lines and each other are in the way.
  const segments = xs.map((x): Segment => ({ x, y: 0, x2: x, y2: plot.bottom }));
  const spots = placeLabels(wishes, { boxes: [], segments }, { left: 0, top: 0, right: width, bottom: plot.bottom });
  for (const [index, wish] of wishes.entries()) {
    const spot = spots[index]!;
    texts.push(textRow(wish.lines, spot.x, spot.y, { ...small, align: spot.align, halo: true, full: wish.full }));
  }
  return { texts, lines: xs.map((x) => ({ x: round(x), y: 4, y2: plot.bottom })) };
}

/** The last wave's value, interval and change in the column at the right. */
export function lastBlock(input: TrendLineInput, plot: Plot): { texts: TextRow[]; signs: Row[] } {
  const point = input.points.at(-1)!;
  const { last } = input;
  if (last === undefined || point.value === null) return { texts: [], signs: [] };
  const x = plot.xOf(point.at) + 16;
  const room = widthOf[plot.size] - x;
  const colour = point.verdict === "indicative" ? "var(--ink-3)" : "var(--ink)";
  const sign = last.change && (last.change.sign ?? signOf(last.change.verdict));
  const indent = sign ? 14 : 0;
  const change = last.change && wrapText(last.change.text, room - indent, fontSizes.label, 6, 700);
  const below = (last.interval === undefined ? 0 : 19) + (change === undefined ? 0 : 3 + 18 * change.lines.length);
  let y = Math.max(plot.top + 8, Math.min(plot.yOf(point.value) + 8, plot.bottom - 6 - below));
  const texts = [textRow(last.text, x, y, { size: fontSizes.big, colour })];
  const signs: Row[] = [];
  if (last.interval !== undefined) {
    const { lines } = wrapText(last.interval, room, fontSizes.axis, 2);
    y += 19;
    texts.push(textRow(lines, x, y, small));
    y += leadingOf(fontSizes.axis) * (lines.length - 1);
  }
  if (last.change && change) {
    y += 21;
    const look = looks[last.change.verdict].colour;
    const style = { weight: 700, colour: sign === "same" || sign === null ? "var(--ink-2)" : look };
    texts.push(textRow(change.lines, x + indent, y, { ...style, full: change.full }));
    if (sign === "same") texts.push(textRow("=", x + 4, y, { ...style, align: "center" }));
    else if (sign) signs.push(signRow(sign, x + 4.5, y - 4.5, look));
  }
  return { texts, signs };
}

/** Words of the dashed lines: in the right column where it is free there, else on the line where the data leave room. */
export function referenceTexts(references: readonly Reference[], plot: Plot, taken: readonly TextRow[]): TextRow[] {
  const full: (string | null)[] = [];
  const wishes = references.map(({ value, label }): LabelWish => {
    const y = plot.yOf(value);
    const beside = wrapText(label, Math.max(40, widthOf[plot.size] - plot.right - 4), fontSizes.axis, 3);
    const over = wrapText(label, plot.right - plot.left - 12, fontSizes.axis, 1);
    const fitsBeside = beside.lines.length === 1 && beside.full === null && plot.column > 40;
    full.push(fitsBeside ? null : over.full);
    const inside: Spot[] = [y - 5, y + 14].flatMap((at): Spot[] => [
      { x: plot.left + 4, y: at, align: "left" },
      { x: plot.right, y: at, align: "right" },
      { x: (plot.left + plot.right) / 2, y: at, align: "center" },
    ]);
    const spots = fitsBeside ? [{ x: plot.right + 4, y: y + 4, align: "left" } as const, ...inside] : inside;
    return { lines: over.lines, size: fontSizes.axis, weight: 400, spots, needed: true };
  });
  const bounds = { left: plot.left, top: 0, right: widthOf[plot.size], bottom: plot.bottom };
  const obstacles = { boxes: taken.map(boxOfText), segments: [] };
  return placeLabels(wishes, obstacles, bounds).map((spot, index) =>
    textRow(wishes[index]!.lines, spot!.x, spot!.y, {
      ...small,
      align: spot!.align,
      colour: "var(--ink)",
      halo: true,
      full: full[index]!,
    }),
  );
}

/** Values at the points, above the band where there is room: all of them while they are few, else the telling ones. */
export function valueTexts(input: TrendLineInput, plot: Plot, taken: readonly TextRow[], lastSaid: boolean): TextRow[] {
  const shown = input.points.filter((point) => point.value !== null && point.text !== undefined);
  const sorted = [...shown].sort((one, other) => one.value! - other.value!);
  const telling = [shown.at(-1), shown[0], sorted.at(-1), sorted[0]].filter((point) => point !== undefined);
  const few = shown.length <= (plot.size === "wide" ? 14 : 7);
  const wanted = [...new Set(few ? [...telling, ...shown] : telling)].filter(
    (point) => !(lastSaid && point === input.points.at(-1)),
  );
  const boxes: Box[] = [
    ...taken.map(boxOfText),
    ...input.points.filter((point) => point.value !== null).map((point) => dotBox(point, plot)),
  ];
  const segments: Segment[] = (input.breaks ?? []).map(({ before }) => {
    const x =
      before === 0 ? plot.left : (plot.xOf(input.points[before]!.at) + plot.xOf(input.points[before - 1]!.at)) / 2;
    return { x, y: plot.top, x2: x, y2: plot.bottom };
  });
  for (const [index, point] of shown.entries()) {
    const next = shown[index + 1];
    if (next)
      segments.push({
        x: plot.xOf(point.at),
        y: plot.yOf(point.value!),
        x2: plot.xOf(next.at),
        y2: plot.yOf(next.value!),
      });
  }
  const wishes = wanted.map((point): LabelWish => {
    const x = plot.xOf(point.at);
    const y = plot.yOf(point.value!);
    const above = Math.min(y - 9, plot.yOf(point.high ?? point.value!) - 6);
    const below = Math.max(y + 18, plot.yOf(point.low ?? point.value!) + 15);
    const spots = [above, below, y - 9, y + 18].flatMap((at): Spot[] => [
      { x, y: at, align: "center" },
      { x: x - 3, y: at, align: "left" },
      { x: x + 3, y: at, align: "right" },
    ]);
    return { lines: [point.text!], size: fontSizes.axis, weight: 400, spots, needed: false };
  });
  const bounds = { left: plot.left, top: 0, right: widthOf[plot.size], bottom: plot.bottom - 2 };
  return placeLabels(wishes, { boxes, segments }, bounds).flatMap((spot, index) =>
    spot === null ? [] : [textRow(wanted[index]!.text!, spot.x, spot.y, { ...small, align: spot.align, halo: true })],
  );
}

function dotBox(point: TrendPoint, plot: Plot): Box {
  const x = plot.xOf(point.at);
  const y = plot.yOf(point.value!);
  return { left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 };
}

/** Titles of the waves under the axis, the last and the first before the others; where all have no room, some are left out. */
export function waveTexts(points: readonly TrendPoint[], plot: Plot): { texts: TextRow[]; bottom: number } {
  const order = points.map((_, index) => points.length - 1 - index);
  if (points.length > 1) order.splice(1, 0, order.pop()!);
  let best: { texts: TextRow[]; waves: number } = { texts: [], waves: 0 };
  for (const room of [116, 92, 74, 60, 48]) {
    const texts: TextRow[] = [];
    let waves = 0;
    const taken: Box[] = [];
    for (const index of order) {
      const block = waveBlock(points[index]!, plot, room);
      const boxes = block.map(boxOfText).map((box) => ({ ...box, left: box.left - 4, right: box.right + 4 }));
      if (boxes.some((box) => taken.some((other) => overlap(box, other) > 0))) continue;
      // A word torn apart is worse than a title left out.
      if (room < 74 && torn(points[index]!.wave, room)) continue;
      texts.push(...block);
      taken.push(...boxes);
      waves++;
    }
    if (waves > best.waves) best = { texts, waves };
    if (waves === points.length) break;
  }
  return { texts: best.texts, bottom: Math.max(...best.texts.map((text) => boxOfText(text).bottom)) };
}

function waveBlock(point: TrendPoint, plot: Plot, room: number): TextRow[] {
  const width = widthOf[plot.size];
  const colour = point.value === null ? "var(--ink-3)" : "var(--ink-2)";
  const texts: TextRow[] = [];
  let y = plot.bottom + 19;
  for (const words of [point.wave, point.reason]) {
    if (words === undefined) continue;
    const wrapped = wrapText(words, room, fontSizes.axis, 3);
    const x = Math.min(Math.max(plot.xOf(point.at), wrapped.width / 2), width - wrapped.width / 2);
    texts.push(textRow(wrapped.lines, x, y, { ...small, align: "center", colour, full: wrapped.full }));
    y += leadingOf(fontSizes.axis) * wrapped.lines.length;
  }
  return texts;
}

function torn(text: string, room: number): boolean {
  return text
    .split(/\s+/)
    .some((word) => /^[\p{Script=Latin}\p{N}]+$/u.test(word) && textWidth(word, fontSizes.axis) > room);
}
