import { type Contingency, marginsOf } from "./contingency-table.ts";
import { logFactorial } from "./log-factorials.ts";

/** Tables that are looked at before the exact test is given up. */
const mostTables = 200_000;

/**
 * Fisher's exact p of a table with any number of rows and columns (Freeman & Halton 1951): the chance, margins kept, of
 * every table at most as likely as this one. Tables are listed column by column; null where there are too many.
 */
export function exactP(table: Pick<Contingency, "rows" | "columns" | "n">): number | null {
  const margins = marginsOf(table, table.n);
  const logOf = (cells: readonly number[]) => cells.reduce((sum, count) => sum + logFactorial(count), 0);
  const n = margins.rows.reduce((sum, row) => sum + row, 0);
  const fixed = logOf(margins.rows) + logOf(margins.columns) - logFactorial(n);
  // Tables that are equally likely differ by rounding alone.
  const bound = fixed - logOf(table.n) + 1e-7;
  const left = [...margins.rows];
  let tables = 0;
  let rare = 0;

  /** Deals the `rest` of a column to the rows from `row` on, every way there is; false once there are too many tables. */
  function deal(column: number, row: number, rest: number, log: number): boolean {
    if (column === table.columns - 1) {
      // the last column takes what the rows have left
      if (++tables > mostTables) return false;
      const whole = log - logOf(left);
      if (whole <= bound) rare += Math.exp(whole);
      return true;
    }
    const lastRow = row === left.length - 1;
    const least = lastRow ? rest : 0;
    for (let count = Math.min(rest, left[row]!); count >= least; count--) {
      left[row]! -= count;
      const next = log - logFactorial(count);
      const within = lastRow
        ? deal(column + 1, 0, margins.columns[column + 1]!, next)
        : deal(column, row + 1, rest - count, next);
      left[row]! += count;
      if (!within) return false;
    }
    return true;
  }

  return deal(0, 0, margins.columns[0]!, fixed) ? Math.min(1, rare) : null;
}
