import { align } from "./layered-align.ts";
import { type Item, order, portWidth, type Rows, widthOf } from "./layered-rows.ts";
import { type Box, spreadInRow } from "./place-labels.ts";

/** A box and how much room it wants, in pixels. */
export interface LayoutNode {
  readonly width: number;
  readonly height: number;
}

/** An arrow between boxes, by their place in the list, and the size of the label that stands on it. */
export interface LayoutArrow {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The way of an arrow: from its box to its label, and from the label on. Between two points it leaves and arrives upright. */
interface Route {
  readonly pieces: readonly (readonly Point[])[];
  /** Where it touches its box; the last piece ends `head` above. */
  readonly tip: Point;
}

export interface LayeredLayout {
  readonly boxes: readonly Box[];
  /** Room of each arrow's label, in the order of the arrows. */
  readonly labels: readonly Box[];
  readonly routes: readonly Route[];
  readonly height: number;
}

export interface LayoutRoom {
  /** Width of the drawing, which no box or label may pass. */
  readonly width: number;
  /** Pixels between neighbours of a row where there is room, and at the least. */
  readonly gap: number;
  readonly leastGap: number;
  /** Least height of the band between two rows, in which arrows move sideways; it holds the arrow's head. */
  readonly band: number;
  /** Length of an arrow's head. */
  readonly head: number;
}

/** Room of an arrow that goes straight through a row. */
const passing = 2;

/**
 * Places the boxes of a directed graph without circles in rows from top to bottom, every arrow leading down (Sugiyama, Tagawa & Toda 1981). Between rows of
 * boxes stand rows of labels, one label on each arrow; an arrow that is longer goes straight through the rows between. Arrows move
 * sideways only in the empty bands between rows, so that none touches a box or a label that is not its own, and
 * no label touches anything. Too wide rows are parted. The same graph always gives the same layout.
 * @throws Error where the arrows form a circle
 */
export function layOut(nodes: readonly LayoutNode[], arrows: readonly LayoutArrow[], room: LayoutRoom): LayeredLayout {
  const roomy = nodes.map(({ width, height }, node) => {
    const ports = Math.max(
      arrows.filter(({ from }) => from === node).length,
      arrows.filter(({ to }) => to === node).length,
    );
    return { width: Math.min(room.width, Math.max(width, (ports + 1) * portWidth)), height };
  });
  const layers = layersOf(nodes.length, arrows);
  const tiers = layers.map(() => 1);
  for (;;) {
    const { rows, layerOf } = rowsOf(roomy, arrows, layers, tiers);
    const tight = rows.findIndex(
      (row) =>
        widthOf(row, room.leastGap) > room.width &&
        row.filter(({ node, isLabel }) => node !== undefined || isLabel).length > 1,
    );
    if (tight < 0) return place(rows, nodes.length, arrows, room);
    const layer = layerOf[tight]!;
    if (rows[tight]!.some(({ node }) => node !== undefined)) {
      const members = layers[layer]!;
      const half = Math.ceil(members.length / 2);
      layers.splice(layer, 1, members.slice(0, half), members.slice(half));
      tiers.splice(layer, 0, 1);
    } else tiers[layer]!++;
  }
}

/** Boxes by the longest way to them; a box that nothing leads to stands right above the first that it leads to. */
function layersOf(count: number, arrows: readonly LayoutArrow[]): number[][] {
  const depth = Array.from({ length: count }, () => 0);
  for (let round = 0, moved = true; moved; round++) {
    if (round > count) throw new Error("The arrows form a circle.");
    moved = false;
    for (const { from, to } of arrows) {
      if (depth[to]! > depth[from]!) continue;
      depth[to] = depth[from]! + 1;
      moved = true;
    }
  }
  for (let node = 0; node < count; node++) {
    const below = arrows.filter(({ from }) => from === node).map(({ to }) => depth[to]!);
    if (below.length > 0 && !arrows.some(({ to }) => to === node)) depth[node] = Math.min(...below) - 1;
  }
  const used = [...new Set(depth)].sort((a, b) => a - b);
  return used.map((layer) => depth.flatMap((own, node) => (own === layer ? [node] : [])));
}

/** The rows with all that stands in them: boxes of a layer, then its rows of labels (`tiers`), then the next layer. */
function rowsOf(
  nodes: readonly LayoutNode[],
  arrows: readonly LayoutArrow[],
  layers: readonly (readonly number[])[],
  tiers: readonly number[],
): { readonly rows: Rows; readonly layerOf: readonly number[] } {
  const rows: Rows = [];
  const layerOf: number[] = [];
  const boxes: Item[] = [];
  const rowOf: number[] = [];
  for (const [layer, members] of layers.entries()) {
    rows.push(
      members.map((node) => {
        rowOf[node] = rows.length;
        boxes[node] = { ...nodes[node]!, node, isLabel: false, up: [], down: [], x: 0 };
        return boxes[node];
      }),
    );
    layerOf.push(layer);
    if (layer === layers.length - 1) break;
    for (let tier = 0; tier < tiers[layer]!; tier++) {
      rows.push([]);
      layerOf.push(layer);
    }
  }
  const isBoxes = rows.map((row) => row.length > 0);
  const taken = rows.map(() => 0);
  // the shortest first: they have the least choice of a row for their label
  const shortest = arrows
    .map((arrow, index) => ({ ...arrow, index, first: rowOf[arrow.from]! + 1, last: rowOf[arrow.to]! - 1 }))
    .sort((a, b) => a.last - a.first - (b.last - b.first) || a.index - b.index);
  for (const { from, to, index, width, height, first, last } of shortest) {
    let at = -1;
    for (let row = first; row <= last; row++) if (!isBoxes[row] && (at < 0 || taken[row]! < taken[at]!)) at = row;
    taken[at]! += width;
    let before = boxes[from]!;
    for (let row = first; row <= last; row++) {
      const size = row === at ? { isLabel: true, width, height } : { isLabel: false, width: passing, height: 0 };
      const item: Item = { arrow: index, ...size, up: [before], down: [], x: 0 };
      before.down.push(item);
      rows[row]!.push(item);
      before = item;
    }
    before.down.push(boxes[to]!);
    boxes[to]!.up.push(before);
  }
  return { rows, layerOf };
}

function place(unordered: Rows, nodes: number, arrows: readonly LayoutArrow[], room: LayoutRoom): LayeredLayout {
  const rows = order(unordered);
  align(rows, room);
  const ports = portsOf(rows);
  const boxes: Box[] = Array.from({ length: nodes });
  const labels: Box[] = Array.from({ length: arrows.length });
  const pieces: Point[][][] = arrows.map(() => [[]]);
  const tips: Point[] = [];
  let y = 0;
  for (const [r, row] of rows.entries()) {
    if (r > 0) y += bandOf(rows[r - 1]!, ports, room);
    const bottom = y + Math.max(0, ...row.map(({ height }) => height));
    for (const item of row) {
      const { x, width, height, node, arrow, isLabel } = item;
      if (node !== undefined) {
        boxes[node] = { left: x - width / 2, right: x + width / 2, top: y, bottom };
        for (const end of item.up) {
          const tip = { x: ports.get(end)!.down, y };
          pieces[end.arrow!]!.at(-1)!.push({ x: tip.x, y: y - room.head });
          tips[end.arrow!] = tip;
        }
        for (const start of item.down) pieces[start.arrow!]![0]!.push({ x: ports.get(start)!.up, y: bottom });
        continue;
      }
      const way = pieces[arrow!]!;
      if (!isLabel) {
        way.at(-1)!.push({ x, y }, { x, y: bottom });
        continue;
      }
      const top = (y + bottom - height) / 2;
      labels[arrow!] = { left: x - width / 2, right: x + width / 2, top, bottom: top + height };
      way.at(-1)!.push({ x, y: top });
      way.push([{ x, y: top + height }]);
    }
    y = bottom;
  }
  return { boxes, labels, routes: arrows.map((_, k) => ({ pieces: pieces[k]!, tip: tips[k]! })), height: y };
}

/** Where arrows leave and reach their boxes, by what stands next on them: `up` at the box above it, `down` at the one below. */
type Ports = ReadonlyMap<Item, { readonly up: number; readonly down: number }>;

function portsOf(rows: Rows): Ports {
  const ports = new Map<Item, { up: number; down: number }>();
  const at = (item: Item) => {
    if (!ports.has(item)) ports.set(item, { up: item.x, down: item.x });
    return ports.get(item)!;
  };
  for (const box of rows.flat().filter(({ node }) => node !== undefined))
    for (const side of ["up", "down"] as const) {
      const next = [...box[side]].sort((a, b) => a.x - b.x);
      const spread = spreadInRow(
        next.map(({ x }) => ({ centre: x, width: portWidth })),
        box.x - box.width / 2,
        box.x + box.width / 2,
        0,
      )!;
      for (const [k, item] of next.entries()) at(item)[side === "up" ? "down" : "up"] = spread[k]!;
    }
  return ports;
}

/** The farther arrows go sideways below a row, the higher the band. */
function bandOf(row: readonly Item[], ports: Ports, { band }: LayoutRoom): number {
  const far = row.flatMap((item) =>
    item.down.map((next) => {
      const from = item.node === undefined ? item.x : ports.get(next)!.up;
      const to = next.node === undefined ? next.x : ports.get(item)!.down;
      return Math.abs(to - from);
    }),
  );
  return Math.max(band, Math.min(2.5 * band, Math.max(0, ...far) / 4));
}
