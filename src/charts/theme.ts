import type { Config } from "vega-lite";

/**
 * The look of whatever a spec does not say for itself. Colours are the page's CSS variables, so that one SVG serves
 * light, dark and print; a continuous colour scale cannot be used with them (it would turn black).
 */
export const theme: Config = {
  aria: false,
  background: "transparent",
  padding: 0,
  autosize: { type: "none", contains: "content" },
  font: "var(--sans)",
  view: { stroke: null },
  axis: {
    domain: false,
    ticks: false,
    grid: true,
    gridColor: "var(--rule)",
    gridWidth: 1,
    tickCount: 5,
    labelFontSize: 12,
    labelColor: "var(--ink-3)",
    labelPadding: 6,
    labelLimit: 400,
    labelOverlap: "greedy",
    titleFontSize: 12,
    titleFontWeight: "normal",
    titleColor: "var(--ink)",
    titlePadding: 10,
  },
  axisX: { domain: true, domainColor: "var(--rule-strong)" },
  axisXDiscrete: { grid: false, labelFontSize: 13, labelColor: "var(--ink)", labelAngle: 0 },
  axisYDiscrete: { grid: false, labelFontSize: 13, labelColor: "var(--ink)", labelPadding: 12 },
  axisYQuantitative: { titleAngle: 0, titleAlign: "left", titleAnchor: "start", titleX: 0, titleY: -12 },
  legend: { disable: true },
  title: { fontSize: 13, fontWeight: "bold", anchor: "start", color: "var(--ink)" },
  header: { labelFontSize: 13, labelColor: "var(--ink)", labelAnchor: "start", labelOrient: "top" },
  point: { filled: true, size: 95, opacity: 1, color: "var(--est)" },
  circle: { size: 95, opacity: 1, color: "var(--est)" },
  line: { strokeWidth: 2.25, strokeJoin: "round", color: "var(--est)" },
  area: { color: "var(--est-soft)", opacity: 1 },
  bar: { color: "var(--est)" },
  rect: { color: "var(--est)" },
  rule: { color: "var(--est)", strokeWidth: 1.5 },
  text: { fontSize: 13, color: "var(--ink-2)", baseline: "alphabetic" },
  style: {
    grid: { color: "var(--rule)", strokeWidth: 1 },
    axis: { color: "var(--rule-strong)", strokeWidth: 1 },
    reference: { color: "var(--ink-2)", strokeWidth: 1, strokeDash: [5, 4] },
    break: { color: "var(--rule-strong)", strokeWidth: 1, strokeDash: [1, 4], strokeCap: "round" },
    "not-surveyed": { color: "var(--est)", strokeWidth: 1.25, strokeDash: [2, 4] },
  },
  range: {
    category: ["var(--cat-1)", "var(--cat-2)", "var(--cat-3)", "var(--cat-4)", "var(--cat-5)"],
    ordinal: ["var(--seq-1)", "var(--seq-2)", "var(--seq-3)", "var(--seq-4)", "var(--seq-5)"],
    symbol: ["circle", "diamond", "square", "triangle-up", "cross"],
  },
  scale: { bandPaddingInner: 0.34, zero: false },
};
