import { round } from "../slim-svg.ts";
import { looks, type Verdict } from "./look.ts";

/** A wave of a spark line; the last one is marked. */
export interface SparkPoint {
  /** Days from any origin. */
  readonly at: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Not comparable with what stands before: the line is interrupted. */
  readonly broken?: boolean;
}

const width = 152;
const height = 40;
const edge = 8;

/**
 * The course of a measure in 152 x 40 pixels, for beside its number: a quiet line, dotted over waves without a value,
 * the last wave as a dot with its interval in the colour of its verdict. What it says stands in words next to it, so it
 * is hidden from screen readers. Empty text where there is nothing to draw.
 */
export function sparkLine(points: readonly SparkPoint[], verdict: Verdict): string {
  const shown = points.filter((point) => point.value !== null);
  const last = shown.at(-1);
  if (last === undefined) return "";
  const ends = shown
    .flatMap((point) => (point === last ? [point.low, point.value, point.high] : [point.value]))
    .filter((end) => end !== null);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const from = points[0]!.at;
  const to = points.at(-1)!.at;
  const x = (at: number) => round(to > from ? edge + ((at - from) / (to - from)) * (width - 2 * edge) : width - edge);
  const y = (value: number) =>
    round(high > low ? height - edge - ((value - low) / (high - low)) * (height - 2 * edge) : height / 2);

  let line = "";
  let dotted = "";
  let before: SparkPoint | null = null;
  let missed = false;
  let broken = false;
  for (const point of points) {
    broken ||= point.broken === true;
    if (point.value === null) {
      missed = true;
      continue;
    }
    const here = `${x(point.at)},${y(point.value)}`;
    if (before !== null && !broken && missed) dotted += `M${x(before.at)},${y(before.value!)}L${here}`;
    line += before !== null && !broken && !missed ? `L${here}` : `M${here}`;
    before = point;
    missed = false;
    broken = false;
  }
  const look = looks[verdict];
  const interval =
    last.low === null || last.high === null
      ? ""
      : `<line x1="${x(last.at)}" x2="${x(last.at)}" y1="${y(last.low)}" y2="${y(last.high)}" stroke="${look.colour}" stroke-width="1.5"/>`;
  return (
    `<svg class="spark" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" fill="none" aria-hidden="true">` +
    `<path d="${line}" stroke="var(--quiet)" stroke-width="1.75" stroke-linejoin="round" stroke-linecap="round"/>` +
    (dotted ? `<path d="${dotted}" stroke="var(--quiet)" stroke-width="1.25" stroke-dasharray="2 4"/>` : "") +
    `${interval}<circle cx="${x(last.at)}" cy="${y(last.value!)}" r="4" fill="${look.fill}" stroke="${look.stroke}" stroke-width="1.5"/></svg>`
  );
}
