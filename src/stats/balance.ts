import { testLinked } from "./compare-means.ts";
import { normalTails } from "./distributions.ts";
import { type Interval, tInterval } from "./intervals.ts";
import { type Linearised, lineariseScores, standardError } from "./linearised.ts";
import type { Statistic } from "./statistic.ts";
import type { Counts, CountsLink } from "./tallies.ts";
import { type Test, tested, twoSided } from "./tested.ts";

export type BalanceStatistic = Extract<Statistic, { kind: "balance" }>;

/** The mean of the scores 1 (plus), −1 (minus) and 0 (neither), with the two shares behind it. */
export interface LinearisedBalance extends Linearised {
  /** Weighted shares, 0-1. */
  readonly plus: number;
  readonly minus: number;
  /** People on each side, unweighted. */
  readonly sides: { readonly plus: number; readonly minus: number };
  /** The n that stands in the formulas: variance / se², Kish's where the variance is 0, n itself of equal weights. */
  readonly effectiveN: number;
}

/** From here on, and with as many people on either side, a balance has the plain normal interval. */
const plainFrom = { n: 50, side: 5 } as const;
/** People added by Rocks' adjustment to plus, to neither and to minus. */
const added = { side: 0.75, neither: 1.5, all: 3 } as const;

/** Null where nobody answered. */
export function lineariseBalance(counts: Counts, statistic: BalanceStatistic): LinearisedBalance | null {
  const found = lineariseScores(counts, (value) => scoreOf(value, statistic));
  if (found === null) return null;
  const sum = (of: readonly number[], side: 1 | -1) =>
    of.reduce((total, own, k) => total + (scoreOf(counts.values[k]!, statistic) === side ? own : 0), 0);
  const [plus, minus] = [sum(counts.weight, 1) / found.total, sum(counts.weight, -1) / found.total];
  const variance = varianceOf(plus, minus);
  const { n, kish, simple, df } = found;
  const effectiveN = simple || df < 1 || variance === 0 ? kish : Math.min(n, variance / standardError(found) ** 2);
  return { ...found, plus, minus, sides: { plus: sum(counts.n, 1), minus: sum(counts.n, -1) }, effectiveN };
}

function scoreOf(value: number, { plus, minus }: BalanceStatistic): 1 | 0 | -1 {
  if (plus.includes(value)) return 1;
  return minus.includes(value) ? -1 : 0;
}

/** Of one person's score. */
function varianceOf(plus: number, minus: number): number {
  return plus + minus - (plus - minus) ** 2;
}

/** What the normal interval is made of. */
interface Wald {
  readonly centre: number;
  readonly se: number;
}

function isPlain({ effectiveN, sides }: LinearisedBalance): boolean {
  return effectiveN >= plainFrom.n && Math.min(sides.plus, sides.minus) >= plainFrom.side;
}

/** Rocks 2016 (adjusted Wald, ¾ + 1½ + ¾): centre, variance and n all from the adjusted shares. */
function waldOf({ plus, minus, effectiveN: n, value }: LinearisedBalance, plain: boolean): Wald {
  if (plain) return { centre: value, se: Math.sqrt(varianceOf(plus, minus) / n) };
  const size = n + added.all;
  const [up, down] = [plus, minus].map((share) => (share * n + added.side) / size) as [number, number];
  return { centre: up - down, se: Math.sqrt(varianceOf(up, down) / size) };
}

/** se² = (p + d − (p − d)²) / n, n effective when weighted. */
export function balanceInterval(
  found: LinearisedBalance,
  level: number,
): Interval & { readonly se: number; readonly method: "wald" | "adjusted-wald" } {
  const plain = isPlain(found);
  const { centre, se } = waldOf(found, plain);
  return {
    ...tInterval(centre, se, null, level),
    se: waldOf(found, true).se,
    method: plain ? "wald" : "adjusted-wald",
  };
}

/** Normal test of later − earlier; where one side needs the adjustment both have it. */
export function testBalances(a: LinearisedBalance, b: LinearisedBalance): Test {
  const plain = isPlain(a) && isPlain(b);
  const [before, after] = [waldOf(a, plain), waldOf(b, plain)];
  return testWald(b.value - a.value, after.centre - before.centre, Math.hypot(before.se, after.se));
}

export function testBalanceWith(found: LinearisedBalance, constant: number): Test {
  const { centre, se } = waldOf(found, isPlain(found));
  return testWald(found.value - constant, centre - constant, se);
}

function testWald(difference: number, centre: number, se: number): Test {
  return tested("z", difference, twoSided(normalTails(centre / se)), { kind: "wald", centre, se }, { se });
}

/** People in both: t on the differences of their scores. */
export function testLinkedBalances(
  a: LinearisedBalance,
  b: LinearisedBalance,
  link: CountsLink,
  statistic: BalanceStatistic,
): Test | null {
  let linked = 0;
  let cross = 0;
  link.valuesA.forEach((valueA, i) => {
    link.valuesB.forEach((valueB, j) => {
      const cell = i * link.valuesB.length + j;
      linked += link.n[cell]!;
      cross += link.weight[cell]! * (scoreOf(valueA, statistic) - a.value) * (scoreOf(valueB, statistic) - b.value);
    });
  });
  return linked === 0 ? null : testLinked(a, b, linked, cross);
}
