import { lineariseBalance, testBalances, testBalanceWith, testLinkedBalances } from "./balance.ts";
import { computeValue, type FunctionStatistic, replicatesOf, spreadOf } from "./bootstrap.ts";
import { testLinked, testWelch } from "./compare-means.ts";
import { testLinkedShares, testShares, testShareWith } from "./compare-shares.ts";
import { normalTails } from "./distributions.ts";
import { intervalAt } from "./intervals.ts";
import {
  crossOf,
  type Linearised,
  lineariseMean,
  lineariseRatio,
  lineariseShare,
  linkShares,
  standardError,
  whyNoVariance,
} from "./linearised.ts";
import type { Compared, Resampler, Statistic } from "./statistic.ts";
import { type ColumnRef, countsOf, keyOf, momentsOf, type Tallies, type TalliesLink } from "./tallies.ts";
import { type Test, tested, testT, twoSided, untested } from "./tested.ts";

export { intervalAt } from "./intervals.ts";

export interface CompareOptions {
  /** Confidence level, 0-1. */
  readonly level: number;
  /** The people in both, or how two groups of one sample go together; without it the two sides are independent. */
  readonly link?: TalliesLink | undefined;
  /** Earlier, later; needed by `function` statistics only. Equal seeds draw a person alike in both. */
  readonly resamplers?: readonly [Resampler, Resampler] | undefined;
}

type LinearStatistic = Extract<Statistic, { kind: "mean" | "ratio" }>;

/**
 * later − earlier with its test (METHODS B0 "Differences", "Panels").
 *
 * Means and ratios: Welch with linearised standard errors; people in both waves enter with their covariance, which for
 * the same people throughout is the paired t test. Shares: pooled z (χ² without Yates), Fisher's exact test where an
 * expected count is under 5, d/se when weighted (with fewer than five cases on a side, where that se is next to nothing,
 * the same tests on effective numbers); the same people throughout and unweighted: McNemar, without continuity
 * correction, exact when fewer than 25 changed; otherwise linked or weighted people enter by linearisation. Balances: z
 * with both variances; people in both waves as means. Functions:
 * percentiles of the replicates' differences, p from the normal distribution of difference/sd(replicates), which has no
 * floor at 1/draws and so stands a Benjamini-Hochberg family.
 */
export function compare(statistic: Statistic, earlier: Tallies, later: Tallies, options: CompareOptions): Compared {
  return withInterval(testDifference(statistic, earlier, later, options), options.level);
}

/**
 * own − constant with its test. Means and ratios: one-sample t on the linearised standard error. Shares: the score test
 * z = (p − p0)/√(p0(1 − p0)/n), n effective when weighted, because Wilson's interval is made of the constants it does not
 * reject: verdict and interval cannot disagree. Balances: z on their own interval's standard error. Functions as in `compare`.
 */
export function compareWith(
  statistic: Statistic,
  tallies: Tallies,
  constant: number,
  options: { readonly level: number; readonly resampler?: Resampler | undefined },
): Compared {
  return withInterval(testConstant(statistic, tallies, constant, options.resampler), options.level);
}

function withInterval(test: Test, level: number): Compared {
  return { ...test, ...intervalAt(test, level) };
}

function testDifference(statistic: Statistic, earlier: Tallies, later: Tallies, options: CompareOptions): Test {
  switch (statistic.kind) {
    case "mean":
    case "ratio": {
      const a = linearise(statistic, earlier);
      const b = linearise(statistic, later);
      if (typeof a === "string") return untested(a);
      if (typeof b === "string") return untested(b);
      const link = options.link?.moments[keyOf({ kind: "moments", columns: columnsOf(statistic) })];
      if (link && link.n > 0) return testLinked(a, b, link.n, crossOf(a, b, link));
      return testWelch(a, b, link && { covariance: crossOf(a, b, link) / (a.total * b.total), df: link.df });
    }
    case "share": {
      const a = lineariseShare(countsOf(earlier, statistic.column), statistic);
      const b = lineariseShare(countsOf(later, statistic.column), statistic);
      if (a === null || b === null) return untested("no-answers");
      const counts = options.link?.counts[statistic.column.id];
      const link = counts && linkShares(a, b, counts, statistic);
      return link && link.n > 0
        ? testLinkedShares(a, b, link)
        : testShares(a, b, link ? link.cross / (a.total * b.total) : 0);
    }
    case "balance": {
      const a = lineariseBalance(countsOf(earlier, statistic.column), statistic);
      const b = lineariseBalance(countsOf(later, statistic.column), statistic);
      if (a === null || b === null) return untested("no-answers");
      const link = options.link?.counts[statistic.column.id];
      return (link && testLinkedBalances(a, b, link, statistic)) ?? testBalances(a, b);
    }
    case "function": {
      const a = computeValue(statistic, earlier);
      const b = computeValue(statistic, later);
      if (a === null || b === null) return untested("not-computable");
      if (!options.resamplers) return untested("no-replicates", b - a);
      const [before, after] = options.resamplers.map((resampler) => replicatesOf(statistic, resampler)) as [
        Replicates,
        Replicates,
      ];
      if (before.length !== after.length)
        throw new Error("The two sides of a comparison have different numbers of draws.");
      const differences = after.map((value, draw) => subtract(value, before[draw] ?? null));
      return testReplicates(b - a, differences);
    }
  }
}

type Replicates = readonly (number | null)[];

function subtract(value: number | null, from: number | null): number | null {
  return value === null || from === null ? null : value - from;
}

function columnsOf(statistic: LinearStatistic): readonly ColumnRef[] {
  return statistic.kind === "mean" ? [statistic.column] : [statistic.numerator, statistic.denominator];
}

function linearise(statistic: LinearStatistic, tallies: Tallies): Linearised | "no-answers" | "zero-denominator" {
  const moments = momentsOf(tallies, columnsOf(statistic));
  return statistic.kind === "ratio" ? lineariseRatio(moments) : (lineariseMean(moments) ?? "no-answers");
}

function testReplicates(difference: number, replicates: Replicates): Test {
  const spread = spreadOf(replicates);
  if (typeof spread === "string") return untested(spread, difference);
  const p = twoSided(normalTails(difference / spread.sd));
  return tested("bootstrap", difference, p, { kind: "bootstrap", differences: spread.values }, { se: spread.sd });
}

function testConstant(
  statistic: Statistic,
  tallies: Tallies,
  constant: number,
  resampler: Resampler | undefined,
): Test {
  switch (statistic.kind) {
    case "mean":
    case "ratio": {
      const found = linearise(statistic, tallies);
      if (typeof found === "string") return untested(found);
      const difference = found.value - constant;
      if (found.df < 1) return untested(whyNoVariance(found), difference);
      if (found.squares === 0) return untested("constant", difference);
      return testT("one-sample", difference, standardError(found), found.df);
    }
    case "share": {
      const found = lineariseShare(countsOf(tallies, statistic.column), statistic);
      return found === null ? untested("no-answers") : testShareWith(found, constant);
    }
    case "balance": {
      const found = lineariseBalance(countsOf(tallies, statistic.column), statistic);
      return found === null ? untested("no-answers") : testBalanceWith(found, constant);
    }
    case "function":
      return testFunctionWith(statistic, tallies, constant, resampler);
  }
}

function testFunctionWith(
  statistic: FunctionStatistic,
  tallies: Tallies,
  constant: number,
  resampler: Resampler | undefined,
): Test {
  const value = computeValue(statistic, tallies);
  if (value === null) return untested("not-computable");
  if (!resampler) return untested("no-replicates", value - constant);
  const differences = replicatesOf(statistic, resampler).map((replicate) => subtract(replicate, constant));
  return testReplicates(value - constant, differences);
}
