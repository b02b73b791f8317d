/** Factors are small whole numbers: what is this close to 0 is 0. */
const tiny = 1e-9;

/** Kinds of people: each counted once, or each with its factor. */
export type Atoms = ReadonlySet<string> | ReadonlyMap<string, number>;

/** The linear relations among sets, with some of the sets taken out of what is published. */
export interface Relations {
  /** Takes the set of a column out of what is published. */
  take(column: number): void;
  /** Whether the set of a taken column follows from the sets that are still published. */
  gives(column: number): boolean;
  /** Whether the set follows from published sets alone, so that taking it out by itself would not hide it. */
  isFree(column: number): boolean;
  /** Whether some of the `open` (taken sets that follow) would no longer follow without these columns. */
  wouldClose(columns: readonly number[], open: readonly number[]): boolean;
  /** Whether these columns are among those from which one of the `open` follows. */
  touch(columns: readonly number[], open: readonly number[]): boolean;
  copy(): Relations;
}

/** The relations among sets of atoms: every way to add and subtract some of them to nothing. */
export function relationsAmong(sets: readonly Atoms[]): Relations {
  return relationsIn(nullSpace(rowsOf(sets), sets.length), new Map());
}

/**
 * `rows` span the relations. `pivots`: of the taken columns, those that have a row to themselves in which they alone
 * stand with 1; the rows of no column are relations among published sets.
 */
function relationsIn(rows: readonly Float64Array[], pivots: Map<number, Float64Array | null>): Relations {
  const free = new Set(rows);
  for (const row of pivots.values()) if (row) free.delete(row);
  const isFree = (column: number) => [...free].some((row) => Math.abs(row[column]!) > tiny);
  return {
    isFree,
    take(column) {
      if (pivots.has(column)) return;
      const row = [...free].find((candidate) => Math.abs(candidate[column]!) > tiny) ?? null;
      pivots.set(column, row);
      if (row === null) return;
      free.delete(row);
      scale(row, 1 / row[column]!);
      for (const other of rows) if (other !== row) subtract(other, row, other[column]!);
    },
    gives(column) {
      const row = pivots.get(column);
      if (!row) return false;
      for (const other of pivots.keys()) if (other !== column && Math.abs(row[other]!) > tiny) return false;
      return true;
    },
    wouldClose(columns, open) {
      // what relations among published sets say of the columns cannot be kept from anybody
      const known = reduceRows([...free].map((row) => Float64Array.from(columns, (column) => row[column]!)));
      return open.some((column) => {
        const row = pivots.get(column)!;
        const rest = Float64Array.from(columns, (other) => row[other]!);
        for (const [at, part] of known) subtract(rest, part, rest[at]!);
        return rest.some((value) => Math.abs(value) > tiny);
      });
    },
    touch(columns, open) {
      return open.some((column) => columns.some((other) => Math.abs(pivots.get(column)![other]!) > tiny));
    },
    copy() {
      const copies = new Map(rows.map((row) => [row, Float64Array.from(row)]));
      return relationsIn(
        rows.map((row) => copies.get(row)!),
        new Map([...pivots].map(([column, row]) => [column, row && copies.get(row)!])),
      );
    },
  };
}

/** Atoms by set: how often the set counts the atom; equal rows once. */
function rowsOf(sets: readonly Atoms[]): Float64Array[] {
  const rows = new Map<string, Float64Array>();
  sets.forEach((atoms, column) => {
    for (const atom of atoms.keys()) {
      const row = rows.get(atom) ?? new Float64Array(sets.length);
      rows.set(atom, row);
      row[column] = "get" in atoms ? atoms.get(atom)! : 1;
    }
  });
  return [...new Map([...rows.values()].map((row) => [row.join(""), row])).values()];
}

/** Row echelon form, reduced, in place: the rows that are not 0 by their leading column. */
function reduceRows(rows: readonly Float64Array[]): ReadonlyMap<number, Float64Array> {
  const leading = new Map<number, Float64Array>();
  for (const row of rows) {
    for (const [column, known] of leading) subtract(row, known, row[column]!);
    const column = row.findIndex((value) => Math.abs(value) > tiny);
    if (column < 0) continue;
    scale(row, 1 / row[column]!);
    for (const known of leading.values()) subtract(known, row, known[column]!);
    leading.set(column, row);
  }
  return leading;
}

/** A basis of the x with rows · x = 0. */
function nullSpace(rows: readonly Float64Array[], size: number): readonly Float64Array[] {
  const leading = reduceRows(rows);
  const spans: Float64Array[] = [];
  for (let column = 0; column < size; column++) {
    if (leading.has(column)) continue;
    const relation = new Float64Array(size);
    relation[column] = 1;
    for (const [own, row] of leading) relation[own] = -row[column]!;
    spans.push(relation);
  }
  return spans;
}

function scale(row: Float64Array, factor: number): void {
  for (let k = 0; k < row.length; k++) row[k]! *= factor;
}

/** row − factor · from; what rounding leaves of a whole number is dropped. */
function subtract(row: Float64Array, from: Float64Array, factor: number): void {
  if (Math.abs(factor) <= tiny) return;
  for (let k = 0; k < row.length; k++) {
    const left = row[k]! - factor * from[k]!;
    row[k] = Math.abs(left) <= tiny ? 0 : left;
  }
}
