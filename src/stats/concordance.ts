import { chiSquareTails } from "./distributions.ts";
import { hashText, uniform } from "./random.ts";
import { ranksOf, tiesOf } from "./ranks.ts";

/** Agreement of m people who ranked the same n things. */
export interface Concordance {
  /** 0-1, corrected for ties. */
  readonly w: number;
  /** Sum of squared deviations of the rank sums from their mean. */
  readonly s: number;
  readonly chiSquare: number;
  readonly df: number;
  /** P of so much agreement by chance. */
  readonly p: number;
  /** `exact`: all ways to deal the ranks; `permutation`: 10,000 of them; `chi-square`: its limit for many people and things. */
  readonly test: "exact" | "permutation" | "chi-square";
}

const draws = 10_000;
const mostWays = 60_000;
/** Beyond both of these chi-square serves (METHODS B9). */
const fewThings = 7;
const fewPeople = 20;

/**
 * Kendall's coefficient of concordance (Kendall & Babington Smith 1939): W = 12 S / (m² (n³ − n) − m Σ T), T = Σ (t³ − t).
 * Null where fewer than two people or things are compared, or nobody tells one thing from another.
 */
export function concordanceOf(ratings: readonly (readonly number[])[], seed: string): Concordance | null {
  const m = ratings.length;
  const n = ratings[0]?.length ?? 0;
  if (m < 2 || n < 2) return null;
  const ranks = ratings.map(ranksOf);
  const ties = ratings.flatMap(tiesOf).reduce((sum, t) => sum + t ** 3 - t, 0);
  const most = m * m * (n ** 3 - n) - m * ties;
  if (most === 0) return null;
  const s = spreadOf(ranks);
  const w = (12 * s) / most;
  const chiSquare = m * (n - 1) * w;
  const base = { w, s, chiSquare, df: n - 1 };
  if (n > fewThings && m > fewPeople) return { ...base, p: chiSquareTails(chiSquare, n - 1).upper, test: "chi-square" };
  return { ...base, ...dealtP(ranks, s, seed) };
}

function spreadOf(ranks: readonly (readonly number[])[]): number {
  const mean = (ranks.length * (ranks[0]!.length + 1)) / 2;
  return ranks[0]!.reduce((sum, _, j) => sum + (ranks.reduce((all, row) => all + row[j]!, 0) - mean) ** 2, 0);
}

/** P(S at least as large) when each person's ranks, ties kept, are dealt at random; the first person's may stay. */
function dealtP(
  ranks: readonly (readonly number[])[],
  s: number,
  seed: string,
): { readonly p: number; readonly test: "exact" | "permutation" } {
  const n = ranks[0]!.length;
  // halves are exact in binary, so that equal sums are equal
  const bound = s - 1e-9 * Math.max(1, s);
  let orders = 1;
  for (let k = 2; k <= n; k++) orders *= k;
  if (orders ** (ranks.length - 1) <= mostWays) {
    let sums: number[][] = [[...ranks[0]!]];
    for (const row of ranks.slice(1)) {
      const dealt = permutationsOf(row);
      sums = sums.flatMap((sum) => dealt.map((order) => sum.map((value, j) => value + order[j]!)));
    }
    const mean = (ranks.length * (n + 1)) / 2;
    const far = sums.filter((sum) => sum.reduce((all, value) => all + (value - mean) ** 2, 0) >= bound).length;
    return { p: far / sums.length, test: "exact" };
  }
  const [key0, key1] = hashText(seed);
  let far = 0;
  for (let draw = 0; draw < draws; draw++) {
    let number = 0;
    const dealt = ranks.map((row, i) => (i === 0 ? row : shuffle(row, () => uniform(number++, draw, key0, key1))));
    if (spreadOf(dealt) >= bound) far++;
  }
  return { p: (1 + far) / (draws + 1), test: "permutation" };
}

/** Fisher & Yates. */
function shuffle(values: readonly number[], random: () => number): readonly number[] {
  const dealt = [...values];
  for (let k = dealt.length - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1));
    [dealt[k], dealt[other]] = [dealt[other]!, dealt[k]!];
  }
  return dealt;
}

function permutationsOf(values: readonly number[]): readonly (readonly number[])[] {
  if (values.length <= 1) return [values];
  return values.flatMap((value, k) => permutationsOf(values.toSpliced(k, 1)).map((rest) => [value, ...rest]));
}

/** Spearman's rank correlation, ties by mean ranks; null where one side does not vary. */
export function spearmanOf(a: readonly number[], b: readonly number[]): number | null {
  const [x, y] = [ranksOf(a), ranksOf(b)];
  const mean = (a.length + 1) / 2;
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    xx += (x[i]! - mean) ** 2;
    yy += (y[i]! - mean) ** 2;
    xy += (x[i]! - mean) * (y[i]! - mean);
  }
  // sums of squared halves are exact: their product has a root without a loss where the two sides agree
  return xx === 0 || yy === 0 ? null : xy / (xx === yy ? xx : Math.sqrt(xx * yy));
}
