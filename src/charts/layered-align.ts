import { chainsOf, type Item, meanOf, portWidth, type Rows, widthOf } from "./layered-rows.ts";

/** The room across: pixels between neighbours of a row where there is room, and at the least. */
interface Room {
  readonly width: number;
  readonly gap: number;
  readonly leastGap: number;
}

/** What the search for upright arrows may take: a model of more blocks than anybody reads ends too. */
const mostStretches = 1e6;

/** Items that share one `x`: a box, or a stretch of an arrow. */
type Blocks = Map<Item, number>;

/**
 * Gives every item its `x`: boxes in the middle of what they are joined to, arrows upright over as many rows as the order of the rows
 * allows.
 */
export function align(rows: Rows, room: Room): void {
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
