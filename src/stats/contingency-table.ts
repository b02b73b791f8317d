/** A table of answers by group, row by row: people, Σv and Σv² of each cell. */
export interface Contingency {
  readonly rows: number;
  readonly columns: number;
  readonly n: readonly number[];
  readonly weight: readonly number[];
  readonly weight2: readonly number[];
}

/** Row and column sums of the cells. */
export function marginsOf(
  table: Pick<Contingency, "rows" | "columns">,
  cells: readonly number[],
): { readonly rows: readonly number[]; readonly columns: readonly number[] } {
  const rows = new Array<number>(table.rows).fill(0);
  const columns = new Array<number>(table.columns).fill(0);
  cells.forEach((count, cell) => {
    const row = Math.floor(cell / table.columns);
    rows[row] = rows[row]! + count;
    columns[cell % table.columns] = columns[cell % table.columns]! + count;
  });
  return { rows, columns };
}
