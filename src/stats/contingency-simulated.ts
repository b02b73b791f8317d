import { type Contingency, marginsOf } from "./contingency-table.ts";
import { logFactorial } from "./log-factorials.ts";
import { hashText, uniform } from "./random.ts";

/**
 * Monte-Carlo p of Pearson's X², margins kept: (1 + tables at least as far from independence) / (draws + 1). Each table
 * hangs on the seed and its number alone.
 */
export function simulatedP(table: Pick<Contingency, "rows" | "columns" | "n">, draws: number, seed: string): number {
  const { rows, columns } = marginsOf(table, table.n);
  const [key0, key1] = hashText(seed);
  const n = rows.reduce((sum, row) => sum + row, 0);
  const expected = rows.flatMap((row) => columns.map((column) => (row * column) / n));
  const distance = (cells: ArrayLike<number>) => {
    let sum = 0;
    for (let cell = 0; cell < expected.length; cell++) sum += (cells[cell]! - expected[cell]!) ** 2 / expected[cell]!;
    return sum;
  };
  // Tables at the same distance differ by rounding alone.
  const bound = distance(table.n) * (1 - 1e-9);
  const cells = new Uint32Array(expected.length);
  let far = 0;
  for (let draw = 0; draw < draws; draw++) {
    let number = 0;
    drawTable(cells, rows, columns, () => uniform(number++, draw, key0, key1));
    if (distance(cells) >= bound) far++;
  }
  return (1 + far) / (draws + 1);
}

/** A table drawn with the chance that it has given its margins (Patefield 1981, AS 159): cell after cell, each hypergeometric. */
export function drawTable(
  cells: Uint32Array,
  rows: readonly number[],
  columns: readonly number[],
  random: () => number,
): void {
  const left = [...columns];
  let people = rows.reduce((sum, row) => sum + row, 0);
  rows.forEach((row, i) => {
    let rest = row;
    let open = people;
    for (let j = 0; j < columns.length; j++) {
      // of the `open` people in this and later columns, `rest` fall into this row
      const count = j === columns.length - 1 ? rest : drawHypergeometric(left[j]!, rest, open, random);
      cells[i * columns.length + j] = count;
      open -= left[j]!;
      left[j]! -= count;
      rest -= count;
    }
    people -= row;
  });
}

/** How many of `marked` among `all` people fall among `taken` of them: by inversion, outwards from the mode. */
function drawHypergeometric(marked: number, taken: number, all: number, random: () => number): number {
  const least = Math.max(0, marked + taken - all);
  const most = Math.min(marked, taken);
  if (least === most) return least;
  const mode = Math.min(most, Math.max(least, Math.floor(((marked + 1) * (taken + 1)) / (all + 2))));
  const log =
    logFactorial(marked) +
    logFactorial(all - marked) +
    logFactorial(taken) +
    logFactorial(all - taken) -
    logFactorial(all) -
    logFactorial(mode) -
    logFactorial(marked - mode) -
    logFactorial(taken - mode) -
    logFactorial(all - marked - taken + mode);
  let chance = random();
  let [below, above] = [mode, mode];
  let [pBelow, pAbove] = [Math.exp(log), Math.exp(log)];
  chance -= pBelow;
  while (chance > 0 && (below > least || above < most)) {
    if (above < most) {
      pAbove *= ((marked - above) * (taken - above)) / ((above + 1) * (all - marked - taken + above + 1));
      above++;
      chance -= pAbove;
      if (chance <= 0) return above;
    }
    if (below > least) {
      pBelow *= (below * (all - marked - taken + below)) / ((marked - below + 1) * (taken - below + 1));
      below--;
      chance -= pBelow;
      if (chance <= 0) return below;
    }
  }
  return mode;
}
