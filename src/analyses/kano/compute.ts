import { type ColumnSpec, everybody } from "../../responses/column.ts";
import { compareWith } from "../../stats/compare.ts";
import { type Ask, countsOf, type Tallies, type TalliesLink } from "../../stats/tallies.ts";
import { isAsked, type Study, type Wave } from "../../study/study.ts";
import type { Context, Outcome } from "../analysis.ts";
import { assess, judgeFamily, statusOf, type Trial } from "../assess.ts";
import { type Estimate, numberKey } from "../estimate.ts";
import { type Category, categories, codeOfCategory } from "./categories.ts";
import {
  cautionAbove,
  compareCategories,
  decide,
  type Tallied,
  tallyCategories,
  testFong,
  unevenness,
} from "./decide.ts";
import { driftOf } from "./drift.ts";
import {
  categoryColumn,
  continuousMeasures,
  type FeatureMeasures,
  featureMeasures,
  halfColumn,
  pairMeasures,
  pairsOf,
} from "./measures.ts";
import type { KanoFeature, KanoOptions, KanoResult } from "./result.ts";
import { segmentsFor } from "./segments.ts";
import { orderWork } from "./work.ts";

export type KanoContext = Context<KanoOptions>;

/** A feature with what is known of it in a wave. */
export interface Known {
  readonly id: string;
  readonly column: ColumnSpec;
  readonly measures: FeatureMeasures;
  readonly tallies: Tallies;
  /** Counted from answers; false: counts were given. */
  readonly answered: boolean;
}

export function asks(_study: Study, options: KanoOptions): readonly Ask<ColumnSpec>[] {
  return pairsOf(options).map((pair) => ({ kind: "counts", column: halfColumn(pair) }));
}

/** Features in the study's order, of those that the wave asked about or has counts of. */
export function knownIn(wave: Wave, tallies: Tallies, { study, options }: KanoContext): readonly Known[] {
  return Object.entries(options.features).flatMap(([id, { counts, functional, dysfunctional }]): readonly Known[] => {
    const given = counts?.[wave.id];
    if (given) {
      const column: ColumnSpec = { ...everybody, id: `given(${id})` };
      const n = categories.map((category) => given[category]);
      const tally = { values: categories.map(codeOfCategory), n, weight: n, weight2: n };
      return [
        {
          id,
          column,
          measures: featureMeasures(id, column, []),
          tallies: { moments: {}, counts: { [column.id]: tally } },
          answered: false,
        },
      ];
    }
    if (functional === undefined || dysfunctional === undefined) return [];
    if (![functional, dysfunctional].every((question) => isAsked(study.questions.get(question)!, wave))) return [];
    const pair = { id, functional, dysfunctional };
    const column = categoryColumn(study, pair, options);
    return [{ id, column, measures: pairMeasures(study, pair, options), tallies, answered: true }];
  });
}

export function compute(context: KanoContext): Outcome<KanoResult> {
  const { options, wave, tallies, earlier } = context;
  const known = knownIn(wave, tallies, context);
  if (known.every((feature) => tallyOf(feature).n === 0))
    return { kind: "notApplicable", why: { code: "kano-no-pairs" } };
  const features = describe(known, context);
  const shown = features.filter(({ better }) => better.status !== "hidden" && better.value !== null);
  const meanOf = (numberOf: (feature: KanoFeature) => number) =>
    shown.reduce((sum, feature) => sum + numberOf(feature), 0) / shown.length;
  const byMean = options.lines === "mean" && shown.length > 0;
  const before = earlier.at(-1);
  return {
    kind: "done",
    result: {
      table: options.table,
      tolerance: options.tolerance,
      lines: {
        kind: byMean ? "mean" : "half",
        better: byMean ? meanOf(({ better }) => better.value!) : 0.5,
        worse: byMean ? meanOf(({ worse }) => -worse.value!) : 0.5,
      },
      features: [...features],
      segments: [
        ...segmentsFor(
          known.filter(({ answered }) => answered),
          context,
        ),
      ],
      drift: before ? [...driftOf(known, before, context)] : [],
      work: [...orderWork(features, context)],
    },
  };
}

export function tallyOf({ tallies, column }: Pick<Known, "tallies" | "column">): Tallied {
  return tallyCategories(countsOf(tallies, column));
}

/** Counts that were given are printed as given. */
function conventionsFor({ answered }: Known, { conventions }: KanoContext) {
  return answered ? conventions : { ...conventions, cellBelow: 0 };
}

/** A share as it is shown, hidden where disclosure will hide it. */
export function showShare(
  measure: Known["measures"]["better"],
  feature: Known,
  context: KanoContext,
  evidence: { readonly tallies: Tallies } = feature,
): Estimate {
  const found = assess(measure, evidence, conventionsFor(feature, context));
  return context.hidden?.has(numberKey(found)) ? { ...found, status: "hidden" } : found;
}

/** Worse is written below zero (Berger et al. 1993). */
export function turned(estimate: Estimate): Estimate {
  const minus = (value: number | null) => (value === null ? null : 0 - value);
  return { ...estimate, value: minus(estimate.value), low: minus(estimate.high), high: minus(estimate.low) };
}

/** Every feature with its category; the leads of the largest categories are one family of tests. */
function describe(known: readonly Known[], context: KanoContext): readonly KanoFeature[] {
  const { conventions, options } = context;
  const rows = known.map((feature) => {
    const tallied = tallyOf(feature);
    const [first, second] = tallied.order as [Category, Category];
    const shares = categories.map((category) => ({
      category,
      share: showShare(feature.measures.shares[category], feature, context),
    }));
    const base = statusOf(tallied.n, tallied.effectiveN, conventions);
    const withheld = shares.some(
      ({ category, share }) => [first, second].includes(category) && share.status === "hidden",
    );
    const strength = strengthOf(feature, first, second, context);
    return { feature, tallied, first, second, shares, base, withheld, ...strength };
  });
  const leads = judgeFamily(
    rows.map(({ measure, compared, base, withheld }): Trial => {
      const testable = base === "shown" && compared.p !== null;
      const why =
        base === "hidden" || (testable && withheld)
          ? "base-too-small"
          : base === "indicative"
            ? "base-indicative"
            : compared.why;
      return { measure, with: { kind: "zero", value: 0 }, compared, testable, ...(why !== undefined && { why }) };
    }),
    conventions,
  );
  return rows.map(({ feature, tallied, first, second, shares, base, withheld, strength }, k): KanoFeature => {
    const lead = leads[k]!;
    const { measures, tallies, column, id } = feature;
    const { element } = options.features[id]!;
    const decided = decide(tallied, base, lead.verdict === "up", options.tolerance, (category) => {
      if (category === second) return lead.verdict === "up";
      const { p } = compareCategories(tallies, column, first, category);
      return p !== null && p <= conventions.fdr;
    });
    return {
      feature: id,
      ...(element !== undefined && { element }),
      ...decided,
      top: base === "hidden" ? null : first,
      second: base === "hidden" ? null : second,
      half: halfOf(feature, context),
      caution: base !== "hidden" && tallied.shares.Q > cautionAbove,
      combination: base === "shown" && tallied.shares[first] - tallied.shares[second] < 0.06,
      shares,
      better: showShare(measures.better, feature, context),
      worse: turned(showShare(measures.worse, feature, context)),
      total: showShare(measures.total, feature, context),
      strength: withheld ? { ...strength, status: "hidden" } : strength,
      lead,
      fong: base === "hidden" || withheld ? null : testFong(tallied),
      even: base === "hidden" || shares.some(({ share }) => share.status === "hidden") ? null : unevenness(tallied),
      ...continuousOf(feature, context),
    };
  });
}

/** How far the largest category is ahead of the next, and its test. */
function strengthOf(feature: Known, first: Category, second: Category, context: KanoContext) {
  const { column, tallies, measures } = feature;
  const measure = {
    ...measures.total,
    id: "kano.strength",
    unit: "share-points",
    statistic: { kind: "balance", column, plus: [codeOfCategory(first)], minus: [codeOfCategory(second)] },
  } as const;
  const compared =
    countsOf(tallies, column).n.length === 0
      ? compareWith(measure.statistic, tallies, 0, { level: context.conventions.level })
      : compareCategories(tallies, column, first, second);
  return { measure, compared, strength: assess(measure, { tallies }, conventionsFor(feature, context)) };
}

/** People who answered one half of the pair only. */
function halfOf({ answered, id, tallies }: Known, { options }: KanoContext): number | null {
  if (!answered) return null;
  const pair = pairsOf(options).find((candidate) => candidate.id === id)!;
  const { values, n } = countsOf(tallies, halfColumn(pair));
  return n[values.indexOf(1)] ?? 0;
}

function continuousOf({ answered, id, tallies }: Known, context: KanoContext): Pick<KanoFeature, "continuous"> {
  const { study, options, conventions } = context;
  if (!options.continuous || !answered) return {};
  const pair = pairsOf(options).find((candidate) => candidate.id === id)!;
  const [functional, dysfunctional] = continuousMeasures(study, pair, options).map((measure) =>
    assess(measure, { tallies }, conventions),
  ) as [Estimate, Estimate];
  return { continuous: { functional, dysfunctional } };
}

/** What a wave before has of it all. */
export interface Before {
  readonly wave: Wave;
  readonly tallies: Tallies;
  readonly link?: TalliesLink;
}
