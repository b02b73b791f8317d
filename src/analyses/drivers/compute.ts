import { replicatesOf } from "../../stats/bootstrap.ts";
import { kishOf } from "../../stats/linearised.ts";
import { type ModelTest, testR2, testWald } from "../../stats/regression.ts";
import type { Resampler } from "../../stats/statistic.ts";
import { momentsOf } from "../../stats/tallies.ts";
import type { Context, Measure, Outcome } from "../analysis.ts";
import { assess } from "../assess.ts";
import type { Code, Comparison, Estimate } from "../estimate.ts";
import { modelMeasures } from "./measures.ts";
import { type Decomposition, type DriverModel, modelOf, nothing } from "./model.ts";
import type { DriverRow, DriversOptions, DriversResult } from "./result.ts";
import { setBeside } from "./stated.ts";
import { tiersOf } from "./tiers.ts";

/** METHODS B0 "Base rules": at least so many people, and so many for each element. */
const fewestPeople = 50;
const fewestPerElement = 10;
/** A coefficient is shown up to this variance inflation (METHODS D, page 8). */
const mostVif = 10;

export function compute(context: Context<DriversOptions>): Outcome<DriversResult> {
  const model = modelOf(context.study, context.options);
  if (!model) return notApplicable({ code: "drivers-no-overall" });
  if (model.elements.length === 0) return notApplicable({ code: "no-elements" });
  const found = model.decompose(context.tallies);
  const why = refusal(context, model, found);
  if (why) return notApplicable(why);
  return { kind: "done", result: describe(context, model, found!) };
}

function notApplicable(why: Code): Outcome<DriversResult> {
  return { kind: "notApplicable", why };
}

/** Why there is no model. */
function refusal(context: Context<DriversOptions>, model: DriverModel, found: Decomposition | null): Code | null {
  const { n, low, high } = momentsOf(context.tallies, [model.overall, ...model.columns]);
  if (momentsOf(context.tallies, [model.overall]).n === 0) return { code: "no-overall-answers" };
  const silent = model.elements.find((_, k) => momentsOf(context.tallies, [model.columns[k]!]).n === 0);
  if (silent) return { code: "drivers-unanswered", slots: { element: { kind: "element", id: silent.id } } };
  const varying = model.columns.filter((_, k) => low[k + 1] !== high[k + 1]).length;
  const needed = neededFor(found?.kept.length ?? varying);
  if (n < needed) {
    // how many they were may not be told of very few
    const few = n < context.conventions.hideBelow;
    return { code: few ? "drivers-few" : "drivers-base", slots: { needed, ...(!few && { n }) } };
  }
  if (low[0] === high[0]) return { code: "drivers-overall-constant" };
  if (varying === 0) return { code: "drivers-no-variation" };
  if (!found) return { code: "drivers-too-many" };
  return 1 - found.r2 <= nothing ? { code: "drivers-exact" } : null;
}

function neededFor(elements: number): number {
  return Math.max(fewestPeople, fewestPerElement * elements);
}

function describe(context: Context<DriversOptions>, model: DriverModel, found: Decomposition): DriversResult {
  const { conventions, tallies } = context;
  const all = modelMeasures(model);
  const measureOf = (name: string, element: number) =>
    all.find((measure) => measure.id === `drivers.${name}` && measure.subject.id === model.elements[element]!.id)!;
  const assessed = (measure: Measure) => assess(measure, context, conventions);
  const [r2, adjusted] = [assessed(all[0]!), withoutInterval(assess(all[1]!, { tallies }, conventions))];
  const test = testModel(
    context,
    model,
    found,
    found.kept.map((element) => measureOf("slope", element)),
  );
  const comparison = comparisonOf(test, r2, context);
  const carries = (r2.effectiveBase ?? 0) >= neededFor(found.kept.length);
  const several = found.kept.length > 1 && found.r2 > nothing;

  const ranked = [...found.kept].sort((a, b) => found.raw[b]! - found.raw[a]! || a - b);
  const tiers = several
    ? tiersOf(
        ranked.map((k) => ({ value: found.raw[k]!, draws: drawsOf(measureOf("share", k), context.resampler) })),
        conventions.level,
      )
    : [];
  const elements = ranked.map((k, at): DriverRow => {
    const beta = assessed(measureOf("beta", k));
    const correlation = assessed(measureOf("correlation", k));
    const share = several ? assessed(measureOf("share", k)) : undefined;
    return {
      element: model.elements[k]!.id,
      correlation,
      beta: unlessInflated(beta, found.vif[k]!),
      slope: unlessInflated(assessed(measureOf("slope", k)), found.vif[k]!),
      vif: withoutInterval(assess(measureOf("vif", k), { tallies }, conventions)),
      pratt: assessed(measureOf("pratt", k)),
      ...(share && {
        part: {
          raw: assessed(measureOf("raw", k)),
          share,
          rank: wholeRank(assessed(measureOf("rank", k))),
          tier: tiers[at]!,
        },
      }),
      role: found.correlations[k]! < 0 ? "unnamed" : roleOf(share, beta, comparison, carries, found.kept.length),
      notes: found.correlations[k]! < 0 ? [{ code: "negative-correlation" }] : [],
    };
  });
  const stated = setBeside(context, model, all, elements);
  return {
    method: found.method,
    missing: context.options.missing,
    complete: found.n,
    asked: momentsOf(tallies, [model.overall]).n,
    carries,
    r2,
    adjusted,
    model: comparison,
    ...(test && { f: { value: test.f, df1: test.df1, df2: test.df2 } }),
    elements,
    excluded: [
      ...[...found.left].map(([k, why]) => ({ element: model.elements[k]!.id, why: { code: `drivers-${why}` } })),
      ...model.skipped,
    ],
    ...(stated && { stated }),
  };
}

/**
 * A driver is named when (a) the model's test rejects, (b) its share lies above half of an equal share, and (c) its
 * coefficient lies above 0, both by their intervals (METHODS B6). One element alone has no share.
 */
function roleOf(
  share: Estimate | undefined,
  beta: Estimate,
  model: Comparison,
  carries: boolean,
  elements: number,
): DriverRow["role"] {
  const weighs = share ? (share.low ?? 0) > 1 / (2 * elements) : elements === 1;
  if (model.verdict !== "up" || !carries || !weighs) return "unnamed";
  return (beta.low ?? 0) > 0 ? "named" : "shared";
}

/** F of least squares; where answers weigh differently, Wald's test on the covariance over the draws. */
function testModel(
  { resampler, tallies }: Context<DriversOptions>,
  model: DriverModel,
  { r2, n, kept, slopes }: Decomposition,
  coefficients: readonly Measure[],
): ModelTest | null {
  const { weight, weight2 } = momentsOf(tallies, [model.overall, ...model.columns]);
  if (kishOf(n, weight, weight2) === n) return testR2(r2, kept.length, n);
  const drawn = coefficients.map((measure) => drawsOf(measure, resampler));
  const whole = drawn[0]!
    .map((_, draw) => drawn.map((values) => values[draw] ?? null))
    .filter((draw): draw is number[] => !draw.includes(null));
  return testWald(
    kept.map((element) => slopes[element]!),
    whole,
    n,
  );
}

function drawsOf({ statistic }: Measure, resampler: Resampler): readonly (number | null)[] {
  return statistic.kind === "function" ? replicatesOf(statistic, resampler) : [];
}

function comparisonOf(test: ModelTest | null, r2: Estimate, context: Context<DriversOptions>): Comparison {
  const { level, fdr } = context.conventions;
  return {
    measure: r2.measure,
    subject: r2.subject,
    with: { kind: "zero", value: 0 },
    difference: r2.value,
    low: r2.low,
    high: r2.high,
    level,
    p: test?.p ?? null,
    adjusted: test?.p ?? null,
    family: test ? 1 : 0,
    test: test?.kind ?? "none",
    linked: 0,
    unit: "share-points",
    verdict: test ? (test.p <= fdr ? "up" : "none") : "untested",
    ...(!test && { why: { code: "unstable" } }),
  };
}

/** A coefficient, unless what it rests on is nearly shared by others. */
function unlessInflated(coefficient: Estimate, vif: number): Estimate {
  return vif > mostVif ? { ...withoutInterval(coefficient), value: null, why: { code: "vif-high" } } : coefficient;
}

/** A property of these very answers, such as a variance inflation. */
function withoutInterval(estimate: Estimate): Estimate {
  return { ...estimate, low: null, high: null, method: "none", why: { code: "diagnostic" } };
}

/** Ranks are whole numbers; where every draw gave one rank, the interval is that rank. */
function wholeRank(rank: Estimate): Estimate {
  if (rank.why?.code === "constant") {
    const { why: _, ...rest } = rank;
    return { ...rest, low: rank.value, high: rank.value, method: "bootstrap" };
  }
  return {
    ...rank,
    low: rank.low === null ? null : Math.floor(rank.low),
    high: rank.high === null ? null : Math.ceil(rank.high),
  };
}
