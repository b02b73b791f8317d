import type { PlsSolver } from "../../stats/pls.ts";
import type { Context } from "../analysis.ts";
import type { Estimate } from "../estimate.ts";
import { estimateOf, type Source } from "./draws.ts";
import { aboutOf, reaches } from "./measures.ts";
import type { PathModel } from "./model.ts";
import type { StructuralModelOptions } from "./options.ts";
import type { StructuralModelResult } from "./result.ts";

type Layout = PlsSolver["layout"];

/** The index of a latent variable among the figures: by its own weights, or by equal ones. */
export function indexAt(layout: Layout, q: number, equal: boolean): (row: Float64Array) => number {
  const at = (equal ? layout.equal : layout.own) + q;
  return (row) => row[at]!;
}

/** What goes with `step` points more of a: step x total effect x sd(index b)/sd(index a) (METHODS B3 "Impact"). */
export function impactOf(
  { latents, solver }: PathModel,
  a: number,
  b: number,
  equal: readonly boolean[],
  step: number,
): (row: Float64Array) => number {
  const { layout } = solver;
  const total = layout.totals + a * latents.length + b;
  const deviation = (q: number) => (equal[q] ? layout.equalDeviation : layout.ownDeviation) + q;
  return (row) => (step * row[total]! * row[deviation(b)]!) / row[deviation(a)]!;
}

/** The latent variables that the table follows. */
function outcomesOf(model: PathModel, named: readonly string[] | undefined): readonly number[] {
  const places = model.latents.map((_, q) => q);
  if (named) return named.map((id) => model.latents.findIndex((latent) => latent.id === id));
  const usual = places.filter((q) => ["satisfaction", "loyalty"].includes(model.latents[q]!.id));
  return usual.length > 0 ? usual : places.filter((q) => !model.arrows.some(([from]) => from === q));
}

/**
 * A driver a few points higher, and what goes with it by the model's total effects. Neither driver nor outcome leaves
 * the scale: a driver near 100 rises by what is left.
 */
export function whatIfOf(
  { conventions, options }: Context<StructuralModelOptions>,
  source: Source,
  equal: readonly boolean[],
  indices: readonly Estimate[],
): StructuralModelResult["whatIf"] {
  const { model, figures } = source;
  const { layout } = model.solver;
  const about = aboutOf(model);
  const outcomes = outcomesOf(model, options.outcomes);
  const rows = model.latents.flatMap((latent, a) => {
    const reached = outcomes.filter((b) => reaches(model, a, b));
    if (latent.kind === "rate" || reached.length === 0) return [];
    const step = Math.min(options.step, 100 - indexAt(layout, a, equal[a]!)(figures));
    return [
      {
        latent: latent.id,
        step,
        from: indices[a]!,
        effects: reached.map((b) => {
          const other = model.latents[b]!;
          const level = indexAt(layout, b, equal[b]!);
          const impact = impactOf(model, a, b, equal, step);
          const top = other.kind === "rate" ? 1 : 100;
          const after = (row: Float64Array) => Math.min(top, Math.max(0, level(row) + impact(row)));
          return {
            latent: other.id,
            change: estimateOf(about.whatIf(latent, other), source, (row) => after(row) - level(row), conventions),
            after: estimateOf(about.after(latent, other), source, after, conventions),
          };
        }),
      },
    ];
  });
  return { step: options.step, outcomes: outcomes.map((q) => model.latents[q]!.id), rows };
}
