import { type RandomIndexTable, randomIndexOf, tableFor } from "./random-index.ts";

/**
 * Pairwise judgements: row i, column j holds how many times i outweighs j, null where the two were not compared. Reciprocal,
 * ones on the diagonal.
 */
export type Judgements = readonly (readonly (number | null)[])[];

export type Prioritising = "eigenvector" | "geometric-mean";

export interface Priorities {
  /** Add to 1. */
  readonly weights: readonly number[];
  /** The principal eigenvalue; of geometric means the mean of (A w)_i / w_i. Of an incomplete matrix that of Harker's. */
  readonly lambda: number;
}

export interface Consistency {
  /** (λ − n) / (n − 1), never below 0. */
  readonly index: number;
  /** index / random index; 0 for two things and fewer. */
  readonly ratio: number;
  readonly table: RandomIndexTable;
  readonly randomIndex: number;
  /** Pairs were not compared: the ratio is a lower bound (Harker 1987), never a pass. */
  readonly isLowerBound: boolean;
}

const precise = 1e-12;
const mostRounds = 100_000;

/** Weights of things from judgements that connect them all (Saaty 1980; Crawford & Williams 1985). */
export function prioritise(judgements: Judgements, by: Prioritising): Priorities {
  // the least-squares logarithms of an incomplete matrix are not its row means: the gaps are filled first
  if (by === "eigenvector") return principal(harker(judgements));
  const { weights: filling } = isComplete(judgements) ? { weights: [] } : principal(harker(judgements));
  const filled = judgements.map((row, i) => row.map((value, j) => value ?? filling[i]! / filling[j]!));
  const means = filled.map((row) => Math.exp(row.reduce((sum, value) => sum + Math.log(value), 0) / row.length));
  const weights = toOne(means);
  const products = times(filled, weights);
  return { weights, lambda: products.reduce((sum, value, i) => sum + value / weights[i]!, 0) / weights.length };
}

/** Missing entries 0, and 1 + the number of missing entries of the row on the diagonal (Harker 1987). */
function harker(judgements: Judgements): readonly (readonly number[])[] {
  return judgements.map((row, i) =>
    row.map((value, j) => (i === j ? 1 + row.filter((entry) => entry === null).length : (value ?? 0))),
  );
}

/** Power iteration, until no weight moves by more than 1e-12 of itself. */
function principal(matrix: readonly (readonly number[])[]): Priorities {
  let weights: readonly number[] = matrix.map(() => 1 / matrix.length);
  for (let round = 0; round < mostRounds; round++) {
    const products = times(matrix, weights);
    const lambda = products.reduce((sum, value) => sum + value, 0);
    const next = products.map((value) => value / lambda);
    const still = next.every((value, i) => Math.abs(value - weights[i]!) <= precise * value);
    weights = next;
    if (still) return { weights, lambda };
  }
  throw new Error("The weights of a matrix of judgements were not found.");
}

function times(matrix: readonly (readonly number[])[], vector: readonly number[]): readonly number[] {
  return matrix.map((row) => row.reduce((sum, value, j) => sum + value * vector[j]!, 0));
}

function toOne(values: readonly number[]): readonly number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

function isComplete(judgements: Judgements): boolean {
  return judgements.every((row) => !row.includes(null));
}

export function consistencyOf(judgements: Judgements, lambda: number, table: RandomIndexTable): Consistency {
  const n = judgements.length;
  const randomIndex = randomIndexOf(n, table);
  const index = n < 3 ? 0 : Math.max(0, (lambda - n) / (n - 1));
  return {
    index,
    ratio: n < 3 ? 0 : index / randomIndex,
    table: tableFor(n, table),
    randomIndex,
    isLowerBound: !isComplete(judgements),
  };
}

export interface Misfit {
  /** The pair, so turned that the judgement is too high. */
  readonly i: number;
  readonly j: number;
  readonly judgement: number;
  /** What the weights say of the pair: w_i / w_j. */
  readonly implied: number;
}

/** The judgements furthest above what the weights say, a_ij w_j / w_i, the worst first (Saaty 1980). */
export function worstFits(judgements: Judgements, weights: readonly number[], most: number): readonly Misfit[] {
  return judgements
    .flatMap((row, i) =>
      row.flatMap((judgement, j): Misfit[] =>
        judgement === null || i === j ? [] : [{ i, j, judgement, implied: weights[i]! / weights[j]! }],
      ),
    )
    .filter(({ judgement, implied }) => judgement > implied * (1 + 1e-9))
    .sort((a, b) => b.judgement / b.implied - a.judgement / a.implied || a.i - b.i || a.j - b.j)
    .slice(0, most);
}

/** Things that judgements connect, directly or by way of others; one set where they connect all. */
export function connectedSets(judgements: Judgements): readonly (readonly number[])[] {
  const sets: number[][] = [];
  const seen = new Set<number>();
  for (let start = 0; start < judgements.length; start++) {
    if (seen.has(start)) continue;
    const set = [start];
    seen.add(start);
    for (const i of set) {
      judgements[i]!.forEach((value, j) => {
        if (value === null || seen.has(j)) return;
        seen.add(j);
        set.push(j);
      });
    }
    sets.push(set.sort((a, b) => a - b));
  }
  return sets;
}

/** The geometric mean of several people's judgements, pair by pair, of those who compared it (Aczél & Saaty 1983). */
export function joinJudgements(people: readonly Judgements[]): Judgements {
  return people[0]!.map((row, i) =>
    row.map((_, j) => {
      const given = people.flatMap((judgements) => judgements[i]![j] ?? []);
      return given.length === 0 ? null : geometricMean(given);
    }),
  );
}

/** The geometric mean of several people's weights, scaled to add to 1 (Forman & Peniwati 1998). */
export function joinWeights(people: readonly (readonly number[])[]): readonly number[] {
  return toOne(people[0]!.map((_, i) => geometricMean(people.map((weights) => weights[i]!))));
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/**
 * How near people's weights are, 0-1: 1 − mean over the people of half the sum of |own weight − mean weight|; 1 where all
 * are alike.
 */
export function consensusOf(people: readonly (readonly number[])[]): number {
  const mean = people[0]!.map((_, i) => people.reduce((sum, weights) => sum + weights[i]!, 0) / people.length);
  const distance = people.map(
    (weights) => weights.reduce((sum, weight, i) => sum + Math.abs(weight - mean[i]!), 0) / 2,
  );
  return 1 - distance.reduce((sum, value) => sum + value, 0) / people.length;
}

/**
 * Weights of the parts of groups: group weight × weight within the group. `ideal`: within each group the largest is 1
 * before it is multiplied, all scaled to add to 1 (Belton & Gear 1983; Saaty 1994).
 */
export function synthesise(
  groups: readonly number[],
  within: readonly (readonly number[])[],
  mode: "distributive" | "ideal",
): readonly (readonly number[])[] {
  const products = within.map((weights, g) => {
    const scale = mode === "ideal" ? Math.max(...weights) : 1;
    return weights.map((weight) => (groups[g]! * weight) / scale);
  });
  const total = products.flat().reduce((sum, value) => sum + value, 0);
  return products.map((weights) => weights.map((weight) => weight / total));
}

/** One weight moved by `points` (0-1), at most to the ends, the others keeping their proportions; null where it was all. */
export function shiftWeight(weights: readonly number[], at: number, points: number): readonly number[] | null {
  const own = weights[at]!;
  const moved = Math.min(1, Math.max(0, own + points));
  if (!(own < 1)) return null;
  return weights.map((weight, i) => (i === at ? moved : (weight * (1 - moved)) / (1 - own)));
}
