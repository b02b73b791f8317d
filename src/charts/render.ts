import type { LoggerInterface } from "vega";
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

/** A chart of one shape: it draws any rows. Building one costs more than drawing with it. */
interface Drawer {
  readonly view: vega.View;
  readonly throwComplaints: () => void;
}

const drawers = new Map<string, Drawer>();
let compilations = 0;

/** How many distinct specs were compiled by this process. */
export function compiledSpecs(): number {
  return compilations;
}

/** Compiles a spec once. Its height is set with each drawing instead, so that it makes no new shape. */
function drawerOf(chart: Chart, key: string): Drawer {
  const known = drawers.get(key);
  if (known !== undefined) return known;
  const { logger, throwComplaints } = listen();
  compilations++;
  const runtime = vega.parse(compile(shapeOf(chart), { config: theme, logger }).spec);
  throwComplaints();
  const drawer = { view: new vega.View(runtime, { renderer: "none", logger }), throwComplaints };
  drawers.set(key, drawer);
  return drawer;
}

function shapeOf({ spec }: Chart): Chart["spec"] {
  return { ...spec, height: 100 } as Chart["spec"];
}

/**
 * Draws a chart as one inline `<svg>`. Width and height are the spec's, in CSS pixels. The same chart and frame give
 * the same bytes in every process, time zone and order. Whatever Vega warns of is thrown as an Error.
 */
export function drawChart(chart: Chart, frame: DrawingFrame): string {
  const { width, height } = chart.spec as { width?: unknown; height?: unknown };
  if (typeof width !== "number" || typeof height !== "number")
    throw new Error(`Chart ${frame.id} has no width or height in pixels.`);
  // every drawing of a shape fills the same data sets, so that nothing of the one before is left
  const key = JSON.stringify([shapeOf(chart), Object.keys(chart.data)]);
  const { view, throwComplaints } = drawerOf(chart, key);
  try {
    for (const [name, rows] of Object.entries(chart.data)) view.data(name, copyOf(rows));
    view.width(width).height(height).run();
    throwComplaints();
  } catch (error) {
    drawers.delete(key);
    view.finalize();
    throw error;
  }
  vega.resetSVGDefIds();
  const renderer = new SvgRenderer();
  renderer.initialize(null, width, height, [0, 0]);
  renderer.render((view.scenegraph() as unknown as { root: unknown }).root);
  return wrapSvg(slimSvg(renderer.svg(), frame.id), width, height, frame);
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
