import { compareWith } from "../../stats/compare.ts";
import { binomialTails } from "../../stats/distributions.ts";
import { kishOf, lineariseShare } from "../../stats/linearised.ts";
import type { Compared } from "../../stats/statistic.ts";
import { type ColumnRef, type Counts, countsOf, type Tallies } from "../../stats/tallies.ts";
import { type Category, categories, codeOfCategory } from "./categories.ts";

/** How the pairs of some people fall into the categories. */
export interface Tallied {
  /** Pairs, unweighted, and their effective number by Kish. */
  readonly n: number;
  readonly effectiveN: number;
  readonly people: Readonly<Record<Category, number>>;
  /** Weighted shares of all pairs, 0-1. */
  readonly shares: Readonly<Record<Category, number>>;
  /** By share, questionable answers left aside; exact ties M, O, A, I, R. */
  readonly order: readonly Category[];
}

/** Exact ties and near ties go to what is missed most (Matzler & Hinterhuber 1998). */
const rank: readonly Category[] = ["M", "O", "A", "I", "R"];

export function tallyCategories(counts: Counts): Tallied {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0);
  const n = sum(counts.n);
  const weight = sum(counts.weight);
  const at = (category: Category) => counts.values.indexOf(codeOfCategory(category));
  const of = (numbers: readonly number[], whole: number) =>
    Object.fromEntries(
      categories.map((category) => [category, whole > 0 ? (numbers[at(category)] ?? 0) / whole : 0]),
    ) as Record<Category, number>;
  const shares = of(counts.weight, weight);
  return {
    n,
    effectiveN: n === 0 ? 0 : kishOf(n, weight, sum(counts.weight2)),
    people: of(counts.n, 1),
    shares,
    order: [...rank].sort((a, b) => (Math.abs(shares[a] - shares[b]) < 1e-12 ? 0 : shares[b] - shares[a])),
  };
}

/** Fong 1996: |a − b| against 1.65 √((a + b)(2n − a − b)/(2n)), a and b the two largest counts, n all pairs. */
export function testFong({ shares, order, effectiveN: n }: Tallied): {
  readonly difference: number;
  readonly critical: number;
  readonly significant: boolean;
} {
  const [a, b] = [n * shares[order[0]!], n * shares[order[1]!]];
  const critical = n === 0 ? 0 : 1.65 * Math.sqrt(((a + b) * (2 * n - a - b)) / (2 * n));
  return { difference: a - b, critical, significant: a - b >= critical && n > 0 };
}

/** χ² of A, O, M and I against an even division, of as many people as they are worth; null of nobody. */
export function unevenness({ shares, effectiveN: n }: Tallied): number | null {
  const counts = (["A", "O", "M", "I"] as const).map((category) => n * shares[category]);
  const even = counts.reduce((sum, count) => sum + count, 0) / 4;
  return even > 0 ? counts.reduce((sum, count) => sum + (count - even) ** 2 / even, 0) : null;
}

/**
 * Whether one category is larger than another: the exact two-sided binomial test of a out of a + b, and the interval of
 * the difference of their shares among all pairs. Weighted: counts are those that the share of a among both is worth
 * (METHODS B0), rounded to whole people.
 */
export function compareCategories(tallies: Tallies, column: ColumnRef, a: Category, b: Category): Compared {
  const [plus, minus] = [[codeOfCategory(a)], [codeOfCategory(b)]];
  const compared = compareWith({ kind: "balance", column, plus, minus }, tallies, 0, { level: 0.95 });
  const among = [...plus, ...minus];
  const share = lineariseShare(countsOf(tallies, column), { kind: "share", column, values: plus, among });
  if (share === null || compared.difference === null) return compared;
  const n = Math.max(1, Math.round(share.effectiveN));
  const more = Math.round(Math.max(share.value, 1 - share.value) * n);
  const { why: _, ...rest } = compared;
  return { ...rest, p: Math.min(1, 2 * binomialTails(more - 1, n, 0.5).upper), method: "binomial" };
}

export interface Decided {
  readonly state: "clear" | "mixed" | "reverse" | "questionable" | "small" | "hidden";
  readonly category: Category | null;
  readonly byRule: boolean;
}

/** More than these shares of questionable answers call for caution, or leave no category. */
export const cautionAbove = 0.05;
const nothingAbove = 0.2;

/**
 * The category (METHODS B5): the most frequent; where it is not significantly ahead, the first of must-be,
 * one-dimensional, attractive and indifferent that is within the tolerance of it and not significantly below.
 * `isBehind` tests a category against the largest.
 */
export function decide(
  tallied: Tallied,
  base: "shown" | "indicative" | "hidden",
  ahead: boolean,
  tolerance: number,
  isBehind: (category: Category) => boolean,
): Decided {
  const none = { category: null, byRule: false };
  if (base === "hidden") return { state: "hidden", ...none };
  if (base === "indicative") return { state: "small", ...none };
  const { shares, order } = tallied;
  const top = order[0]!;
  if (shares.Q > nothingAbove || shares.Q >= shares[top]) return { state: "questionable", ...none };
  if (top === "R") return { state: "reverse", category: "R", byRule: false };
  if (ahead) return { state: "clear", category: top, byRule: false };
  const near = rank.find(
    (category) =>
      category === top ||
      (category !== "R" && shares[top] - shares[category] <= tolerance / 100 + 1e-12 && !isBehind(category)),
  )!;
  return { state: "mixed", category: near, byRule: near !== top };
}
