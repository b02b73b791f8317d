import { normalTails } from "./distributions.ts";
import { ranksOf, tiesOf } from "./ranks.ts";

export interface SignedRank {
  /** Sum of the ranks of the positive differences. */
  readonly v: number;
  /** Differences that are not 0. */
  readonly n: number;
  /** Two-sided. */
  readonly p: number;
  readonly test: "exact" | "normal";
}

const mostExact = 50;

/**
 * Wilcoxon's signed-rank test of paired differences (Wilcoxon 1945): zeros are left out, equal sizes share their ranks. Up
 * to 50 pairs exact, over all signs given the ranks; beyond, normal with the corrections for ties and continuity. Null
 * where every difference is 0.
 */
export function testSignedRank(differences: readonly number[]): SignedRank | null {
  const moved = differences.filter((difference) => difference !== 0);
  const n = moved.length;
  if (n === 0) return null;
  const sizes = moved.map(Math.abs);
  const ranks = ranksOf(sizes);
  const v = ranks.reduce((sum, rank, i) => sum + (moved[i]! > 0 ? rank : 0), 0);
  if (n <= mostExact) return { v, n, p: exactP(ranks, v), test: "exact" };
  const mean = (n * (n + 1)) / 4;
  const ties = tiesOf(sizes).reduce((sum, t) => sum + t ** 3 - t, 0);
  const sd = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - ties / 48);
  const z = Math.max(0, Math.abs(v - mean) - 0.5) / sd;
  return { v, n, p: Math.min(1, 2 * normalTails(z).upper), test: "normal" };
}

function exactP(ranks: readonly number[], v: number): number {
  // ranks are whole or halves: doubled they count cells
  const doubled = ranks.map((rank) => Math.round(2 * rank));
  const total = doubled.reduce((sum, rank) => sum + rank, 0);
  let chances = new Float64Array(total + 1);
  chances[0] = 1;
  for (const rank of doubled) {
    const next = new Float64Array(total + 1);
    for (let sum = 0; sum <= total; sum++) next[sum] = (chances[sum]! + (chances[sum - rank] ?? 0)) / 2;
    chances = next;
  }
  const at = Math.round(2 * v);
  const lower = chances.subarray(0, at + 1).reduce((sum, chance) => sum + chance, 0);
  const upper = chances.subarray(at).reduce((sum, chance) => sum + chance, 0);
  return Math.min(1, 2 * Math.min(lower, upper));
}
