/**
 * Tallies: the counts and moments that one scan of the answers leaves behind. Every statistic is a pure function of
 * them; nothing after the scan sees a row.
 */

/** Something that names a column of numbers. Two refs with one id are one column. */
export interface ColumnRef {
  readonly id: string;
}

/**
 * A column of numbers, one per row; NaN is missing. `coded` holds an index into a short lookup per row (a rating of
 * a million people is a million bytes), `plain` a number per row.
 */
export type NumberColumn =
  | { readonly kind: "coded"; readonly codes: Uint8Array | Uint16Array | Uint32Array; readonly lookup: Float64Array }
  | { readonly kind: "plain"; readonly values: Float64Array };

/** A tally that a statistic needs. Moments are over the rows that have a value in every named column. */
export type Ask<C extends ColumnRef = ColumnRef> =
  | { readonly kind: "moments"; readonly columns: readonly C[] }
  | { readonly kind: "counts"; readonly column: C };

/**
 * The variance of weighted totals where rows are no simple sample: drawn by strata and sampling units, or with weights
 * fitted to margins. `matrix` is symmetric, row by row; with t the totals of some columns over the sample, c't varies by
 * c'(matrix)c. It stands in place of Σ v² a b · n/(n − 1) wherever a variance is made.
 */
export interface Spread {
  readonly matrix: readonly number[];
  /** Sampling units with an answer − strata with one. */
  readonly df: number;
}

/**
 * Weighted moments of k columns over the rows complete in all of them. v is a row's weight; `2` marks the same sum with
 * v² in place of v (what a linearised variance needs). Matrices are k x k, row by row. Values are taken about `shift`
 * (one number per column, near its middle) so that no variance drowns in rounding.
 */
export interface Moments {
  readonly n: number;
  readonly weight: number;
  readonly weight2: number;
  readonly shift: readonly number[];
  readonly sums: readonly number[];
  readonly sums2: readonly number[];
  readonly products: readonly number[];
  readonly products2: readonly number[];
  /** The lowest and highest value of each column: constancy is asked of the values, never of a variance. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Over 1 and the k columns about their shifts; absent where rows are a simple sample. */
  readonly spread?: Spread;
}

/** How many rows hold each value of a column with few values: rows, Σv, Σv², ordered by value. Missing rows are not counted. */
export interface Counts {
  readonly values: readonly number[];
  readonly n: readonly number[];
  readonly weight: readonly number[];
  readonly weight2: readonly number[];
  /** Over the indicators of the values; absent where rows are a simple sample. */
  readonly spread?: Spread;
}

/** The tallies of one set of rows, by the key of their ask; plain data, so that it can be kept for later waves. */
export interface Tallies {
  readonly moments: Readonly<Record<string, Moments>>;
  readonly counts: Readonly<Record<string, Counts>>;
}

/**
 * What two waves share: cross-sums over the people who answered both (a: earlier wave, b: later wave), so that a
 * difference between waves knows its covariance. n counts those complete in the ask's columns in both waves.
 */
export interface MomentsLink {
  readonly n: number;
  /** Σ v_a v_b */
  readonly weight: number;
  /** Σ v_a v_b x_a, per column, about wave a's shift; likewise b. */
  readonly sumsA: readonly number[];
  readonly sumsB: readonly number[];
  /** Σ v_a v_b x_a x_b, k x k, row = column in wave a. */
  readonly products: readonly number[];
  /** Of two groups of one sample that is no simple one: sampling units with either − strata with either. */
  readonly df?: number;
}

/** People who answered both waves by their pair of values: row = index into valuesA, column = index into valuesB. */
export interface CountsLink {
  readonly valuesA: readonly number[];
  readonly valuesB: readonly number[];
  readonly n: readonly number[];
  /** Σ v_a v_b per cell. */
  readonly weight: readonly number[];
}

export interface TalliesLink {
  readonly moments: Readonly<Record<string, MomentsLink>>;
  readonly counts: Readonly<Record<string, CountsLink>>;
}

/** The key under which an ask's tally is kept. */
export function keyOf(ask: Ask): string {
  return ask.kind === "counts" ? ask.column.id : ask.columns.map((column) => column.id).join(" | ");
}

/** The moments of columns; asking for what was not tallied is a fault of ours, not of the data. */
export function momentsOf(tallies: Tallies, columns: readonly ColumnRef[]): Moments {
  const key = keyOf({ kind: "moments", columns });
  const found = tallies.moments[key];
  if (!found) throw new Error(`The moments of "${key}" were not tallied.`);
  return found;
}

export function countsOf(tallies: Tallies, column: ColumnRef): Counts {
  const found = tallies.counts[column.id];
  if (!found) throw new Error(`The counts of "${column.id}" were not tallied.`);
  return found;
}

/** The weighted mean of one column over its own valid rows; null where there is none. */
export function meanOf(tallies: Tallies, column: ColumnRef): number | null {
  const moments = momentsOf(tallies, [column]);
  return moments.weight > 0 ? moments.shift[0]! + moments.sums[0]! / moments.weight : null;
}
