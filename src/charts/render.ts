import type { LoggerInterface, Runtime } from "vega";
import * as vega from "vega";
import { compile } from "vega-lite";
import type { Chart, Row, Size } from "./chart.ts";
import { escapeMarkup } from "./escape.ts";
import { slimSvg } from "./slim-svg.ts";
import { textWidth } from "./text.ts";
import { theme } from "./theme.ts";

/** What stands around a drawing: who it is and what it says to those who do not see it. */
export interface DrawingFrame {
  /** Unique on the page; ids inside the drawing start with it. */
  readonly id: string;
  /** The finding. */
  readonly title: string;
  /** What is drawn. */
  readonly description: string;
  /** BCP 47. */
  readonly language: string;
  readonly size: Size;
}

/**
 * What Vega only warns of (a dropped channel, a field that is not there) would be a wrong drawing. Vega catches what a
 * logger throws while it runs, so complaints are collected here and thrown afterwards.
 */
function listen(): { readonly logger: LoggerInterface; readonly throwComplaints: () => void } {
  const complaints: string[] = [];
  const note = (...parts: readonly unknown[]) => {
    complaints.push(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(" "));
    return logger;
  };
  const logger: LoggerInterface = {
    level: (() => logger) as LoggerInterface["level"],
    error: note,
    warn: note,
    info: () => logger,
    debug: () => logger,
  };
  return {
    logger,
    throwComplaints: () => {
      if (complaints.length > 0) throw new Error(`Vega: ${complaints.join("; ")}`);
    },
  };
}

const metrics = (vega as unknown as { textMetrics: { width: (item: TextItem, text: unknown) => number } }).textMetrics;
interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
}
metrics.width = (item, text) =>
  textWidth(
    String(text ?? ""),
    item.fontSize ?? 11,
    item.fontWeight === "bold" ? 700 : Number(item.fontWeight ?? 400) || 400,
  );

interface Renderer {
  initialize(element: null, width: number, height: number, origin: readonly [number, number]): void;
  render(scene: unknown): void;
  svg(): string;
}
const SvgRenderer = (vega.renderModule as unknown as (name: string) => { headless: new () => Renderer })(
  "svg",
).headless;

const runtimes = new Map<string, Runtime>();
let compilations = 0;

/** How many distinct specs were compiled by this process. */
export function compiledSpecs(): number {
  return compilations;
}

/** Compiles a spec once. Its height is set on each view instead, so that it makes no new shape. */
function runtimeOf(spec: Chart["spec"]): Runtime {
  const { logger, throwComplaints } = listen();
  const shape = { ...spec, height: 100 } as Chart["spec"];
  const key = JSON.stringify(shape);
  const known = runtimes.get(key);
  if (known !== undefined) return known;
  compilations++;
  const runtime = vega.parse(compile(shape, { config: theme, logger }).spec);
  throwComplaints();
  runtimes.set(key, runtime);
  return runtime;
}

/**
 * Draws a chart as one inline `<svg>`. Width and height are the spec's, in CSS pixels. The same chart and frame give
 * the same bytes in every process, time zone and order. Whatever Vega warns of is thrown as an Error.
 */
export function drawChart(chart: Chart, frame: DrawingFrame): string {
  const { width, height } = chart.spec as { width?: unknown; height?: unknown };
  if (typeof width !== "number" || typeof height !== "number")
    throw new Error(`Chart ${frame.id} has no width or height in pixels.`);
  const { logger, throwComplaints } = listen();
  const view = new vega.View(runtimeOf(chart.spec), { renderer: "none", logger });
  try {
    for (const [name, rows] of Object.entries(chart.data)) view.data(name, copyOf(rows));
    view.width(width).height(height).run();
    throwComplaints();
    vega.resetSVGDefIds();
    const renderer = new SvgRenderer();
    renderer.initialize(null, width, height, [0, 0]);
    renderer.render((view.scenegraph() as unknown as { root: unknown }).root);
    return wrapSvg(slimSvg(renderer.svg(), frame.id), width, height, frame);
  } finally {
    view.finalize();
  }
}

/** Vega marks the rows it is given. */
function copyOf(rows: readonly Row[]): object[] {
  return rows.map((row) => ({ ...row }));
}

function wrapSvg(inside: string, width: number, height: number, frame: DrawingFrame): string {
  const id = escapeMarkup(frame.id);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="vl ${frame.size}" lang="${escapeMarkup(frame.language)}" ` +
    `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" fill="none" font-family="var(--sans)" role="img" ` +
    `aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${escapeMarkup(frame.title)}</title>` +
    `<desc id="${id}-desc">${escapeMarkup(frame.description)}</desc>${inside}</svg>`
  );
}
