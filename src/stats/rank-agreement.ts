import { concordanceOf, spearmanOf } from "./concordance.ts";
import { evenOut, ranksOf } from "./ranks.ts";

/** How several methods rank the same things. Arrays by method, then by thing. */
export interface RankAgreement {
  /** From 1 for the best; values that are equal but for rounding share the mean of their ranks. */
  readonly ranks: readonly (readonly number[])[];
  /** Spearman's correlation of every two methods; null where one of them tells nothing apart. Symmetric, 1 on the diagonal. */
  readonly correlations: readonly (readonly (number | null)[])[];
  /** Kendall's W over all methods, corrected for ties, 0-1; null where nothing is told apart. Methods on the same answers are no sample of methods: there is no test. */
  readonly w: number | null;
  /** By thing: best and worst rank over the methods, and their mean. */
  readonly spans: readonly { readonly best: number; readonly worst: number; readonly mean: number }[];
}

/** `given`: scores, higher is better; every method has a score of every thing, and there are at least two of either. */
export function agreementOf(given: readonly (readonly number[])[]): RankAgreement {
  const scores = given.map(evenOut);
  const ranks = scores.map((row) => ranksOf(row.map((score) => -score)));
  const spans = scores[0]!.map((_, thing) => {
    const own = ranks.map((row) => row[thing]!);
    return {
      best: Math.min(...own),
      worst: Math.max(...own),
      mean: own.reduce((sum, rank) => sum + rank, 0) / own.length,
    };
  });
  return {
    ranks,
    correlations: scores.map((a, i) => scores.map((b, j) => (i === j ? 1 : spearmanOf(a, b)))),
    w: concordanceOf(scores, "agreement")?.w ?? null,
    spans,
  };
}
