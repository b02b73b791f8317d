import type { Ask, ColumnRef, Tallies } from "./tallies.ts";

/**
 * A statistic declared as data, so that one estimator gives its value, variance and interval, and one comparison tests
 * it between waves, groups or competitors, whatever method asked for it.
 *
 * - `mean`: weighted mean of a column. t interval, linearised variance.
 * - `share`: weighted share of the rows whose value is in `values`, among those whose value is in `among` (default: all
 *   that have a value). Wilson interval.
 * - `balance`: weighted share of `plus` − share of `minus` among all that have a value, −1 to 1 (net promoters, net
 *   praise). Normal interval, adjusted where few are asked or stand on a side.
 * - `ratio`: mean(numerator) / mean(denominator) over the rows complete in both. Delta-method interval.
 * - `function`: a smooth function of tallies; percentile bootstrap interval. null = cannot be computed.
 */
export type Statistic<C extends ColumnRef = ColumnRef> =
  | { readonly kind: "mean"; readonly column: C }
  | {
      readonly kind: "share";
      readonly column: C;
      readonly values: readonly number[];
      readonly among?: readonly number[];
    }
  | {
      readonly kind: "balance";
      readonly column: C;
      readonly plus: readonly number[];
      readonly minus: readonly number[];
    }
  | { readonly kind: "ratio"; readonly numerator: C; readonly denominator: C }
  | {
      readonly kind: "function";
      /** Names what is computed: two functions with one id are one, and their replicates are made once. */
      readonly id: string;
      readonly asks: readonly Ask<C>[];
      readonly of: (tallies: Tallies) => number | null;
    };

/** The tallies that a statistic reads. */
export function asksOf<C extends ColumnRef>(statistic: Statistic<C>): readonly Ask<C>[] {
  switch (statistic.kind) {
    case "mean":
      return [{ kind: "moments", columns: [statistic.column] }];
    case "share":
    case "balance":
      return [{ kind: "counts", column: statistic.column }];
    case "ratio":
      return [{ kind: "moments", columns: [statistic.numerator, statistic.denominator] }];
    case "function":
      return statistic.asks;
  }
}

/** How an interval was made; printed with it. */
export type IntervalMethod = "t" | "wilson" | "wald" | "adjusted-wald" | "delta" | "bootstrap" | "none";

/** An estimate as numbers, before anybody decides what may be shown. Shares are 0-1. */
export interface Estimated {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly se: number | null;
  readonly df: number | null;
  readonly method: IntervalMethod;
  /** Rows in the denominator, unweighted, and their effective number (Kish or by linearisation). */
  readonly n: number;
  readonly effectiveN: number;
  /** Rows in the numerator of a share. */
  readonly cases?: number;
  /** Rows on either side of a balance. */
  readonly sides?: { readonly plus: number; readonly minus: number };
  /** Why value or interval is missing: `no-answers`, `one-answer`, `one-unit`, `constant`, `zero-denominator`, `not-computable`, `no-replicates`, `unstable`. */
  readonly why?: string;
}

/**
 * What the interval of a difference is made from, so that a family of tests can reprint it at its own level: plain data.
 * df null: normal. `n` of a share is its effective number; `correlation` that of the two shares of the same people.
 * `wald`: normal about a centre, which an adjustment moves away from the difference. `bootstrap` holds the replicates of the difference, ascending.
 */
export type IntervalBasis =
  | { readonly kind: "t"; readonly se: number; readonly df: number | null }
  | { readonly kind: "newcombe"; readonly earlier: ShareOf; readonly later: ShareOf; readonly correlation: number }
  | { readonly kind: "wald"; readonly centre: number; readonly se: number }
  | { readonly kind: "wilson"; readonly own: ShareOf; readonly constant: number }
  | { readonly kind: "bootstrap"; readonly differences: Float64Array }
  | { readonly kind: "none" };

export interface ShareOf {
  readonly share: number;
  readonly n: number;
}

/** later − earlier, or own − constant, with its test. `linked` = people in both, taken as pairs. */
export interface Compared {
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly se: number | null;
  readonly df: number | null;
  readonly p: number | null;
  readonly method:
    | "welch"
    | "paired"
    | "linked"
    | "two-proportions"
    | "fisher"
    | "mcnemar"
    | "f"
    | "z"
    | "one-sample"
    | "bootstrap"
    | "permutation"
    | "binomial"
    | "none";
  readonly linked: number;
  readonly basis: IntervalBasis;
  /** Why there is no difference or no test: the codes of `Estimated`. */
  readonly why?: string;
}

/** Replicates of the tallies: `tallies(b)` of draw b in 0 … draws − 1. Equal seeds draw a person alike in every wave. */
export interface Resampler {
  readonly draws: number;
  readonly tallies: (draw: number) => Tallies;
  /** Replicates of a function that were made already, by its id; null where a draw could not be computed. */
  readonly replicates?: (id: string) => readonly (number | null)[] | undefined;
}
