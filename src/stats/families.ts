export interface Judgement {
  /** Benjamini-Hochberg adjusted p, in the order given; null where there was no test. */
  readonly adjusted: readonly (number | null)[];
  /** How many are at or below q. */
  readonly rejected: number;
  /** How many tests the family has: those without a p do not count. */
  readonly tests: number;
  /**
   * Level of the intervals printed beside the verdicts, 1 − q max(R, 1)/m (Benjamini & Yekutieli 2005): then a t interval
   * covers 0 exactly where the test does not reject.
   */
  readonly level: number;
}

/** Verdicts of one family of tests at false-discovery rate q (Benjamini & Hochberg 1995). */
export function judge(ps: readonly (number | null)[], q: number): Judgement {
  const tested = ps.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => a.p - b.p);
  const tests = tested.length;
  const adjusted = new Array<number | null>(ps.length).fill(null);
  let least = 1;
  for (let rank = tests; rank >= 1; rank--) {
    const { p, index } = tested[rank - 1]!;
    least = Math.min(least, (p * tests) / rank);
    adjusted[index] = least;
  }
  const rejected = adjusted.filter((p) => p !== null && p <= q).length;
  return { adjusted, rejected, tests, level: 1 - (q * Math.max(rejected, 1)) / Math.max(tests, 1) };
}
