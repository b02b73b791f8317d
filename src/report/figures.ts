import type { Figure } from "../analyses/analysis.ts";
import type { Code, Estimate, Finding } from "../analyses/estimate.ts";
import { mostRows } from "../analyses/rows.ts";
import { type Chart, type Size, widthOf } from "../charts/chart.ts";
import type { Drawing } from "../charts/draw-aside.ts";
import type { DrawingFrame } from "../charts/render.ts";
import { setTitle } from "./markup.ts";
import { canBeSaid } from "./reading.ts";
import type { Voice } from "./say.ts";
import { type ScenarioView, showScenario } from "./scenario.ts";
import { titleOf } from "./sentences.ts";
import { showTable, type TableView } from "./tables.ts";

/** Draws a chart as inline SVG; it may still be at it when it returns. */
export type DrawChart = (chart: Chart, frame: DrawingFrame) => Drawing;

export interface FigureView {
  readonly id: string;
  readonly title: string;
  readonly titleHtml: string;
  /** The title, numbered where a page has it twice: what links and tables are called. */
  readonly name: string;
  readonly how: string;
  readonly note: string;
  /** Inline SVG, wide and narrow; the style sheet shows one. */
  readonly drawings: readonly Drawing[];
  readonly table: TableView;
  /** What a reader may move, where there is script. */
  readonly scenario: ScenarioView | null;
  /** Links, relative to the page; empty where there is none. */
  readonly csv: string;
  readonly receipt: string;
  /** Where its table stands in the appendix. */
  readonly appended: string;
}

export type FigureLinks = Pick<FigureView, "csv" | "receipt" | "appended">;

/** A figure in a language: caption, drawings in each size, table. */
export function showFigure(
  figure: Figure,
  voice: Voice,
  draw: DrawChart,
  links: FigureLinks,
  terms: readonly string[],
  sizes = Object.keys(widthOf) as readonly Size[],
): FigureView {
  const title = captionOf(figure, voice);
  const drawings = sizes.flatMap((size) => drawFigure(figure, size, voice, draw) ?? []);
  return {
    id: figure.id,
    title,
    name: title,
    titleHtml: setTitle(title, voice.language, terms),
    how: voice.word(figure.how),
    note: noteOf(figure, voice),
    drawings,
    table: showTable(figure.table, voice),
    scenario: figure.scenario ? showScenario(figure.scenario, voice) : null,
    ...links,
  };
}

/** The drawing of a figure; null where it is a table alone. */
export function drawFigure(figure: Figure, size: Size, voice: Voice, draw: DrawChart): Drawing | null {
  if (!figure.draw) return null;
  return draw(figure.draw(size, voice), {
    id: `${figure.id}-${size}`,
    title: captionOf(figure, voice),
    description: voice.word(figure.how),
    language: voice.language,
    size,
  });
}

/** Gives every figure or table of a page a name of its own. */
export function nameApart<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const count = (counts.get(item.name) ?? 0) + 1;
    counts.set(item.name, count);
    return count === 1 ? item : { ...item, name: `${item.name} (${count})` };
  });
}

/** The note below a drawing; a drawing that names only some of the rows says so. */
function noteOf(figure: Figure, voice: Voice): string {
  const note = codeText("note", figure.note, voice);
  const all = figure.table.rows.length;
  if (!figure.draw || figure.saysPart || all <= mostRows) return note;
  const drawn = figure.drawn ?? mostRows;
  const part = voice.word(drawn < mostRows ? "note.part-shown" : "note.part", {
    shown: voice.format.count(drawn),
    all: voice.format.count(all),
  });
  return [note, part].join(voice.word("format.sentences"));
}

export function captionOf(figure: Figure, voice: Voice): string {
  if (!isFinding(figure.caption)) return codeText("caption", figure.caption, voice);
  return canBeSaid(figure.caption)
    ? titleOf(figure.caption, voice)
    : voice.word(`caption.${captionKey(figure, voice)}`);
}

/** What a figure is called when its finding names a hidden number. */
function captionKey(figure: Figure, voice: Voice): string {
  return voice.words.has(`caption.${figure.id}`) ? figure.id : "hidden";
}

/** A code with its slots as a sentence: `why.break`. */
export function codeText(family: string, code: Figure["note"], voice: Voice): string {
  return voice.word(`${family}.${code.code}`, voice.slots(code.slots));
}

/** The measure that a figure is about: of its finding, else of the first number in its table. */
export function measureOfFigure(figure: Figure): string | undefined {
  if (isFinding(figure.caption)) return figure.caption.measure;
  return estimatesOfTable(figure)[0]?.measure;
}

function estimatesOfTable(figure: Figure): readonly Estimate[] {
  return figure.table.rows.flatMap((row) =>
    Object.values(row).flatMap((cell) => (cell.kind === "estimate" ? [cell.estimate] : [])),
  );
}

function isFinding(caption: Finding | Code): caption is Finding {
  return "case" in caption;
}
