import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { builtIn } from "../../../src/analyses/structural-model/built-in.ts";
import type { Chart } from "../../../src/charts/chart.ts";
import { layOut, type Point } from "../../../src/charts/layered-layout.ts";
import { type PathDiagramInput, pathDiagram } from "../../../src/charts/marks/path-diagram.ts";
import type { Box } from "../../../src/charts/place-labels.ts";
import { drawChart } from "../../../src/charts/render.ts";
import { anyLabel, faultsOf, frame, linesOf, nineBlockArrows, sizes, textsOf } from "../drawings.ts";

type Arrow = readonly [from: number, to: number];

function modelOf(labels: readonly string[], arrows: readonly Arrow[]): PathDiagramInput {
  return {
    boxes: labels.map((label, k) => ({ label, facts: k === 0 ? ["72.4"] : ["72.4", "R² 51%"], strong: k === 3 })),
    arrows: arrows.map(([from, to], k) => ({
      from,
      to,
      text: k % 3 === 0 ? "−0.37" : "0.58",
      ...(k % 7 !== 6 && { interval: k % 3 === 0 ? "−0.46 to −0.27" : "0.51 to 0.64" }),
      strength: (k % 10) / 10,
      quiet: k % 4 === 3,
    })),
  };
}

function builtInModel(name: keyof typeof builtIn): PathDiagramInput {
  const ids: string[] = builtIn[name].latents.map(({ id }) => id);
  return modelOf(
    ids,
    builtIn[name].paths.map(([from, to]) => [ids.indexOf(from), ids.indexOf(to)] as const),
  );
}

const nine = [
  "Trust in the brand",
  "Expectations of the service before the visit",
  "App 自助服务（含小程序）",
  "Perceived quality of what the staff do and say",
  "Waiting",
  "在营业厅办理业务时工作人员能够主动说明资费规则",
  "Overall satisfaction",
  "Complaints",
  "Recommendation",
];
const ownModel = modelOf(nine, nineBlockArrows);

const models: readonly (readonly [string, PathDiagramInput])[] = [
  ["ACSI", builtInModel("acsi")],
  ["SCSB", builtInModel("scsb")],
  ["ECSI", builtInModel("ecsi")],
  ["nine blocks of one's own", ownModel],
];

function boxesOf(chart: Chart): readonly Box[] {
  return (chart.data.boxes as readonly { x: number; x2: number; y: number; y2: number }[]).map(({ x, x2, y, y2 }) => ({
    left: x,
    right: x2,
    top: y,
    bottom: y2,
  }));
}

/** Points along an SVG path of M, L and C commands, as far apart as a pixel or less where it curves little. */
function pointsAlong(shape: string, offset: Point): readonly Point[] {
  const points: Point[] = [];
  let at: Point = { x: 0, y: 0 };
  for (const [, command, numbers] of shape.matchAll(/([MLC])([-\d.,]+)/g)) {
    const values = numbers!.split(",").map(Number);
    const ends = values.flatMap((x, k) => (k % 2 === 0 ? [{ x, y: values[k + 1]! }] : []));
    const [p0, p1, p2, p3] = command === "C" ? [at, ...ends] : [at, at, ends[0]!, ends[0]!];
    for (let step = command === "M" ? 100 : 0; step <= 100; step++) {
      const t = step / 100;
      const of = (key: "x" | "y") =>
        (1 - t) ** 3 * p0![key] + 3 * (1 - t) ** 2 * t * p1![key] + 3 * (1 - t) * t ** 2 * p2![key] + t ** 3 * p3![key];
      points.push({ x: of("x") + offset.x, y: of("y") + offset.y });
    }
    at = ends.at(-1)!;
  }
  return points;
}

/** Every arrow as the points of its line, and half its width. */
function linesOfArrows(chart: Chart): readonly { points: readonly Point[]; half: number }[] {
  const rows = [...chart.data.quiet!, ...chart.data.arrows!] as unknown as readonly {
    x: number;
    y: number;
    shape: string;
    stroke: string | null;
    lineWidth: number;
  }[];
  return rows.map(({ x, y, shape, stroke, lineWidth }) => ({
    points: pointsAlong(shape, { x, y }),
    half: stroke === null ? 0 : lineWidth / 2,
  }));
}

const within = ({ x, y }: Point, box: Box, by: number) =>
  x > box.left - by && x < box.right + by && y > box.top - by && y < box.bottom + by;

/** Lines that run through a word or a box, and words that leave the box that they begin in. */
function touchings(chart: Chart): string[] {
  const boxes = boxesOf(chart);
  const words = linesOf(chart);
  return [
    ...linesOfArrows(chart).flatMap(({ points, half }, k) => [
      ...words
        .filter(({ box }) => points.some((point) => within(point, box, half - 0.01)))
        .map(({ text }) => `arrow ${k} runs through ${text}`),
      ...boxes.flatMap((box, b) =>
        points.some((point) => within(point, box, -0.6)) ? [`arrow ${k} runs through box ${b}`] : [],
      ),
    ]),
    ...words.flatMap(({ text, box }) =>
      boxes.some(
        (other) =>
          box.left < other.right &&
          other.left < box.right &&
          box.top < other.bottom &&
          other.top < box.bottom &&
          (box.left < other.left || box.right > other.right || box.top < other.top || box.bottom > other.bottom),
      )
        ? [`${text} stands on the edge of a box`]
        : [],
    ),
    ...boxes.flatMap((box, k) =>
      boxes
        .slice(k + 1)
        .some(
          (other) =>
            box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom,
        )
        ? [`box ${k} stands on another`]
        : [],
    ),
  ];
}

/** Graphs without circles on up to nine boxes: arrows lead from a lower to a higher number, which are then dealt anew. */
const anyModel = fc.integer({ min: 2, max: 9 }).chain((count) => {
  const pairs = Array.from({ length: count }, (_, to) =>
    Array.from({ length: to }, (_, from) => [from, to] as const),
  ).flat();
  return fc
    .record({
      labels: fc.array(anyLabel, { minLength: count, maxLength: count }),
      arrows: fc.subarray(pairs),
      dealt: fc.shuffledSubarray(
        Array.from({ length: count }, (_, k) => k),
        { minLength: count, maxLength: count },
      ),
    })
    .map(({ labels, arrows, dealt }) =>
      modelOf(
        labels,
        arrows.map(([from, to]) => [dealt[from]!, dealt[to]!] as const),
      ),
    );
});

describe("boxes and arrows", () => {
  test.each(models.flatMap(([name, model]) => sizes.map((size) => [name, size, model] as const)))(
    "%s, %s: nothing stands on anything else",
    (_, size, model) => {
      const chart = pathDiagram(model, size);
      expect(faultsOf(chart)).toEqual([]);
      expect(touchings(chart)).toEqual([]);
    },
  );

  test("whatever the model up to nine boxes and whatever its names, nothing stands on anything else", () => {
    fc.assert(
      fc.property(anyModel, fc.constantFrom(...sizes), (model, size) => {
        const chart = pathDiagram(model, size);
        expect(faultsOf(chart)).toEqual([]);
        expect(touchings(chart)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test.each(models)(
    "%s: every arrow leaves the foot of its cause and points at the head of its consequence",
    (_, model) => {
      const layout = layOut(
        model.boxes.map(() => ({ width: 90, height: 40 })),
        model.arrows.map(({ from, to }) => ({ from, to, width: 40, height: 14 })),
        { width: 700, gap: 30, leastGap: 10, band: 16, head: 7 },
      );
      for (const [k, { from, to }] of model.arrows.entries()) {
        const { pieces, tip } = layout.routes[k]!;
        const [cause, consequence] = [layout.boxes[from]!, layout.boxes[to]!];
        expect(pieces).toHaveLength(2);
        expect(pieces[0]![0]!.y).toBeCloseTo(cause.bottom, 6);
        expect(pieces[0]![0]!.x).toBeGreaterThan(cause.left);
        expect(pieces[0]![0]!.x).toBeLessThan(cause.right);
        expect(tip.y).toBeCloseTo(consequence.top, 6);
        expect(tip.x).toBeGreaterThan(consequence.left);
        expect(tip.x).toBeLessThan(consequence.right);
        expect(pieces[1]!.at(-1)).toEqual({ x: tip.x, y: tip.y - 7 });
        expect(consequence.top).toBeGreaterThan(cause.bottom);
      }
    },
  );

  test("the number stands on its own arrow, between the two pieces of its line", () => {
    const model = builtInModel("acsi");
    const numbered = {
      ...model,
      arrows: model.arrows.map((arrow, k) => ({ ...arrow, text: `0.${k}1`, quiet: false })),
    };
    const chart = pathDiagram(numbered, "narrow");
    const lines = chart.data.arrows as unknown as readonly { shape: string; stroke: string | null }[];
    for (const [k, { shape }] of lines.filter(({ stroke }) => stroke !== null).entries()) {
      const [, before, after] = shape.split("M").map((piece) => piece.split(/[LC,]/).map(Number));
      const [x, end] = before!.slice(-2) as [number, number];
      const [again, start] = after!.slice(0, 2) as [number, number];
      expect(again).toBe(x);
      const text = textsOf(chart).find((row) => row.text === `0.${k}1`)!;
      expect(text.x).toBeCloseTo(x + 1, 1);
      expect(text.y).toBeGreaterThan(end);
      expect(text.y).toBeLessThan(start);
    }
  });

  test("ACSI needs no crossing: none is drawn", () => {
    const { arrows } = builtInModel("acsi");
    const { routes } = layOut(
      Array.from({ length: 6 }, () => ({ width: 90, height: 40 })),
      arrows.map(({ from, to }) => ({ from, to, width: 40, height: 14 })),
      { width: 700, gap: 30, leastGap: 10, band: 16, head: 7 },
    );
    const ways = routes.map(({ pieces }) =>
      pieces.flatMap((points) => points.slice(1).map((end, k) => [points[k]!, end] as const)),
    );
    const cross = ways.flatMap((way, k) =>
      ways
        .slice(k + 1)
        .filter((other) =>
          way.some(([a, b]) => other.some(([c, d]) => a.y === c.y && b.y === d.y && (a.x - c.x) * (b.x - d.x) < 0)),
        ),
    );
    expect(cross).toEqual([]);
  });

  test("quiet arrows are thin and dashed; the stronger an arrow, the thicker", () => {
    const arrow = { text: "0.1", quiet: false };
    const boxes = ["A", "B", "C", "D"].map((label) => ({ label, facts: ["1"] }));
    const chart = pathDiagram(
      {
        boxes,
        arrows: [
          { ...arrow, from: 0, to: 1, strength: 0.2 },
          { ...arrow, from: 1, to: 2, strength: 0.8 },
          { ...arrow, from: 2, to: 3, strength: 0.8, quiet: true },
        ],
      },
      "wide",
    );
    const lines = chart.data.arrows as unknown as readonly { stroke: string | null; lineWidth: number }[];
    const [weak, strong] = lines.filter(({ stroke }) => stroke !== null);
    expect(strong!.lineWidth).toBeGreaterThan(weak!.lineWidth);
    expect(chart.data.quiet).toHaveLength(1);
    const svg = drawChart(chart, frame);
    expect(svg.match(/stroke-dasharray="4,3"/g)).toHaveLength(1);
    expect(svg).not.toMatch(/#[0-9a-f]{3,6}|black/i);
  });

  test("boxes without arrows stand side by side, as many as there is room for; a circle is refused", () => {
    const boxes = Array.from({ length: 9 }, (_, k) => ({ label: `Block ${k}`, facts: ["1"] }));
    expect(faultsOf(pathDiagram({ boxes, arrows: [] }, "narrow"))).toEqual([]);
    const arrow = { text: "1", strength: 1, quiet: false };
    expect(() =>
      pathDiagram(
        {
          boxes,
          arrows: [
            { ...arrow, from: 0, to: 1 },
            { ...arrow, from: 1, to: 0 },
          ],
        },
        "wide",
      ),
    ).toThrow("circle");
  });
});
