import { type Chart, type Row, type Size, widthOf } from "../chart.ts";
import { round } from "../slim-svg.ts";
import { textWidth, wrapText } from "../text.ts";
import { frameLayer, type Layer, rectangle, type TextRow, textLayer, textRow } from "./layers.ts";
import { fontSizes } from "./look.ts";
import { type Shade, sequential } from "./shades.ts";

/** A number in a cell. `level`: 0 (little) to 1 (much) decides the shade; the number itself is always written. */
interface HeatCell {
  readonly text: string;
  /** Null: no shade, for what cannot be placed. */
  readonly level: number | null;
}

export interface HeatMatrixInput {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    /** Set bold: what the finding is about. */
    readonly strong?: boolean;
    /** One for each column; null is left empty. */
    readonly cells: readonly (HeatCell | null)[];
  }[];
}

const layer: Layer[] = [
  frameLayer,
  {
    data: { name: "cells" },
    mark: { type: "rect", stroke: "var(--paper)", strokeWidth: 1.5 },
    encoding: {
      ...rectangle,
      fillOpacity: { field: "opacity", type: "quantitative", scale: null, legend: null },
    },
  },
  textLayer,
];

const shades = sequential(5);
const blank: Shade = { fill: "var(--quiet-soft)", opacity: 1, ink: "var(--ink)" };
const rowHeight = 28;
const headLine = 16;
/** Pixels of the widest column. */
const widest = 96;

/**
 * Numbers in a grid, darker where there is more. Column names stand above their columns; where these are too narrow, the
 * columns are numbered and a key stands below. Row names stand at the left, on a phone above their cells.
 */
export function heatMatrix({ columns, rows }: HeatMatrixInput, size: Size): Chart {
  const width = widthOf[size];
  const beside = size === "wide";
  // names take what full columns leave
  const labelRoom = beside ? Math.min(320, Math.max(200, width - 12 - columns.length * widest)) : width;
  const wrapped = rows.map(({ label, strong }) => wrapText(label, labelRoom, fontSizes.label, 4, strong ? 700 : 400));
  const left = beside ? Math.min(labelRoom, Math.max(60, ...wrapped.map((text) => text.width))) + 12 : 0;
  const step = Math.min(widest, (width - left) / columns.length);
  const head = columns.map((name) => wrapText(name, step - 8, fontSizes.axis, 3));
  const named = head.every(({ full, lines }) => full === null && lines.every((line) => fits(line, step)));
  const headLines = named ? Math.max(1, ...head.map(({ lines }) => lines.length)) : 1;
  const top = headLines * headLine + 8;
  const cells: Row[] = [];
  const texts: TextRow[] = columns.map((_, k) => {
    const lines = named ? head[k]!.lines : [String(k + 1)];
    const y = headLines * headLine - (lines.length - 1) * headLine - 2;
    return textRow(lines, left + (k + 0.5) * step, y, { align: "center", size: fontSizes.axis, colour: "var(--ink)" });
  });
  let y = top;
  for (const [at, row] of rows.entries()) {
    const { lines, full } = wrapped[at]!;
    const above = beside ? 0 : lines.length * 17 + 7;
    const height = beside ? Math.max(rowHeight, lines.length * 17 + 8) : rowHeight - 4;
    const middle = y + above + height / 2;
    const first = beside ? middle + 4.5 - ((lines.length - 1) * 17) / 2 : y + 17;
    texts.push(textRow(lines, 0, first, { weight: row.strong ? 700 : 400, colour: "var(--ink)", full }));
    for (const [k, cell] of row.cells.entries()) {
      if (!cell) continue;
      const { fill, opacity, ink } = shadeOf(cell.level);
      cells.push({
        x: round(left + k * step),
        x2: round(left + (k + 1) * step),
        y: round(y + above),
        y2: round(y + above + height),
        fill,
        opacity,
      });
      texts.push(
        textRow(cell.text, left + (k + 0.5) * step, middle + 4.5, {
          align: "center",
          size: fontSizes.axis,
          colour: ink,
        }),
      );
    }
    y += above + height;
  }
  const key = named ? { texts: [], bottom: y } : keyBelow(columns, width, y + 12);
  return {
    spec: { width, height: Math.ceil(key.bottom + 4), layer },
    data: {
      frame: [{ low: 0, high: 1, left: 0, right: width, lineLeft: 0, lineRight: 0, lineY: 0, colour: null }],
      cells,
      texts: [...texts, ...key.texts],
    },
  };
}

function fits(line: string, step: number): boolean {
  return textWidth(line, fontSizes.axis) <= step - 6;
}

function shadeOf(level: number | null): Shade {
  if (level === null) return blank;
  return shades[Math.min(shades.length - 1, Math.max(0, Math.floor(level * shades.length)))]!;
}

/** What the numbers above the columns stand for, line after line. */
function keyBelow(columns: readonly string[], width: number, top: number): { texts: TextRow[]; bottom: number } {
  const texts: TextRow[] = [];
  let x = 0;
  let y = top + headLine - 4;
  for (const [k, name] of columns.entries()) {
    const { lines, width: wide, full } = wrapText(`${k + 1} ${name}`, width, fontSizes.axis, 1);
    if (x > 0 && x + wide > width) {
      x = 0;
      y += 20;
    }
    texts.push(textRow(lines, x, y, { size: fontSizes.axis, colour: "var(--ink)", full }));
    x += wide + 16;
  }
  return { texts, bottom: y + 6 };
}
