import { type ColumnSpec, rescaledOf } from "../../responses/column.ts";
import type { Ask } from "../../stats/tallies.ts";
import type { Study } from "../../study/study.ts";
import type { Measure } from "../analysis.ts";
import { modelOf } from "./model.ts";
import type { RegressionOptions } from "./result.ts";

/** R² alone has replicates; coefficients have their covariance from the fit. */
export function measures(study: Study, options: RegressionOptions): readonly Measure[] {
  const model = modelOf(study, options);
  if (!model || model.elements.length === 0) return [];
  return [
    {
      id: "regression.r2",
      subject: { kind: "overall", id: "overall" },
      unit: "share",
      better: "none",
      detail: true,
      bounds: [0, 1],
      questions: [...model.questions, ...model.elements.map(({ performance }) => performance)],
      statistic: {
        kind: "function",
        id: "regression.r2",
        asks: [{ kind: "moments", columns: [model.overall, ...model.columns] }],
        of: (tallies) => model.of(tallies)?.r2 ?? null,
      },
    },
  ];
}

/** Who answered the overall question at all, and how its answers fall on levels. */
export function asks(study: Study, options: RegressionOptions): readonly Ask<ColumnSpec>[] {
  const model = modelOf(study, options);
  if (!model) return [];
  return [
    { kind: "moments", columns: [model.overall] },
    { kind: "moments", columns: [model.overall, ...model.columns] },
    { kind: "counts", column: rescaledOf(model.levels) },
  ];
}
