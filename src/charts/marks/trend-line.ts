import type { Axis, Reference } from "../axis.ts";
import { type Chart, type Row, type Size, widthOf } from "../chart.ts";
import { round } from "../slim-svg.ts";
import { textWidth } from "../text.ts";
import { positionOf } from "./axis-head.ts";
import {
  alongX,
  alongY,
  asGiven,
  frameLayer,
  hairLayer,
  type Layer,
  lookRow,
  pixels,
  signLayer,
  symbolChannels,
  textLayer,
  textRow,
} from "./layers.ts";
import { fontSizes, looks, type Sign, type Verdict } from "./look.ts";
import { breakTexts, lastBlock, type Plot, referenceTexts, valueTexts, waveTexts } from "./trend-words.ts";

/** A wave. Numbers are in the unit of the axis. */
export interface TrendPoint {
  /** When it was surveyed, in days from any origin (the middle of the fieldwork): the distance between waves is to scale. */
  readonly at: number;
  /** Title of the wave, under the axis. */
  readonly wave: string;
  /** Null: not surveyed or not shown, and `reason` says which. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The value as printed. */
  readonly text?: string;
  /** Stands under the wave's title. */
  readonly reason?: string;
  readonly verdict: Verdict;
}

export interface TrendLineInput {
  /** Oldest first, each at a later day than the one before; one is enough. */
  readonly points: readonly TrendPoint[];
  readonly axis: Axis;
  /** Dashed lines such as the target; `from` is the day from which it holds. */
  readonly references?: readonly (Reference & { readonly from?: number })[];
  /** Changes that make figures not comparable: the line is interrupted before the point with index `before`. */
  readonly breaks?: readonly { readonly before: number; readonly label: string }[];
  /** Words of the last wave, beside its point. */
  readonly last?: LastWords;
}

export interface LastWords {
  /** The value, set large. */
  readonly text: string;
  readonly interval?: string;
  readonly change?: { readonly text: string; readonly verdict: Verdict; readonly sign?: Sign };
}

const detail = { detail: { field: "run", type: "nominal" } } as const;
const across = (name: string, style: string): Layer => ({
  data: { name },
  mark: { type: "rule", style },
  encoding: { x: pixels("x"), x2: { field: "x2" }, y: alongY("value") },
});

const layer: Layer[] = [
  across("grid", "grid"),
  {
    data: { name: "band" },
    mark: { type: "area" },
    encoding: { x: alongX("at"), y: alongY("low"), y2: { field: "high" }, ...detail },
  },
  frameLayer,
  hairLayer,
  {
    data: { name: "breaks" },
    mark: { type: "rule", style: "break" },
    encoding: { x: pixels("x"), y: pixels("y"), y2: { field: "y2" } },
  },
  across("references", "reference"),
  {
    data: { name: "intervals" },
    mark: { type: "rule" },
    encoding: { x: alongX("at"), y: alongY("low"), y2: { field: "high" }, stroke: asGiven("colour") },
  },
  {
    data: { name: "gaps" },
    mark: { type: "line", style: "not-surveyed" },
    encoding: { x: alongX("at"), y: alongY("value"), ...detail },
  },
  { data: { name: "line" }, mark: { type: "line" }, encoding: { x: alongX("at"), y: alongY("value"), ...detail } },
  {
    data: { name: "points" },
    mark: { type: "point", strokeWidth: 1.5 },
    encoding: { x: alongX("at"), y: alongY("value"), ...symbolChannels },
  },
  signLayer,
  textLayer,
];

/** A measure over the waves: time to scale, the interval as a band, values at the points, the last one large. */
export function trendLine(input: TrendLineInput, size: Size): Chart {
  const { points, axis } = input;
  const references = input.references ?? [];
  const runs = runsOf(input);
  const plot = plotOf(input, size);
  const { left, right, bottom, yOf } = plot;

  const breaks = breakTexts(input, plot);
  const block = lastBlock(input, plot);
  const named = referenceTexts(references, plot, [...breaks.texts, ...block.texts]);
  const words = [...breaks.texts, ...block.texts, ...named];
  const values = valueTexts(input, plot, words, block.texts.length > 0);
  const waves = waveTexts(points, plot);

  const shown = points.filter(isShown);
  const isLast = (point: TrendPoint) => point === points.at(-1);
  const lonely = shown.filter(
    (point) => point.low !== null && point.high !== null && runs.filter((run) => run.includes(point))[0]!.length === 1,
  );
  const hairs: Row[] = points.map(({ at }) => hair(plot.xOf(at), bottom, plot.xOf(at), bottom + 5));
  if (axis.cut)
    hairs.push(hair(left - 5, bottom - 12, left + 5, bottom - 17), hair(left - 5, bottom - 7, left + 5, bottom - 12));
  const tickTexts = axis.ticks.map((tick) =>
    textRow(tick.label, left - 8, yOf(tick.value) + 4, {
      align: "right",
      size: fontSizes.axis,
      colour: "var(--ink-3)",
    }),
  );

  return {
    spec: { width: widthOf[size], height: Math.ceil(waves.bottom + 4), layer },
    data: {
      frame: [
        {
          ...plot.days,
          left: round(plot.first),
          right: round(plot.last),
          yLow: axis.low,
          yHigh: axis.high,
          top: plot.top,
          bottom,
          lineLeft: round(left),
          lineRight: round(right),
          lineY: bottom,
          colour: "var(--rule-strong)",
        },
      ],
      grid: axis.ticks
        .filter((tick) => tick.value > axis.low)
        .map(({ value }) => ({ value, x: round(left), x2: round(right) })),
      band: runs.flatMap((run, index) =>
        run.length < 2
          ? []
          : run.filter((point) => point.low !== null).map(({ at, low, high }) => ({ at, low, high, run: index })),
      ),
      hairs,
      breaks: breaks.lines,
      references: references.map(({ value, from }) => ({
        value,
        x: round(from === undefined ? left : Math.max(left, plot.xOf(from) - 10)),
        x2: round(right),
      })),
      intervals: lonely.map(({ at, low, high, verdict }) => ({ at, low, high, colour: looks[verdict].colour })),
      gaps: gapsOf(input, runs),
      line: runs.flatMap((run, index) =>
        run.length < 2 ? [] : run.map(({ at, value }) => ({ at, value, run: index })),
      ),
      points: shown.map((point) => ({
        at: point.at,
        value: point.value,
        ...lookRow(point.verdict),
        area: isLast(point) ? 110 : 52,
      })),
      signs: block.signs,
      texts: [...tickTexts, ...waves.texts, ...words, ...values],
    },
  };
}

function hair(x: number, y: number, x2: number, y2: number): Row {
  return { x: round(x), y: round(y), x2: round(x2), y2: round(y2), colour: "var(--rule-strong)" };
}

function isShown(point: TrendPoint): point is TrendPoint & { value: number } {
  return point.value !== null;
}

/** Points that a line joins: neighbours with values and no break between. */
function runsOf({ points, breaks = [] }: TrendLineInput): readonly (readonly TrendPoint[])[] {
  const runs: TrendPoint[][] = [];
  let open: TrendPoint[] | null = null;
  for (const [index, point] of points.entries()) {
    if (open !== null && breaks.some(({ before }) => before === index)) open = null;
    if (!isShown(point)) {
      open = null;
      continue;
    }
    if (open === null) {
      open = [];
      runs.push(open);
    }
    open.push(point);
  }
  return runs;
}

/** Dotted lines over waves without a value, unless a break lies between. */
function gapsOf({ points, breaks = [] }: TrendLineInput, runs: readonly (readonly TrendPoint[])[]): Row[] {
  return runs.slice(1).flatMap((run, index) => {
    const from = runs[index]!.at(-1)!;
    const to = run[0]!;
    const broken = breaks.some(({ before }) => before > points.indexOf(from) && before <= points.indexOf(to));
    return broken ? [] : [from, to].map(({ at, value }) => ({ at, value, run: index }));
  });
}

/** The plot's edges: room for the ticks' words at the left, for the last wave's at the right, for breaks at the top. */
function plotOf(input: TrendLineInput, size: Size): Plot {
  const { points, axis, breaks = [], last } = input;
  const ticks = Math.max(0, ...axis.ticks.map((tick) => textWidth(tick.label, fontSizes.axis)));
  const left = Math.max(16, ticks + 9);
  const most = size === "wide" ? 132 : 96;
  const change = last?.change === undefined ? 0 : textWidth(last.change.text, fontSizes.label, 700) + 15;
  const words = [textWidth(last?.text ?? "", fontSizes.big), textWidth(last?.interval ?? "", fontSizes.axis), change];
  const column = last === undefined || points.at(-1)?.value === null ? 14 : Math.min(most, Math.max(...words) + 2);
  const right = widthOf[size] - column - (last === undefined ? 0 : 10);
  const top = breaks.length > 0 ? (size === "wide" ? 40 : 56) : 24;
  const bottom = top + (size === "wide" ? 264 : 208) + 0.5;
  const days = { low: points[0]!.at, high: points.at(-1)!.at };
  const inset = size === "wide" ? 30 : 18;
  const alone = days.high <= days.low;
  const middle = (left + right) / 2;
  const first = alone ? middle - 1 : left + inset;
  const end = alone ? middle + 1 : right - 6;
  if (alone) days.high = days.low + 2;
  return {
    size,
    left,
    right,
    top,
    bottom,
    first,
    last: end,
    days: alone ? { low: days.low - 1, high: days.low + 1 } : days,
    column,
    xOf: positionOf(alone ? { low: days.low - 1, high: days.low + 1 } : days, first, end),
    yOf: positionOf(axis, bottom, top),
  };
}
