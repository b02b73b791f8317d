import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import type { Figure } from "../analysis.ts";
import type { Estimate } from "../estimate.ts";
import { cells, endsOf, groupRows, tableOf } from "../rows.ts";
import { cellsOf, dotOf, isCompared, nameOf, rowsTable, said, shareAxis } from "./chart-parts.ts";
import type { IndicatorsResult } from "./result.ts";

export function spendFigure({ spend, rows }: IndicatorsResult): Figure {
  const changeOf = (estimate: Estimate) =>
    rows.find((row) => row.estimate.measure === estimate.measure) ?? { estimate, better: "none" as const };
  return {
    id: "spend",
    caption: { code: "spend" },
    how: "chart.spend.how",
    note: { code: "spend" },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(endsOf(spend), (tick, digits) => say.number(tick, "amount", { digits })),
          groups: groupRows(
            spend.map((estimate) => dotOf(changeOf(estimate), say)),
            say,
          ),
        },
        size,
      ),
    table: rowsTable("spend", spend.map(changeOf)),
  };
}

export function toleranceFigure(
  result: IndicatorsResult,
  { median, stay }: NonNullable<IndicatorsResult["tolerance"]>,
): Figure {
  return {
    id: "price-tolerance",
    caption: said(result, "indicators.tolerance") ?? { code: "price-tolerance" },
    how: "chart.price-tolerance.how",
    note: { code: "price-tolerance" },
    draw: (size, say) =>
      dotRows(
        {
          axis: shareAxis(stay, say),
          groups: groupRows(
            stay.map((row) => ({ ...dotOf(row, say), label: say.label(row.estimate.subject) })),
            say,
          ),
        },
        size,
      ),
    table: tableOf(
      "price-tolerance",
      ["rise", "value", ...(isCompared(stay) ? ["change"] : [])],
      [
        ...stay.map((row) => ({ ...cellsOf(row), rise: cells.subject(row.estimate.subject) })),
        { rise: nameOf(median), value: cells.estimate(median) },
      ],
    ),
  };
}
