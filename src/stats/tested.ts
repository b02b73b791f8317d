import { studentTails } from "./distributions.ts";
import type { Compared, IntervalBasis } from "./statistic.ts";

/** A comparison before its interval is drawn. */
export type Test = Omit<Compared, "low" | "high">;

export function untested(why: string, difference: number | null = null, linked = 0): Test {
  return { difference, se: null, df: null, p: null, method: "none", linked, basis: { kind: "none" }, why };
}

export function tested(
  method: Compared["method"],
  difference: number,
  p: number,
  basis: IntervalBasis,
  rest: Partial<Test> = {},
): Test {
  return { difference, se: null, df: null, p, method, linked: 0, basis, ...rest };
}

export function testT(method: Compared["method"], difference: number, se: number, df: number, linked = 0): Test {
  return tested(
    method,
    difference,
    twoSided(studentTails(difference / se, df)),
    { kind: "t", se, df },
    { se, df, linked },
  );
}

export function twoSided(tails: { readonly lower: number; readonly upper: number }): number {
  return 2 * Math.min(tails.lower, tails.upper);
}
