import type { Problem } from "../problems/problem.ts";
import type { Responses } from "../responses/responses.ts";
import { type PreparedPlan, preparePlan } from "../stats/spread.ts";
import { type FittedWeights, fitWeights } from "./fit-weights.ts";
import { type Drawing, readDesign, simpleDrawing } from "./read-design.ts";
import { readWeights } from "./read-weights.ts";
import type { WeightSummary } from "./sample.ts";
import { summariseWeights } from "./summarise-weights.ts";

/** The weights of a wave's rows, and what goes with them. */
export interface Weighing {
  /** null: every row weighs 1. */
  readonly weights: Float64Array | null;
  readonly drawing: Drawing;
  /** How totals vary; null where rows are a simple sample with weights taken as fixed. */
  readonly plan: PreparedPlan | null;
  /** Fits the weights of a resample again; null where they are taken as fixed. */
  readonly refit: FittedWeights["refit"] | null;
  readonly summary: WeightSummary;
  readonly notices: readonly Problem[];
}

/** Weighs the rows as the study says for their wave. */
export function weigh(responses: Responses): Weighing {
  const { weights: wanted, design } = responses.wave;
  const drawing = design ? readDesign(responses, design) : simpleDrawing(responses.rows);
  const fit = wanted && wanted.kind !== "column" ? fitWeights(responses, wanted) : null;
  const weights = fit?.weights ?? (wanted?.kind === "column" ? readWeights(responses, wanted.column) : null);
  const byResiduals = fit !== null && wanted?.kind !== "column" && wanted?.variance === "residual";
  const isSimple = !design && !byResiduals;
  return {
    weights,
    drawing,
    plan:
      isSimple || responses.rows < 2
        ? null
        : preparePlan({ ...drawing, fitted: byResiduals ? fit.fitted : null }, weights),
    refit: byResiduals ? fit.refit : null,
    summary: summariseWeights(responses.rows, weights, wanted, fit, drawing.summary),
    notices: [...drawing.notices, ...(fit?.notices ?? [])],
  };
}
