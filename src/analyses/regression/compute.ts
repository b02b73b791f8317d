import { fTails, normalTails, studentTails } from "../../stats/distributions.ts";
import { tInterval } from "../../stats/intervals.ts";
import type { LinearFit } from "../../stats/linear-fit.ts";
import { kishOf } from "../../stats/linearised.ts";
import { invert, testR2 } from "../../stats/regression.ts";
import { momentsOf } from "../../stats/tallies.ts";
import type { Context, Outcome } from "../analysis.ts";
import { assess, type Judged, judgeFamily, statusOf, type Trial } from "../assess.ts";
import type { Code, Comparison, Estimate, Subject } from "../estimate.ts";
import { levelsOf } from "./levels.ts";
import { measures } from "./measures.ts";
import { modelOf, type RegressionModel, ratiosOf, type Shape } from "./model.ts";
import type { RegressionOptions, RegressionResult } from "./result.ts";

/** METHODS B0 "Base rules": at least so many people, and so many for each element. */
const fewestPeople = 50;
const fewestPerElement = 10;
/** What is left to explain below this is rounding. */
const nothing = 1e-10;

export function compute(context: Context<RegressionOptions>): Outcome<RegressionResult> {
  const model = modelOf(context.study, context.options);
  if (!model) return notApplicable({ code: "drivers-no-overall" });
  if (model.elements.length === 0) return notApplicable({ code: "no-elements" });
  const shape = model.of(context.tallies);
  const why = refusal(context, model, shape);
  if (why) return notApplicable(why);
  const fit = context.fits.linear([model.overall, ...shape!.kept.map((k) => model.columns[k]!)]);
  if (fit === null) return notApplicable({ code: "drivers-no-variation" });
  return { kind: "done", result: describe(context, model, shape!, fit) };
}

function notApplicable(why: Code): Outcome<RegressionResult> {
  return { kind: "notApplicable", why };
}

function refusal(context: Context<RegressionOptions>, model: RegressionModel, shape: Shape | null): Code | null {
  const { n, low, high } = momentsOf(context.tallies, [model.overall, ...model.columns]);
  if (momentsOf(context.tallies, [model.overall]).n === 0) return { code: "no-overall-answers" };
  const needed = Math.max(fewestPeople, fewestPerElement * (shape?.kept.length ?? model.elements.length));
  if (n < needed) {
    // how many they were may not be told of very few
    const few = n < context.conventions.hideBelow;
    return { code: few ? "drivers-few" : "drivers-base", slots: { needed, ...(!few && { n }) } };
  }
  if (low[0] === high[0]) return { code: "drivers-overall-constant" };
  if (!shape) return { code: "drivers-no-variation" };
  return 1 - shape.r2 <= nothing ? { code: "drivers-exact" } : null;
}

function describe(
  context: Context<RegressionOptions>,
  model: RegressionModel,
  shape: Shape,
  fit: LinearFit,
): RegressionResult {
  const { study, options, tallies, resampler, conventions } = context;
  const moments = momentsOf(tallies, [model.overall, ...model.columns]);
  const effective = kishOf(moments.n, moments.weight, moments.weight2);
  const r2 = assess(measures(study, options)[0]!, { tallies, resampler }, conventions);
  const p = shape.kept.length;
  const df = fit.n - 1 - p;
  const ratios = ratiosOf(tallies, model);
  const number = (name: string, subject: Subject, unit: Estimate["unit"], value: number | null): Estimate => ({
    value,
    low: null,
    high: null,
    level: conventions.level,
    method: "none",
    base: fit.n,
    effectiveBase: effective,
    unit,
    measure: `regression.${name}`,
    subject,
    status: statusOf(fit.n, effective, conventions),
  });
  const ranged = (estimate: Estimate, se: number): Estimate => ({
    ...estimate,
    ...tInterval(estimate.value!, se, df, conventions.level),
    method: "coefficient",
  });
  const whole = { kind: "overall", id: "overall" } as const;
  const seOf = (at: number) => Math.sqrt(fit.covariance[at * (p + 1) + at]!);
  const slopes = shape.kept.map((k, at) => {
    const subject = { kind: "element", id: model.elements[k]!.id } as const;
    return ranged(number("slope", subject, "coefficient", fit.coefficients[at + 1]!), seOf(at + 1));
  });
  const comparisons = judgeFamily(
    slopes.map((slope, at) => trialOf(slope, slope.value!, seOf(at + 1), df)),
    conventions,
  );
  const f = testModel(fit, shape);
  const rows = shape.kept.map((k, at): RegressionResult["coefficients"][number] => {
    const { subject } = slopes[at]!;
    const beta = number("beta", subject, "coefficient", shape.betas.get(k)!);
    return {
      element: subject.id,
      slope: slopes[at]!,
      comparison: comparisons[at]!,
      beta: ranged(beta, seOf(at + 1) * ratios[k]!),
      vif: { ...number("vif", subject, "ratio", shape.vif.get(k)!), why: { code: "diagnostic" } },
    };
  });
  const order = rows.map((_, at) => at).sort((a, b) => rows[b]!.beta.value! - rows[a]!.beta.value! || a - b);
  return {
    complete: fit.n,
    asked: momentsOf(tallies, [model.overall]).n,
    errors: fit.errors,
    r2,
    adjusted: {
      ...number("adjusted", whole, "share", 1 - ((1 - shape.r2) * (fit.n - 1)) / df),
      why: { code: "diagnostic" },
    },
    model: modelComparison(f, r2, context),
    f,
    constant: ranged(number("constant", whole, "coefficient", fit.coefficients[0]!), seOf(0)),
    coefficients: order.map((at) => rows[at]!),
    levels: levelsOf(
      context,
      model,
      order.map((at) => shape.kept[at]!),
      fit.n,
    ),
    excluded: [
      ...[...shape.left].map(([k, why]) => ({ element: model.elements[k]!.id, why: { code: `drivers-${why}` } })),
      ...model.skipped.map((element) => ({ element, why: { code: "drivers-is-overall" } })),
    ],
  };
}

/** A coefficient against 0: t with `df`, normal where that is null. */
export function trialOf(
  { measure, subject, unit, status }: Pick<Estimate, "measure" | "subject" | "unit" | "status">,
  value: number,
  se: number,
  df: number | null,
): Trial<Judged> {
  const z = value / se;
  const { upper } = df === null ? normalTails(Math.abs(z)) : studentTails(Math.abs(z), df);
  const testable = status === "shown";
  return {
    measure: { id: measure, subject, unit },
    with: { kind: "zero", value: 0 },
    compared: {
      difference: value,
      low: null,
      high: null,
      se,
      df,
      p: 2 * upper,
      method: df === null ? "z" : "one-sample",
      linked: 0,
      basis: { kind: "t", se, df },
    },
    testable,
    ...(!testable && { why: "base-indicative" }),
  };
}

/** F of least squares where answers weigh alike, else Wald's test with the covariance of the coefficients. */
function testModel(fit: LinearFit, { r2, kept }: Shape): RegressionResult["f"] {
  const p = kept.length;
  const df2 = fit.n - 1 - p;
  if (fit.errors === "hc3") {
    const { f, p: chance } = testR2(r2, p, fit.n);
    return { value: f, df1: p, df2, p: chance };
  }
  const size = p + 1;
  const inner = Float64Array.from(
    { length: p * p },
    (_, at) => fit.covariance[(1 + Math.floor(at / p)) * size + 1 + (at % p)]!,
  );
  const inverse = invert(inner);
  let wald = 0;
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++) wald += fit.coefficients[i + 1]! * fit.coefficients[j + 1]! * inverse[i * p + j]!;
  return { value: wald / p, df1: p, df2, p: fTails(wald / p, p, df2).upper };
}

function modelComparison(
  { p }: RegressionResult["f"],
  r2: Estimate,
  { conventions }: Context<RegressionOptions>,
): Comparison {
  const isShown = r2.status === "shown";
  return {
    measure: r2.measure,
    subject: r2.subject,
    with: { kind: "zero", value: 0 },
    difference: r2.value,
    low: r2.low,
    high: r2.high,
    level: conventions.level,
    p,
    adjusted: p,
    family: 1,
    test: "f",
    linked: 0,
    unit: "share-points",
    verdict: !isShown ? "untested" : p <= conventions.fdr ? "up" : "none",
    ...(!isShown && { why: { code: "base-indicative" } }),
  };
}
