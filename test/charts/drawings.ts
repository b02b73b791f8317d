import fc from "fast-check";
import type { Chart, Size } from "../../src/charts/chart.ts";
import type { TextRow } from "../../src/charts/marks/layers.ts";
import { type Box, leadingOf, overlap, textBox } from "../../src/charts/place-labels.ts";
import type { DrawingFrame } from "../../src/charts/render.ts";

export const sizes: readonly Size[] = ["wide", "narrow"];

export const frame: DrawingFrame = {
  id: "f1",
  title: "Finding",
  description: "What is drawn",
  language: "en",
  size: "wide",
};

export function textsOf(chart: Chart): readonly TextRow[] {
  return chart.data.texts as unknown as readonly TextRow[];
}

/** A line of text where it stands. */
export interface Line {
  readonly text: string;
  readonly box: Box;
}

/** Every line of every text by its own box, so that a short last line leaves room beside it. */
export function linesOf(chart: Chart): readonly Line[] {
  return textsOf(chart).flatMap((row) =>
    row.text.split("\n").map((text, index) => ({
      text,
      box: textBox([text], { ...row, y: row.y + index * leadingOf(row.size) }, row.size, row.weight),
    })),
  );
}

/** Pairs of lines that stand on each other by more than a square pixel. */
export function collisions(chart: Chart): string[] {
  const lines = linesOf(chart);
  return lines.flatMap((one, index) =>
    lines.slice(index + 1).flatMap((other) => (overlap(one.box, other.box) > 1 ? [`${one.text} | ${other.text}`] : [])),
  );
}

/** Lines that reach beyond the drawing. */
function outside(chart: Chart): string[] {
  const { width, height } = chart.spec as { width: number; height: number };
  return linesOf(chart).flatMap(({ text, box }) =>
    box.left < -1 || box.right > width + 1 || box.top < -1 || box.bottom > height + 1 ? [text] : [],
  );
}

/** What must hold for every drawing, whatever is drawn. */
export function faultsOf(chart: Chart): string[] {
  return [
    ...collisions(chart).map((fault) => `on each other: ${fault}`),
    ...outside(chart).map((fault) => `outside: ${fault}`),
    ...textsOf(chart).flatMap((text) => (text.size < 11 ? [`too small: ${text.text}`] : [])),
    ...(/NaN|Infinity/.test(
      Object.values(chart.data)
        .flat()
        .map((row) => Object.values(row).join(" "))
        .join(" "),
    )
      ? ["not a number"]
      : []),
  ];
}

/** Labels as studies have them, and worse. */
export const anyLabel = fc.oneof(
  fc.constantFrom(
    "投诉处理",
    "在营业厅办理业务时工作人员能够主动说明资费规则、合约期限以及提前解约需要承担的费用并且耐心回答客户提出的各种问题的程度",
    "How well the staff explained, before the contract was signed, what it costs to leave early and whom to ask when in doubt",
    "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel",
    '<b>Billing</b> & "tariffs"',
    "رضا العملاء \u202e reversed",
    "App 自助服务（含小程序）",
    "",
  ),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);

export const anyShort = fc.constantFrom("73.8", "−0.45", "+12.3", "100.0%", "1,234");
export const anyInterval = fc.constantFrom(undefined, "72.9–74.7", "−0.55 to −0.35", "−0.55至−0.35");
export const anyVerdict = fc.constantFrom("better", "worse", "none", "untested", "open", "indicative");

/** An estimate with its interval, or none. */
export const anyEstimate = fc
  .option(fc.tuple(fc.integer({ min: -50, max: 100 }), fc.integer({ min: 0, max: 12 })), { freq: 6 })
  .map((drawn) =>
    drawn === null
      ? { value: null, low: null, high: null, reason: "Base below 10, not shown" }
      : { value: drawn[0], low: drawn[0] - drawn[1], high: drawn[0] + drawn[1] },
  );

/** Arrows of a model of nine blocks, by their places: long ones, and several that reach one block. */
export const nineBlockArrows: readonly (readonly [from: number, to: number])[] = [
  [0, 1],
  [0, 5],
  [0, 6],
  [0, 8],
  [1, 3],
  [2, 3],
  [2, 4],
  [2, 6],
  [3, 5],
  [3, 6],
  [4, 6],
  [5, 6],
  [6, 7],
  [6, 8],
  [7, 8],
];
