import type { Axis, Reference } from "../axis.ts";
import { type Chart, type Row, type Size, widthOf } from "../chart.ts";
import {
  type Box,
  type LabelWish,
  leadingOf,
  placeLabels,
  type Segment,
  type Spot,
  spotsAround,
} from "../place-labels.ts";
import { round } from "../slim-svg.ts";
import { textWidth, wrapText } from "../text.ts";
import { positionOf } from "./axis-head.ts";
import {
  alongX,
  alongY,
  asGiven,
  boxOfText,
  frameLayer,
  hairLayer,
  type Layer,
  lookRow,
  pixels,
  symbolChannels,
  type TextRow,
  textLayer,
  textRow,
  uprightLayer,
} from "./layers.ts";
import { fontSizes, looks, type Verdict } from "./look.ts";

/** A thing with two values, each with its interval, in the units of the axes. */
export interface ScatterPoint {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly xInterval?: readonly [number, number];
  readonly yInterval?: readonly [number, number];
  readonly verdict: Verdict;
}

export interface ScatterPlotInput {
  /** The most important first: it gets the best place for its name. */
  readonly points: readonly ScatterPoint[];
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  /** Names of the axes, with their direction. */
  readonly names: { readonly x: string; readonly y: string };
  readonly xLine?: Reference;
  readonly yLine?: Reference;
  /** Names of the four fields: above left, above right, below left, below right. */
  readonly fields?: readonly [string, string, string, string];
  /** Fills of the fields in the same order, where both lines stand; by default the first is what is to be improved. */
  readonly fills?: readonly [string, string, string, string];
}

const across = (name: string, style: string): Layer => ({
  data: { name },
  mark: { type: "rule", style },
  encoding: { x: pixels("x"), x2: { field: "x2" }, y: alongY("value") },
});

const weighed = {
  stroke: asGiven("colour"),
  strokeWidth: { field: "lineWidth", type: "quantitative", scale: null, legend: null },
} as const;

const layer: Layer[] = [
  {
    data: { name: "tint" },
    mark: { type: "rect" },
    encoding: {
      x: pixels("x"),
      x2: { field: "x2" },
      y: pixels("y"),
      y2: { field: "y2" },
      fill: asGiven("fill"),
      fillOpacity: { field: "opacity", type: "quantitative", scale: null, legend: null },
    },
  },
  frameLayer,
  hairLayer,
  uprightLayer("references"),
  across("levels", "reference"),
  {
    data: { name: "wide" },
    mark: { type: "rule" },
    encoding: { x: alongX("low"), x2: { field: "high" }, y: alongY("value"), ...weighed },
  },
  {
    data: { name: "tall" },
    mark: { type: "rule" },
    encoding: { x: alongX("value"), y: alongY("low"), y2: { field: "high" }, ...weighed },
  },
  {
    data: { name: "points" },
    mark: { type: "point", strokeWidth: 1.5 },
    encoding: { x: alongX("value"), y: alongY("level"), ...symbolChannels },
  },
  textLayer,
];

/** Two values of each thing, set against each other, with both intervals and the lines that divide the field. */
export function scatterPlot(input: ScatterPlotInput, size: Size): Chart {
  const { points, xAxis, yAxis, xLine, yLine } = input;
  const width = widthOf[size];
  const left = Math.max(...yAxis.ticks.map((tick) => textWidth(tick.label, fontSizes.axis)), 12) + 12;
  const right = width - 6;
  const top = 10;
  const bottom = top + (size === "wide" ? 430 : 320) + 0.5;
  const xOf = positionOf(xAxis, left, right);
  const yOf = positionOf(yAxis, bottom, top);

  const hairs: Row[] = [
    { x: round(left), y: top, x2: round(left), y2: bottom, colour: "var(--rule-strong)" },
    ...yAxis.ticks.map(({ value }) => tick(left - 5, yOf(value), left, yOf(value))),
    ...xAxis.ticks.map(({ value }) => tick(xOf(value), bottom, xOf(value), bottom + 5)),
  ];
  const ticks = [
    ...yAxis.ticks.map(({ value, label }) =>
      textRow(label, left - 9, yOf(value) + 4, { align: "right", size: fontSizes.axis, colour: "var(--ink-3)" }),
    ),
    ...xTicks(xAxis, xOf, bottom + 20, width),
  ];
  const foot = bottom + 44;
  const halfWidth = width / 2 - 12;
  const names = [
    axisName(input.names.y, 0, foot, "left", halfWidth),
    axisName(input.names.x, right, foot, "right", halfWidth),
  ];
  const lineWords = referenceWords(input, { xOf, yOf, left, right, top, bottom });
  const corners = cornerWords(input, { left, right, top, bottom }, lineWords);
  const fixed = [...lineWords, ...corners];
  const placed = pointWords(input, { xOf, yOf, left, right, top, bottom }, fixed);
  const listed = listedWords(placed.listed, Math.max(...names.map((name) => boxOfText(name).bottom)) + 20, width);
  const low = Math.max(...[...names, ...listed].map((text) => boxOfText(text).bottom));

  return {
    spec: { width, height: Math.ceil(low + 6), layer },
    data: {
      frame: [
        {
          low: xAxis.low,
          high: xAxis.high,
          left: round(left),
          right: round(right),
          yLow: yAxis.low,
          yHigh: yAxis.high,
          top,
          bottom,
          lineLeft: round(left),
          lineRight: round(right),
          lineY: bottom,
          colour: "var(--rule-strong)",
        },
      ],
      tint: tintedFields(input, { xOf, yOf, left, right, top, bottom }),
      hairs: [...hairs, ...placed.leaders],
      references: xLine ? [{ value: xLine.value, y: top, y2: bottom }] : [],
      levels: yLine ? [{ value: yLine.value, x: round(left), x2: round(right) }] : [],
      wide: points.flatMap(({ xInterval, y, verdict }) =>
        xInterval
          ? [{ low: cut(xInterval[0], xAxis), high: cut(xInterval[1], xAxis), value: y, ...strokeOf(verdict) }]
          : [],
      ),
      tall: points.flatMap(({ yInterval, x, verdict }) =>
        yInterval
          ? [{ low: cut(yInterval[0], yAxis), high: cut(yInterval[1], yAxis), value: x, ...strokeOf(verdict) }]
          : [],
      ),
      points: points.map(({ x, y, verdict }) => ({ value: x, level: y, ...lookRow(verdict) })),
      texts: [...ticks, ...names, ...fixed, ...placed.texts, ...listed],
    },
  };
}

interface Plot {
  readonly xOf: (value: number) => number;
  readonly yOf: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function tick(x: number, y: number, x2: number, y2: number): Row {
  return { x: round(x), y: round(y), x2: round(x2), y2: round(y2), colour: "var(--rule-strong)" };
}

/** An interval may reach beyond the axis; the line then ends at its end. */
function cut(value: number, { low, high }: Axis): number {
  return Math.min(high, Math.max(low, value));
}

function strokeOf(verdict: Verdict): Row {
  const { colour, lineWidth } = looks[verdict];
  return { colour, lineWidth };
}

function xTicks(axis: Axis, xOf: (value: number) => number, y: number, width: number): readonly TextRow[] {
  let free = Number.NEGATIVE_INFINITY;
  return axis.ticks.flatMap(({ value, label }) => {
    const wide = textWidth(label, fontSizes.axis);
    const x = Math.min(xOf(value), width - wide / 2);
    if (x - wide / 2 < free) return [];
    free = x + wide / 2 + 8;
    return [textRow(label, x, y, { align: "center", size: fontSizes.axis, colour: "var(--ink-3)" })];
  });
}

function axisName(name: string, x: number, y: number, align: "left" | "right", room: number): TextRow {
  const { lines, full } = wrapText(name, room, fontSizes.axis, 2);
  return textRow(lines, x, y, { align, size: fontSizes.axis, colour: "var(--ink)", full });
}

/**
 * What the dividing lines are, each at one of its ends: the level one at the right, the upright one near its upper end, but
 * elsewhere where fewer marks stand.
 */
function referenceWords(
  { points, xLine, yLine }: ScatterPlotInput,
  { xOf, yOf, left, right, top, bottom }: Plot,
): readonly TextRow[] {
  const style = { size: fontSizes.axis, colour: "var(--ink-2)", halo: true } as const;
  const leading = leadingOf(fontSizes.axis);
  const marks = points.map(({ x, y }) => markBox(xOf(x), yOf(y)));
  const clearest = (places: readonly TextRow[]) => {
    const hits = places.map((place) => marks.filter((mark) => touches(mark, boxOfText(place))).length);
    return places[hits.indexOf(Math.min(...hits))]!;
  };
  const words: TextRow[] = [];
  if (yLine) {
    const { lines, full } = wrapText(yLine.label, (right - left) / 2.4, fontSizes.axis, 2);
    const at = yOf(yLine.value);
    const above = at - 5 - leading * (lines.length - 1);
    const below = at + leading;
    words.push(
      clearest(
        [above, below].flatMap((y) => [
          textRow(lines, right, y, { ...style, align: "right", full }),
          textRow(lines, left + 6, y, { ...style, align: "left", full }),
        ]),
      ),
    );
  }
  if (xLine) {
    const { lines, full, width } = wrapText(xLine.label, (right - left) / 2.4, fontSizes.axis, 2);
    const x = xOf(xLine.value);
    const toRight = (y: number) => textRow(lines, x + 5, y, { ...style, align: "left", full });
    const toLeft = (y: number) => textRow(lines, x - 5, y, { ...style, align: "right", full });
    const sides = [...(x + 5 + width <= right ? [toRight] : []), ...(x - 5 - width >= left ? [toLeft] : [])];
    // clear of the names of the fields in the corners
    const heights = [top + 40, bottom - 34 - leading * (lines.length - 1)];
    words.push(clearest(heights.flatMap((y) => (sides.length > 0 ? sides : [toLeft]).map((side) => side(y)))));
  }
  return words;
}

/** What a mark takes, and a little more. */
function markBox(x: number, y: number): Box {
  return { left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 };
}

/** So light that names and marks are read on it, light and dark. */
const tint = 0.12;

function tintedFields({ xLine, yLine, fields, fills }: ScatterPlotInput, plot: Plot): readonly Row[] {
  if (!xLine || !yLine || !fields) return [];
  const { left, right, top, bottom } = plot;
  const [x, y] = [round(plot.xOf(xLine.value)), round(plot.yOf(yLine.value))];
  const [toLeft, toRight] = [
    { x: round(left), x2: x },
    { x, x2: round(right) },
  ];
  const [above, below] = [
    { y: top, y2: y },
    { y, y2: bottom },
  ];
  if (!fills) return [{ ...toLeft, ...above, fill: "var(--weak-soft)", opacity: 1 }];
  const corners = [
    { ...toLeft, ...above },
    { ...toRight, ...above },
    { ...toLeft, ...below },
    { ...toRight, ...below },
  ];
  return corners.map((corner, k) => ({ ...corner, fill: fills[k]!, opacity: tint }));
}

function cornerWords(
  { fields, fills }: ScatterPlotInput,
  { left, right, top, bottom }: Pick<Plot, "left" | "right" | "top" | "bottom">,
  taken: readonly TextRow[],
): readonly TextRow[] {
  if (!fields) return [];
  const room = (right - left) / 2 - 16;
  const corners = fields.map((field, k) => {
    const { lines, full } = wrapText(field, room, fontSizes.axis, 1);
    const atRight = k % 2 === 1;
    return textRow(lines, atRight ? right - 4 : left + 8, k < 2 ? top + 15 : bottom - 8, {
      align: atRight ? "right" : "left",
      size: fontSizes.axis,
      // a field of its own colour is named in ink, and needs no paper around the name
      ...(fills
        ? { colour: "var(--ink-2)" }
        : { weight: k === 0 ? 700 : 400, colour: k === 0 ? "var(--weak)" : "var(--ink-3)", halo: k > 0 }),
      full,
    });
  });
  return corners.filter((corner) => !taken.some((other) => touches(boxOfText(corner), boxOfText(other))));
}

function touches(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** Names beside their points; those that find no room, or not in full, get a letter, explained below the drawing. */
function pointWords(input: ScatterPlotInput, plot: Plot, fixed: readonly TextRow[]) {
  const { points } = input;
  const { xOf, yOf, left, right, top, bottom } = plot;
  const marks = points.map(({ x, y }) => markBox(xOf(x), yOf(y)));
  const segments = points.flatMap(({ x, y, xInterval, yInterval }): Segment[] => [
    ...(xInterval ? [{ x: xOf(xInterval[0]), x2: xOf(xInterval[1]), y: yOf(y), y2: yOf(y) }] : []),
    ...(yInterval ? [{ x: xOf(x), x2: xOf(x), y: yOf(yInterval[0]), y2: yOf(yInterval[1]) }] : []),
  ]);
  const bounds: Box = { left, right: right + 4, top, bottom: bottom - 2 };
  const obstacles = { boxes: [...marks, ...fixed.map(boxOfText)], segments };
  const styled = points.map((point) => {
    const strong = point.verdict === "worse" || point.verdict === "better";
    const wrapped = wrapText(point.label, (right - left) / 3, fontSizes.axis, 2, strong ? 700 : 400);
    return { point, weight: strong ? 700 : 400, ...wrapped };
  });
  const wishOf = (lines: readonly string[], weight: number, point: ScatterPoint, needed: boolean): LabelWish => ({
    lines,
    size: fontSizes.axis,
    weight,
    spots: spotsAround(xOf(point.x), yOf(point.y), 10, fontSizes.axis, lines.length),
    needed,
  });
  const spots = placeLabels(
    styled.map(({ lines, weight, point, full }) => {
      const wish = wishOf(lines, weight, point, false);
      return full === null ? wish : { ...wish, spots: [] };
    }),
    obstacles,
    bounds,
  );
  const placed = styled.flatMap((style, k) => (spots[k] ? [textOf(style.lines, spots[k], style)] : []));
  const rest = styled.filter((_, k) => spots[k] === null).map((style, k) => ({ ...style, letter: letterOf(k) }));
  const letters = placeLabels(
    rest.map(({ letter, point }) => wishOf([letter], 700, point, true)),
    { boxes: [...obstacles.boxes, ...placed.map(boxOfText)], segments },
    bounds,
  );
  const leaders = [...spots, ...letters].flatMap((spot) =>
    spot?.leader ? [{ ...rounded(spot.leader), colour: "var(--rule-strong)" }] : [],
  );
  return {
    texts: [
      ...placed,
      ...rest.map((style, k) =>
        textOf([style.letter], letters[k]!, { ...style, weight: 700, full: style.point.label }),
      ),
    ],
    leaders,
    listed: rest.map(({ letter, point }) => ({ letter, label: point.label })),
  };
}

function textOf(
  lines: readonly string[],
  spot: Spot,
  { point, weight, full }: { readonly point: ScatterPoint; readonly weight: number; readonly full: string | null },
): TextRow {
  const { verdict } = point;
  const colour = verdict === "worse" || verdict === "better" ? looks[verdict].colour : "var(--ink)";
  return textRow(lines, spot.x, spot.y, { align: spot.align, size: fontSizes.axis, weight, colour, halo: true, full });
}

function letterOf(k: number): string {
  return String.fromCharCode(97 + (k % 26));
}

function rounded({ x, y, x2, y2 }: Segment): Segment {
  return { x: round(x), y: round(y), x2: round(x2), y2: round(y2) };
}

function listedWords(
  listed: readonly { letter: string; label: string }[],
  from: number,
  width: number,
): readonly TextRow[] {
  let y = from;
  return listed.flatMap(({ letter, label }) => {
    const { lines, full } = wrapText(label, width - 20, fontSizes.axis, 4);
    const rows = [
      textRow(letter, 0, y, { size: fontSizes.axis, weight: 700, colour: "var(--ink)" }),
      textRow(lines, 18, y, { size: fontSizes.axis, colour: "var(--ink)", full }),
    ];
    y += 20 + leadingOf(fontSizes.axis) * (lines.length - 1);
    return rows;
  });
}
