import { rescaledOf } from "../../responses/column.ts";
import { normalQuantile } from "../../stats/distributions.ts";
import { type Counts, countsOf } from "../../stats/tallies.ts";
import type { Question } from "../../study/study.ts";
import type { Context } from "../analysis.ts";
import { judgeFamily, statusOf } from "../assess.ts";
import type { Estimate } from "../estimate.ts";
import { trialOf } from "./compute.ts";
import type { RegressionModel } from "./model.ts";
import type { LevelsResult, RegressionOptions, RegressionResult } from "./result.ts";

/** A level holds at least so many answers of the model, and so large a part of them. */
const fewestOfLevel = 10;
const leastOfLevel = 0.05;
/** Odds ratios are told for so many points of an element. */
const points = 10;

/** Where levels begin on 0-100, and the values of each: neighbours are joined from the lowest on until a level is large enough. */
export function joinLevels(
  { values, n }: Pick<Counts, "values" | "n">,
  complete: number,
): { readonly cuts: readonly number[]; readonly members: readonly (readonly number[])[] } {
  const total = n.reduce((sum, count) => sum + count, 0);
  // of all who answered the question, as many of each answer as in the model, near enough
  const needed = (Math.max(fewestOfLevel, leastOfLevel * complete) * total) / complete;
  const members: { values: number[]; n: number }[] = [];
  values.forEach((value, at) => {
    if (n[at] === 0) return;
    const last = members.at(-1);
    if (last && last.n < needed) {
      last.values.push(value);
      last.n += n[at]!;
    } else members.push({ values: [value], n: n[at]! });
  });
  const last = members.at(-1);
  if (members.length > 1 && last!.n < needed) {
    members.pop();
    members.at(-1)!.values.push(...last!.values);
  }
  return { cuts: members.slice(1).map((own) => own.values[0]!), members: members.map((own) => own.values) };
}

/** The proportional-odds model of the elements that take part, in the order given. */
export function levelsOf(
  { study, tallies, fits, conventions }: Context<RegressionOptions>,
  model: RegressionModel,
  kept: readonly number[],
  complete: number,
): RegressionResult["levels"] {
  const outcome = rescaledOf(model.levels);
  const question = study.questions.get(model.levels)!;
  const { cuts, members } = joinLevels(countsOf(tallies, outcome), complete);
  const slots = { question: { kind: "question", id: model.levels } } as const;
  if (cuts.length === 0) return { refused: { code: "regression-one-level", slots } };
  const fit = fits.levels([outcome, ...kept.map((k) => model.columns[k]!)], cuts);
  if (fit === "levels" || (fit !== "separated" && fit.levels.length < members.length))
    return { refused: { code: "regression-one-level", slots } };
  if (fit !== "separated" && fit.levels.some((n) => n < conventions.cellBelow))
    return { refused: { code: "regression-thin-level", slots } };
  if (fit === "separated") return { refused: { code: "regression-separated", slots } };
  const size = fit.coefficients.length + fit.thresholds.length;
  const z = normalQuantile((1 + conventions.level) / 2);
  const status = statusOf(fit.n, fit.n, conventions);
  const odds = kept.map((k, at): { readonly estimate: Estimate; readonly log: number; readonly se: number } => {
    const log = points * fit.coefficients[at]!;
    const se = points * Math.sqrt(fit.covariance[at * size + at]!);
    return {
      log,
      se,
      estimate: {
        value: Math.exp(log),
        low: Math.exp(log - z * se),
        high: Math.exp(log + z * se),
        level: conventions.level,
        method: "coefficient",
        base: fit.n,
        effectiveBase: fit.n,
        unit: "ratio",
        measure: "regression.odds",
        subject: { kind: "element", id: model.elements[k]!.id },
        status,
      },
    };
  });
  const comparisons = judgeFamily(
    odds.map(({ estimate, log, se }) => trialOf({ ...estimate, unit: "coefficient" }, log, se, null)),
    conventions,
  );
  return {
    question: model.levels,
    levels: members.map((values, at) => ({ codes: codesOf(question, values), n: fit.levels[at]! })),
    complete: fit.n,
    errors: fit.errors,
    odds: odds.map(({ estimate }, at) => ({
      element: estimate.subject.id,
      odds: estimate,
      comparison: comparisons[at]!,
    })),
    parallel: fit.parallel && { all: fit.parallel.all, each: [...fit.parallel.each] },
    assumption: assumptionOf(fit.parallel, conventions.fdr),
  };
}

function assumptionOf(
  parallel: { readonly all: { readonly p: number } } | null,
  level: number,
): LevelsResult["assumption"] {
  if (parallel === null) return "untested";
  return parallel.all.p <= level ? "broken" : "kept";
}

/** The codes of the questionnaire behind values on 0-100, ascending. */
function codesOf({ scale, reversed }: Question, values: readonly number[]): number[] {
  const { from, to } = scale!;
  return values
    .map(
      (value) =>
        Math.round((reversed ? to - (value / 100) * (to - from) : from + (value / 100) * (to - from)) * 1e6) / 1e6,
    )
    .sort((a, b) => a - b);
}
