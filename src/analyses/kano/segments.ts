import { judge } from "../../stats/families.ts";
import { countsOf } from "../../stats/tallies.ts";
import { inGroup, statusOf } from "../assess.ts";
import { type KanoContext, type Known, showShare, turned } from "./compute.ts";
import { compareCategories, type Decided, decide, tallyCategories } from "./decide.ts";
import { testDivision } from "./divide.ts";
import { segmentsOf } from "./measures.ts";
import type { KanoSegment } from "./result.ts";

/**
 * Features by segment: the category in each group, and whether groups divide unlike. All features and segments are one
 * family of tests; the leads within groups are a family of their own. Groups on too small a base, or hidden by disclosure,
 * have no category and are in no test.
 */
export function segmentsFor(known: readonly Known[], context: KanoContext): readonly KanoSegment[] {
  const { study, options, conventions } = context;
  const parts = segmentsOf(study, options).flatMap((segment) => {
    const groups = context.groups.filter((group) => group.segment === segment);
    if (groups.length < 2) return [];
    return known.map((feature) => ({
      segment,
      feature,
      sides: groups.map((group) => sideOf(feature, group, context)),
    }));
  });
  const tests = parts.map(({ segment, feature, sides }) => {
    const open = sides.filter(({ base }) => base === "shown").map(({ counts }) => counts);
    if (open.length < 2) return { p: null, why: { code: "one-group" } };
    const { p, why } = testDivision(open, conventions.level, `${study.id} kano ${feature.id} ${segment}`);
    return { p, ...(why && { why: { code: why } }) };
  });
  const judged = judge(
    tests.map(({ p }) => p),
    conventions.fdr,
  );
  const leads = judge(
    parts.flatMap(({ sides }) => sides.map(({ lead }) => lead)),
    conventions.fdr,
  );
  let at = 0;
  return parts.map(({ segment, feature, sides }, k): KanoSegment => {
    const adjusted = judged.adjusted[k] ?? null;
    return {
      feature: feature.id,
      segment,
      ...tests[k]!,
      adjusted,
      differs: adjusted !== null && adjusted <= conventions.fdr,
      groups: sides.map((side) => {
        const lead = leads.adjusted[at++] ?? null;
        return {
          value: side.value,
          ...side.decide(lead !== null && lead <= conventions.fdr),
          better: side.better,
          worse: turned(side.worse),
        };
      }),
    };
  });
}

function sideOf(feature: Known, group: KanoContext["groups"][number], context: KanoContext) {
  const { conventions, options } = context;
  const { column, measures } = feature;
  const { tallies, value } = group;
  const counts = countsOf(tallies, column);
  const tallied = tallyCategories(counts);
  const name = `${group.segment}=${value}`;
  const [better, worse] = [measures.better, measures.worse].map((measure) =>
    showShare(inGroup(measure, name), feature, context, { tallies }),
  ) as [KanoSegment["groups"][number]["better"], KanoSegment["groups"][number]["worse"]];
  // a group of which nothing is shown has no category either
  const masked = better.status === "hidden" && worse.status === "hidden";
  const base = masked ? "hidden" : statusOf(tallied.n, tallied.effectiveN, conventions);
  const [first, second] = tallied.order as [(typeof tallied.order)[number], (typeof tallied.order)[number]];
  return {
    value,
    counts,
    base,
    better,
    worse,
    lead: base === "shown" ? compareCategories(tallies, column, first, second).p : null,
    decide: (ahead: boolean): Decided =>
      decide(tallied, base, ahead, options.tolerance, (category) => {
        if (category === second) return ahead;
        const { p } = compareCategories(tallies, column, first, category);
        return p !== null && p <= conventions.fdr;
      }),
  };
}
