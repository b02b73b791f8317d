import { type ColumnSpec, rescaledOf, scoreOf } from "../../responses/column.ts";
import { correlationsOf, deviationsOf, independentOf, predictorsOf, regress } from "../../stats/regression.ts";
import { momentsOf, type Tallies } from "../../stats/tallies.ts";
import type { Element, Study } from "../../study/study.ts";
import type { DriversOptions } from "../drivers/result.ts";
import type { IndexOptions } from "../index/result.ts";
import type { RegressionOptions } from "./result.ts";

export interface RegressionModel {
  readonly elements: readonly Element[];
  readonly questions: readonly string[];
  readonly overall: ColumnSpec;
  /** The question whose answers are levels. */
  readonly levels: string;
  readonly columns: readonly ColumnSpec[];
  readonly skipped: readonly string[];
  readonly of: (tallies: Tallies) => Shape | null;
}

/** What moments alone say of the model. */
export interface Shape {
  readonly n: number;
  /** Places of the elements that take part, and why others do not. */
  readonly kept: readonly number[];
  readonly left: ReadonlyMap<number, "constant" | "collinear">;
  readonly r2: number;
  readonly betas: ReadonlyMap<number, number>;
  readonly vif: ReadonlyMap<number, number>;
}

/** Null where no overall question is named. */
export function modelOf(study: Study, options: RegressionOptions): RegressionModel | null {
  const index = study.analyses.get("index") as IndexOptions | undefined;
  const drivers = study.analyses.get("drivers") as DriversOptions | undefined;
  const named = options.overall ?? drivers?.overall ?? index?.overall;
  if (named === undefined) return null;
  const questions = typeof named === "string" ? [named] : named;
  const weights = options.overall === undefined && drivers?.overall === undefined && index?.weights;
  const overall = scoreOf(
    questions.map(rescaledOf),
    study.conventions.minimumAnswered,
    ...(weights ? [questions.map((question) => weights[question] ?? 0)] : []),
  );
  const levels = options.levels ?? questions[0]!;
  const wanted = [...new Set(options.elements ?? drivers?.elements ?? [...study.elements.keys()])].map(
    (id) => study.elements.get(id)!,
  );
  const isOverall = ({ performance }: Element) => questions.includes(performance) || performance === levels;
  const elements = wanted.filter((element) => !isOverall(element));
  const columns = elements.map(({ performance }) => rescaledOf(performance));
  const known = new WeakMap<Tallies, Shape | null>();
  return {
    elements,
    questions,
    overall,
    levels,
    columns,
    skipped: wanted.filter(isOverall).map(({ id }) => id),
    of(tallies) {
      let shape = known.get(tallies);
      if (shape === undefined) {
        shape = shapeOf(tallies, [overall, ...columns]);
        known.set(tallies, shape);
      }
      return shape;
    },
  };
}

function shapeOf(tallies: Tallies, columns: readonly ColumnSpec[]): Shape | null {
  const moments = momentsOf(tallies, columns);
  const { n, low, high } = moments;
  if (n < 2 || low[0] === high[0]) return null;
  const all = columns.slice(1).map((_, k) => k + 1);
  const isConstant = (k: number) => low[k] === high[k];
  const matrix = correlationsOf(moments);
  const kept = independentOf(
    matrix,
    all.filter((k) => !isConstant(k)),
  );
  if (kept.length === 0 || n <= kept.length + 1) return null;
  const { r2, betas, vif } = regress(predictorsOf(matrix, 0, kept));
  return {
    n,
    kept: kept.map((k) => k - 1),
    left: new Map(all.filter((k) => !kept.includes(k)).map((k) => [k - 1, isConstant(k) ? "constant" : "collinear"])),
    r2,
    betas: new Map(kept.map((k, at) => [k - 1, betas[at]!])),
    vif: new Map(kept.map((k, at) => [k - 1, vif[at]!])),
  };
}

/** sd of an element over sd of the overall score: a slope times this is standardised. */
export function ratiosOf(tallies: Tallies, { overall, columns }: RegressionModel): readonly number[] {
  const [outcome, ...sizes] = deviationsOf(momentsOf(tallies, [overall, ...columns]));
  return sizes.map((size) => size / outcome!);
}
