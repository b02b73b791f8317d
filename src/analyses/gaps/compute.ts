import { momentsOf } from "../../stats/tallies.ts";
import type { Context, Measure, Outcome } from "../analysis.ts";
import { assess, judgeFamily, soundFirst, tryConstant } from "../assess.ts";
import type { Comparison, Estimate, Finding } from "../estimate.ts";
import { dimensionsOf, measures, type Pair, pairsOf, stateCodes } from "./measures.ts";
import type { GapsOptions, GapsResult } from "./result.ts";

export function compute(context: Context<GapsOptions>): Outcome<GapsResult> {
  const { study, options, conventions } = context;
  const { pairs, skipped } = pairsOf(study);
  if (pairs.length === 0) return { kind: "notApplicable", why: { code: "no-pairs" } };
  const all = measures(study, options);
  const assessed = new Map(
    all.map((measure) => [keyOf(measure.id, measure.subject.id), assess(measure, context, conventions)]),
  );
  const pick = (id: string, subject: string) => assessed.get(keyOf(id, subject));
  const need = (id: string, subject: string) => pick(id, subject)!;
  const tested = (id: string) => testAgainstZero(all, id, assessed, context);

  const gapTests = tested("gaps.gap");
  const adequacyTests = tested("gaps.adequacy");
  const superiorityTests = tested("gaps.superiority");
  const dimensionTests = tested("gaps.dimension");
  const zoneOf = (id: string, tests: ReadonlyMap<string, Comparison>, element: string) => {
    const estimate = pick(id, element);
    return estimate ? { estimate, comparison: tests.get(element)! } : undefined;
  };

  const elements = pairs.map((pair) => {
    const { id } = pair.element;
    const gap = need("gaps.gap", id);
    const withZero = pick("gaps.gap_with_zero", id);
    const adequacy = zoneOf("gaps.adequacy", adequacyTests, id);
    const superiority = zoneOf("gaps.superiority", superiorityTests, id);
    return {
      element: id,
      expected: need("gaps.expected", id),
      perceived: need("gaps.perceived", id),
      gap,
      comparison: gapTests.get(id)!,
      ...(options.source_form && { source: negated(gap) }),
      ratio: need("gaps.ratio", id),
      states: stateCodes.map(([state]) => need(`gaps.state.${state}`, id)),
      ...(withZero && { zero: { pairs: (withZero.base ?? 0) - (gap.base ?? 0), gap: withZero } }),
      ...(adequacy && { adequacy }),
      ...(superiority && { superiority }),
      notes: notesOf(pair, context),
    };
  });
  const dimensions = dimensionsOf(pairs).map(([dimension, members]) => {
    const points = pick("gaps.points", dimension);
    const contribution = pick("gaps.contribution", dimension);
    return {
      dimension,
      elements: members.map((pair) => pair.element.id),
      gap: need("gaps.dimension", dimension),
      comparison: dimensionTests.get(dimension)!,
      ...(points && { points }),
      ...(contribution && { contribution }),
    };
  });
  const total = pick("gaps.total", "overall");
  const weighted = pick("gaps.weighted", "overall");
  return {
    kind: "done",
    result: {
      elements: elements.sort((a, b) => soundFirst(a.gap, b.gap) || (a.gap.value ?? 0) - (b.gap.value ?? 0)),
      dimensions,
      ...(total && { total }),
      ...(weighted && { weighted }),
      skipped: skipped.map(({ element, code }) => ({ element, why: { code } })),
    },
  };
}

function keyOf(measure: string, subject: string): string {
  return `${measure} ${subject}`;
}

/** All subjects of one measure against 0: one family of paired tests, by subject. */
function testAgainstZero(
  all: readonly Measure[],
  id: string,
  assessed: ReadonlyMap<string, Estimate>,
  context: Context<GapsOptions>,
): ReadonlyMap<string, Comparison> {
  const family = all.filter((measure) => measure.id === id);
  const trials = family.map((measure) =>
    tryConstant(
      measure,
      { kind: "zero", value: 0 },
      context,
      assessed.get(keyOf(id, measure.subject.id))!,
      context.conventions,
    ),
  );
  const comparisons = judgeFamily(trials, context.conventions);
  return new Map(family.map((measure, k) => [measure.subject.id, comparisons[k]!]));
}

/** The same gap read the other way round, expected − perceived (METHODS 0.1, conflict 2). */
function negated(gap: Estimate): Estimate {
  const turn = (value: number | null) => (value === null ? null : 0 - value);
  return { ...gap, value: turn(gap.value), low: turn(gap.high), high: turn(gap.low) };
}

function notesOf(pair: Pair, context: Context<GapsOptions>): GapsResult["elements"][number]["notes"] {
  const moments = momentsOf(context.tallies, [pair.perceived, pair.expected]);
  const constant = moments.n > 1 && moments.low[1] === moments.high[1];
  return constant ? [{ code: "expectation-constant", slots: { code: moments.low[1]! } }] : [];
}

/** What may be said of the gaps: the largest shown shortfall first, then the others, then what exceeds expectation. */
export function findings(result: GapsResult): readonly Finding[] {
  const claim = (row: GapsResult["elements"][number]): Finding => ({
    id: `gaps.gap.${row.element}`,
    case: row.comparison.verdict === "down" ? "gap-short" : "gap-exceeds",
    measure: "gaps.gap",
    subject: row.gap.subject,
    estimate: row.gap,
    comparison: row.comparison,
    verdict: row.comparison.verdict === "down" ? "worse" : "better",
    ...(row.comparison.size && { size: row.comparison.size }),
    rule: "paired-bh",
    with: { c: row.ratio },
  });
  const short = result.elements.filter((row) => row.comparison.verdict === "down").map(claim);
  const exceeding = result.elements
    .filter((row) => row.comparison.verdict === "up")
    .map(claim)
    .reverse();
  const tested = result.elements.filter((row) => row.comparison.verdict !== "untested").length;
  if (short.length + exceeding.length === 0) {
    const first = result.elements[0]!;
    return [
      {
        id: "gaps.none",
        case: tested > 0 ? "gap-none" : "small-base",
        measure: "gaps.gap",
        subject: { kind: "overall", id: "overall" },
        estimate: first.gap,
        verdict: "none",
        rule: "paired-bh",
      },
    ];
  }
  if (short.length === 0) return exceeding;
  const lead: Finding = {
    ...short[0]!,
    case: "gaps-largest",
    with: { ...short[0]!.with, short: short.length, tested },
  };
  return [lead, ...short.slice(1), ...exceeding];
}
