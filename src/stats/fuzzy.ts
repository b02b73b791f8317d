import type { Counts } from "./tallies.ts";

/**
 * Fuzzy comprehensive evaluation: weights A over factors, memberships R (a row per factor, a column per grade, best grade
 * first), B = A∘R. `weighted-average` M(·,+), `min-max` M(∧,∨), `product-max` M(·,∨), `bounded-sum` M(∧,⊕).
 */
export const fuzzyOperators = ["weighted-average", "min-max", "product-max", "bounded-sum"] as const;
export type FuzzyOperator = (typeof fuzzyOperators)[number];

/** B of `count` rows of memberships, one after the other in `rows` from `from`, into `out` from `at`. Allocates nothing. */
export function composeInto(
  out: Float64Array,
  at: number,
  weights: Float64Array,
  rows: Float64Array,
  from: number,
  grades: number,
  operator: FuzzyOperator,
): void {
  if (operator === "weighted-average") {
    // by far the commonest: row after row, as they lie
    for (let g = 0; g < grades; g++) out[at + g] = 0;
    for (let k = 0, row = from; k < weights.length; k++, row += grades) {
      const a = weights[k]!;
      for (let g = 0; g < grades; g++) out[at + g] = out[at + g]! + a * rows[row + g]!;
    }
    return;
  }
  for (let g = 0; g < grades; g++) {
    let b = 0;
    for (let k = 0; k < weights.length; k++) {
      const a = weights[k]!;
      const r = rows[from + k * grades + g]!;
      if (operator === "bounded-sum") b += Math.min(a, r);
      else b = Math.max(b, operator === "min-max" ? Math.min(a, r) : a * r);
    }
    out[at + g] = operator === "bounded-sum" ? Math.min(1, b) : b;
  }
}

/** Factors in their groups, one after the other; one group: one level. Weights need not add to 1. */
export interface FuzzyPlan {
  readonly groups: readonly (readonly number[])[];
  readonly grades: number;
  readonly operator: FuzzyOperator;
}

export interface FuzzyEvaluator {
  /** B of each group, then normalised B of the whole, valid until the next evaluation. */
  readonly groups: Float64Array;
  readonly whole: Float64Array;
  /** Reads the memberships of all factors, in the order of the plan, from `from` on. */
  readonly evaluate: (rows: Float64Array, from?: number) => void;
}

/** One level, or two with the same operator at both: the groups' B are the memberships of the next level. */
export function fuzzyEvaluator({ groups, grades, operator }: FuzzyPlan): FuzzyEvaluator {
  const totals = groups.map((weights) => weights.reduce((sum, weight) => sum + weight, 0));
  const all = totals.reduce((sum, weight) => sum + weight, 0);
  const inner = groups.map((weights, k) => Float64Array.from(weights, (weight) => weight / totals[k]!));
  const outer = Float64Array.from(totals, (total) => total / all);
  const ofGroups = new Float64Array(groups.length * grades);
  const whole = new Float64Array(grades);
  return {
    groups: ofGroups,
    whole,
    evaluate(rows, from = 0) {
      let at = from;
      for (let k = 0; k < inner.length; k++) {
        composeInto(ofGroups, k * grades, inner[k]!, rows, at, grades, operator);
        at += inner[k]!.length * grades;
      }
      if (inner.length === 1) whole.set(ofGroups);
      else composeInto(whole, 0, outer, ofGroups, 0, grades, operator);
      normalise(whole, 0, grades);
      for (let k = 0; k < inner.length && inner.length > 1; k++) normalise(ofGroups, k * grades, grades);
    },
  };
}

/** Brings a row to a sum of 1, as what is read off it needs. */
function normalise(row: Float64Array, from: number, grades: number): void {
  let sum = 0;
  for (let g = 0; g < grades; g++) sum += row[from + g]!;
  if (sum > 0) for (let g = 0; g < grades; g++) row[from + g]! /= sum;
}

/** The place of the largest membership, the better grade where two are equal. */
export function topGrade(b: ArrayLike<number>): number {
  let top = 0;
  for (let g = 1; g < b.length; g++) if (b[g]! > b[top]! + 1e-12) top = g;
  return top;
}

/**
 * How far the largest membership may be trusted to name the grade: (g b1 − 1) / (2 b2 (g − 1)), b1 and b2 the two largest of
 * the g normalised memberships; infinite where b2 is 0. At 1 and above very valid, at 0.5 fair, below low, at 0 invalid.
 */
export function maximumValidity(b: ArrayLike<number>): number {
  const sorted = Array.from(b).sort((x, y) => y - x);
  const g = sorted.length;
  const [first, second] = [sorted[0]!, sorted[1] ?? 0];
  return second === 0 ? Number.POSITIVE_INFINITY : (g * first - 1) / (2 * second * (g - 1));
}

export function weightedScore(b: ArrayLike<number>, scores: readonly number[]): number {
  return scores.reduce((sum, score, g) => sum + score * b[g]!, 0);
}

/** Level-characteristic value Σ b^k j / Σ b^k, j = 1 for the best grade. */
export function levelCharacteristic(b: ArrayLike<number>, power: number): number {
  const powered = Array.from(b, (value) => value ** power);
  const sum = powered.reduce((total, value) => total + value, 0);
  return powered.reduce((total, value, g) => total + value * (g + 1), 0) / sum;
}

/** Confidence criterion of ordered grades: the first one, from the best, at which memberships reach the part `lambda`. */
export function confidentGrade(b: ArrayLike<number>, lambda: number): number {
  let sum = 0;
  for (let g = 0; g < b.length; g++) {
    sum += b[g]!;
    if (sum >= lambda - 1e-12) return g;
  }
  return b.length - 1;
}

/** Membership by a triangle (from, top, to) or trapezoid (from, top, top, to); an edge of no width is upright. */
export function membershipOf(x: number, points: readonly number[]): number {
  const [a, b, c, d] = points.length === 3 ? [points[0]!, points[1]!, points[1]!, points[2]!] : points;
  if (x < a! || x > d!) return 0;
  if (x < b!) return (x - a!) / (b! - a!);
  return x <= c! ? 1 : (d! - x) / (d! - c!);
}

/** What each value of a column gives to each grade, and the values [first, end) that give a grade anything. */
export interface GradeTable {
  readonly grades: number;
  readonly values: number;
  /** grades x values, grade by grade. */
  readonly given: Float64Array;
  readonly first: Uint32Array;
  readonly end: Uint32Array;
}

export function gradeTable(
  values: readonly number[],
  grades: number,
  of: (value: number, grade: number) => number,
): GradeTable {
  const size = values.length;
  const given = Float64Array.from({ length: grades * size }, (_, at) => of(values[at % size]!, Math.floor(at / size)));
  const first = new Uint32Array(grades);
  const end = new Uint32Array(grades);
  for (let g = 0; g < grades; g++) {
    const row = given.subarray(g * size, (g + 1) * size);
    first[g] = Math.max(
      0,
      row.findIndex((share) => share !== 0),
    );
    end[g] = row.findLastIndex((share) => share !== 0) + 1;
  }
  return { grades, values: size, given, first, end };
}

/** What each value gives adds up to 1. Weighted memberships of counted answers into `out` from `at`; whether anybody answered, if not NaN. Allocates nothing. */
export function sharesInto(
  out: Float64Array,
  at: number,
  weight: Float64Array,
  from: number,
  { grades, values, given, first, end }: GradeTable,
): boolean {
  // values that nobody gave are added like the rest: which they are cannot be foreseen, and a branch would stall
  let total = 0;
  for (let g = 0, row = 0; g < grades; g++, row += values) {
    let sum = 0;
    for (let k = first[g]!; k < end[g]!; k++) sum += weight[from + k]! * given[row + k]!;
    out[at + g] = sum;
    total += sum;
  }
  for (let g = 0; g < grades; g++) out[at + g] = total > 0 ? out[at + g]! / total : Number.NaN;
  return total > 0;
}

/** The same of one set of tallies. */
export function sharesOf(counts: Counts, table: GradeTable): Float64Array {
  const out = new Float64Array(table.grades);
  sharesInto(out, 0, new Float64Array(counts.weight), 0, table);
  return out;
}
