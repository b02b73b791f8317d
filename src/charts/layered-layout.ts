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

/** What stands in a row: a box, the label of an arrow, or an arrow that goes straight through. */
interface Item {
  readonly node?: number;
  readonly arrow?: number;
  readonly isLabel: boolean;
  readonly width: number;
  readonly height: number;
  readonly up: Item[];
  readonly down: Item[];
  /** Middle. */
  x: number;
}

type Rows = Item[][];

/** Pixels between arrows at a box. */
const portWidth = 13;
const passing = 2;
/** What the search for fewer crossings and for upright arrows may take: a model of more blocks than anybody reads ends too. */
const mostComparisons = 1e7;
const mostStretches = 1e6;

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

function widthOf(row: readonly Item[], gap: number): number {
  return row.reduce((sum, { width }) => sum + width, gap * Math.max(0, row.length - 1));
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

/**
 * Orders each row by the mean place of its neighbours, down and up in turns, and keeps the order with the fewest crossings;
 * then moves single items, and arrows over their whole length, while that takes crossings away.
 */
function order(rows: Rows): Rows {
  let best = copyOf(rows);
  let fewest = crossingsOf(best);
  const current = copyOf(rows);
  for (let round = 0; round < 12 && fewest > 0; round++) {
    sweep(current, round % 2 === 0 ? "up" : "down");
    const crossings = crossingsOf(current);
    if (crossings >= fewest) continue;
    fewest = crossings;
    best = copyOf(current);
  }
  const links = rows.map((row) => row.reduce((sum, { down }) => sum + down.length, 0));
  let tries = mostComparisons / links.reduce((sum, count) => sum + count ** 2, 1);
  for (let moved = true; moved && fewest > 0; ) {
    moved = false;
    for (const move of movesOf(best)) {
      if (tries-- < 0) return best;
      const tried = copyOf(best);
      move(tried);
      const crossings = crossingsOf(tried);
      if (crossings >= fewest) continue;
      fewest = crossings;
      best = tried;
      moved = true;
    }
  }
  return best;
}

function copyOf(rows: Rows): Rows {
  return rows.map((row) => [...row]);
}

function sweep(rows: Rows, side: "up" | "down"): void {
  for (const row of side === "up" ? rows : [...rows].reverse()) {
    const placeOf = new Map(rows.flatMap((other) => other.map((item, k) => [item, (k + 0.5) / other.length])));
    const wish = new Map(
      row.map((item) => {
        const near = item[side].map((next) => placeOf.get(next)!);
        return [item, near.length > 0 ? meanOf(near) : placeOf.get(item)!];
      }),
    );
    row.sort((a, b) => wish.get(a)! - wish.get(b)!);
  }
}

/** Every item one place to the left; every arrow over its whole length one place to either side, and to either end. */
function movesOf(rows: Rows): readonly ((rows: Rows) => void)[] {
  const singles = rows.flatMap((row, r) => row.slice(1).map((item) => (tried: Rows) => shift(tried[r]!, item, -1)));
  const chains = [...chainsOf(rows).values()].flatMap((chain) =>
    [-1, 1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY].map((by) => (tried: Rows) => {
      for (const row of tried) for (const item of chain) shift(row, item, by);
    }),
  );
  return [...chains, ...singles];
}

function shift(row: Item[], item: Item, by: number): void {
  const at = row.indexOf(item);
  if (at < 0) return;
  row.splice(at, 1);
  row.splice(Math.max(0, Math.min(row.length, at + by)), 0, item);
}

/** What stands of each arrow between its boxes. */
function chainsOf(rows: Rows): ReadonlyMap<number, readonly Item[]> {
  const chains = new Map<number, Item[]>();
  for (const item of rows.flat())
    if (item.arrow !== undefined) chains.set(item.arrow, [...(chains.get(item.arrow) ?? []), item]);
  return chains;
}

function crossingsOf(rows: Rows): number {
  let count = 0;
  for (const [r, row] of rows.slice(0, -1).entries()) {
    const placeOf = new Map(rows[r + 1]!.map((item, k) => [item, k]));
    const ends = row.map(({ down }) => down.map((next) => placeOf.get(next)!));
    for (const [k, own] of ends.entries())
      for (const other of ends.slice(k + 1).flat()) count += own.filter((end) => end > other).length;
  }
  return count;
}

/** Items that share one `x`: a box, or a stretch of an arrow. */
type Blocks = Map<Item, number>;

/**
 * Gives every item its `x`: boxes in the middle of what they are joined to, arrows upright over as many rows as the order of the rows
 * allows.
 */
function align(rows: Rows, room: LayoutRoom): void {
  const all = rows.flat();
  const blocks: Blocks = new Map(all.map((item, k) => [item, k]));
  const least = Math.min(room.leastGap, ...rows.map((row) => freeGap(row, room.width)));
  const join = (items: readonly Item[], block: number): boolean => {
    const before = items.map((item) => blocks.get(item)!);
    for (const item of items) blocks.set(item, block);
    if (bounds(rows, blocks, least, room.width)) return true;
    for (const [k, item] of items.entries()) blocks.set(item, before[k]!);
    return false;
  };
  // as a whole where that goes, else in stretches
  const longest = [...chainsOf(rows).values()].sort((a, b) => b.length - a.length);
  let tries = mostStretches / all.length;
  for (const chain of longest) {
    if (join(chain.slice(1), blocks.get(chain[0]!)!)) continue;
    for (const [k, item] of chain.slice(1).entries()) if (tries-- > 0) join([item], blocks.get(chain[k]!)!);
  }
  let gap = room.gap;
  while (gap > least && !bounds(rows, blocks, gap, room.width)) gap = Math.max(least, gap - 2);
  const limits = bounds(rows, blocks, gap, room.width)!;
  const members = new Map<number, Item[]>();
  for (const item of all) members.set(blocks.get(item)!, [...(members.get(blocks.get(item)!) ?? []), item]);
  const x = new Map([...limits].map(([block, { low, high }]) => [block, (low + high) / 2]));
  const write = () => {
    for (const item of all) item.x = x.get(blocks.get(item)!)!;
  };
  write();
  for (let round = 0; round < 80; round++) {
    const wish = new Map(
      [...limits].map(([block, { low, high }]) => [block, Math.min(high, Math.max(low, wishOf(members.get(block)!)))]),
    );
    const toRight = new Map<number, number>();
    for (const [block, { high, before }] of limits)
      toRight.set(
        block,
        Math.min(high, Math.max(wish.get(block)!, ...before.map(([other, apart]) => toRight.get(other)! + apart))),
      );
    const toLeft = new Map<number, number>();
    for (const [block, { low, after }] of [...limits].reverse())
      toLeft.set(
        block,
        Math.max(low, Math.min(wish.get(block)!, ...after.map(([other, apart]) => toLeft.get(other)! - apart))),
      );
    // both keep everything apart, so their middle does
    for (const block of limits.keys()) x.set(block, (toRight.get(block)! + toLeft.get(block)!) / 2);
    write();
  }
  const left = Math.min(...all.map((item) => item.x - item.width / 2));
  const right = Math.max(...all.map((item) => item.x + item.width / 2));
  for (const item of all) item.x += (room.width - left - right) / 2;
}

/** Where the items of a block would like to be: a box amid what it is joined to, an arrow upright at its boxes. */
function wishOf(items: readonly Item[]): number {
  const near = items.flatMap((item) =>
    [...item.up, ...item.down].filter((next) => !items.includes(next)).map((next) => [item, next] as const),
  );
  if (near.length === 0) return items[0]!.x;
  return meanOf(
    near.map(([item, next]) => (item.node === undefined ? nearest(item, next) : (next.x + nearest(item, next)) / 2)),
  );
}

/** Pixels that two neighbours of a row are apart, middle to middle; arrows that go through stand closer. */
function apartness(a: Item, b: Item, gap: number): number {
  const isThrough = (item: Item) => item.node === undefined && !item.isLabel;
  return (a.width + b.width) / 2 + (isThrough(a) || isThrough(b) ? Math.min(gap, 18) : gap);
}

function freeGap(row: readonly Item[], width: number): number {
  return row.length > 1 ? Math.max(0, (width - widthOf(row, 0)) / (row.length - 1)) : width;
}

interface Limits {
  low: number;
  high: number;
  /** Neighbours to the left and to the right, and how far apart. */
  readonly before: (readonly [block: number, apart: number])[];
  readonly after: (readonly [block: number, apart: number])[];
}

/** How far each block may go to either side, blocks from left to right; null where they contradict each other or the width. */
function bounds(rows: Rows, blocks: Blocks, gap: number, width: number): ReadonlyMap<number, Limits> | null {
  const limits = new Map<number, Limits>();
  for (const item of rows.flat()) {
    const half = item.width / 2;
    const own = limits.get(blocks.get(item)!);
    if (own) {
      own.low = Math.max(own.low, half);
      own.high = Math.min(own.high, width - half);
    } else limits.set(blocks.get(item)!, { low: half, high: width - half, before: [], after: [] });
  }
  for (const row of rows)
    for (const [k, item] of row.slice(1).entries()) {
      const [a, b] = [blocks.get(row[k]!)!, blocks.get(item)!];
      if (a === b) return null;
      const apart = apartness(row[k]!, item, gap);
      limits.get(a)!.after.push([b, apart]);
      limits.get(b)!.before.push([a, apart]);
    }
  const waiting = new Map([...limits].map(([block, { before }]) => [block, before.length]));
  const sorted = [...limits.keys()].filter((block) => waiting.get(block) === 0);
  for (const block of sorted)
    for (const [next, apart] of limits.get(block)!.after) {
      const ahead = limits.get(next)!;
      ahead.low = Math.max(ahead.low, limits.get(block)!.low + apart);
      waiting.set(next, waiting.get(next)! - 1);
      if (waiting.get(next) === 0) sorted.push(next);
    }
  if (sorted.length < limits.size) return null;
  for (const block of [...sorted].reverse())
    for (const [next, apart] of limits.get(block)!.after)
      limits.get(block)!.high = Math.min(limits.get(block)!.high, limits.get(next)!.high - apart);
  if ([...limits.values()].some(({ low, high }) => low > high + 1e-6)) return null;
  return new Map(sorted.map((block) => [block, limits.get(block)!]));
}

/** The place at which an arrow between two items would be upright: a box can be met anywhere along its width. */
function nearest(item: Item, next: Item): number {
  const box = item.node === undefined ? next : item;
  if (box.node === undefined) return next.x;
  const reach = Math.max(0, box.width / 2 - portWidth);
  return next.x + Math.max(-reach, Math.min(reach, item.x - next.x));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
