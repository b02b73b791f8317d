import type { Context, Measure } from "../analysis.ts";
import { assess, judgeFamily, tryConstant } from "../assess.ts";
import type { Estimate } from "../estimate.ts";
import { statedMeasures } from "./measures.ts";
import type { DriverModel } from "./model.ts";
import type { DriverRow, DriversOptions, DriversResult, StatedRow } from "./result.ts";

/**
 * Stated beside derived importance (METHODS B6). Each axis has its line: a person's own mean over the elements, and an
 * equal share of R². An element lies on a side only where the difference from the line is shown; both axes are one family.
 */
export function setBeside(
  context: Context<DriversOptions>,
  model: DriverModel,
  shares: readonly Measure[],
  rows: readonly DriverRow[],
): DriversResult["stated"] {
  const { study, conventions } = context;
  const stated = statedMeasures(study, model);
  const about = rows.flatMap((row) => {
    const find = (id: string, among: readonly Measure[]) =>
      among.find((measure) => measure.id === id && measure.subject.id === row.element);
    const importance = find("drivers.stated", stated);
    const deviation = find("drivers.stated_deviation", stated);
    const share = find("drivers.share", shares);
    return importance && deviation && share && row.part ? [{ row, importance, deviation, share, part: row.part }] : [];
  });
  if (about.length < 2) return undefined;
  const estimates = about.map(({ importance, deviation }) => ({
    importance: assess(importance, context, conventions),
    deviation: assess(deviation, context, conventions),
  }));
  const line = 1 / rows.length;
  const trials = about.map(({ deviation, share, part }, k) => [
    tryConstant(deviation, { kind: "own-mean", value: 0 }, context, estimates[k]!.deviation, conventions),
    tryConstant(share, { kind: "equal-share", value: line }, context, part.share, conventions),
  ]);
  const judged = judgeFamily(trials.flat(), conventions);
  const result = about.map(({ row, part }, k): StatedRow => {
    const [comparison, shareComparison] = [judged[2 * k]!, judged[2 * k + 1]!];
    return {
      element: row.element,
      ...estimates[k]!,
      rank: placeOf(
        estimates.map(({ importance }) => importance),
        k,
      ),
      comparison,
      share: part.share,
      shareRank: placeOf(
        about.map((other) => other.part.share),
        k,
      ),
      shareComparison,
      class: classOf(comparison.verdict, shareComparison.verdict, row.role),
    };
  });
  const means = estimates.map(({ importance }) => importance.value);
  return { rows: result, equal: means.every((mean) => Math.abs(mean! - means[0]!) < 1e-9) };
}

/** 1 is the largest. */
function placeOf(estimates: readonly Estimate[], k: number): number {
  const own = estimates[k]!.value ?? Number.NEGATIVE_INFINITY;
  return 1 + estimates.filter(({ value }) => (value ?? Number.NEGATIVE_INFINITY) > own).length;
}

function classOf(
  stated: StatedRow["comparison"]["verdict"],
  derived: StatedRow["comparison"]["verdict"],
  role: DriverRow["role"],
): StatedRow["class"] {
  if (stated === "down" && derived === "up" && role === "named") return "hidden";
  if (stated === "up" && derived === "down") return "stated-only";
  if (stated === "up" && derived === "up") return "both-high";
  return stated === "down" && derived === "down" ? "both-low" : "borderline";
}
