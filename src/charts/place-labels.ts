import { textWidth } from "./text.ts";

/** A rectangle in pixels, y downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Segment {
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
}

export type Align = "left" | "center" | "right";

/** Where a text could stand: `x` by its alignment, `y` the baseline of its first line. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly align: Align;
  /** A line back to what it names, where it had to go far. */
  readonly leader?: Segment;
}

/** A text that looks for its place. */
export interface LabelWish {
  readonly lines: readonly string[];
  readonly size: number;
  readonly weight: number;
  /** Best first. */
  readonly spots: readonly Spot[];
  /** Must stand somewhere: where all spots are taken it gets the least bad one. Others are left out. */
  readonly needed: boolean;
}

/** What labels keep clear of. */
export interface Obstacles {
  readonly boxes: readonly Box[];
  readonly segments: readonly Segment[];
}

/** Pixels from baseline to baseline. */
export function leadingOf(size: number): number {
  return Math.round(size * 1.38);
}

/** The box that the ink of a text fills, from cap height to descender. */
export function textBox(
  lines: readonly string[],
  spot: Pick<Spot, "x" | "y" | "align">,
  size: number,
  weight = 400,
): Box {
  const width = Math.max(0, ...lines.map((line) => textWidth(line, size, weight)));
  const left = spot.align === "left" ? spot.x : spot.align === "center" ? spot.x - width / 2 : spot.x - width;
  return {
    left,
    right: left + width,
    top: spot.y - size * 0.86,
    bottom: spot.y + leadingOf(size) * (lines.length - 1) + size * 0.22,
  };
}

export function overlap(one: Box, other: Box): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Pixels of a segment that lie in a box (Liang and Barsky 1984). */
export function crossing(box: Box, segment: Segment): number {
  const dx = segment.x2 - segment.x;
  const dy = segment.y2 - segment.y;
  let from = 0;
  let to = 1;
  for (const [slope, distance] of [
    [-dx, segment.x - box.left],
    [dx, box.right - segment.x],
    [-dy, segment.y - box.top],
    [dy, box.bottom - segment.y],
  ] as const) {
    if (slope === 0) {
      if (distance < 0) return 0;
    } else if (slope < 0) from = Math.max(from, distance / slope);
    else to = Math.min(to, distance / slope);
  }
  return to > from ? (to - from) * Math.hypot(dx, dy) : 0;
}

/** Spots around a point with a clear radius: above, below, beside, and farther out with a leader. */
export function spotsAround(x: number, y: number, radius: number, size: number, lines = 1): readonly Spot[] {
  const tall = leadingOf(size) * (lines - 1);
  const spots: Spot[] = [];
  for (const distance of [radius, radius + 14, radius + 30]) {
    const far = distance > radius;
    const leader = (x2: number, y2: number) => (far ? { leader: { x, y, x2, y2 } } : {});
    const side = y + size * 0.34 - tall / 2;
    const slant = distance * 0.75;
    spots.push(
      { x: x + distance, y: side, align: "left", ...leader(x + distance - 2, y) },
      { x: x - distance, y: side, align: "right", ...leader(x - distance + 2, y) },
      { x, y: y - distance - tall, align: "center", ...leader(x, y - distance + 3) },
      { x, y: y + distance + size * 0.8, align: "center", ...leader(x, y + distance) },
      { x: x + slant, y: y - slant - tall, align: "left", ...leader(x + slant, y - slant + 3) },
      { x: x + slant, y: y + slant + size * 0.7, align: "left", ...leader(x + slant, y + slant) },
      { x: x - slant, y: y - slant - tall, align: "right", ...leader(x - slant, y - slant + 3) },
      { x: x - slant, y: y + slant + size * 0.7, align: "right", ...leader(x - slant, y + slant) },
    );
  }
  return spots;
}

/**
 * Finds a place for each label, in the order given (the most important first): the first of its spots that lies within
 * the bounds and touches no obstacle and no label placed before. Null where a label that is not needed found none.
 */
export function placeLabels(wishes: readonly LabelWish[], obstacles: Obstacles, bounds: Box): (Spot | null)[] {
  const boxes = [...obstacles.boxes];
  const segments = [...obstacles.segments];
  return wishes.map((wish) => {
    let best: Spot | null = null;
    let bestCost = Number.POSITIVE_INFINITY;
    for (const wanted of wish.spots) {
      const spot = wish.needed ? within(wish, wanted, bounds) : wanted;
      const box = grow(textBox(wish.lines, spot, wish.size, wish.weight), 1.5);
      const outside =
        box.left < bounds.left - 2 ||
        box.right > bounds.right + 2 ||
        box.top < bounds.top - 2 ||
        box.bottom > bounds.bottom + 2;
      // Text on text cannot be read; text on a line can.
      let cost = outside ? 1e9 : 0;
      for (const other of boxes) cost += overlap(box, other) * 100;
      for (const segment of segments) cost += crossing(box, segment);
      if (spot.leader) for (const other of boxes) cost += crossing(other, shorten(spot.leader));
      if (cost < bestCost) {
        best = spot;
        bestCost = cost;
      }
      if (cost === 0) break;
    }
    if (best === null || (bestCost > 0 && !wish.needed)) return null;
    boxes.push(textBox(wish.lines, best, wish.size, wish.weight));
    if (best.leader) segments.push(best.leader);
    return best;
  });
}

/** Moves a spot sideways until its text lies between the bounds. */
function within(wish: LabelWish, spot: Spot, bounds: Box): Spot {
  const box = textBox(wish.lines, spot, wish.size, wish.weight);
  const shift = Math.max(0, bounds.left - box.left) - Math.max(0, box.right - bounds.right);
  return shift === 0 ? spot : { ...spot, x: spot.x + shift };
}

function grow(box: Box, by: number): Box {
  return { left: box.left - by, top: box.top - by, right: box.right + by, bottom: box.bottom + by };
}

/** A leader begins at its own mark, which is no obstacle to it. */
function shorten(leader: Segment): Segment {
  const share = Math.min(1, 8 / Math.hypot(leader.x2 - leader.x, leader.y2 - leader.y));
  return { ...leader, x: leader.x + (leader.x2 - leader.x) * share, y: leader.y + (leader.y2 - leader.y) * share };
}

/** A text wish on one dimension, for names in a row. */
export interface Stretch {
  readonly centre: number;
  readonly width: number;
}

/**
 * Puts labels side by side in their order with the least shift from where they belong (pool adjacent violators on the
 * centres); null where together they are wider than the room.
 */
export function spreadInRow(stretches: readonly Stretch[], left: number, right: number, gap: number): number[] | null {
  const total = stretches.reduce((sum, stretch) => sum + stretch.width, gap * (stretches.length - 1));
  if (total > right - left) return null;
  // Offsets of each centre from the first label's, were all packed; then the wanted start is a monotone regression.
  let offset = 0;
  const offsets = stretches.map((stretch) => {
    const centre = offset + stretch.width / 2;
    offset += stretch.width + gap;
    return centre;
  });
  const pools: { sum: number; count: number }[] = [];
  for (const [index, stretch] of stretches.entries()) {
    pools.push({ sum: stretch.centre - offsets[index]!, count: 1 });
    while (pools.length > 1 && mean(pools.at(-2)!) > mean(pools.at(-1)!)) {
      const last = pools.pop()!;
      const before = pools.at(-1)!;
      before.sum += last.sum;
      before.count += last.count;
    }
  }
  const starts = pools.flatMap((pool) => Array.from({ length: pool.count }, () => mean(pool)));
  return offsets.map((centre, index) => Math.min(right - total, Math.max(left, starts[index]!)) + centre);
}

function mean(pool: { sum: number; count: number }): number {
  return pool.sum / pool.count;
}
