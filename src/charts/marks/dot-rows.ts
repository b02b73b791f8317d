import type { Axis, Reference } from "../axis.ts";
import { type Chart, type Row, type Size, widthOf } from "../chart.ts";
import { axisHead, uprights } from "./axis-head.ts";
import {
  frameLayer,
  hairLayer,
  intervalLayer,
  lookRow,
  pointLayer,
  signLayer,
  textLayer,
  uprightLayer,
} from "./layers.ts";
import { looks } from "./look.ts";
import { columnsOf, placeRows, type RowGroup, type RowWords } from "./rows.ts";

/** An estimate with its interval. Null: not drawn, and `reason` says why. Numbers are in the unit of the axis. */
export interface DotRow extends RowWords {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface DotRowsInput {
  /** In the order drawn; callers sort, and keep to 12 named rows. */
  readonly groups: readonly RowGroup<DotRow>[];
  readonly axis: Axis;
  /** Dashed lines such as a target or the mean; two at most. */
  readonly references?: readonly Reference[];
}

const layer = [
  frameLayer,
  uprightLayer("grid"),
  hairLayer,
  uprightLayer("references"),
  intervalLayer,
  pointLayer,
  signLayer,
  textLayer,
];

/** Estimates one under the other: a dot and a line for the interval, words at the left and figures at the right. */
export function dotRows(input: DotRowsInput, size: Size): Chart {
  const references = input.references ?? [];
  const columns = columnsOf(
    input.groups.flatMap((group) => group.rows),
    size,
  );
  const head = axisHead(input.axis, references, columns.left, columns.right, size);
  const placed = placeRows(input.groups, size, columns, head.lineY + (size === "wide" ? 4 : 0));
  const inside = (value: number) => Math.min(input.axis.high, Math.max(input.axis.low, value));
  const intervals: Row[] = [];
  const points: Row[] = [];
  for (const { row, y } of placed.rows) {
    if (row.value === null) continue;
    const { colour, lineWidth } = looks[row.verdict];
    if (row.low !== null && row.high !== null)
      intervals.push({ low: inside(row.low), high: inside(row.high), y, colour, lineWidth });
    points.push({ value: inside(row.value), y, ...lookRow(row.verdict) });
  }
  return {
    spec: { width: widthOf[size], height: Math.ceil(placed.bottom + 4), layer },
    data: {
      frame: [head.frame],
      ...uprights(input.axis, references, placed.spans),
      hairs: placed.hairs,
      intervals,
      points,
      signs: placed.signs,
      texts: [...head.texts, ...placed.texts],
    },
  };
}
