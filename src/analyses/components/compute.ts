import { combineMoments } from "../../stats/combine-moments.ts";
import { estimate } from "../../stats/estimate.ts";
import { kishOf } from "../../stats/linearised.ts";
import { randomEigenvalues, testSphericity, varimaxOf } from "../../stats/principal.ts";
import { seedOf } from "../../stats/resampling.ts";
import { momentsOf } from "../../stats/tallies.ts";
import type { Context, Outcome } from "../analysis.ts";
import { assess, soundFirst, statusOf } from "../assess.ts";
import { type Code, type Estimate, numberKey, type Subject } from "../estimate.ts";
import type { Scored } from "../scored.ts";
import { measures } from "./measures.ts";
import { type ComponentsModel, type Found, modelOf } from "./model.ts";
import type { ComponentsOptions, ComponentsResult } from "./result.ts";

/** Fewer people leave components to chance. */
const fewestPeople = 50;
const fewestPerElement = 5;
const randomDraws = 100;
const randomQuantile = 0.95;

export function compute(context: Context<ComponentsOptions>): Outcome<ComponentsResult> {
  const model = modelOf(context.study, context.options);
  if (model.elements.length < 3) return notApplicable({ code: "components-few-elements" });
  const why = refusal(context, model);
  if (why) return notApplicable(why);
  return { kind: "done", result: describe(context, model, model.of(context.tallies)!) };
}

function notApplicable(why: Code): Outcome<ComponentsResult> {
  return { kind: "notApplicable", why };
}

function refusal(
  { tallies, conventions }: Context<ComponentsOptions>,
  { columns, elements }: ComponentsModel,
): Code | null {
  const { n, low, high } = momentsOf(tallies, columns);
  const needed = Math.max(fewestPeople, fewestPerElement * columns.length);
  if (n < needed) {
    const few = n < conventions.hideBelow;
    return { code: few ? "components-few" : "components-base", slots: { needed, ...(!few && { n }) } };
  }
  const constant = elements.find((_, k) => low[k] === high[k]);
  return constant ? { code: "components-constant", slots: { element: { kind: "element", id: constant.id } } } : null;
}

/** Resamples drive eigenvalues that are near each other apart: an interval that leaves its own estimate out is none. */
function unlessBiased(estimate: Estimate): Estimate {
  const { value, low, high } = estimate;
  if (value === null || low === null || high === null || (low <= value && value <= high)) return estimate;
  return { ...estimate, low: null, high: null, method: "none", why: { code: "components-biased" } };
}

function describe(context: Context<ComponentsOptions>, model: ComponentsModel, found: Found): ComponentsResult {
  const { study, options, tallies, resampler, conventions } = context;
  const { elements } = model;
  const { moments, principal, correlations, kmo, composite } = found;
  const p = elements.length;
  const all = measures(study, options);
  const figure = (name: string, subject: Subject): Estimate =>
    unlessBiased(
      assess(
        all.find((measure) => measure.id === `components.${name}` && measure.subject.id === subject.id)!,
        { tallies, resampler },
        conventions,
      ),
    );
  const whole = { kind: "overall", id: "overall" } as const;
  // weighted answers say as much as their effective number
  const n = Math.round(kishOf(moments.n, moments.weight, moments.weight2));
  const random = randomEigenvalues(n, p, { draws: randomDraws, quantile: randomQuantile, seed: seedOf(study.id) });
  const rules = rulesOf(principal.values, random);
  const kept = Math.max(1, rules[options.retention]);
  const unrotated = Float64Array.from(
    { length: p * kept },
    (_, at) => principal.loadings[Math.floor(at / kept) * p + (at % kept)]!,
  );
  const rotated = kept > 1 ? varimaxOf(unrotated, kept) : null;
  const sphericity = testSphericity(correlations, n);
  const rows = elements.map(({ id }, i): ComponentsResult["elements"][number] => {
    const subject = { kind: "element", id } as const;
    const loading = figure("loading", subject);
    const own = Array.from({ length: kept }, (_, k) => unrotated[i * kept + k]!);
    return {
      element: id,
      loading,
      rotated:
        kept === 1 ? [] : own.map((_, k) => plain(loading, "rotated", rotated?.[i * kept + k] ?? null, "rotation")),
      communality: plain(
        loading,
        "communality",
        own.reduce((sum, value) => sum + value ** 2, 0),
        "diagnostic",
      ),
      kmo: kmo ? figure("item_kmo", subject) : plain(loading, "item_kmo", null, "components-dependent"),
      weight: figure("weight", subject),
    };
  });
  const negative = elements.filter((_, i) => principal.loadings[i * p]! <= 0).length;
  return {
    complete: moments.n,
    retention: options.retention,
    kept,
    rules,
    kmo: kmo ? figure("kmo", whole) : { ...figure("kmo", whole), why: { code: "components-dependent" } },
    ...(sphericity && { sphericity }),
    components: elements.map((_, k) => {
      const subject = { kind: "principal", id: String(k + 1) } as const;
      return {
        eigenvalue: figure("eigenvalue", subject),
        explained: figure("explained", subject),
        random: random[k]!,
        isKept: k < kept,
      };
    }),
    elements: rows.sort((a, b) => b.loading.value! - a.loading.value!),
    composite: composite
      ? { index: figure("composite", whole), weights: [...composite.weights] }
      : { refused: { code: "components-negative", slots: { k: negative } } },
    scored: composite ? unitsOf(context, model, composite.weights) : [],
    excluded: [],
  };
}

/** How many components each rule keeps. */
function rulesOf(values: Float64Array, random: Float64Array): ComponentsResult["rules"] {
  const p = values.length;
  const firstBelow = (isAbove: (k: number) => boolean) => {
    const at = Array.from({ length: p }, (_, k) => k).findIndex((k) => !isAbove(k));
    return at < 0 ? p : at;
  };
  const shares = Array.from(values, (_, k) => values.slice(0, k + 1).reduce((sum, value) => sum + value, 0) / p);
  const reached = shares.findIndex((share) => share >= 0.8 - 1e-12);
  return {
    parallel: firstBelow((k) => values[k]! > random[k]!),
    kaiser: firstBelow((k) => values[k]! > 1),
    eighty: reached + 1,
  };
}

/** A figure of these very answers. */
function plain(like: Estimate, name: string, value: number | null, why: string): Estimate {
  return {
    ...like,
    measure: `components.${name}`,
    value,
    low: null,
    high: null,
    method: "none",
    why: { code: value === null && why === "rotation" ? "rotation-none" : why },
  };
}

/** The composite of each unit with the weights of all: the t interval takes these as fixed. */
function unitsOf(
  { study, groups, conventions, hidden }: Context<ComponentsOptions>,
  { columns, elements }: ComponentsModel,
  weights: Float64Array,
): readonly Scored[] & ComponentsResult["scored"] {
  const units = groups.filter(({ segment }) => segment === study.unit?.id);
  if (units.length === 0) return [];
  const column = { id: "composite" };
  const rows = units.map(({ value, tallies }): Estimate => {
    const moments = combineMoments(momentsOf(tallies, columns), weights);
    const found = estimate(
      { kind: "mean", column },
      { moments: { composite: moments }, counts: {} },
      { level: conventions.level },
    );
    const subject = { kind: "overall", id: "overall", group: `${study.unit!.id}=${value}` } as const;
    const { group } = subject;
    const isHidden = [
      numberKey({ measure: "components.composite", subject }),
      ...elements.map(({ id }) => numberKey({ measure: "components.mean", subject: { kind: "element", id, group } })),
    ].some((key) => hidden?.has(key));
    return {
      value: found.value,
      low: found.low === null ? null : Math.max(0, found.low),
      high: found.high === null ? null : Math.min(100, found.high),
      level: conventions.level,
      method: found.method === "t" ? "t" : "none",
      base: found.n,
      effectiveBase: found.effectiveN,
      unit: "index",
      measure: "components.composite",
      subject,
      status: isHidden ? "hidden" : statusOf(found.n, found.effectiveN, conventions),
      ...(found.why && { why: { code: found.why } }),
    };
  });
  rows.sort((a, b) => soundFirst(a, b) || (b.value ?? -1) - (a.value ?? -1));
  return [{ by: "unit", method: "components", rows }];
}
