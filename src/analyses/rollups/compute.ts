import { statusOf } from "../../responses/column.ts";
import type { Context, Measure, Outcome } from "../analysis.ts";
import { assess, judgeFamily, soundFirst, tryConstant } from "../assess.ts";
import type { Estimate } from "../estimate.ts";
import { consistencyOf } from "./consistency.ts";
import { type Part, partsOf, rolledTags } from "./groups.ts";
import { measures, overallSubject, stepsOf } from "./measures.ts";
import type { RollupsOptions, RollupsResult } from "./result.ts";

export function compute(context: Context<RollupsOptions>): Outcome<RollupsResult> {
  const { study, options, conventions } = context;
  const all = measures(study, options);
  const measureOf = (id: string, subject: string) =>
    all.find((measure) => measure.id === id && measure.subject.id === subject)!;
  const estimateOf = (id: string, subject: string) => assess(measureOf(id, subject), context, conventions);
  const tags = rolledTags.flatMap((tag) => {
    const parts = partsOf(study, tag, options);
    return parts.length === 0 ? [] : [tagResult(tag, parts)];
  });
  if (tags.length === 0) return { kind: "notApplicable", why: { code: "no-tags" } };

  function tagResult(tag: (typeof rolledTags)[number], parts: readonly Part[]): RollupsResult["tags"][number] {
    const deviations = parts.map(({ part }) => estimateOf(`rollups.deviation.${tag}`, part));
    const ownMeans = onConstant(
      parts.map(({ part }) => measureOf(`rollups.deviation.${tag}`, part)),
      deviations,
      "own-mean",
    );
    const rows = parts.map(({ part, elements }, k) => ({
      part,
      elements: elements.map(({ id }) => id),
      score: estimateOf(`rollups.${tag}`, part),
      deviation: deviations[k]!,
      ownMean: ownMeans[k]!,
      ...(tag === "attribute" && { dontKnow: dontKnowOf(part, elements) }),
    }));
    if (tag !== "vertical")
      rows.sort((a, b) => soundFirst(a.score, b.score) || (b.score.value ?? -1) - (a.score.value ?? -1));
    return { tag, parts: rows };
  }

  function onConstant(tested: readonly Measure[], own: readonly Estimate[], kind: "own-mean" | "zero") {
    return judgeFamily(
      tested.map((measure, k) => tryConstant(measure, { kind, value: 0 }, context, own[k]!, conventions)),
      conventions,
    );
  }

  /** Hidden where the count of an element of the kind is: the rate over all would give it away. */
  function dontKnowOf(part: string, elements: Part["elements"]): Estimate {
    const rate = estimateOf("rollups.dont_know", part);
    const small = elements.some(({ performance }) => {
      const statistic = { kind: "share", column: statusOf(performance), values: [2], among: [0, 1, 2] } as const;
      const own: Measure = {
        id: rate.measure,
        subject: rate.subject,
        unit: "share",
        better: "none",
        statistic,
        questions: [],
      };
      return assess(own, context, conventions).status === "hidden";
    });
    return small ? { ...rate, status: "hidden" } : rate;
  }

  const steps = stepsOf(study, options);
  const differences = steps.map(([from]) => estimateOf("rollups.step", from.part));
  const onZero = onConstant(
    steps.map(([from]) => measureOf("rollups.step", from.part)),
    differences,
    "zero",
  );
  const gap = all.find(({ id }) => id === "rollups.quality_gap");
  const quality = gap && assess(gap, context, conventions);
  return {
    kind: "done",
    result: {
      tags,
      ...(all.some(({ id }) => id === "rollups.overall") && {
        overall: estimateOf("rollups.overall", overallSubject.id),
      }),
      steps: steps.map(([from, to], k) => ({
        from: from.part,
        to: to.part,
        difference: differences[k]!,
        onZero: onZero[k]!,
      })),
      ...(gap && quality && { quality: { difference: quality, onZero: onConstant([gap], [quality], "zero")[0]! } }),
      ...crossOf(context, all),
      areas: areasOf(context, all),
      consistency: consistencyOf(context),
    },
  };
}

function crossOf(context: Context<RollupsOptions>, all: readonly Measure[]): Pick<RollupsResult, "cross"> {
  const cells = all.filter(({ id }) => id === "rollups.cross");
  if (cells.length === 0) return {};
  const { study, options, conventions } = context;
  return {
    cross: {
      rows: partsOf(study, "horizontal", options).map(({ part }) => part),
      columns: partsOf(study, "vertical", options).map(({ part }) => part),
      cells: cells.map((measure) => {
        const [row, column] = measure.subject.id.split(" ") as [string, string];
        return { row, column, score: assess(measure, context, conventions) };
      }),
    },
  };
}

/** The areas that ought to be covered, each with the elements that do. */
function areasOf(context: Context<RollupsOptions>, all: readonly Measure[]): RollupsResult["areas"] {
  const { study, options, conventions } = context;
  const planned = options.areas;
  if (!planned) return [];
  const elements = [...study.elements.values()];
  return (["people", "hardware", "software"] as const)
    .filter((corner) => planned[corner].length > 0)
    .map((corner) => {
      const areas = planned[corner].map((area) => {
        const measure = all.find(({ id, subject }) => id === "rollups.area" && subject.id === area);
        return {
          area,
          elements: elements.filter(({ tags }) => tags.area === area).map(({ id }) => id),
          ...(measure && { score: assess(measure, context, conventions) }),
        };
      });
      return { corner, covered: areas.filter((area) => area.elements.length > 0).length, of: areas.length, areas };
    });
}
