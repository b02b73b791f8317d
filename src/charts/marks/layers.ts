import type { TopLevelSpec } from "vega-lite";
import type { Row } from "../chart.ts";
import { type Align, type Box, leadingOf, textBox } from "../place-labels.ts";
import { round } from "../slim-svg.ts";
import { looks, type Sign, type Verdict } from "./look.ts";

/**
 * Layers that the marks share. Values stand in the unit of what is drawn and go through a scale; what layout decides
 * (rows, labels) stands in pixels from the drawing's top left corner. The scale's ends come from the one row of the
 * data set `frame`, so that they are no part of the shape.
 */
export type Layer = Extract<TopLevelSpec, { layer: unknown }>["layer"][number];

const fromFrame = (field: string) => ({ expr: `data('frame')[0].${field}` });

const scaled = (field: string, ends: readonly [string, string], range: readonly [string, string]) => ({
  field,
  type: "quantitative" as const,
  axis: null,
  scale: { domain: ends.map(fromFrame), range: range.map(fromFrame), zero: false, nice: false as const },
});

/** Position on the axis of values: `low` to `high` of the frame onto `left` to `right` pixels. */
export const alongX = (field: string) => scaled(field, ["low", "high"], ["left", "right"]);

/** The same upwards: `yLow` to `yHigh` of the frame onto `bottom` to `top` pixels. */
export const alongY = (field: string) => scaled(field, ["yLow", "yHigh"], ["bottom", "top"]);

/** Already in pixels. */
export const pixels = (field: string) => ({ field, type: "quantitative", axis: null, scale: null }) as const;
export const asGiven = (field: string) => ({ field, type: "nominal", legend: null, scale: null }) as const;

/** A rectangle in pixels: `{x, x2, y, y2, fill}`. */
export const rectangle = {
  x: pixels("x"),
  x2: { field: "x2" },
  y: pixels("y"),
  y2: { field: "y2" },
  fill: asGiven("fill"),
} as const;

/** A line across the drawing, drawn where `colour` is not null; it is here that the frame's row becomes known to Vega. */
export const frameLayer: Layer = {
  data: { name: "frame" },
  mark: { type: "rule", strokeWidth: 1 },
  encoding: { x: pixels("lineLeft"), x2: { field: "lineRight" }, y: pixels("lineY"), stroke: asGiven("colour") },
};

/** Upright lines at values: data set of `{value, y, y2}`. */
export const uprightLayer = (name: "grid" | "references"): Layer => ({
  data: { name },
  mark: { type: "rule", style: name === "grid" ? "grid" : "reference" },
  encoding: { x: alongX("value"), y: pixels("y"), y2: { field: "y2" } },
});

/** Intervals lying along the axis: `{low, high, y, colour, lineWidth}`. */
export const intervalLayer: Layer = {
  data: { name: "intervals" },
  mark: { type: "rule" },
  encoding: {
    x: alongX("low"),
    x2: { field: "high" },
    y: pixels("y"),
    stroke: asGiven("colour"),
    strokeWidth: { field: "lineWidth", type: "quantitative", scale: null, legend: null },
  },
};

export const symbolChannels = {
  shape: asGiven("shape"),
  size: { field: "area", type: "quantitative", scale: null, legend: null },
  fill: asGiven("fill"),
  stroke: asGiven("stroke"),
} as const;

/** Estimates on a row: `{value, y}` and a look. */
export const pointLayer: Layer = {
  data: { name: "points" },
  mark: { type: "point", strokeWidth: 1.5 },
  encoding: { x: alongX("value"), y: pixels("y"), ...symbolChannels },
};

/** Signs beside texts and swatches of a key: `{x, y}` in pixels and a look. */
export const signLayer: Layer = {
  data: { name: "signs" },
  mark: { type: "point", strokeWidth: 1 },
  encoding: {
    x: pixels("x"),
    y: pixels("y"),
    ...symbolChannels,
    fillOpacity: { field: "opacity", type: "quantitative", scale: null, legend: null },
  },
};

/** Thin lines in pixels: `{x, y, x2, y2, colour}`. */
export const hairLayer: Layer = {
  data: { name: "hairs" },
  mark: { type: "rule", strokeWidth: 1 },
  encoding: { x: pixels("x"), y: pixels("y"), x2: { field: "x2" }, y2: { field: "y2" }, stroke: asGiven("colour") },
};

/** All words of a drawing, one row a text. */
export const textLayer: Layer = {
  data: { name: "texts" },
  mark: {
    type: "text",
    aria: true,
    description: { expr: "datum.full" },
    align: { expr: "datum.align" },
    fontSize: { expr: "datum.size" },
    fontWeight: { expr: "datum.weight" },
    lineHeight: { expr: "datum.leading" },
    lineBreak: "\n",
    strokeWidth: { expr: "datum.halo === null ? null : 4" },
    strokeJoin: { expr: "datum.halo === null ? null : 'round'" },
  },
  encoding: { x: pixels("x"), y: pixels("y"), text: asGiven("text"), fill: asGiven("colour"), stroke: asGiven("halo") },
};

/** A text that has its place. `x` by its alignment, `y` the baseline of the first line; lines parted by line feeds. */
export type TextRow = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align: Align;
  readonly size: number;
  readonly weight: number;
  readonly colour: string;
  /** Colour behind the letters, where they stand over marks. */
  readonly halo: string | null;
  readonly leading: number;
  /** The whole text where `text` is cut. */
  readonly full: string | null;
};

interface TextStyle {
  readonly align?: Align;
  readonly size?: number;
  readonly weight?: number;
  readonly colour?: string;
  readonly halo?: boolean;
  readonly full?: string | null;
}

export function textRow(lines: string | readonly string[], x: number, y: number, style: TextStyle = {}): TextRow {
  const { align = "left", size = 13, weight = 400, colour = "var(--ink-2)", halo = false, full = null } = style;
  const text = typeof lines === "string" ? lines : lines.join("\n");
  return {
    text,
    x: round(x),
    y: round(y),
    align,
    size,
    weight,
    colour,
    halo: halo ? "var(--paper)" : null,
    leading: leadingOf(size),
    full,
  };
}

export function boxOfText(row: TextRow): Box {
  return textBox(row.text.split("\n"), row, row.size, row.weight);
}

/** The fields of a point that its verdict decides. */
export function lookRow(verdict: Verdict): Row {
  const { fill, stroke, shape, area } = looks[verdict];
  return { fill, stroke, shape, area };
}

/** ▲ ▼ drawn, because not every font has them; `=` is two strokes in every font and is set as text by the caller. */
export function signRow(sign: Exclude<Sign, "same">, x: number, y: number, colour: string): Row {
  return {
    x: round(x),
    y: round(y),
    shape: sign === "up" ? "triangle-up" : "triangle-down",
    area: 62,
    fill: colour,
    opacity: 1,
    stroke: null,
  };
}
