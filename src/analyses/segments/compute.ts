import { type ColumnSpec, everybody } from "../../responses/column.ts";
import { type Ask, countsOf, type Tallies } from "../../stats/tallies.ts";
import { dividersOf } from "../../study/dividers.ts";
import type { Study } from "../../study/study.ts";
import type { ByGroup, Context, Group, Measure, Outcome } from "../analysis.ts";
import { assess, inGroup, judgeFamily, type Trial, tryApart } from "../assess.ts";
import { type Comparison, type Estimate, numberKey } from "../estimate.ts";
import type { SegmentResult, SegmentRow, SegmentsOptions, SegmentsResult } from "./result.ts";

/** Columns are lettered, and compared with each other, while there are letters. */
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** A group's share of all respondents. */
const size: Measure = {
  id: "segments.size",
  subject: { kind: "overall", id: "overall" },
  unit: "share",
  better: "none",
  statistic: { kind: "share", column: everybody, values: [1] },
  bounds: [0, 1],
  questions: [],
};

export function asks(): readonly Ask<ColumnSpec>[] {
  return [{ kind: "counts", column: everybody }];
}

export function byGroup(study: Study, options: SegmentsOptions, all: readonly Measure[]): readonly ByGroup[] {
  const measures = [size, ...shownOf(options, all)];
  return segmentsOf(study, options).map((segment) => ({ segment, measures }));
}

/** Segments as the study names them; the unit only where it is asked for. */
function segmentsOf(study: Study, { segments, unit }: SegmentsOptions): readonly string[] {
  return dividersOf(study)
    .map(({ id }) => id)
    .filter((id) => (id === study.unit?.id ? unit : (segments?.includes(id) ?? true)));
}

function shownOf({ measures }: SegmentsOptions, all: readonly Measure[]): readonly Measure[] {
  const named = (id: string) => !measures || measures.some((name) => id === name || id.startsWith(`${name}.`));
  return all.filter((measure) => !measure.detail && named(measure.id));
}

export function compute(context: Context<SegmentsOptions>): Outcome<SegmentsResult> {
  const { study, options, conventions } = context;
  const chosen = segmentsOf(study, options);
  if (chosen.length === 0) return { kind: "notApplicable", why: { code: "no-segments" } };
  const strange = options.measures?.find(
    (name) => shownOf({ ...options, measures: [name] }, context.measures).length === 0,
  );
  if (strange !== undefined) return { kind: "notApplicable", why: { code: "no-measure", slots: { measure: strange } } };
  const segments = testAll(
    chosen.map((segment) => divide(segment, context)),
    context,
  );
  if (segments.every(({ why }) => why)) return { kind: "notApplicable", why: { code: "one-group" } };
  return { kind: "done", result: { segments, margin: options.margin ?? conventions.sizes[0] } };
}

/** A group with what a measure is of it and of the rest. */
interface Side {
  readonly group: Group;
  readonly name: string;
  readonly estimate: Estimate;
  readonly rest: Estimate;
}

/** A segment with what is asked of its groups. */
interface Divided {
  readonly segment: string;
  readonly values: SegmentResult["values"];
  readonly groups: readonly Group[];
  readonly asked: readonly { readonly measure: Measure; readonly sides: readonly Side[] }[];
}

function divide(segment: string, context: Context<SegmentsOptions>): Divided {
  const groups = context.groups.filter((group) => group.segment === segment);
  const values = groups.map((group, k) => ({
    value: group.value,
    letter: groups.length > letters.length ? String(k + 1) : letters[k]!,
    size: sizeOf(group, context),
  }));
  const asked =
    groups.length < 2
      ? []
      : shownOf(context.options, context.measures)
          .map((measure) => ({ measure, sides: groups.map((group) => sideOf(measure, group, context)) }))
          .filter(({ sides }) => sides.some(({ estimate }) => estimate.base !== 0));
  return { segment, values, groups, asked };
}

/** Every measure of every group, tested: one family is a measure over all segments of the page (METHODS B0 "Many tests"). */
function testAll(divided: readonly Divided[], context: Context<SegmentsOptions>): SegmentResult[] {
  const { conventions } = context;
  const rows = divided.flatMap(({ groups, asked }) => asked.map((row) => ({ ...row, groups })));
  const judge = (trialsOf: (row: (typeof rows)[number]) => readonly Trial[]) =>
    judgeByFamily(
      rows.map((row) => ({ family: row.measure.family ?? row.measure.id, trials: trialsOf(row) })),
      context,
    );
  const rest = judge(({ measure, sides }) =>
    sides.map((own) =>
      tryApart(
        inGroup(measure, own.name),
        { with: { kind: "rest" }, tallies: own.group.rest(), estimate: own.rest, link: own.group.apart(null) },
        { tallies: own.group.tallies, estimate: own.estimate },
        conventions,
      ),
    ),
  );
  const pairs = judge(({ measure, sides, groups }) =>
    groups.length > letters.length ? [] : pairsOf(measure, sides, context),
  );
  let at = 0;
  return divided.map(({ segment, values, groups, asked }): SegmentResult => {
    if (groups.length < 2) return { segment, values, rows: [], why: { code: "one-group" } };
    const first = at;
    at += asked.length;
    return {
      segment,
      values,
      rows: asked.map(
        ({ measure, sides }, m): SegmentRow => ({
          measure: measure.id,
          subject: measure.subject,
          better: measure.better,
          headline: measure.headline ?? false,
          whole: assess(measure, context, conventions),
          cells: sides.map(({ estimate, name }, k) => ({
            estimate,
            rest: rest[first + m]![k]!,
            above: pairs[first + m]!.flatMap((pair) => aboveOf(pair, name)),
          })),
        }),
      ),
    };
  });
}

function sideOf(measure: Measure, group: Group, { conventions, hidden }: Context<SegmentsOptions>): Side {
  const name = `${group.segment}=${group.value}`;
  // what is to be hidden is not tested: neither its verdict nor a letter may tell of it, and it does not count in the family
  const withheld = (estimate: Estimate): Estimate =>
    hidden?.has(numberKey(estimate)) ? { ...estimate, status: "hidden" } : estimate;
  return {
    group,
    name,
    estimate: withheld(assess(inGroup(measure, name), { tallies: group.tallies }, conventions)),
    rest: withheld(assess(measure, { tallies: group.rest() }, conventions)),
  };
}

/** Every two groups of a segment. */
function pairsOf(
  measure: Measure,
  sides: readonly Side[],
  { conventions }: Context<SegmentsOptions>,
): readonly Trial[] {
  return sides.flatMap((own, k) =>
    sides.slice(k + 1).map((other) =>
      tryApart(
        inGroup(measure, own.name),
        {
          with: { kind: "group", id: other.name },
          tallies: other.group.tallies,
          estimate: other.estimate,
          link: own.group.apart(other.group.value),
        },
        { tallies: own.group.tallies, estimate: own.estimate },
        conventions,
      ),
    ),
  );
}

/** The comparison as seen by the group that it finds above another; none for other groups. */
function aboveOf(pair: Comparison, name: string): readonly Comparison[] {
  if (pair.verdict === "up" && pair.subject.group === name) return [pair];
  if (pair.verdict !== "down" || pair.with.id !== name) return [];
  const turned = (value: number | null) => (value === null ? null : 0 - value);
  return [
    {
      ...pair,
      subject: { ...pair.subject, group: name },
      with: { kind: "group", id: pair.subject.group! },
      difference: turned(pair.difference),
      low: turned(pair.high),
      high: turned(pair.low),
      verdict: "up",
    },
  ];
}

/** Verdicts of all trials, those of one family together, in the order given. */
function judgeByFamily(
  rows: readonly { readonly family: string; readonly trials: readonly Trial[] }[],
  { conventions }: Context<SegmentsOptions>,
): readonly (readonly Comparison[])[] {
  const judged = new Map(
    [...new Set(rows.map(({ family }) => family))].map((name) => [
      name,
      judgeFamily(
        rows.flatMap(({ family, trials }) => (family === name ? trials : [])),
        conventions,
      ).values(),
    ]),
  );
  return rows.map(({ family, trials }) => trials.map(() => judged.get(family)!.next().value!));
}

function sizeOf(group: Group, { conventions }: Context<SegmentsOptions>): Estimate {
  const [own, others] = [group.tallies, group.rest()].map((tallies) => countsOf(tallies, everybody));
  const sum = (key: "n" | "weight" | "weight2") =>
    [own!, others!].map((counts) => counts[key].reduce((total, value) => total + value, 0));
  const tallies: Tallies = {
    moments: {},
    counts: { [everybody.id]: { values: [1, 0], n: sum("n"), weight: sum("weight"), weight2: sum("weight2") } },
  };
  return assess(inGroup(size, `${group.segment}=${group.value}`), { tallies }, conventions);
}
