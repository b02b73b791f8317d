import { follows } from "./sums.ts";

/** How many people of a column gave each answer, in the order of the answers. */
export type AnswerCounts = readonly number[];

export interface JoinRules {
  /** Counts above 0 and below this name people. */
  readonly cellBelow: number;
  /** Ordered answers are joined to a neighbour, others to whatever is small. */
  readonly ordered: boolean;
  /** What else is published of each column: sums over the answers, each answer with its factor (a mean, a top box). */
  readonly published: readonly (readonly number[])[];
}

/**
 * Answers joined so that no column has a count that names people, nor one that follows from the rows and from what else is
 * published of the column: two answers joined into one row are told apart by a mean, three or two pairs are not. Rows hold
 * places of answers. Greedy: the smallest offender goes to its smaller neighbour.
 *
 * With one set of rows for all groups, and totals of the question published as finely as may be, no count follows across
 * columns either: a shift between two answers of a row that no published sum sees can be made in one group and unmade in
 * another, as long as the group itself does not follow from the others.
 */
export function joinRows(columns: readonly AnswerCounts[], rules: JoinRules): readonly (readonly number[])[] {
  let rows: readonly (readonly number[])[] = columns[0]!.map((_, answer) => [answer]);
  for (;;) {
    const at = offenderIn(rows, columns, rules);
    if (at === null || rows.length === 1) return rows;
    rows = joined(rows, at, neighbourOf(rows, at, columns, rules.ordered));
  }
}

/** The row to be joined next; null where all may be shown. */
function offenderIn(
  rows: readonly (readonly number[])[],
  columns: readonly AnswerCounts[],
  rules: JoinRules,
): number | null {
  const sizes = rows.map((row) => totalOf(row, columns));
  const smallest = (places: readonly number[]) => places.reduce((a, b) => (sizes[b]! < sizes[a]! ? b : a));
  const small = [...rows.keys()].filter((k) =>
    columns.some((counts) => names(countOf(rows[k]!, counts), rules.cellBelow)),
  );
  if (small.length > 0) return smallest(small);
  const open = exposedIn(rows, columns, rules);
  // a row that is told apart takes in another answer; where it is the only one joined, so that two are
  return open.length > 0 ? smallest(open) : null;
}

/** Joined rows of which a mean or a box gives away an answer that few people gave. */
function exposedIn(
  rows: readonly (readonly number[])[],
  columns: readonly AnswerCounts[],
  rules: JoinRules,
): readonly number[] {
  if (rows.every((row) => row.length === 1)) return [];
  const published = [...rows.map(sumOver), ...rules.published.map(weighted)];
  return [...rows.keys()].filter((k) => {
    const row = rows[k]!;
    if (row.length === 1) return false;
    return row.some(
      (answer) =>
        columns.some((counts) => names(counts[answer]!, rules.cellBelow)) && follows(sumOver([answer]), published),
    );
  });
}

function neighbourOf(
  rows: readonly (readonly number[])[],
  at: number,
  columns: readonly AnswerCounts[],
  ordered: boolean,
): number {
  const others = [...rows.keys()].filter((k) => k !== at && (!ordered || Math.abs(k - at) === 1));
  const size = (k: number) => totalOf(rows[k]!, columns);
  return others.reduce((a, b) => (size(b) < size(a) ? b : a));
}

/** Rows with two of them made one, where the earlier stood; answers keep their order. */
function joined(rows: readonly (readonly number[])[], a: number, b: number): readonly (readonly number[])[] {
  const [first, second] = [Math.min(a, b), Math.max(a, b)];
  const both = [...rows[first]!, ...rows[second]!].sort((x, y) => x - y);
  return rows.flatMap((row, k) => (k === second ? [] : [k === first ? both : row]));
}

export function names(count: number, cellBelow: number): boolean {
  return count > 0 && count < cellBelow;
}

export function countOf(row: readonly number[], counts: AnswerCounts): number {
  return row.reduce((sum, answer) => sum + counts[answer]!, 0);
}

function totalOf(row: readonly number[], columns: readonly AnswerCounts[]): number {
  return columns.reduce((sum, counts) => sum + countOf(row, counts), 0);
}

export function sumOver(answers: readonly number[]): ReadonlyMap<string, number> {
  return new Map(answers.map((answer) => [String(answer), 1]));
}

export function weighted(factors: readonly number[]): ReadonlyMap<string, number> {
  return new Map(factors.flatMap((factor, answer) => (factor === 0 ? [] : [[String(answer), factor] as const])));
}
