import { type ColumnSpec, rescaledOf } from "../../responses/column.ts";
import { type EntropyNormalisation, type EntropyWeights, entropyWeights } from "../../stats/entropy.ts";
import { meanOfGroup } from "../../stats/grouped.ts";
import { kishOf } from "../../stats/linearised.ts";
import { type Ask, keyOf, type Moments, momentsOf } from "../../stats/tallies.ts";
import type { Element, Study } from "../../study/study.ts";
import type { ByGroup, Context, Group, Measure, Outcome } from "../analysis.ts";
import { drawnEstimate } from "../assess.ts";
import type { DriversResult } from "../drivers/result.ts";
import { readExperts } from "../element-weights.ts";
import { type Estimate, numberKey, type Subject } from "../estimate.ts";
import type { EntropyOptions, EntropyResult } from "./result.ts";

/** Below this many units entropy hangs on each of them (METHODS B10). */
const fewUnits = 5;

interface Column {
  readonly element: Element;
  readonly spec: ColumnSpec;
}

function columnsOf(study: Study, options: EntropyOptions): readonly Column[] {
  const chosen = options.elements?.map((id) => study.elements.get(id)!) ?? [...study.elements.values()];
  return [...new Set(chosen)].map((element) => ({ element, spec: rescaledOf(element.performance) }));
}

/** The mean score of every element: what the matrix is made of, unit by unit. */
export function measures(study: Study, options: EntropyOptions): readonly Measure[] {
  return columnsOf(study, options).map(({ element, spec }) => ({
    id: "entropy.mean",
    subject: { kind: "element", id: element.id },
    unit: "index",
    better: "higher",
    detail: true,
    bounds: [0, 100],
    statistic: { kind: "mean", column: spec },
    questions: [element.performance],
  }));
}

/** Unit scores are made of these: what may not be shown of a unit may not go into one. */
export function byGroup({ unit }: Study, _: EntropyOptions, all: readonly Measure[]): readonly ByGroup[] {
  return unit ? [{ segment: unit.id, measures: all.filter(({ id }) => id === "entropy.mean") }] : [];
}

export function compute(context: Context<EntropyOptions>): Outcome<EntropyResult> {
  const { study, options, conventions, groups, hidden } = context;
  if (!study.unit) return { kind: "notApplicable", why: { code: "no-unit" } };
  const units = groups.filter(({ segment }) => segment === study.unit!.id);
  const enough = ({ tallies, segment, value }: Group, { element, spec }: Column) => {
    const subject: Subject = { kind: "element", id: element.id, group: `${segment}=${value}` };
    const isHidden = hidden?.has(numberKey({ measure: "entropy.mean", subject })) ?? false;
    return !isHidden && momentsOf(tallies, [spec]).n >= conventions.hideBelow;
  };
  const all = columnsOf(study, options);
  const kept = options.elements
    ? all
    : all.filter((column) => 2 * units.filter((unit) => enough(unit, column)).length > units.length);
  const whole = units.filter((unit) => kept.every((column) => enough(unit, column)));
  if (kept.length < 2) return { kind: "notApplicable", why: { code: "entropy-elements" } };
  if (whole.length < 2) return { kind: "notApplicable", why: { code: "entropy-units" } };

  const found = entropyWeights(
    whole.map((unit) => kept.map(({ spec }) => meanOfMoments(momentsOf(unit.tallies, [spec])))),
    options.normalisation,
  );
  if (!found) return { kind: "notApplicable", why: { code: "entropy-negative" } };
  const draws = replicate(context, kept, whole, options.normalisation);
  const bases = whole.map((unit) => baseOf(unit, kept));
  const base = { n: sum(bases.map(({ n }) => n)), effectiveN: sum(bases.map(({ effectiveN }) => effectiveN)) };
  const estimate = (
    measure: string,
    unit: Estimate["unit"],
    subject: Subject,
    value: number,
    replicates: readonly (number | null)[],
    of = base,
  ) => drawnEstimate({ measure: `entropy.${measure}`, unit, subject }, value, replicates, of, conventions);

  const judged = readExperts(context);
  const first = firstShares(draws, kept.length);
  const elements = kept
    .map(({ element }, k): EntropyResult["elements"][number] => {
      const subject: Subject = { kind: "element", id: element.id };
      const derived = derivedOf(context, element.id);
      const experts = "why" in judged ? undefined : judged.weights.find((row) => row.element === element.id)?.weight;
      return {
        element: element.id,
        entropy: estimate(
          "entropy",
          "ratio",
          subject,
          found.entropy[k]!,
          draws.map((draw) => draw && draw.entropy[k]!),
        ),
        weight: estimate(
          "weight",
          "share",
          subject,
          found.weights[k]!,
          draws.map((draw) => draw && draw.weights[k]!),
        ),
        first: first[k]!,
        ...(derived && { derived }),
        ...(experts && { experts }),
      };
    })
    .sort((a, b) => b.weight.value! - a.weight.value!);
  const rows = whole.map((unit, u): Estimate => {
    const means = kept.map(({ spec }) => meanOfMoments(momentsOf(unit.tallies, [spec])));
    const subject: Subject = { kind: "overall", id: "overall", group: `${study.unit!.id}=${unit.value}` };
    return estimate(
      "unit_score",
      "index",
      subject,
      weighted(found.weights, means),
      draws.map((draw) => draw && weighted(draw.weights, draw.means[u]!)),
      bases[u]!,
    );
  });
  return {
    kind: "done",
    result: {
      normalisation: options.normalisation,
      units: whole.map(({ value }) => value),
      unitsLeftOut: units.filter((unit) => !whole.includes(unit)).map(({ value }) => value),
      few: whole.length < fewUnits,
      flat: found.flat,
      ...(context.results.get("ahp")?.kind === "done" && {
        experts: "why" in judged ? ("refused" as const) : judged.forced ? ("forced" as const) : ("accepted" as const),
      }),
      elements,
      elementsLeftOut: all
        .filter((column) => !kept.includes(column))
        .map(({ element }) => ({ element: element.id, why: { code: "entropy-rarely-rated" } })),
      scored: [{ by: "unit", method: "entropy", rows: rows.sort((a, b) => b.value! - a.value!) }],
    },
  };
}

interface Draw extends EntropyWeights {
  /** By unit, then element. */
  readonly means: readonly (readonly number[])[];
}

/** The same on every draw of the units' customers; null where a unit has nobody left who rated an element. */
function replicate(
  context: Context<EntropyOptions>,
  columns: readonly Column[],
  units: readonly Group[],
  normalisation: EntropyNormalisation,
): readonly (Draw | null)[] {
  const asks = columns.map(({ spec }): Ask<ColumnSpec> => ({ kind: "moments", columns: [spec] }));
  const resampler = context.resampleGroups(context.study.unit!.id, asks);
  const places = units.map(({ value }) => resampler.groups.indexOf(value));
  return Array.from({ length: resampler.draws }, (_, draw): Draw | null => {
    const { moments } = resampler.tallies(draw);
    const tables = asks.map((ask) => moments[keyOf(ask)]!);
    const means = places.map((place) => tables.map((table) => meanOfGroup(table, place)));
    if (means.some((row) => row.some(Number.isNaN))) return null;
    const found = entropyWeights(means, normalisation);
    return found && { ...found, means };
  });
}

/** NaN where nobody answered. */
function meanOfMoments({ shift, sums, weight }: Moments): number {
  return weight > 0 ? shift[0]! + sums[0]! / weight : Number.NaN;
}

/** A unit's score rests on the element that fewest rated. */
function baseOf({ tallies }: Group, columns: readonly Column[]): { readonly n: number; readonly effectiveN: number } {
  const bases = columns.map(({ spec }) => {
    const { n, weight, weight2 } = momentsOf(tallies, [spec]);
    return { n, effectiveN: kishOf(n, weight, weight2) };
  });
  return { n: Math.min(...bases.map(({ n }) => n)), effectiveN: Math.min(...bases.map((base) => base.effectiveN)) };
}

/** In what share of the draws each element has the largest weight. */
function firstShares(draws: readonly (Draw | null)[], elements: number): readonly number[] {
  const counts = new Array<number>(elements).fill(0);
  const made = draws.filter((draw) => draw !== null);
  for (const { weights } of made) counts[weights.indexOf(Math.max(...weights))]!++;
  return counts.map((count) => (made.length === 0 ? 0 : count / made.length));
}

function derivedOf({ results }: Context<EntropyOptions>, element: string): Estimate | undefined {
  const outcome = results.get("drivers");
  if (outcome?.kind !== "done") return undefined;
  return (outcome.result as DriversResult).elements.find((row) => row.element === element)?.part?.share;
}

function weighted(weights: readonly number[], values: readonly number[]): number {
  return weights.reduce((total, weight, k) => total + weight * values[k]!, 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
