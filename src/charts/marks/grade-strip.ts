import type { Reference } from "../axis.ts";
import { type Chart, type Row, type Size, widthOf } from "../chart.ts";
import { type LabelWish, placeLabels, type Segment, type Spot, spreadInRow } from "../place-labels.ts";
import { round } from "../slim-svg.ts";
import { textWidth, wrapText } from "../text.ts";
import { positionOf } from "./axis-head.ts";
import {
  alongX,
  asGiven,
  boxOfText,
  frameLayer,
  hairLayer,
  intervalLayer,
  type Layer,
  lookRow,
  pixels,
  pointLayer,
  type TextRow,
  textLayer,
  textRow,
} from "./layers.ts";
import { fontSizes, looks, type Verdict } from "./look.ts";

/** A named stretch of the scale; the strip is made of them from left to right without gaps. */
interface Grade {
  readonly name: string;
  /** Lower end, in the unit of the scale. */
  readonly from: number;
  /** The lower end as printed. */
  readonly fromText: string;
}

export interface GradeStripInput {
  readonly grades: readonly Grade[];
  /** Ends of the scale, such as 0 and 100. */
  readonly low: number;
  readonly high: number;
  /** Null value: only the strip is drawn, with `reason`. */
  readonly value: number | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly text: string;
  readonly reason?: string;
  readonly verdict: Verdict;
  /** Upright lines such as the target. */
  readonly references?: readonly Reference[];
}

const layer: Layer[] = [
  frameLayer,
  {
    data: { name: "segments" },
    mark: { type: "rect", stroke: "var(--paper)", strokeWidth: 2 },
    encoding: { x: alongX("start"), x2: { field: "end" }, y: pixels("y"), y2: { field: "y2" }, fill: asGiven("fill") },
  },
  hairLayer,
  {
    data: { name: "references" },
    mark: { type: "rule", color: "var(--ink)", strokeWidth: 1.5 },
    encoding: { x: alongX("value"), y: pixels("y"), y2: { field: "y2" } },
  },
  intervalLayer,
  pointLayer,
  textLayer,
];

/** One estimate on a scale that is divided into grades. */
export function gradeStrip(input: GradeStripInput, size: Size): Chart {
  const { grades, low, high, value, references = [] } = input;
  const width = widthOf[size];
  const left = 4;
  const right = width - 4;
  const at = positionOf({ low, high }, left, right);
  const ends = grades.map((grade, index) => ({
    start: Math.max(low, grade.from),
    end: grades[index + 1]?.from ?? high,
  }));
  const current = value === null ? -1 : ends.findLastIndex(({ start }) => value >= start);
  const top = 44 + 16 * references.length;
  const y = top - 15;
  const strip = { y: top, y2: top + 10 };
  const above = wordsAbove(input, at, y, left, right);
  const below = wordsBelow(grades, ends, current, at, strip.y2, left, right);
  const look = looks[input.verdict];
  const here = input.verdict === "indicative" ? "var(--quiet)" : "var(--est)";
  return {
    spec: { width, height: Math.ceil(below.bottom + 6), layer },
    data: {
      frame: [{ low, high, left, right, lineLeft: 0, lineRight: 0, lineY: 0, colour: null }],
      segments: ends.map(({ start, end }, index) => ({
        start,
        end,
        ...strip,
        fill: index === current ? here : "var(--quiet-soft)",
      })),
      hairs: below.hairs,
      references: references.map((reference, index) => ({ value: reference.value, y: 6 + 16 * index, y2: strip.y2 })),
      intervals:
        input.from === null || input.to === null || value === null
          ? []
          : [{ low: input.from, high: input.to, y, colour: look.colour, lineWidth: look.lineWidth }],
      points: value === null ? [] : [{ value, y, ...lookRow(input.verdict) }],
      texts: [...above, ...below.texts],
    },
  };
}

/** The value beside its interval and the references' words, none upon another. */
function wordsAbove(
  input: GradeStripInput,
  at: (value: number) => number,
  y: number,
  left: number,
  right: number,
): TextRow[] {
  const { value, references = [] } = input;
  const bounds = { left: left - 4, top: 0, right: right + 4, bottom: y + 10 };
  const from = at(input.from ?? value ?? input.low);
  const to = at(input.to ?? value ?? input.low);
  const lines: Segment[] = references.map((reference, index) => ({
    x: at(reference.value),
    x2: at(reference.value),
    y: 6 + 16 * index,
    y2: y + 15,
  }));
  const mark = {
    left: Math.min(from, at(value ?? input.low) - 7),
    right: Math.max(to, at(value ?? input.low) + 7),
    top: y - 7,
    bottom: y + 7,
  };
  const wishes: (LabelWish & { colour: string; full: string | null })[] = [];
  const words =
    value === null
      ? wrapText(input.reason ?? "", right - left, fontSizes.axis, 1)
      : wrapText(input.text, right - left, 15, 1, 700);
  const spots: Spot[] =
    value === null
      ? [{ x: left, y: y + 5, align: "left" }]
      : [
          { x: mark.left - 7, y: y + 5, align: "right" },
          { x: mark.right + 7, y: y + 5, align: "left" },
          { x: at(value), y: y - 12, align: "center" },
        ];
  wishes.push({
    lines: words.lines,
    full: words.full,
    size: value === null ? fontSizes.axis : 15,
    weight: value === null ? 400 : 700,
    colour: value === null ? "var(--ink-3)" : "var(--ink)",
    spots,
    needed: true,
  });
  for (const [index, reference] of references.entries()) {
    const label = wrapText(reference.label, (right - left) * 0.6, fontSizes.axis, 1);
    const x = at(reference.value);
    const spots: Spot[] = [12 + 16 * index, 12 + 16 * (references.length - 1 - index)].flatMap((base): Spot[] => [
      { x: x + 6, y: base, align: "left" },
      { x: x - 6, y: base, align: "right" },
    ]);
    wishes.push({
      lines: label.lines,
      full: label.full,
      size: fontSizes.axis,
      weight: 400,
      colour: "var(--ink-2)",
      spots,
      needed: true,
    });
  }
  const boxes = value === null ? [] : [mark];
  return placeLabels(wishes, { boxes, segments: lines }, bounds).map((spot, index) => {
    const { lines, size, weight, colour, full } = wishes[index]!;
    return textRow(lines, spot!.x, spot!.y, { align: spot!.align, size, weight, colour, full, halo: true });
  });
}

/** Cuts under the strip, then the grades' names: in one row where they fit under their segments, else in steps with leaders. */
function wordsBelow(
  grades: readonly Grade[],
  ends: readonly { start: number; end: number }[],
  current: number,
  at: (value: number) => number,
  top: number,
  left: number,
  right: number,
): { texts: TextRow[]; hairs: Row[]; bottom: number } {
  const cuts = grades.slice(1).map((grade) => wrapText(grade.fromText, 60, fontSizes.axis, 1));
  const cutCentres = spreadInRow(
    cuts.map((cut, index) => ({ centre: at(grades[index + 1]!.from), width: cut.width })),
    left - 4,
    right + 4,
    6,
  );
  const texts: TextRow[] = (cutCentres ?? []).map((x, index) =>
    textRow(cuts[index]!.lines, x, top + 17, { align: "center", size: fontSizes.axis, colour: "var(--ink-3)" }),
  );
  const centre = (index: number) => (at(ends[index]!.start) + at(ends[index]!.end)) / 2;
  const style = (index: number) => ({
    size: fontSizes.axis,
    weight: index === current ? 700 : 400,
    colour: index === current ? "var(--ink)" : "var(--ink-2)",
  });
  const names = grades.map((grade, index) => {
    const room = Math.max(48, at(ends[index]!.end) - at(ends[index]!.start) - 6);
    return wrapText(grade.name, room, fontSizes.axis, 3, style(index).weight);
  });
  const torn = grades.some((grade, index) => {
    const longest = Math.max(
      ...grade.name.split(" ").map((word) => textWidth(word, fontSizes.axis, style(index).weight)),
    );
    return /^[\p{Script=Latin}\s-]+$/u.test(grade.name) && longest > names[index]!.width + 1;
  });
  const stretches = names.map((name, index) => ({ centre: centre(index), width: name.width }));
  const centres =
    torn || names.some((name) => name.full !== null) ? null : spreadInRow(stretches, left - 4, right + 4, 8);
  const near = centres?.every((x, index) => Math.abs(x - centre(index)) < Math.max(10, names[index]!.width / 2));
  const y = top + (cuts.length > 0 ? 36 : 19);
  if (centres && near) {
    texts.push(
      ...names.map((name, index) =>
        textRow(name.lines, centres[index]!, y, { ...style(index), align: "center", full: name.full }),
      ),
    );
    return { texts, hairs: [], bottom: Math.max(...texts.map((text) => boxOfText(text).bottom)) };
  }
  // In steps: a name hangs on a line from its segment, rightwards in the left half of the strip and leftwards in the
  // right half; the inner ones stand higher and the left ones end before the right half's lines, so that no line
  // crosses a name.
  const hairs: Row[] = [];
  const middle = (left + right) / 2;
  const sides = [
    grades.map((_, index) => index).filter((index) => centre(index) < middle),
    grades.map((_, index) => index).filter((index) => centre(index) >= middle),
  ];
  const fence = Math.min(right, ...(sides[1] ?? []).map(centre)) - 10;
  let tier = y;
  for (const [side, indices] of sides.entries()) {
    for (const index of side === 0 ? [...indices].reverse() : indices) {
      const x = centre(index);
      const room = side === 0 ? fence - x - 5 : x - left - 6;
      const name = wrapText(grades[index]!.name, room, fontSizes.axis, 3, style(index).weight);
      const last = tier + 17 * (name.lines.length - 1);
      hairs.push({ x: round(x), y: top + 2, x2: round(x), y2: last + 3, colour: "var(--rule-strong)" });
      texts.push(
        textRow(name.lines, side === 0 ? x + 5 : x - 5, tier, {
          ...style(index),
          align: side === 0 ? "left" : "right",
          full: name.full,
        }),
      );
      tier = last + 19;
    }
  }
  return { texts, hairs, bottom: tier - 10 };
}
