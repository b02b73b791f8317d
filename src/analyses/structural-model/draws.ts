import { replicatesOf } from "../../stats/bootstrap.ts";
import type { Resampler } from "../../stats/statistic.ts";
import type { Tallies } from "../../stats/tallies.ts";
import type { Conventions } from "../../study/study.ts";
import type { Measure } from "../analysis.ts";
import { assess, type Evidence, type Trial, tryWaves } from "../assess.ts";
import type { Code, Comparison, Estimate } from "../estimate.ts";
import { type About, type Figure, measureOf } from "./measures.ts";
import type { Fit, PathModel } from "./model.ts";

/** The figures of every draw, as the model places them; null where a draw failed. */
export type Draws = readonly (Float64Array | null)[];

/** The draws of a wave, turned like its estimate. */
export function drawsOf(model: PathModel, figures: readonly Figure[], resampler: Resampler, fit: Fit): Draws {
  const columns = figures.map((figure) => {
    const { statistic } = measureOf(figure, model);
    return { at: figure.at, values: statistic.kind === "function" ? replicatesOf(statistic, resampler) : [] };
  });
  const { weights, size } = model.solver.layout;
  const needed = columns.filter(
    ({ at }) => at >= weights && at < weights + model.items.length && !Number.isNaN(fit.figures[at]!),
  );
  return Array.from({ length: resampler.draws }, (_, draw) => {
    // an item that does not vary in a draw is no part of its model
    if (needed.some(({ values }) => (values[draw] ?? null) === null)) return null;
    const row = new Float64Array(size).fill(Number.NaN);
    for (const { at, values } of columns) row[at] = values[draw] ?? Number.NaN;
    return turnLike(model, row, fit.figures);
  });
}

/**
 * A draw's scores turned round where that brings their loadings nearer to those of the estimate: of a whole latent
 * variable, |l − l*| summed over its items being above |l + l*| (construct-level sign rule, METHODS B3).
 */
export function turnLike(model: PathModel, row: Float64Array, like: Float64Array): Float64Array {
  const { latents, items, arrows, solver } = model;
  const { layout } = solver;
  const blocks = latents.length;
  const signs = latents.map((latent) => {
    let apart = 0;
    for (const k of latent.items) {
      const own = row[layout.loadings + k]!;
      const other = like[layout.loadings + k]!;
      if (!Number.isNaN(own) && !Number.isNaN(other)) apart += Math.abs(other - own) - Math.abs(other + own);
    }
    return apart > 0 ? -1 : 1;
  });
  if (!signs.includes(-1)) return row;
  latents.forEach((latent, q) => {
    for (const k of latent.items) {
      row[layout.weights + k] = signs[q]! * row[layout.weights + k]!;
      row[layout.loadings + k] = signs[q]! * row[layout.loadings + k]!;
    }
    for (let k = 0; k < items.length; k++)
      row[layout.crossed + k * blocks + q] = signs[q]! * row[layout.crossed + k * blocks + q]!;
    for (let other = 0; other < blocks; other++) {
      const at = q * blocks + other;
      row[layout.totals + at] = signs[q]! * signs[other]! * row[layout.totals + at]!;
      row[layout.correlations + at] = signs[q]! * signs[other]! * row[layout.correlations + at]!;
    }
  });
  arrows.forEach(([from, to], k) => {
    row[layout.paths + k] = signs[from]! * signs[to]! * row[layout.paths + k]!;
  });
  return row;
}

/** Answers with their estimate and its draws: what any figure made of the model's figures is assessed with. */
export interface Source {
  readonly model: PathModel;
  readonly tallies: Tallies;
  readonly figures: Float64Array;
  readonly draws: Draws;
}

type Of = (figures: Float64Array) => number;

/** A figure with its draws at hand, as a measure and the evidence to assess it with. */
export interface Told {
  readonly measure: Measure;
  readonly evidence: Evidence & { readonly resampler: Resampler };
  readonly value: number | null;
}

/** A figure of the model, or made of several of them. */
export function told(about: About, source: Source, of: Of): Told {
  return toldBy(
    about,
    source,
    of(source.figures),
    source.draws.map((row) => (row ? of(row) : null)),
  );
}

export function toldBy(
  about: About,
  { model, tallies }: Pick<Source, "model" | "tallies">,
  found: number,
  draws: readonly (number | null)[],
): Told {
  const value = Number.isFinite(found) ? found : null;
  const values = draws.map((draw) => (draw !== null && Number.isFinite(draw) ? draw : null));
  const measure: Measure = {
    ...about,
    statistic: { kind: "function", id: `${about.id} ${about.subject.id}`, asks: model.asks, of: () => value },
  };
  return {
    measure,
    value,
    evidence: { tallies, resampler: { draws: values.length, tallies: () => tallies, replicates: () => values } },
  };
}

/** later − earlier of one figure of different answers, draw by draw. */
export function tryTold(
  earlier: Told,
  later: Told,
  other: Comparison["with"],
  conventions: Conventions,
  broken = false,
): Trial {
  const { statistic } = later.measure;
  const both: Measure = {
    ...later.measure,
    statistic: {
      ...(statistic as Extract<Measure["statistic"], { kind: "function" }>),
      of: (tallies) => (tallies === later.evidence.tallies ? later.value : earlier.value),
    },
  };
  const sides = [earlier, later].map(({ measure, evidence }) => ({
    ...evidence,
    estimate: assess(measure, evidence, conventions),
  })) as [Side, Side];
  return { ...tryWaves(both, { ...sides[0], wave: "" }, sides[1], conventions, broken), with: other };
}

type Side = Told["evidence"] & { readonly estimate: Estimate };

/** Its estimate; `fixed` says why there is no interval where the figure is what it is by definition. */
export function estimateOf(about: About, source: Source, of: Of, conventions: Conventions, fixed?: Code): Estimate {
  const { measure, evidence } = told(about, source, of);
  const found = assess(measure, evidence, conventions);
  return fixed ? { ...found, low: null, high: null, method: "none", why: fixed } : found;
}
