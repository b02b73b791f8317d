/** What stands in the rows of a layered drawing, and in which order from left to right. */

/** What stands in a row: a box, the label of an arrow, or an arrow that goes straight through. */
export interface Item {
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

export type Rows = Item[][];

/** Pixels between arrows at a box. */
export const portWidth = 13;
/** What the search for fewer crossings may take: a model of more blocks than anybody reads ends too. */
const mostComparisons = 1e7;

export function widthOf(row: readonly Item[], gap: number): number {
  return row.reduce((sum, { width }) => sum + width, gap * Math.max(0, row.length - 1));
}

/**
 * Orders each row by the mean place of its neighbours, down and up in turns, and keeps the order with the fewest crossings;
 * then moves single items, and arrows over their whole length, while that takes crossings away.
 */
export function order(rows: Rows): Rows {
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
export function chainsOf(rows: Rows): ReadonlyMap<number, readonly Item[]> {
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

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
