import { amongOf, type ColumnSpec, codeOf, rescaledOf, scoreOf } from "../../responses/column.ts";
import { correlationsOf, deviationsOf, independentOf, predictorsOf, regress } from "../../stats/regression.ts";
import { momentsOf, type Tallies } from "../../stats/tallies.ts";
import { codesOf, rescale, scaleOf } from "../../study/scales.ts";
import type { Element, Study } from "../../study/study.ts";
import type { DriversOptions } from "../drivers/result.ts";
import type { IndexOptions } from "../index/result.ts";
import type { PrioritiesOptions } from "./result.ts";

/** Poor and excellent answers of an element, as codes of its scale. */
interface Cuts {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** The overall answer against poor and excellent answers of every element together. */
export interface ContrastModel {
  readonly elements: readonly Element[];
  readonly cuts: readonly Cuts[];
  readonly columns: readonly ColumnSpec[];
  readonly questions: readonly string[];
  readonly fit: (tallies: Tallies) => Contrast | null;
}

/** Coefficients on 0-100 by element; NaN where the answers cannot tell. */
export interface Contrast {
  readonly n: number;
  readonly r2: number;
  readonly penalties: readonly Coefficient[];
  readonly rewards: readonly Coefficient[];
}

export interface Coefficient {
  readonly value: number;
  /** Of least squares; holds where everybody counts the same. */
  readonly se: number;
  /** People with such an answer among those who answered everything. */
  readonly cases: number;
}

const unknown = { value: Number.NaN, se: Number.NaN };

/** Fewer people than this with an answer say nothing of its effect (METHODS B6). */
const fewestCases = 10;

/** The model that the study asks for, of the elements that are weighed as drivers; null without an overall question or elements. */
export function contrastOf(study: Study, options: PrioritiesOptions): ContrastModel | null {
  const index = study.analyses.get("index") as IndexOptions | undefined;
  if (!index) return null;
  const overall = typeof index.overall === "string" ? [index.overall] : index.overall;
  const drivers = study.analyses.get("drivers") as DriversOptions | undefined;
  const elements = [...study.elements.values()].filter(
    ({ id, performance }) => !overall.includes(performance) && (drivers?.elements?.includes(id) ?? true),
  );
  if (elements.length === 0) return null;
  const cuts = elements.map(({ performance }): Cuts => {
    const question = study.questions.get(performance)!;
    const codes = codesOf(scaleOf(question));
    return {
      low: codes.filter((code) => rescale(question, code) <= options.contrast.low),
      high: codes.filter((code) => rescale(question, code) >= options.contrast.high),
    };
  });
  const columns = [
    scoreOf(overall.map(rescaledOf), study.conventions.minimumAnswered),
    ...elements.map(({ performance }, k) => amongOf(codeOf(performance), cuts[k]!.low)),
    ...elements.map(({ performance }, k) => amongOf(codeOf(performance), cuts[k]!.high)),
  ];
  const known = new WeakMap<Tallies, Contrast | null>();
  return {
    elements,
    cuts,
    columns,
    questions: [...overall, ...elements.map(({ performance }) => performance)],
    fit(tallies) {
      let found = known.get(tallies);
      if (found === undefined) {
        found = fitContrast(tallies, columns, elements.length);
        known.set(tallies, found);
      }
      return found;
    },
  };
}

/**
 * Least squares of y = b0 + Σ (p_j Low_j + r_j High_j) (Brandt 1987). An answer that fewer than ten gave, or that nobody or
 * everybody gave, takes no part.
 */
function fitContrast(tallies: Tallies, columns: readonly ColumnSpec[], elements: number): Contrast | null {
  const moments = momentsOf(tallies, columns);
  const { n, weight, shift, sums, low, high } = moments;
  if (n < 2 || low[0] === high[0]) return null;
  const casesOf = (column: number) => Math.round(n * (shift[column]! + sums[column]! / weight));
  const matrix = correlationsOf(moments);
  const dummies = columns.slice(1).map((_, k) => k + 1);
  const kept = independentOf(
    matrix,
    dummies.filter((column) => low[column] !== high[column] && casesOf(column) >= fewestCases),
  );
  const df = n - kept.length - 1;
  if (kept.length === 0 || df < 1) return null;
  const { betas, vif, r2 } = regress(predictorsOf(matrix, 0, kept));
  const sizes = deviationsOf(moments);
  const coefficient = (column: number): Coefficient => {
    const at = kept.indexOf(column);
    const cases = casesOf(column);
    if (at < 0) return { ...unknown, cases };
    const slope = sizes[0]! / sizes[column]!;
    return { value: betas[at]! * slope, se: Math.sqrt(((1 - r2) * vif[at]!) / df) * slope, cases };
  };
  return {
    n,
    r2,
    penalties: Array.from({ length: elements }, (_, k) => coefficient(k + 1)),
    rewards: Array.from({ length: elements }, (_, k) => coefficient(elements + k + 1)),
  };
}

/** (R − P)/(R + P) with R = max(0, reward), P = max(0, −penalty); null where both are 0 or unknown. */
export function asymmetryOf({ penalties, rewards }: Contrast, element: number): number | null {
  const reward = Math.max(0, rewards[element]!.value);
  const penalty = Math.max(0, -penalties[element]!.value);
  return reward + penalty > 0 ? (reward - penalty) / (reward + penalty) : null;
}
