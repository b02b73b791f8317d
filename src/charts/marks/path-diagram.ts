import { type Chart, type Row, type Size, widthOf } from "../chart.ts";
import { layOut, type Point } from "../layered-layout.ts";
import { leadingOf } from "../place-labels.ts";
import { round } from "../slim-svg.ts";
import { textWidth, wrapText } from "../text.ts";
import { asGiven, type Layer, pixels, rectangle, type TextRow, textLayer, textRow } from "./layers.ts";

export interface PathDiagramInput {
  readonly boxes: readonly {
    readonly label: string;
    /** What is known of it, in few words: `72.4`, `R² 51%`. */
    readonly facts: readonly string[];
    /** Tinted: what the model is about. */
    readonly strong?: boolean;
  }[];
  /** From box to box, by their place in the list; no circles. */
  readonly arrows: readonly {
    readonly from: number;
    readonly to: number;
    readonly text: string;
    /** As printed, behind the number and smaller. */
    readonly interval?: string;
    /** 0 to 1, the line's width. */
    readonly strength: number;
    /** Thin and dashed: nothing is shown. */
    readonly quiet: boolean;
  }[];
}

const arrowLayer = (name: string, dash: { strokeDash?: number[] }): Layer => ({
  data: { name },
  mark: { type: "point", filled: false, ...dash },
  encoding: {
    x: pixels("x"),
    y: pixels("y"),
    shape: asGiven("shape"),
    size: { field: "area", type: "quantitative", scale: null, legend: null },
    fill: asGiven("fill"),
    stroke: asGiven("stroke"),
    strokeWidth: { field: "lineWidth", type: "quantitative", scale: null, legend: null },
  },
});

const layer: Layer[] = [
  {
    data: { name: "boxes" },
    mark: { type: "rect", strokeWidth: 1, cornerRadius: 3 },
    encoding: {
      ...rectangle,
      stroke: asGiven("stroke"),
    },
  },
  arrowLayer("quiet", { strokeDash: [4, 3] }),
  arrowLayer("arrows", {}),
  textLayer,
];

const looks = {
  wide: { label: 13, facts: 12, name: 168, arrow: 12, gap: 40, leastGap: 14, band: 15, pad: 10 },
  narrow: { label: 12, facts: 12, name: 116, arrow: 12, gap: 16, leastGap: 8, band: 15, pad: 7 },
} as const;
const head = 7;
/** Pixels between a label and the ends of its arrow. */
const clear = 3;

/** Boxes and the arrows between them, from top to bottom; the number stands on its arrow. */
export function pathDiagram({ boxes, arrows }: PathDiagramInput, size: Size): Chart {
  const width = widthOf[size];
  const look = looks[size];
  const words = boxes.map(({ label, facts }) => wordsOfBox(label, facts, size));
  const onArrows = arrows.map(({ text, interval }) => wordsOnArrow(text, interval, size));
  const layout = layOut(
    words.map(({ width, height }) => ({ width: width + 2 * look.pad, height: height + 11 })),
    arrows.map(({ from, to }, k) => ({ from, to, width: onArrows[k]!.width, height: onArrows[k]!.height + 2 * clear })),
    { width: width - 2, gap: look.gap, leastGap: look.leastGap, band: look.band, head },
  );
  const edge = 1;
  const texts: TextRow[] = [
    ...words.flatMap(({ rows, height }, k) => {
      const { left, right, top, bottom } = layout.boxes[k]!;
      return rows((left + right) / 2 + edge, (top + bottom - height) / 2 + edge);
    }),
    ...onArrows.flatMap(({ rows }, k) => {
      const { left, right, top } = layout.labels[k]!;
      return rows((left + right) / 2 + edge, top + clear + edge, arrows[k]!.quiet);
    }),
  ];
  const lines = arrows.map(({ strength, quiet }, k): Row => {
    const lineWidth = quiet ? 1.25 : round(1.25 + 3 * Math.min(1, strength));
    return {
      x: edge,
      y: edge,
      shape: pathOf(layout.routes[k]!.pieces),
      area: 4,
      fill: null,
      stroke: colourOf(quiet),
      lineWidth,
    };
  });
  const heads = arrows.map(({ quiet }, k): Row => {
    const { x, y } = layout.routes[k]!.tip;
    return {
      x: round(x + edge),
      y: round(y + edge),
      shape: `M-5,-9L5,-9L0,0Z`,
      area: 4,
      fill: colourOf(quiet),
      stroke: null,
      lineWidth: 0,
    };
  });
  return {
    spec: { width, height: Math.ceil(layout.height + 2 * edge), layer },
    data: {
      boxes: layout.boxes.map(({ left, right, top, bottom }, k) => ({
        x: round(left + edge),
        x2: round(right + edge),
        y: round(top + edge),
        y2: round(bottom + edge),
        fill: boxes[k]!.strong ? "var(--est-soft)" : "var(--paper-2)",
        stroke: boxes[k]!.strong ? "var(--est)" : "var(--rule-strong)",
      })),
      quiet: lines.filter((_, k) => arrows[k]!.quiet),
      arrows: [...lines.filter((_, k) => !arrows[k]!.quiet), ...heads],
      texts,
    },
  };
}

function colourOf(quiet: boolean): string {
  return quiet ? "var(--quiet)" : "var(--est)";
}

interface BoxWords {
  readonly width: number;
  readonly height: number;
  /** Centred on `x`, from `top` downwards. */
  readonly rows: (x: number, top: number) => readonly TextRow[];
}

/** The name in bold, below it the facts: on one line, or each on its own where that is too wide. */
function wordsOfBox(label: string, facts: readonly string[], size: Size): BoxWords {
  const look = looks[size];
  const name = wrapText(label, look.name, look.label, 4, 700);
  const joined = facts.join(" · ");
  const lines =
    textWidth(joined, look.facts) <= look.name
      ? [joined]
      : facts.map((fact) => wrapText(fact, look.name, look.facts, 1).lines[0]!);
  const leading = leadingOf(look.label);
  const nameHeight = leading * name.lines.length;
  return {
    width: Math.max(name.width, ...lines.map((line) => textWidth(line, look.facts))),
    height: nameHeight + leadingOf(look.facts) * lines.length,
    rows: (x, top) => [
      textRow(name.lines, x, top + look.label, {
        align: "center",
        size: look.label,
        weight: 700,
        colour: "var(--ink)",
        full: name.full,
      }),
      textRow(lines, x, top + nameHeight + look.facts, { align: "center", size: look.facts, colour: "var(--ink)" }),
    ],
  };
}

interface ArrowWords {
  readonly width: number;
  readonly height: number;
  readonly rows: (x: number, top: number, quiet: boolean) => readonly TextRow[];
}

/** Number and interval: side by side where there is room, else one above the other. */
function wordsOnArrow(text: string, interval: string | undefined, size: Size): ArrowWords {
  const { arrow } = looks[size];
  const leading = leadingOf(arrow);
  const wide = textWidth(text, arrow, 700);
  const behind = interval === undefined ? 0 : textWidth(interval, arrow);
  const beside = size === "wide" && interval !== undefined;
  const width = beside ? wide + 6 + behind : Math.max(wide, behind);
  return {
    width: width + 4,
    height: beside || interval === undefined ? leading : 2 * leading,
    rows: (x, top, quiet) => {
      const style = { size: arrow, colour: quiet ? "var(--ink-3)" : "var(--ink)" };
      const number = { ...style, weight: quiet ? 400 : 700 };
      const y = top + arrow * 0.98;
      if (interval === undefined) return [textRow(text, x, y, { ...number, align: "center" })];
      if (!beside)
        return [
          textRow(text, x, y, { ...number, align: "center" }),
          textRow(interval, x, y + leading, {
            ...style,
            colour: quiet ? "var(--ink-3)" : "var(--ink-2)",
            align: "center",
          }),
        ];
      const left = x - width / 2;
      return [
        textRow(text, left, y, number),
        textRow(interval, left + wide + 6, y, { ...style, colour: quiet ? "var(--ink-3)" : "var(--ink-2)" }),
      ];
    },
  };
}

/** Curves that leave and arrive upright. */
function pathOf(pieces: readonly (readonly Point[])[]): string {
  const isUpright = (one: Point, other: Point | undefined) => other !== undefined && Math.abs(one.x - other.x) < 0.05;
  return pieces
    .map((points) =>
      points
        .filter((point, k) => !(k > 0 && isUpright(point, points[k - 1]) && isUpright(point, points[k + 1])))
        .map(({ x, y }, k, kept) => {
          const before = kept[k - 1];
          if (!before) return `M${round(x)},${round(y)}`;
          if (isUpright(before, { x, y })) return `L${round(x)},${round(y)}`;
          const middle = round((before.y + y) / 2);
          return `C${round(before.x)},${middle},${round(x)},${middle},${round(x)},${round(y)}`;
        })
        .join(""),
    )
    .join("");
}
