import { type Factor, factorOf } from "./semidefinite.ts";
import type { NumberColumn, Spread } from "./tallies.ts";

/**
 * How the totals of a sample vary: its rows are drawn in sampling units within strata, and their weights may have been
 * fitted to margins. A row's part in a total z = Σ v x is then v (x − its regression on the margins); the parts are
 * summed to units and squared about the mean of their stratum (Särndal, Swensson & Wretman 1992, 4.2 and 6.6; Deville &
 * Särndal 1992, residual variance). Rows outside a group, or without an answer, are rows with 0: every unit counts.
 */
export interface SamplingPlan {
  /** Per row its unit, numbered from 0; null: each row is a unit of its own. */
  readonly unitOf: Uint32Array | null;
  /** Per unit its stratum, numbered from 0; units of several people are numbered stratum by stratum. */
  readonly stratumOf: Uint32Array;
  /** Per stratum its number of units, at least 2, and (1 − sampled part) n/(n − 1). */
  readonly sizes: Float64Array;
  readonly factors: Float64Array;
  /** null: the weights are taken as fixed. */
  readonly fitted: Fitted | null;
}

/** Weights fitted to margins: the categories of all margins stand side by side as indicator columns. */
export interface Fitted {
  /** Per margin the category of each row, numbered from 0 over all margins. */
  readonly categories: readonly Uint32Array[];
  readonly size: number;
  /** The weights before the fit, null being 1 for all. */
  readonly base: Float64Array | null;
}

/** A plan ready for use: what does not hang on the columns. */
export interface PreparedPlan extends SamplingPlan {
  readonly weights: Float64Array | null;
  readonly margins: {
    readonly fitted: Fitted;
    /** Σ v of each unit by category, units x size; null where units are rows. */
    readonly ofUnits: Float64Array | null;
    /** The same by stratum, strata x size. */
    readonly ofStrata: Float64Array;
    /** The spread of the indicators themselves, size x size. */
    readonly spread: Float64Array;
    readonly gram: Factor;
  } | null;
}

export function preparePlan(plan: SamplingPlan, weights: Float64Array | null): PreparedPlan {
  const { fitted, unitOf, stratumOf, sizes, factors } = plan;
  if (!fitted) return { ...plan, weights, margins: null };
  const { categories, size, base } = fitted;
  const rows = categories[0]!.length;
  const ofUnits = unitOf ? new Float64Array(stratumOf.length * size) : null;
  const ofStrata = new Float64Array(sizes.length * size);
  const spread = new Float64Array(size * size);
  const gram = new Float64Array(size * size);
  for (let row = 0; row < rows; row++) {
    const v = weights ? weights[row]! : 1;
    const w = base ? base[row]! : 1;
    const unit = unitOf ? unitOf[row]! : row;
    const stratum = stratumOf[unit]!;
    for (const codes of categories) {
      const i = codes[row]!;
      ofStrata[stratum * size + i]! += v;
      if (ofUnits) ofUnits[unit * size + i]! += v;
      for (const others of categories) {
        const at = i * size + others[row]!;
        gram[at]! += w;
        if (!ofUnits) spread[at]! += factors[stratum]! * v * v;
      }
    }
  }
  if (ofUnits) {
    for (let unit = 0; unit < stratumOf.length; unit++)
      addSquare(spread, ofUnits, unit, size, factors[stratumOf[unit]!]!);
  }
  for (let stratum = 0; stratum < sizes.length; stratum++)
    addSquare(spread, ofStrata, stratum, size, -factors[stratum]! / sizes[stratum]!);
  return { ...plan, weights, margins: { fitted, ofUnits, ofStrata, spread, gram: factorOf(gram, size) } };
}

/** Adds `times` x the outer square of a row of a table. */
function addSquare(out: Float64Array, table: Float64Array, row: number, size: number, times: number): void {
  for (let i = 0; i < size; i++) {
    const x = times * table[row * size + i]!;
    if (x === 0) continue;
    for (let j = 0; j < size; j++) out[i * size + j]! += x * table[row * size + j]!;
  }
}

/** The spread over 1 and the columns about their shifts, of the rows of a group (null: all) complete in all columns. */
export function momentsSpread(
  plan: PreparedPlan,
  columns: readonly NumberColumn[],
  shift: readonly number[],
  group: Uint32Array | null,
): Spread {
  const gathered = gather(plan, columns.length + 1);
  const x = gathered.values;
  x[0] = 1;
  eachRow(columns[0]!, group, (row) => {
    for (let k = 0; k < columns.length; k++) {
      const value = valueAt(columns[k]!, row);
      if (Number.isNaN(value)) return;
      x[k + 1] = value - shift[k]!;
    }
    gathered.add(row, 0, x.length);
  });
  return gathered.spread();
}

/** The spread over the indicators of a column's values (`cells`: the place of each code's value, −1 for none). */
export function countsSpread(
  plan: PreparedPlan,
  column: Extract<NumberColumn, { kind: "coded" }>,
  { values, cells }: { readonly values: readonly number[]; readonly cells: Int32Array },
  group: Uint32Array | null,
): Spread {
  const gathered = gather(plan, values.length);
  gathered.values.fill(1);
  eachRow(column, group, (row) => {
    const place = cells[column.codes[row]!]!;
    if (place >= 0) gathered.add(row, place, place + 1);
  });
  return gathered.spread();
}

/**
 * The covariance of two groups' totals over 1 and the columns about their shifts, (k + 1) x (k + 1): rows those of `first`;
 * df of both together. In one sample two groups are not independent: they share its units, or a margin.
 */
export function momentsCovariance(
  plan: PreparedPlan,
  columns: readonly NumberColumn[],
  shift: readonly number[],
  first: Uint32Array,
  second: Uint32Array,
): Spread {
  const k = columns.length + 1;
  const gathered = gather(plan, 2 * k);
  [first, second].forEach((group, side) => {
    const start = side * k;
    gathered.values[start] = 1;
    for (const row of group) {
      if (columns.some((column) => Number.isNaN(valueAt(column, row)))) continue;
      columns.forEach((column, j) => {
        gathered.values[start + 1 + j] = valueAt(column, row) - shift[j]!;
      });
      gathered.add(row, start, start + k);
    }
  });
  return offDiagonal(gathered.spread(), k);
}

/** The same over the indicators of a column's values, values x values. */
export function countsCovariance(
  plan: PreparedPlan,
  column: Extract<NumberColumn, { kind: "coded" }>,
  { values, cells }: { readonly values: readonly number[]; readonly cells: Int32Array },
  first: Uint32Array,
  second: Uint32Array,
): Spread {
  const k = values.length;
  const gathered = gather(plan, 2 * k);
  gathered.values.fill(1);
  [first, second].forEach((group, side) => {
    for (const row of group) {
      const place = cells[column.codes[row]!]!;
      if (place >= 0) gathered.add(row, side * k + place, side * k + place + 1);
    }
  });
  return offDiagonal(gathered.spread(), k);
}

function offDiagonal({ matrix, df }: Spread, k: number): Spread {
  return { matrix: Array.from({ length: k * k }, (_, at) => matrix[Math.floor(at / k) * 2 * k + k + (at % k)]!), df };
}

function eachRow(column: NumberColumn, group: Uint32Array | null, visit: (row: number) => void): void {
  if (group) for (const row of group) visit(row);
  else {
    const rows = column.kind === "coded" ? column.codes.length : column.values.length;
    for (let row = 0; row < rows; row++) visit(row);
  }
}

export function valueAt(column: NumberColumn, row: number): number {
  return column.kind === "coded" ? column.lookup[column.codes[row]!]! : column.values[row]!;
}

/**
 * Gathers the rows of a group. `values` holds the row's columns; `add(row, from, to)` takes those from `from` to before
 * `to`, the others being 0.
 */
function gather(plan: PreparedPlan, k: number) {
  const { unitOf, stratumOf, sizes, factors, weights, margins } = plan;
  const values = new Float64Array(k);
  const squares = new Float64Array(k * k);
  const ofStrata = new Float64Array(sizes.length * k);
  const ofUnits = unitOf ? new Float64Array(stratumOf.length * k) : null;
  const met = new Uint8Array(unitOf ? stratumOf.length : 0);
  const rowsOfStrata = new Float64Array(sizes.length);
  const size = margins?.fitted.size ?? 0;
  const withMargins = new Float64Array(k * size);
  const onMargins = new Float64Array(k * size);
  let units = 0;

  function add(row: number, from: number, to: number): void {
    const v = weights ? weights[row]! : 1;
    const unit = unitOf ? unitOf[row]! : row;
    const stratum = stratumOf[unit]!;
    rowsOfStrata[stratum]!++;
    if (!unitOf) units++;
    else if (met[unit] === 0) {
      met[unit] = 1;
      units++;
    }
    const factor = factors[stratum]!;
    for (let i = from; i < to; i++) {
      const x = v * values[i]!;
      ofStrata[stratum * k + i]! += x;
      if (ofUnits) ofUnits[unit * k + i]! += x;
      else for (let j = from; j < to; j++) squares[i * k + j]! += factor * x * v * values[j]!;
    }
    if (!margins) return;
    const w = margins.fitted.base ? margins.fitted.base[row]! : 1;
    for (const codes of margins.fitted.categories) {
      const category = codes[row]!;
      for (let i = from; i < to; i++) {
        onMargins[i * size + category]! += w * values[i]!;
        if (!ofUnits) withMargins[i * size + category]! += factor * v * v * values[i]!;
      }
    }
  }

  /** Σ factor · t (margins of the unit)' over units, then about the means of the strata. */
  function addTable(table: Float64Array, marginsOfTable: Float64Array | undefined, row: number, times: number): void {
    addSquare(squares, table, row, k, times);
    for (let i = 0; marginsOfTable && i < k; i++) {
      const x = times * table[row * k + i]!;
      if (x === 0) continue;
      for (let j = 0; j < size; j++) withMargins[i * size + j]! += x * marginsOfTable[row * size + j]!;
    }
  }

  function spread(): Spread {
    for (let unit = 0; ofUnits && unit < met.length; unit++)
      if (met[unit] === 1) addTable(ofUnits, margins?.ofUnits ?? undefined, unit, factors[stratumOf[unit]!]!);
    for (let stratum = 0; stratum < sizes.length; stratum++)
      addTable(ofStrata, margins?.ofStrata, stratum, -factors[stratum]! / sizes[stratum]!);
    const strata = rowsOfStrata.reduce((count, rows) => count + Number(rows > 0), 0);
    const matrix = margins ? takeFit(squares, withMargins, margins.gram.solve(onMargins, k), margins.spread) : squares;
    return { matrix: Array.from(matrix), df: units - strata };
  }

  return { values, add, spread };
}

/** S − A B' − B A' + B M B': the spread of x less its regression B (k x size) on indicators whose own spread is M. */
function takeFit(squares: Float64Array, cross: Float64Array, fit: Float64Array, own: Float64Array): Float64Array {
  const k = Math.sqrt(squares.length);
  const size = Math.sqrt(own.length);
  const out = Float64Array.from(squares);
  const half = new Float64Array(size);
  for (let i = 0; i < k; i++) {
    for (let a = 0; a < size; a++) {
      let sum = 0;
      for (let b = 0; b < size; b++) sum += fit[i * size + b]! * own[b * size + a]!;
      half[a] = sum;
    }
    for (let j = 0; j < k; j++) {
      let sum = 0;
      for (let a = 0; a < size; a++) {
        sum +=
          half[a]! * fit[j * size + a]! -
          cross[i * size + a]! * fit[j * size + a]! -
          fit[i * size + a]! * cross[j * size + a]!;
      }
      out[i * k + j]! += sum;
    }
  }
  return out;
}
