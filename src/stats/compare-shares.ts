import { testLinked } from "./compare-means.ts";
import { binomialTails, chiSquareTails, normalTails } from "./distributions.ts";
import { fisherExact } from "./fisher.ts";
import { type LinearisedShare, type ShareLink, standardError } from "./linearised.ts";
import type { IntervalBasis } from "./statistic.ts";
import { type Test, tested, twoSided, untested } from "./tested.ts";

function shareOf(found: LinearisedShare) {
  return { share: found.value, n: found.effectiveN };
}

export function testShares(a: LinearisedShare, b: LinearisedShare, covariance = 0): Test {
  const difference = b.value - a.value;
  const basis: IntervalBasis = { kind: "newcombe", earlier: shareOf(a), later: shareOf(b), correlation: 0 };
  const n = a.effectiveN + b.effectiveN;
  const pooled = (a.value * a.effectiveN + b.value * b.effectiveN) / n;
  const se =
    a.df < 1 || b.df < 1 ? 0 : Math.sqrt(Math.max(0, standardError(a) ** 2 + standardError(b) ** 2 - 2 * covariance));
  const rest = { se: se === 0 ? null : se };
  // Everybody, or nobody, on both sides: there is nothing to test, but the interval says how far apart they may still be.
  if (pooled === 0 || pooled === 1) return { ...untested("constant", difference), basis };
  const few = [a, b].some(({ cases, n }) => Math.min(cases, n - cases) < 5);
  if (!(a.simple && b.simple) && se > 0 && !few)
    return tested("z", difference, twoSided(normalTails(difference / se)), basis, rest);
  // On a handful of cases the linearised variance can be next to nothing: effective numbers stand for people.
  const [c, d] = a.simple && b.simple ? [a, b] : [asPeople(a), asPeople(b)];
  if (leastExpected(c, d) < 5)
    return tested("fisher", difference, fisherExact(c.cases, c.n, d.cases, d.n), basis, rest);
  const z = difference / Math.sqrt(pooled * (1 - pooled) * (1 / a.effectiveN + 1 / b.effectiveN));
  return tested("two-proportions", difference, twoSided(normalTails(z)), basis, rest);
}

/** As many people, and as many of them in the numerator, as the weighted answers are worth. */
function asPeople({ value, effectiveN }: LinearisedShare): Pick<LinearisedShare, "cases" | "n"> {
  const n = Math.max(1, Math.round(effectiveN));
  return { cases: Math.round(value * n), n };
}

function leastExpected(a: Pick<LinearisedShare, "cases" | "n">, b: Pick<LinearisedShare, "cases" | "n">): number {
  const cases = a.cases + b.cases;
  const n = a.n + b.n;
  return (Math.min(a.n, b.n) * Math.min(cases, n - cases)) / n;
}

export function testLinkedShares(a: LinearisedShare, b: LinearisedShare, link: ShareLink): Test {
  const same = link.n === a.n && link.n === b.n;
  if (!same || !a.simple || !b.simple) return testLinked(a, b, link.n, link.cross);
  const difference = b.value - a.value;
  const correlation = pairedCorrelation(link);
  const basis: IntervalBasis = { kind: "newcombe", earlier: shareOf(a), later: shareOf(b), correlation };
  return tested("mcnemar", difference, mcnemar(link.left, link.came), basis, { linked: link.n });
}

/** McNemar 1947; exact below 25 changes. Where nobody changed there is no evidence of a change: 1. */
function mcnemar(left: number, came: number): number {
  const changed = left + came;
  if (changed === 0) return 1;
  if (changed < 25) return Math.min(1, 2 * binomialTails(Math.min(left, came), changed, 0.5).lower);
  return chiSquareTails((left - came) ** 2 / changed, 1).upper;
}

/** φ of the paired table, a positive one drawn towards 0 by n/2 in its numerator (Newcombe 1998, method 10). */
function pairedCorrelation({ n, inBoth, left, came, inNeither }: ShareLink): number {
  const margins = (inBoth + left) * (came + inNeither) * (inBoth + came) * (left + inNeither);
  if (margins === 0) return 0;
  const numerator = inBoth * inNeither - left * came;
  return (numerator > 0 ? Math.max(0, numerator - n / 2) : numerator) / Math.sqrt(margins);
}

export function testShareWith(found: LinearisedShare, constant: number): Test {
  const difference = found.value - constant;
  const sd = Math.sqrt(constant * (1 - constant));
  // A constant of 0 or 1 is refuted by a single answer that is not so.
  const p =
    sd === 0 ? Number(difference === 0) : twoSided(normalTails((difference * Math.sqrt(found.effectiveN)) / sd));
  const se = found.df < 1 ? null : standardError(found);
  return tested("z", difference, p, { kind: "wilson", own: shareOf(found), constant }, { se });
}
