import { spreadOf } from "../stats/bootstrap.ts";
import { compare, compareWith, intervalAt } from "../stats/compare.ts";
import { estimate } from "../stats/estimate.ts";
import { judge } from "../stats/families.ts";
import { percentileInterval } from "../stats/intervals.ts";
import type { Compared, Estimated, Resampler } from "../stats/statistic.ts";
import type { Tallies, TalliesLink } from "../stats/tallies.ts";
import type { Conventions } from "../study/study.ts";
import type { Measure } from "./analysis.ts";
import type { Comparison, Estimate, Unit } from "./estimate.ts";

/** Tallies of one set of respondents, with the means to draw them again. */
export interface Evidence {
  readonly tallies: Tallies;
  readonly resampler?: Resampler;
}

/**
 * The status that a base gives a figure (METHODS B0 "Base rules"): hidden goes by the people asked, caution by the
 * smaller of people and effective base.
 */
export function statusOf(base: number, effectiveBase: number, conventions: Conventions): Estimate["status"] {
  if (base < conventions.hideBelow) return "hidden";
  return Math.min(base, effectiveBase) < conventions.cautionBelow ? "indicative" : "shown";
}

/** For sorting: estimates on a sound base, then indicative ones, then what is hidden. Ties keep the study's order. */
export function soundFirst(a: Estimate, b: Estimate): number {
  const rank = { shown: 0, indicative: 1, hidden: 2 };
  return rank[a.status] - rank[b.status];
}

/** The estimate of a measure: value and interval with unit, base and status. Intervals are cut at the ends of the scale. */
export function assess(measure: Measure, evidence: Evidence, conventions: Conventions): Estimate {
  const { level } = conventions;
  const found = estimate(measure.statistic, evidence.tallies, {
    level,
    ...(evidence.resampler && { resampler: evidence.resampler }),
  });
  return toEstimate(measure, found, conventions);
}

function toEstimate(measure: Measure, found: Estimated, conventions: Conventions): Estimate {
  const [lowest, highest] = measure.bounds ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return {
    value: found.value,
    low: found.low === null ? null : Math.max(lowest, found.low),
    high: found.high === null ? null : Math.min(highest, found.high),
    level: conventions.level,
    method: found.method,
    base: found.n,
    effectiveBase: found.effectiveN,
    ...(found.cases !== undefined && { cases: found.cases }),
    unit: measure.unit,
    measure: measure.id,
    subject: measure.subject,
    status: cellTooSmall(measure, found, conventions) ? "hidden" : statusOf(found.n, found.effectiveN, conventions),
    ...(found.why && { why: { code: found.why } }),
  };
}

/**
 * A number that is no measure, with the percentile interval of its replicates; null is a draw that could not be computed.
 * `method`: what the replicates are, new samples or dealings of the same answers into halves.
 */
export function drawnEstimate(
  about: Pick<Estimate, "measure" | "unit" | "subject">,
  value: number,
  replicates: readonly (number | null)[],
  base: { readonly n: number; readonly effectiveN: number },
  conventions: Conventions,
  method: "bootstrap" | "held-out" = "bootstrap",
): Estimate {
  const spread = spreadOf(replicates);
  const interval =
    typeof spread === "string"
      ? { low: null, high: null, method: "none" as const, why: { code: spread } }
      : { ...percentileInterval(spread.values, conventions.level), method };
  return {
    value,
    ...interval,
    level: conventions.level,
    base: base.n,
    effectiveBase: base.effectiveN,
    ...about,
    status: statusOf(base.n, base.effectiveN, conventions),
  };
}

/**
 * Whether a share, or a side of a balance, stands on so few people that the count itself could name them (METHODS B0
 * "Disclosure control"; 0 is shown). A blank says nothing about a person, so the count of blanks is no such cell.
 */
export function cellTooSmall(
  measure: Measure,
  found: Pick<Estimated, "cases" | "sides">,
  conventions: Conventions,
): boolean {
  const { statistic } = measure;
  const isSmall = (cases: number) => cases > 0 && cases < conventions.cellBelow;
  if (statistic.kind === "balance" && found.sides) return isSmall(found.sides.plus) || isSmall(found.sides.minus);
  if (statistic.kind !== "share" || found.cases === undefined) return false;
  if (statistic.column.kind === "status" && statistic.values.every((value) => value === 1)) return false;
  return isSmall(found.cases);
}

/** What a verdict needs to know of the number that it is about. */
export type Judged = Pick<Measure, "id" | "subject" | "unit" | "bounds">;

/** One planned test: a measure against a constant, or later against earlier evidence. */
export interface Trial<M extends Judged = Measure> {
  readonly measure: M;
  readonly with: Comparison["with"];
  readonly compared: Compared;
  /** False where a base is too small for a verdict or a break lies between: shown untested, not in the family. */
  readonly testable: boolean;
  readonly why?: string;
}

export function tryConstant(
  measure: Measure,
  against: { readonly kind: "target" | "own-mean" | "zero" | "equal-share" | "line"; readonly value: number },
  evidence: Evidence,
  own: Estimate,
  conventions: Conventions,
): Trial {
  const options = { level: conventions.level, ...(evidence.resampler && { resampler: evidence.resampler }) };
  const compared = compareWith(measure.statistic, evidence.tallies, against.value, options);
  const testable = own.status === "shown" && compared.p !== null;
  return { measure, with: against, compared, testable, ...(!testable && { why: untestedBecause(compared, [own]) }) };
}

export function tryWaves(
  measure: Measure,
  earlier: Evidence & { readonly wave: string; readonly estimate: Estimate; readonly link?: TalliesLink },
  later: Evidence & { readonly estimate: Estimate },
  conventions: Conventions,
  broken: boolean,
): Trial {
  const resamplers: [Resampler, Resampler] | undefined =
    earlier.resampler && later.resampler ? [earlier.resampler, later.resampler] : undefined;
  const compared = compare(measure.statistic, earlier.tallies, later.tallies, {
    level: conventions.level,
    ...(earlier.link && { link: earlier.link }),
    ...(resamplers && { resamplers }),
  });
  const bases = [earlier.estimate, later.estimate];
  const testable = !broken && bases.every((base) => base.status === "shown") && compared.p !== null;
  const why = broken ? "break" : untestedBecause(compared, bases);
  return { measure, with: { kind: "wave", id: earlier.wave }, compared, testable, ...(!testable && { why }) };
}

/** The same measure of the respondents of one group alone, `<segment>=<value>`. */
export function inGroup(measure: Measure, group: string): Measure {
  return { ...measure, subject: { ...measure.subject, group } };
}

/** own − others: two sets of different people, such as a group and the rest, or a group and another. */
export function tryApart(
  measure: Measure,
  others: Evidence & {
    readonly with: Comparison["with"];
    readonly estimate: Estimate;
    /** How the two go together, where one sample holds both and its rows are no simple sample. */
    readonly link?: TalliesLink | null;
  },
  own: Evidence & { readonly estimate: Estimate },
  conventions: Conventions,
): Trial {
  const compared = compare(measure.statistic, others.tallies, own.tallies, {
    level: conventions.level,
    ...(others.link && { link: others.link }),
  });
  const bases = [others.estimate, own.estimate];
  const testable = bases.every((base) => base.status === "shown") && compared.p !== null;
  return {
    measure,
    with: others.with,
    compared,
    testable,
    ...(!testable && { why: untestedBecause(compared, bases) }),
  };
}

function untestedBecause(compared: Compared, bases: readonly Estimate[]): string {
  if (bases.some((base) => base.status === "hidden")) return "base-too-small";
  if (bases.some((base) => base.status === "indicative")) return "base-indicative";
  return compared.why ?? "not-testable";
}

/**
 * Verdicts of one family of tests: Benjamini-Hochberg within the family, each interval at the level that goes with the
 * verdicts (METHODS B0 "Differences", "Many tests"). The order of trials is kept.
 */
export function judgeFamily(trials: readonly Trial<Judged>[], conventions: Conventions): readonly Comparison[] {
  const verdicts = judge(
    trials.map((trial) => (trial.testable ? trial.compared.p : null)),
    conventions.fdr,
  );
  return trials.map((trial, k) => {
    const { measure, compared } = trial;
    const adjusted = verdicts.adjusted[k] ?? null;
    const level = trial.testable ? verdicts.level : conventions.level;
    const { low, high } = intervalAt(compared, level);
    const up = (compared.difference ?? 0) > 0;
    const rejected = adjusted !== null && adjusted <= conventions.fdr;
    const size = sizeOf(measure, compared.difference, conventions);
    return {
      measure: measure.id,
      subject: measure.subject,
      with: trial.with,
      difference: compared.difference,
      low,
      high,
      level,
      p: compared.p,
      adjusted,
      family: verdicts.tests,
      test: compared.method,
      linked: compared.linked,
      unit: differenceUnit[measure.unit],
      verdict: trial.testable ? (rejected ? (up ? "up" : "down") : "none") : "untested",
      ...(size && { size }),
      ...(trial.why && { why: { code: trial.why } }),
    };
  });
}

const differenceUnit: Readonly<Record<Unit, Unit>> = {
  index: "points",
  points: "points",
  share: "share-points",
  "share-points": "share-points",
  ratio: "ratio-points",
  "ratio-points": "ratio-points",
  net: "net",
  amount: "amount-points",
  "amount-points": "amount-points",
  "per-thousand": "per-thousand",
  coefficient: "coefficient",
  rank: "rank",
  code: "gap",
  gap: "gap-points",
  "gap-points": "gap-points",
};

const sized: ReadonlySet<Unit> = new Set(["index", "points", "code", "gap"]);

/** The size word of a difference in percent of the scale's length (METHODS D2); none for shares, ratios and amounts. */
function sizeOf(
  measure: Pick<Measure, "unit" | "bounds">,
  difference: number | null,
  conventions: Conventions,
): Comparison["size"] {
  if (difference === null || !sized.has(measure.unit)) return undefined;
  const [lowest, highest] = measure.bounds ?? [0, 100];
  // a difference of two answers runs from minus to plus the scale's length
  const length = lowest === -highest ? highest : highest - lowest;
  const points = (100 * Math.abs(difference)) / length;
  const [small, moderate, large] = conventions.sizes;
  if (points < small) return "negligible";
  if (points < moderate) return "small";
  return points < large ? "moderate" : "large";
}

/** What a change means: `better`, `worse`, or `none` where nothing is shown or no direction is good. */
export function meaningOf(measure: Pick<Measure, "better">, comparison: Comparison): "better" | "worse" | "none" {
  if (measure.better === "none" || (comparison.verdict !== "up" && comparison.verdict !== "down")) return "none";
  return (comparison.verdict === "up") === (measure.better === "higher") ? "better" : "worse";
}

/**
 * Met if the lower bound reaches the target, missed if the upper bound stays below it, else open (METHODS D2). Where low
 * numbers are wanted the other way round: met if the upper bound does not pass the target, missed if the lower bound does.
 */
export function targetVerdict(
  estimate: Estimate,
  target: number,
  wanted: "high" | "low" = "high",
): "met" | "missed" | "open" | "untested" {
  if (estimate.status !== "shown" || estimate.low === null || estimate.high === null) return "untested";
  if (wanted === "low") {
    if (estimate.high <= target) return "met";
    return estimate.low > target ? "missed" : "open";
  }
  if (estimate.low >= target) return "met";
  return estimate.high < target ? "missed" : "open";
}
