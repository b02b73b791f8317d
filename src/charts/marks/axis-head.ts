import type { Axis, Reference } from "../axis.ts";
import { type Row, type Size, widthOf } from "../chart.ts";
import { overlap } from "../place-labels.ts";
import { round } from "../slim-svg.ts";
import { textWidth, wrapText } from "../text.ts";
import { boxOfText, type TextRow, textRow } from "./layers.ts";
import { fontSizes } from "./look.ts";

/** The axis of a drawing in rows stands at its head, where a long list is begun to be read. */
interface AxisHead {
  readonly texts: readonly TextRow[];
  /** The line under the head. */
  readonly lineY: number;
  readonly frame: Row;
}

/** Pixels of a value between `left` and `right`. */
export function positionOf(axis: Pick<Axis, "low" | "high">, left: number, right: number): (value: number) => number {
  return (value) => left + ((value - axis.low) / (axis.high - axis.low)) * (right - left);
}

/** Words of references (each on a line of its own where two would touch) above the words of the ticks. */
export function axisHead(
  axis: Axis,
  references: readonly Reference[],
  left: number,
  right: number,
  size: Size,
): AxisHead {
  const width = widthOf[size];
  const at = positionOf(axis, left, right);
  const words = references.map((reference) => {
    const wrapped = wrapText(reference.label, size === "wide" ? 220 : 150, fontSizes.axis, 2);
    return { ...wrapped, x: Math.min(Math.max(at(reference.value), wrapped.width / 2), width - wrapped.width / 2) };
  });
  const texts: TextRow[] = [];
  let tier = 12;
  for (const word of words) {
    let placed = textRow(word.lines, word.x, tier, {
      align: "center",
      size: fontSizes.axis,
      colour: "var(--ink)",
      full: word.full,
    });
    if (texts.some((other) => overlap(boxOfText(other), boxOfText(placed)) > 0)) {
      tier = Math.max(...texts.map((other) => boxOfText(other).bottom)) + 14;
      placed = { ...placed, y: round(tier) };
    }
    texts.push(placed);
  }
  const y = texts.length === 0 ? 12 : Math.max(...texts.map((text) => boxOfText(text).bottom)) + 14;
  let free = Number.NEGATIVE_INFINITY;
  for (const tick of axis.ticks) {
    const wide = textWidth(tick.label, fontSizes.axis);
    const x = Math.min(Math.max(at(tick.value), wide / 2), width - wide / 2);
    const crossed = references.some((reference) => Math.abs(at(reference.value) - x) < wide / 2 + 3);
    if (crossed || x - wide / 2 < free) continue;
    free = x + wide / 2 + 8;
    texts.push(textRow(tick.label, x, y, { align: "center", size: fontSizes.axis, colour: "var(--ink-3)" }));
  }
  const lineY = Math.round(y + 6) + 0.5;
  return {
    texts,
    lineY,
    frame: {
      low: axis.low,
      high: axis.high,
      left: round(left),
      right: round(right),
      lineLeft: 0,
      lineRight: width,
      lineY,
      colour: "var(--rule-strong)",
    },
  };
}

/** Upright lines at ticks and references over the stretches of rows; references reach up to their words. */
export function uprights(
  axis: Axis,
  references: readonly Reference[],
  spans: readonly { readonly y: number; readonly y2: number }[],
): { readonly grid: readonly Row[]; readonly references: readonly Row[] } {
  const over = (value: number) => spans.map((span) => ({ value, y: round(span.y), y2: round(span.y2) }));
  return {
    grid: axis.ticks.flatMap((tick) => over(tick.value)),
    references: references.flatMap((reference) => over(reference.value)),
  };
}
