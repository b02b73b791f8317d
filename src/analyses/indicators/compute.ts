import { poissonInterval } from "../../stats/intervals.ts";
import { isAsked } from "../../study/study.ts";
import type { Context, Measure, Outcome } from "../analysis.ts";
import { assess, judgeFamily, targetVerdict, tryConstant, tryWaves } from "../assess.ts";
import type { Comparison, Estimate } from "../estimate.ts";
import { family } from "./make.ts";
import { hasNetScore, measures } from "./measures.ts";
import type { IndicatorsOptions, IndicatorsResult } from "./result.ts";

type Row = IndicatorsResult["rows"][number];

export function compute(context: Context<IndicatorsOptions>): Outcome<IndicatorsResult> {
  const { study, options, conventions, wave } = context;
  const own = measures(study, options).filter((measure) =>
    measure.questions.every((question) => isAsked(study.questions.get(question)!, wave)),
  );
  const log = logOf(context);
  if (own.length === 0 && log.length === 0) return { kind: "notApplicable", why: { code: "no-indicators" } };
  const estimates = own.map((measure) => assess(measure, context, conventions));
  const changes = changesOf(context, own, estimates);
  const of = (...names: readonly string[]) =>
    names.flatMap((name) => estimates.filter(({ measure }) => measure === `indicators.${name}`));
  const rowsOf = (name: string): Row[] =>
    own.flatMap((measure, k) => {
      const change = changes.get(measure);
      if (measure.detail || measure.family !== name) return [];
      return [{ estimate: estimates[k]!, better: measure.better, ...(change && { change }) }];
    });
  const recommend = options.recommend === undefined ? undefined : study.questions.get(options.recommend)!;
  const spend = of("spend");
  const [median] = of("tolerance");
  return {
    kind: "done",
    result: {
      rows: rowsOf(family),
      ...targetOf(context, own, estimates),
      camps: of("detractors").length > 0 ? of("detractors", "passives", "recommend") : [],
      spend: spend.length > 0 ? [...spend, ...of("spend_median", "spend_trimmed")] : [],
      ...(median && { tolerance: { median, stay: rowsOf("indicators.stay") } }),
      recovery: of("recovery"),
      log,
      notes: [
        ...(recommend && of("recommend").length > 0 && !hasNetScore(recommend)
          ? [{ code: "no-net-score", slots: { from: recommend.scale!.from, to: recommend.scale!.to } }]
          : []),
        ...(of("reputation").length > 0 && !options.reputation?.aware ? [{ code: "reputation-of-all" }] : []),
      ],
    },
  };
}

/** Every followed indicator against the wave before, by family; none in the first wave. */
function changesOf(
  context: Context<IndicatorsOptions>,
  own: readonly Measure[],
  estimates: readonly Estimate[],
): ReadonlyMap<Measure, Comparison> {
  const before = context.earlier.at(-1);
  if (!before) return new Map();
  const { study, wave, conventions, tallies, resampler } = context;
  const followed = own.filter((measure) => !measure.detail);
  const trialOf = (measure: Measure) => {
    const broken = measure.questions.some((question) => study.questions.get(question)!.breaks.has(wave.id));
    const earlier = {
      wave: before.wave.id,
      tallies: before.tallies,
      resampler: before.resampler,
      estimate: assess(measure, before, conventions),
      ...(before.link && { link: before.link }),
    };
    const later = { tallies, resampler, estimate: estimates[own.indexOf(measure)]! };
    return tryWaves(measure, earlier, later, conventions, broken);
  };
  const families = [...new Set(followed.map((measure) => measure.family))].map((name) =>
    followed.filter((measure) => measure.family === name),
  );
  return new Map(
    families.flatMap((members) =>
      judgeFamily(members.map(trialOf), conventions).map((comparison, k) => [members[k]!, comparison] as const),
    ),
  );
}

/** Complaints filed against the share that is not to be passed. */
function targetOf(
  context: Context<IndicatorsOptions>,
  own: readonly Measure[],
  estimates: readonly Estimate[],
): Pick<IndicatorsResult, "target"> {
  const at = own.findIndex(({ id }) => id === "indicators.filed");
  const value = own[at]?.target;
  if (value === undefined) return {};
  const estimate = estimates[at]!;
  const trial = tryConstant(own[at]!, { kind: "target", value }, context, estimate, context.conventions);
  const comparison = judgeFamily([trial], context.conventions)[0]!;
  return { target: { value, verdict: targetVerdict(estimate, value, "low"), comparison } };
}

/** Complaints per 1,000 transactions of the waves so far (METHODS B15). */
function logOf({ options, conventions, earlier, wave }: Context<IndicatorsOptions>): IndicatorsResult["log"] {
  return [...earlier.map((before) => before.wave), wave].flatMap(({ id }) => {
    const entry = options.complaints?.log[id];
    if (!entry) return [];
    const { complaints, transactions } = entry;
    const { low, high } = poissonInterval(complaints, conventions.level);
    const hidden = complaints > 0 && complaints < conventions.cellBelow;
    const rate: Estimate = {
      value: (1000 * complaints) / transactions,
      low: (1000 * low) / transactions,
      high: (1000 * high) / transactions,
      level: conventions.level,
      method: "poisson",
      base: transactions,
      effectiveBase: transactions,
      unit: "per-thousand",
      measure: "indicators.per_thousand",
      subject: { kind: "wave", id },
      status: hidden ? "hidden" : "shown",
    };
    return [{ wave: id, complaints: hidden ? null : complaints, transactions, rate }];
  });
}
