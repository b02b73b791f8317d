import { type ColumnSpec, rescaledOf } from "../../responses/column.ts";
import { analyseOneWay, groupMomentsOf, type OneWay } from "../../stats/one-way.ts";
import { type Ask, momentsOf } from "../../stats/tallies.ts";
import type { Study } from "../../study/study.ts";
import type { Context, Measure } from "../analysis.ts";
import { judgeFamily, type Trial } from "../assess.ts";
import type { Estimate } from "../estimate.ts";
import { overallColumn, overallSubject } from "./measures.ts";
import type { RollupsOptions, RollupsResult } from "./result.ts";

/** A score whose evenness between branches is asked for. */
interface Judged {
  readonly subject: Measure["subject"];
  readonly column: ColumnSpec;
  readonly questions: readonly string[];
}

function judgedOf(study: Study, options: RollupsOptions): readonly Judged[] {
  const elements = [...study.elements.values()];
  if (!study.unit || elements.length < 2) return [];
  return [
    {
      subject: overallSubject,
      column: overallColumn(study, options),
      questions: elements.map(({ performance }) => performance),
    },
    ...elements.map(({ id, performance }) => ({
      subject: { kind: "element", id } as const,
      column: rescaledOf(performance),
      questions: [performance],
    })),
  ];
}

/** Moments by branch of everything that is judged. */
export function consistencyAsks(study: Study, options: RollupsOptions): readonly Ask<ColumnSpec>[] {
  return judgedOf(study, options).map(({ column }) => ({ kind: "moments", columns: [column] }));
}

/**
 * How even the service is from branch to branch (METHODS A15, B19): ICC(1) with its interval, standard deviations within and
 * between, and the F test that branches differ at all, adjusted within the elements; the overall score is a family of one.
 */
export function consistencyOf({
  study,
  options,
  groups,
  conventions,
}: Context<RollupsOptions>): RollupsResult["consistency"] {
  const branches = groups.filter(({ segment }) => segment === study.unit?.id);
  const found = judgedOf(study, options).flatMap((judged) => {
    const moments = branches.map(({ tallies }) => groupMomentsOf(momentsOf(tallies, [judged.column])));
    const oneWay = analyseOneWay(moments, conventions.level);
    return oneWay ? [{ judged, oneWay }] : [];
  });
  const trials = found.map(({ judged, oneWay }) => trialOf(judged, oneWay, conventions.cautionBelow));
  const isOverall = (k: number) => found[k]!.judged.subject.kind === "overall";
  const comparisons = [
    ...judgeFamily(
      trials.filter((_, k) => isOverall(k)),
      conventions,
    ),
    ...judgeFamily(
      trials.filter((_, k) => !isOverall(k)),
      conventions,
    ),
  ];
  const rows = found.map(({ judged, oneWay }, k): RollupsResult["consistency"][number] => {
    const number = (
      name: string,
      unit: Estimate["unit"],
      of: Pick<Estimate, "value" | "low" | "high"> & { why?: Estimate["why"] },
    ) =>
      ({
        ...of,
        level: conventions.level,
        method: of.low === null ? "none" : "f",
        base: oneWay.n,
        effectiveBase: oneWay.n,
        unit,
        measure: `rollups.${name}`,
        subject: judged.subject,
        status: oneWay.n < conventions.cautionBelow ? "indicative" : "shown",
      }) satisfies Estimate;
    return {
      branches: oneWay.groups,
      icc: number("icc", "coefficient", oneWay.icc),
      within: number("within", "index", oneWay.within),
      between: number("between", "index", {
        value: oneWay.between,
        low: null,
        high: null,
        why: { code: "see-icc" },
      }),
      f: oneWay.f,
      df: [...oneWay.df],
      onZero: comparisons[k]!,
    };
  });
  const [overall, ...elements] = rows;
  return overall ? [overall, ...elements.sort((a, b) => b.icc.value! - a.icc.value!)] : [];
}

function trialOf({ subject, column, questions }: Judged, { icc, p, n }: OneWay, cautionBelow: number): Trial {
  const measure: Measure = {
    id: "rollups.icc",
    subject,
    unit: "coefficient",
    better: "lower",
    statistic: { kind: "mean", column },
    questions,
  };
  const testable = n >= cautionBelow;
  return {
    measure,
    with: { kind: "zero", value: 0 },
    compared: {
      difference: icc.value,
      low: null,
      high: null,
      se: null,
      df: null,
      p,
      method: "f",
      linked: 0,
      basis: { kind: "none" },
    },
    testable,
    why: testable ? "see-icc" : "base-indicative",
  };
}
