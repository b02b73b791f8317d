import { type ColumnSpec, rescaledOf, scoreOf } from "../../responses/column.ts";
import type { Context, Outcome } from "../analysis.ts";
import type { Estimate, Subject } from "../estimate.ts";
import type { IndexOptions } from "../index/result.ts";
import type { NeuralOptions, NeuralResult } from "./result.ts";

/** A net on fewer people learns their noise (METHODS B0 "Base rules"). */
const leastCases = 300;

export function compute({ study, options, conventions, fits }: Context<NeuralOptions>): Outcome<NeuralResult> {
  const overall = options.overall ?? (study.analyses.get("index") as IndexOptions | undefined)?.overall;
  if (overall === undefined) return { kind: "notApplicable", why: { code: "drivers-no-overall" } };
  const elements = [...study.elements.values()].filter(({ id }) => options.elements?.includes(id) ?? true);
  if (elements.length === 0) return { kind: "notApplicable", why: { code: "no-elements" } };
  const questions = [overall].flat();
  const outcome: ColumnSpec =
    questions.length === 1
      ? rescaledOf(questions[0]!)
      : scoreOf(
          questions.map((question) => rescaledOf(question)),
          conventions.minimumAnswered,
        );
  const found = fits.net([outcome, ...elements.map(({ performance }) => rescaledOf(performance))], {
    hidden: options.hidden,
    decay: options.decay,
    folds: options.folds,
    seeds: options.seeds,
    least: leastCases,
  });
  if (found === "constant") return { kind: "notApplicable", why: { code: "neural-constant" } };
  if (found === "few") return { kind: "notApplicable", why: { code: "neural-base", slots: { needed: leastCases } } };
  const number = (name: string, value: number, subject: Subject = { kind: "overall", id: "overall" }): Estimate => ({
    value,
    low: null,
    high: null,
    level: conventions.level,
    method: "none",
    base: found.n,
    effectiveBase: null,
    unit: "coefficient",
    measure: `neural.${name}`,
    subject,
    status: "shown",
    why: { code: "cross-validated" },
  });
  const better = found.gain > found.error;
  return {
    kind: "done",
    result: {
      linear: number("linear", found.linear),
      net: number("net", found.linear + found.gain),
      gain: number("gain", found.gain),
      error: number("error", found.error),
      better,
      folds: options.folds,
      seeds: options.seeds,
      elements: better
        ? elements
            .map(({ id }, k) => ({
              element: id,
              permutation: number("permutation", found.permutation[k]!, { kind: "element", id }),
              olden: number("olden", found.olden[k]!, { kind: "element", id }),
            }))
            .sort((a, b) => b.permutation.value! - a.permutation.value!)
        : [],
    },
  };
}
