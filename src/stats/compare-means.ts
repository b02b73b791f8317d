import { type Linearised, standardError, whyNoVariance } from "./linearised.ts";
import { type Test, testT, untested } from "./tested.ts";

/** How two groups of one sample go together: the covariance of their values, and degrees of freedom where they are known. */
export interface Together {
  readonly covariance: number;
  readonly df?: number | undefined;
}

/** Without `together` the two are independent; two groups of one designed sample have its units − strata − 1. */
export function testWelch(a: Linearised, b: Linearised, together: Together = { covariance: 0 }): Test {
  const difference = b.value - a.value;
  const lone = [a, b].find(({ df }) => df < 1);
  if (lone) return untested(whyNoVariance(lone), difference);
  const varianceA = standardError(a) ** 2;
  const varianceB = standardError(b) ** 2;
  const apart = varianceA + varianceB;
  const variance = apart - 2 * together.covariance;
  if (!(variance > 1e-12 * apart)) return untested("constant", difference);
  // Welch 1947, Satterthwaite 1946.
  const df = apart ** 2 / (varianceA ** 2 / a.df + varianceB ** 2 / b.df);
  return testT("welch", difference, Math.sqrt(variance), together.df === undefined ? df : Math.max(1, together.df - 1));
}

/**
 * u_i = v_b r_b / total_b − v_a r_a / total_a, 0 for the wave a person is not in; se² = Σu² N/(N − 1) over the N of either
 * wave. Where a wave carries a spread its variance is its own, and the degrees of freedom are the smaller of the two.
 */
export function testLinked(a: Linearised, b: Linearised, linked: number, cross: number): Test {
  const difference = b.value - a.value;
  const people = a.n + b.n - linked;
  if (people < 2) return untested("one-answer", difference, linked);
  const spread = a.factor === 1 || b.factor === 1;
  const lone = spread && [a, b].find(({ df }) => df < 1);
  if (lone) return untested(whyNoVariance(lone), difference, linked);
  const [factorA, factorB] = spread ? [a.factor, b.factor] : [1, 1];
  const own = (a.squares * factorA) / a.total ** 2 + (b.squares * factorB) / b.total ** 2;
  const squares = own - (2 * cross) / (a.total * b.total);
  // Of units of several people the cross is an approximation, which can go too far.
  if (spread && squares < -1e-9 * own) return testWelch(a, b);
  // Where everybody moved alike, what is left of the difference is rounding.
  if (!(squares > 1e-12 * own)) return untested("constant", difference, linked);
  const se = Math.sqrt(spread ? squares : (squares * people) / (people - 1));
  const complete = linked === a.n && linked === b.n;
  const df = spread ? Math.min(a.df, b.df) : people - 1;
  return testT(complete ? "paired" : "linked", difference, se, df, linked);
}
