import type { ColumnSpec } from "../responses/column.ts";
import type { FitRows } from "../stats/linear-fit.ts";
import { momentsSpread } from "../stats/spread.ts";
import { columnsOf } from "./collect.ts";
import type { Rows } from "./rows.ts";

/** The columns of a model over all rows, with what a covariance of its coefficients needs to know of weights and design. */
export function fitRowsOf(rows: Rows, specs: readonly ColumnSpec[]): FitRows {
  const { plan } = rows;
  return {
    columns: columnsOf(rows, specs),
    weights: rows.weights,
    spread:
      plan &&
      ((columns) =>
        momentsSpread(
          plan,
          columns,
          columns.map(() => 0),
          null,
        ).matrix),
  };
}
