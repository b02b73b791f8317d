import type { TalliesLink } from "../../stats/tallies.ts";
import type { Context, Measure, Outcome } from "../analysis.ts";
import { assess, type Evidence, judgeFamily, meaningOf, type Trial, tryWaves } from "../assess.ts";
import type { Comparison, Estimate, Finding } from "../estimate.ts";
import type { Series, TrendOptions, TrendResult } from "./result.ts";

interface WaveEvidence extends Evidence {
  readonly wave: string;
  readonly fieldwork: { readonly from: string; readonly to: string };
  /** People shared with the next wave. */
  readonly link?: TalliesLink;
}

export function compute(context: Context<TrendOptions>): Outcome<TrendResult> {
  if (context.earlier.length === 0) return { kind: "notApplicable", why: { code: "first-wave" } };
  const followed = context.measures.filter((measure) => !measure.detail);
  if (followed.length === 0) return { kind: "notApplicable", why: { code: "nothing-to-follow" } };
  const waves: readonly WaveEvidence[] = [
    ...context.earlier.map(({ wave, tallies, link, resampler }) => ({
      wave: wave.id,
      fieldwork: wave.fieldwork,
      tallies,
      resampler,
      ...(link && { link }),
    })),
    {
      wave: context.wave.id,
      fieldwork: context.wave.fieldwork,
      tallies: context.tallies,
      resampler: context.resampler,
    },
  ];
  const estimates = followed.map((measure) => waves.map((wave) => assess(measure, wave, context.conventions)));
  const comparisons = waves.slice(1).map((_, k) => judgeStep(context, followed, estimates, waves, k + 1));
  const series = followed.map(
    (measure, m): Series => ({
      measure: measure.id,
      subject: measure.subject,
      better: measure.better,
      headline: measure.headline ?? false,
      ...(measure.target !== undefined && { target: measure.target }),
      ...(measure.bounds && { bounds: [...measure.bounds] }),
      points: waves.map((wave, k) => ({
        wave: wave.wave,
        estimate: estimates[m]![k]!,
        ...(k > 0 && { comparison: comparisons[k - 1]![m]! }),
        breaks: k > 0 ? breaksOf(context, measure, wave.wave) : [],
      })),
    }),
  );
  const rows = waves.map((_, k) => Math.max(0, ...estimates.map((row) => row[k]!.base ?? 0)));
  return {
    kind: "done",
    result: {
      waves: waves.map(({ wave, fieldwork }, k) => ({ wave, ...fieldwork, rows: rows[k]! })),
      series,
      panel: comparisons.some((step) => step.some(({ linked }) => linked > 0)),
    },
  };
}

/** Tests of wave k against the wave before: one family per measure over its subjects, unless it names a wider one (METHODS B0 "Many tests"). */
function judgeStep(
  context: Context<TrendOptions>,
  followed: readonly Measure[],
  estimates: readonly (readonly Estimate[])[],
  waves: readonly WaveEvidence[],
  k: number,
): readonly Comparison[] {
  const [before, now] = [waves[k - 1]!, waves[k]!];
  const trials = followed.map((measure, m): Trial => {
    const broken = breaksOf(context, measure, now.wave).length > 0;
    const earlier = { ...before, estimate: estimates[m]![k - 1]! };
    return tryWaves(measure, earlier, { ...now, estimate: estimates[m]![k]! }, context.conventions, broken);
  });
  const judged: Comparison[] = [];
  const familyOf = (measure: Measure) => measure.family ?? measure.id;
  for (const family of new Set(followed.map(familyOf))) {
    const members = trials.flatMap((trial, m) => (familyOf(trial.measure) === family ? [m] : []));
    const verdicts = judgeFamily(
      members.map((m) => trials[m]!),
      context.conventions,
    );
    members.forEach((m, at) => {
      judged[m] = verdicts[at]!;
    });
  }
  return judged;
}

function breaksOf(context: Context<TrendOptions>, measure: Measure, wave: string): string[] {
  return measure.questions.filter((question) => context.study.questions.get(question)?.breaks.has(wave));
}

/** What may be said of the last step: the headline first, then every other shown change, largest first; else that none is shown. */
export function findings(result: TrendResult): readonly Finding[] {
  const claims = result.series.flatMap((series): Finding[] => {
    const last = series.points.at(-1)!;
    const { comparison, estimate } = last;
    if (!comparison) return [];
    const moved = comparison.verdict === "up" || comparison.verdict === "down";
    if (!moved && !series.headline) return [];
    const meaning = moved ? meaningOf(series, comparison) : "none";
    return [
      {
        id: `trend.${series.measure}.${series.subject.id}`,
        case: caseOf(comparison),
        measure: series.measure,
        subject: series.subject,
        estimate,
        comparison,
        verdict: meaning,
        ...(comparison.size && { size: comparison.size }),
        rule: "change-bh",
      },
    ];
  });
  const headline = claims.filter((claim) =>
    result.series.some((series) => series.headline && series.measure === claim.measure),
  );
  const others = claims.filter((claim) => !headline.includes(claim));
  return [...headline, ...others.sort((a, b) => rank(a) - rank(b) || strength(b) - strength(a))];
}

/** What readers look for first: scores, then gaps, then shares and what is derived from them. */
const firstNamed = ["elements.score", "elements.stage", "gaps.gap", "index.top"];

function rank(finding: Finding): number {
  const at = firstNamed.indexOf(finding.measure);
  return at < 0 ? firstNamed.length : at;
}

function caseOf(comparison: Comparison): string {
  if (comparison.verdict === "untested") return comparison.why?.code === "break" ? "change-break" : "change-untested";
  if (comparison.verdict === "none") return "no-change";
  return comparison.size === "negligible" ? "significant-but-small" : comparison.verdict;
}

/** Changes of different units are ordered by their distance from 0 in standard errors. */
function strength(finding: Finding): number {
  const { difference, low, high } = finding.comparison!;
  return difference === null || low === null || high === null || high === low ? 0 : Math.abs(difference) / (high - low);
}
