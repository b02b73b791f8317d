import { statusOf as statusColumn } from "../../responses/column.ts";
import { status } from "../../responses/responses.ts";
import { compare } from "../../stats/compare.ts";
import { estimate } from "../../stats/estimate.ts";
import {
  answersForChange,
  answersForShare,
  krejcieMorgan,
  marginOfMean,
  smallestChange,
} from "../../stats/sample-size.ts";
import type { Study } from "../../study/study.ts";
import type { Context, Measure, Outcome } from "../analysis.ts";
import { assess, judgeFamily, soundFirst, type Trial } from "../assess.ts";
import type { Estimate } from "../estimate.ts";
import { exact } from "./exact.ts";
import { makeUpOf } from "./make-up.ts";
import type { SampleOptions, SampleResult } from "./result.ts";

/** 「只需要较少的样本(120-250个)」: what a source holds enough for the level of one company (METHODS A24). */
export const heldEnough = [120, 250] as const;

/** How many leave a question blank, do not know, or are not meant, by question; open questions are nobody's duty. */
export function measures(study: Study, _options: SampleOptions): readonly Measure[] {
  const { answered, blank, dontKnow, notApplicable } = status;
  return [...study.questions.values()].flatMap(({ id, type }) => {
    if (type === "text") return [];
    const share = (name: string, value: number, among?: readonly number[]): Measure => ({
      id: `sample.missing.${name}`,
      subject: { kind: "question", id },
      unit: "share",
      better: "none",
      statistic: { kind: "share", column: statusColumn(id), values: [value], ...(among && { among }) },
      bounds: [0, 1],
      // it tells of answers that are not there: whoever reads it needs no scale, and the subject names the question
      questions: [],
      detail: true,
    });
    const meant = [answered, blank, dontKnow];
    return [share("blank", blank, meant), share("dont_know", dontKnow, meant), share("not_applicable", notApplicable)];
  });
}

export function compute(context: Context<SampleOptions>): Outcome<SampleResult> {
  const { sample, conventions, wave } = context;
  if (!sample) throw new Error("The evidence about the sample was not handed over.");
  const { level } = conventions;
  const response = responseOf(context);
  const precision = precisionOf(context);
  const arrival = arrivalOf(context);
  const { weighted, designEffect, effectiveRows, lowest, highest } = sample.weights;
  const ofWeights = (name: string, value: number) =>
    exact(`sample.weights.${name}`, value, "ratio", "counted-all", { level, base: sample.kept });
  const size = wave.population?.size;
  return {
    kind: "done",
    result: {
      flow: {
        read: sample.read,
        excluded: sample.excluded.map(({ check, rows }) => ({ check, rows })),
        kept: exact("sample.kept", sample.kept / sample.read, "share", "counted-all", { level, base: sample.read }),
      },
      signals: sample.signals.map((signal) => ({ ...signal })),
      medianSeconds: sample.medianSeconds,
      cleaning: cleaningOf(context),
      ...(response && { response }),
      makeUp: [...makeUpOf(context)],
      weights: {
        weighted,
        designEffect: ofWeights("design_effect", designEffect),
        effectiveBase: effectiveRows,
        lowest: ofWeights("lowest", lowest),
        highest: ofWeights("highest", highest),
      },
      ...(precision && { precision }),
      share: {
        margin: exact("sample.margin.share", marginOfMean(0.5, effectiveRows, level), "share", "planned", {
          level,
          base: sample.kept,
          effectiveBase: effectiveRows,
        }),
        wanted: exact("sample.wanted.share", context.options.margin, "share", "given", { level }),
        needed: answersForShare(context.options.margin, level, { designEffect }),
        ...(size !== undefined && {
          population: size,
          neededOfPopulation: answersForShare(context.options.margin, level, { designEffect, population: size }),
          ...(context.options.margin === 0.05 && level === 0.95 && { krejcieMorgan: krejcieMorgan(size) }),
        }),
      },
      adequacy: sample.kept < heldEnough[0] ? "below" : sample.kept <= heldEnough[1] ? "within" : "above",
      missing: missingOf(context),
      ...(arrival && { arrival }),
    },
  };
}

/** Response rate 1 of AAPOR (2023): complete interviews among all who were or may have been customers. */
function responseOf({ wave, conventions }: Context<SampleOptions>): SampleResult["response"] {
  const { dispositions } = wave;
  if (!dispositions) return undefined;
  const { complete, partial, refusal, nonContact, other, unknown } = dispositions;
  const asked = complete + partial + refusal + nonContact + other + unknown;
  const why = asked === 0 ? "no-answers" : "counted-all";
  const rate = exact("sample.response", asked === 0 ? null : complete / asked, "share", why, {
    level: conventions.level,
    base: asked,
  });
  return { ...dispositions, rate };
}

/** A point of an index; other units move by their own, and shares by a percentage point. */
const onePoint: Readonly<Partial<Record<Estimate["unit"], number>>> = { share: 0.01, net: 0.01 };

/**
 * The headline numbers with the careless questionnaires left in. Where those are fewer than a shown base, the number
 * would give theirs away by subtraction: then only whether it moves by a point.
 */
function cleaningOf(context: Context<SampleOptions>): SampleResult["cleaning"] {
  const { conventions, sample } = context;
  const uncleaned = sample!.uncleaned();
  if (!uncleaned) return [];
  return headlineOf(context).map((measure) => {
    const without = assess(measure, context, conventions);
    const all = assess(measure, { tallies: uncleaned.tallies }, conventions);
    const between = (all.base ?? 0) - (without.base ?? 0);
    const hidden = without.status === "hidden" || (between > 0 && between < conventions.hideBelow);
    const moved = without.value === null || all.value === null ? null : Math.abs(all.value - without.value);
    return {
      without,
      with: hidden ? { ...all, status: "hidden" } : all,
      moves:
        !hidden || moved === null || without.status === "hidden"
          ? null
          : moved < (onePoint[measure.unit] ?? 1)
            ? "little"
            : "much",
    };
  });
}

function headlineOf({ measures: all }: Context<SampleOptions>): readonly Measure[] {
  return all.filter((measure) => measure.headline);
}

/**
 * What the index of this wave, and of the next, can be known to. The spread per answer is se √n, so that whatever the
 * weights do to the variance is in it.
 */
function precisionOf(context: Context<SampleOptions>): SampleResult["precision"] {
  const { conventions, options, tallies, resampler } = context;
  const headline = headlineOf(context).find(({ unit }) => unit === "index");
  if (!headline) return undefined;
  const { level } = conventions;
  const { se, n, effectiveN } = estimate(headline.statistic, tallies, { level, resampler });
  const own = assess(headline, context, conventions);
  const spread = se === null || se === 0 ? null : se * Math.sqrt(n);
  const certainty = { level, power: options.power };
  const planned = (name: string, value: number | null) =>
    exact(name, value, "index", value === null ? "one-answer" : "planned", {
      level,
      base: n,
      effectiveBase: effectiveN,
      status: own.status,
    });
  return {
    margin: planned("sample.margin.index", spread === null ? null : marginOfMean(spread, n, level)),
    smallest: planned("sample.smallest", spread === null ? null : smallestChange(spread, n, certainty)),
    change: exact("sample.wanted.change", options.change, "index", "given", { level }),
    needed: spread === null || own.status === "hidden" ? null : answersForChange(spread, options.change, certainty),
    power: options.power,
  };
}

/** Questions that this wave asked, the one most often left blank first. */
function missingOf(context: Context<SampleOptions>): SampleResult["missing"] {
  const { study, options, conventions } = context;
  const own = measures(study, options).map((measure) => assess(measure, context, conventions));
  const rows = Array.from({ length: own.length / 3 }, (_, k) => {
    const [blank, dontKnow, notApplicable] = own.slice(3 * k, 3 * k + 3) as [Estimate, Estimate, Estimate];
    return { question: blank.subject.id, blank, dontKnow, notApplicable };
  });
  return rows
    .filter(({ notApplicable }) => notApplicable.base !== 0)
    .sort((a, b) => soundFirst(a.blank, b.blank) || (b.blank.value ?? -1) - (a.blank.value ?? -1));
}

/** Late answers against early ones: who answers late is often likest to who never does. */
function arrivalOf(context: Context<SampleOptions>): SampleResult["arrival"] {
  const { conventions, sample, tallies } = context;
  const halves = sample!.arrival();
  const measure = headlineOf(context)[0];
  if (!halves || !measure) return undefined;
  const all = assess(measure, { tallies }, conventions);
  const [early, late] = [halves.early, halves.late].map((half) => assess(measure, { tallies: half }, conventions)) as [
    Estimate,
    Estimate,
  ];
  // one part that may not be shown would follow from the other and the total, people without a date among the parts
  const undated = (all.base ?? 0) - (early.base ?? 0) - (late.base ?? 0);
  const hidden =
    [all, early, late].some((part) => part.status === "hidden") || (undated > 0 && undated < conventions.hideBelow);
  const compared = compare(measure.statistic, halves.early, halves.late, { level: conventions.level });
  const testable = !hidden && [early, late].every((part) => part.status === "shown") && compared.p !== null;
  const why = hidden ? "base-too-small" : testable ? undefined : (compared.why ?? "base-indicative");
  const trial: Trial = { measure, with: { kind: "early" }, compared, testable, ...(why && { why }) };
  const mark = (part: Estimate): Estimate => (hidden ? { ...part, status: "hidden" } : part);
  return { early: mark(early), late: mark(late), difference: judgeFamily([trial], conventions)[0]! };
}
