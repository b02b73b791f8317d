import type { Axis, Reference } from "../axis.ts";
import { escapeMarkup } from "../escape.ts";
import { round } from "../slim-svg.ts";
import { textWidth } from "../text.ts";
import { looks, type Verdict } from "./look.ts";

/** An estimate for a table cell, in the unit of the axis. */
export interface StripEstimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly verdict: Verdict;
}

/** Cells may be as narrow as this; words that would touch there are left out. */
const narrowest = 150;

const line = (x: string, x2: string, y: string, y2: string, look: string) =>
  `<line x1="${x}" x2="${x2}" y1="${y}" y2="${y2}" ${look}/>`;

function percentOf(axis: Axis): (value: number) => string {
  return (value) => `${round(Math.min(1, Math.max(0, (value - axis.low) / (axis.high - axis.low))) * 96 + 2)}%`;
}

/**
 * An interval drawn in a table cell, 26 pixels high and as wide as the cell: positions are in percent and there is no
 * viewBox, so that dots and lines keep their size. The cell beside it says the number; screen readers skip the drawing.
 */
export function stripRow(estimate: StripEstimate | null, axis: Axis, references: readonly Reference[] = []): string {
  const at = percentOf(axis);
  const parts = uprights(axis, references, at);
  if (estimate !== null) {
    const { fill, stroke, colour, shape, lineWidth } = looks[estimate.verdict];
    const { low, high, value } = estimate;
    if (low !== null && high !== null)
      parts.push(line(at(low), at(high), "50%", "50%", `stroke="${colour}" stroke-width="${lineWidth}"`));
    const look = `fill="${fill}" stroke="${stroke}" stroke-width="1.5"`;
    parts.push(
      shape === "circle"
        ? `<circle cx="${at(value)}" cy="50%" r="4.5" ${look}/>`
        : `<svg x="${at(value)}" y="50%" overflow="visible"><path d="M0,-6L6,0L0,6L-6,0Z" ${look}/></svg>`,
    );
  }
  return `<svg class="strip" width="100%" height="26" fill="none" aria-hidden="true">${parts.join("")}</svg>`;
}

/** The axis of such strips, for the head of their column: ticks below, references above. */
export function stripHead(axis: Axis, references: readonly Reference[] = []): string {
  const at = percentOf(axis);
  const pixels = (value: number) => (Number.parseFloat(at(value)) / 100) * narrowest;
  const parts: string[] = [];
  let taken: readonly (readonly [number, number])[] = [];
  const say = (value: number, label: string, y: number, fill: string) => {
    const half = textWidth(label, 12) / 2 + 3;
    const x = pixels(value);
    if (taken.some(([left, right]) => x + half > left && x - half < right)) return;
    taken = [...taken, [x - half, x + half]];
    parts.push(
      `<text x="${at(value)}" y="${y}" text-anchor="middle" font-size="12" fill="${fill}">${escapeMarkup(label)}</text>`,
    );
  };
  for (const reference of references) say(reference.value, reference.label, 11, "var(--ink)");
  taken = references.map(({ value }) => [pixels(value) - 3, pixels(value) + 3] as const);
  for (const tick of axis.ticks) say(tick.value, tick.label, 27, "var(--ink-3)");
  return `<svg class="strip" width="100%" height="32" fill="none" overflow="visible" aria-hidden="true">${parts.join("")}</svg>`;
}

function uprights(axis: Axis, references: readonly Reference[], at: (value: number) => string): string[] {
  const grid = axis.ticks.map(({ value }) => line(at(value), at(value), "0", "100%", 'stroke="var(--rule)"'));
  const dashed = references.map(({ value }) =>
    line(at(value), at(value), "0", "100%", 'stroke="var(--ink-2)" stroke-dasharray="5 4"'),
  );
  return [...grid, ...dashed];
}
