import type { ColumnSpec } from "../../responses/column.ts";
import { absoluteIncidence, greyCoefficients, greyGrades, meanScale } from "../../stats/grey.ts";
import { keyOf, type Tallies } from "../../stats/tallies.ts";
import type { Context } from "../analysis.ts";
import type { Subject } from "../estimate.ts";
import { plainEstimate } from "./estimates.ts";
import { meanOf } from "./means.ts";
import type { Indicator } from "./model.ts";
import type { GreyOptions, GreyResult } from "./result.ts";

/** A series needs so many waves. */
const fewestWaves = 3;

/** Elements' series against that of overall satisfaction, over the waves that asked for both; none under three waves. */
export function seriesOf(
  context: Context<GreyOptions>,
  indicators: readonly Indicator[],
  overall: ColumnSpec,
): GreyResult["series"] {
  const waves: readonly Tallies[] = [...context.earlier.map(({ tallies }) => tallies), context.tallies];
  const meanIn = (tallies: Tallies, column: ColumnSpec) => {
    const moments = tallies.moments[keyOf({ kind: "moments", columns: [column] })];
    return moments && moments.n >= context.conventions.hideBelow ? meanOf(moments) : null;
  };
  const reference = waves.map((tallies) => meanIn(tallies, overall));
  const series = indicators.flatMap(({ element, column }) => {
    const own = waves.map((tallies) => meanIn(tallies, column));
    return reference.includes(null) || own.includes(null) ? [] : [{ element, means: own as number[] }];
  });
  if (waves.length < fewestWaves || series.length < 2) return [];
  const against = reference as number[];
  const grades = greyGrades(
    greyCoefficients(
      meanScale(against),
      series.map(({ means }) => meanScale(means)),
      context.options.rho,
    ),
    against.map(() => 1),
  );
  return series
    .map(({ element, means }, k) => {
      const subject: Subject = { kind: "element", id: element.id };
      return {
        element: element.id,
        waves: waves.length,
        incidence: plainEstimate(
          "incidence",
          "coefficient",
          subject,
          absoluteIncidence(against, means),
          context,
          "grey-series",
        ),
        grade: plainEstimate("series_grade", "coefficient", subject, grades[k]!, context, "grey-series"),
      };
    })
    .sort((a, b) => b.incidence.value! - a.incidence.value!);
}
