import { type ColumnSpec, codeOf } from "../../responses/column.ts";
import { estimate } from "../../stats/estimate.ts";
import { joinValues } from "../../stats/join-values.ts";
import { kishOf } from "../../stats/linearised.ts";
import { momentsOfCounts } from "../../stats/moments-of-counts.ts";
import type { Statistic } from "../../stats/statistic.ts";
import { countsOf, keyOf, momentsOf, type Tallies } from "../../stats/tallies.ts";
import type { Question } from "../../study/study.ts";
import type { Context, Group, TablePlan } from "../analysis.ts";
import { statusOf } from "../assess.ts";
import type { Cell, Column, CrosstabsOptions } from "./result.ts";

/** The tallies of a question; where its answers were counted the moments follow from the counts. */
export function withMoments(question: Question, tallies: Tallies): Tallies {
  if (question.type === "number") return tallies;
  const column = codeOf(question.id);
  const counts = countsOf(tallies, column);
  return {
    counts: { [column.id]: counts },
    moments: { [keyOf({ kind: "moments", columns: [column] })]: momentsOfCounts(counts) },
  };
}

export function meanOf(question: Question): Statistic<ColumnSpec> {
  return { kind: "mean", column: codeOf(question.id) };
}

/** The share of a row among all who answered, of tallies that are halved at the row. */
export function inRow(question: Question): Statistic<ColumnSpec> {
  return { kind: "share", column: codeOf(question.id), values: [1] };
}

/** The counts of those in a row (1) and of the others (0): each pair of columns then looks at two numbers, not at all answers. */
export function halved(question: Question, codes: readonly number[], tallies: Tallies): Tallies {
  const column = codeOf(question.id);
  const counts = joinValues(countsOf(tallies, column), [0, 1], (value) => Number(codes.includes(value)));
  return { moments: {}, counts: { [column.id]: counts } };
}

/** A column of a table; the group without a name is everybody. */
export function columnOf(
  question: Question,
  tallies: Tallies,
  plan: TablePlan,
  group: string,
  { conventions }: Context<CrosstabsOptions>,
): Column {
  const { n, weight, weight2 } = momentsOf(tallies, [codeOf(question.id)]);
  const effective = n === 0 ? 0 : kishOf(n, weight, weight2);
  const scale = question.type === "rating" ? question.scale : undefined;
  const isIn = (keys: ReadonlySet<string>) => keys.has(group);
  const hidden = n < conventions.hideBelow || isIn(plan.hidden);
  const cell = (statistic: Statistic, evidence: Tallies, masked: boolean): Cell => {
    if (hidden || masked) return { value: null, low: null, high: null, why: n === 0 ? "no-answers" : "withheld" };
    const { value, low, high, why } = estimate(statistic, evidence, { level: conventions.level });
    // intervals end where the scale does
    const [lowest, highest] = statistic.kind === "mean" && scale ? [scale.from, scale.to] : [low, high];
    return {
      value,
      low: low === null ? null : Math.max(low, lowest!),
      high: high === null ? null : Math.min(high, highest!),
      above: [],
      ...(why && { why }),
    };
  };
  return {
    base: hidden && n > 0 ? null : n,
    effectiveBase: hidden && n > 0 ? null : effective,
    status: hidden ? "hidden" : statusOf(n, effective, conventions),
    ...(question.type !== "choice" && { mean: cell(meanOf(question), tallies, isIn(plan.meansHidden)) }),
    shares: plan.rows.map((codes) => cell(inRow(question), halved(question, codes, tallies), isIn(plan.sharesHidden))),
  };
}

/** How a plan names a group. */
export function groupKey({ segment, value }: Group): string {
  return `${segment}=${value}`;
}
