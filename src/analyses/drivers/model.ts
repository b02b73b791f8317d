import { type ColumnSpec, filledOf, rescaledOf, scoreOf } from "../../responses/column.ts";
import { johnson, lmg, mostForLmg } from "../../stats/importance.ts";
import { correlationsOf, deviationsOf, independentOf, predictorsOf, regress } from "../../stats/regression.ts";
import { momentsOf, type Tallies } from "../../stats/tallies.ts";
import type { Element, Study } from "../../study/study.ts";
import type { IndexOptions } from "../index/result.ts";
import type { DriversOptions, DriversResult } from "./result.ts";

/** What is explained and by what: the overall answer first, then a column per element. */
export interface DriverModel {
  readonly elements: readonly Element[];
  /** Ids of the overall questions. */
  readonly questions: readonly string[];
  readonly overall: ColumnSpec;
  readonly columns: readonly ColumnSpec[];
  /** Elements that cannot take part whatever was answered. */
  readonly skipped: DriversResult["excluded"];
  /** The decomposition of tallies, made once for each; null where it cannot be made. */
  readonly decompose: (tallies: Tallies) => Decomposition | null;
}

/** R² and its division. Arrays go by element of the model; NaN for those left out. */
export interface Decomposition {
  readonly n: number;
  readonly method: DriversResult["method"];
  /** Places of the elements in the regression. */
  readonly kept: readonly number[];
  readonly left: ReadonlyMap<number, "constant" | "collinear">;
  readonly r2: number;
  readonly correlations: Float64Array;
  /** Standardised coefficients, and the same in the units of the answers. */
  readonly betas: Float64Array;
  readonly slopes: Float64Array;
  readonly vif: Float64Array;
  readonly raw: Float64Array;
}

/** Up to this many elements LMG is the default. */
const mostByDefault = 15;
/** An R² this near to 0 or 1 is 0 or 1: there is nothing to divide, or nothing left to explain. */
export const nothing = 1e-10;

/** The model that the study asks for; null where no overall question is named. */
export function modelOf(study: Study, options: DriversOptions): DriverModel | null {
  const index = study.analyses.get("index") as IndexOptions | undefined;
  const named = options.overall ?? index?.overall;
  if (named === undefined) return null;
  const questions = typeof named === "string" ? [named] : named;
  const weights = options.overall === undefined && index?.weights;
  const minimum = study.conventions.minimumAnswered;
  const overall = scoreOf(
    questions.map(rescaledOf),
    minimum,
    ...(weights ? [questions.map((question) => weights[question] ?? 0)] : []),
  );
  const wanted = options.elements?.map((id) => study.elements.get(id)!) ?? [...study.elements.values()];
  const distinct = [...new Set(wanted)];
  const elements = distinct.filter(({ performance }) => !questions.includes(performance));
  const rated = elements.map(({ performance }) => rescaledOf(performance));
  const own = scoreOf(rated, 0.5);
  const columns = options.missing === "half" ? rated.map((column) => filledOf(column, own)) : rated;
  const known = new WeakMap<Tallies, Decomposition | null>();
  return {
    elements,
    questions,
    overall,
    columns,
    skipped: distinct
      .filter((element) => !elements.includes(element))
      .map(({ id }) => ({ element: id, why: { code: "drivers-is-overall" } })),
    decompose: (tallies) => {
      let made = known.get(tallies);
      if (made === undefined) {
        made = decompose(tallies, [overall, ...columns], options.method);
        known.set(tallies, made);
      }
      return made;
    },
  };
}

function decompose(
  tallies: Tallies,
  columns: readonly ColumnSpec[],
  wanted: DriversOptions["method"],
): Decomposition | null {
  const moments = momentsOf(tallies, columns);
  const { n, low, high } = moments;
  if (n < 2 || low[0] === high[0]) return null;
  const all = columns.slice(1).map((_, element) => element);
  const isConstant = (element: number) => low[element + 1] === high[element + 1];
  const matrix = correlationsOf(moments);
  const varying = all.filter((element) => !isConstant(element)).map((element) => element + 1);
  const kept = independentOf(matrix, varying);
  const method = wanted ?? (kept.length <= mostByDefault ? "lmg" : "johnson");
  if (kept.length === 0 || n <= kept.length + 1 || (method === "lmg" && kept.length > mostForLmg)) return null;
  const predictors = predictorsOf(matrix, 0, kept);
  const { r2, betas, vif } = regress(predictors);
  const raw = method === "lmg" ? lmg(predictors) : johnson(predictors);
  const sizes = deviationsOf(moments);
  const place = (values: Float64Array) => {
    const placed = new Float64Array(all.length).fill(Number.NaN);
    kept.forEach((column, k) => {
      placed[column - 1] = values[k]!;
    });
    return placed;
  };
  return {
    n,
    method,
    kept: kept.map((column) => column - 1),
    left: new Map(
      all
        .filter((element) => !kept.includes(element + 1))
        .map((element) => [element, isConstant(element) ? "constant" : "collinear"]),
    ),
    r2,
    correlations: place(predictors.withOutcome),
    betas: place(betas),
    slopes: place(betas.map((beta, k) => (beta * sizes[0]!) / sizes[kept[k]!]!)),
    vif: place(vif),
    raw: place(raw),
  };
}

/** The parts as shares that add to 1; null where nothing is explained. */
export function shareOf({ raw, r2 }: Decomposition, element: number): number | null {
  return r2 <= nothing ? null : raw[element]! / r2;
}

/** 1 is the largest part; equal parts have one rank. */
export function rankOf({ raw, kept }: Decomposition, element: number): number | null {
  if (Number.isNaN(raw[element]!)) return null;
  return 1 + kept.filter((other) => raw[other]! > raw[element]!).length;
}

/** R² less what as many elements would explain by chance (Ezekiel 1930). */
export function adjustedOf({ r2, n, kept }: Decomposition): number {
  return 1 - ((1 - r2) * (n - 1)) / (n - kept.length - 1);
}
