/**
 * Columns that statistics ask for. A spec says how a column of numbers comes from the answers; its id says the same in
 * short, so two methods that want one column get one column. Missing goes through: a part that is missing makes the
 * result missing, with the kinds kept apart (see `status`).
 */
export type ColumnSpec =
  /** The code as asked. */
  | { readonly kind: "code"; readonly id: string; readonly question: string }
  /** 0-100: 100 (x − from) / (to − from), reversed questions turned round first. */
  | { readonly kind: "rescaled"; readonly id: string; readonly question: string }
  /** 0 answered, 1 blank, 2 don't know, 3 not applicable; never missing. */
  | { readonly kind: "status"; readonly id: string; readonly question: string }
  /** The same column where it is not 0; 0 becomes not applicable. */
  | { readonly kind: "nonzero"; readonly id: string; readonly of: ColumnSpec }
  /** The same column for the rows that have a value in `where` too; the others are missing as `where` is. */
  | { readonly kind: "given"; readonly id: string; readonly of: ColumnSpec; readonly where: ColumnSpec }
  /** minuend − subtrahend. */
  | { readonly kind: "difference"; readonly id: string; readonly minuend: ColumnSpec; readonly subtrahend: ColumnSpec }
  /** −1, 0, 1: left is below, within `band` of, above right. */
  | {
      readonly kind: "compared";
      readonly id: string;
      readonly left: ColumnSpec;
      readonly right: ColumnSpec;
      readonly band: number;
    }
  /**
   * Weighted mean of a person's answered parts, when at least `minimum` (0-1) of the parts that apply to the person are
   * answered. Parts that do not apply leave the denominator; blank and don't know stay in it. Weights default to equal.
   */
  | {
      readonly kind: "score";
      readonly id: string;
      readonly parts: readonly ColumnSpec[];
      readonly weights?: readonly number[];
      readonly minimum: number;
    }
  /**
   * Σ points_k part_k / Σ points_k with the person's own points (constant-sum question); missing unless every part is
   * answered and the points add to between `low` and `high`.
   */
  | {
      readonly kind: "pointed";
      readonly id: string;
      readonly parts: readonly ColumnSpec[];
      readonly points: readonly ColumnSpec[];
      readonly low: number;
      readonly high: number;
    };

export function codeOf(question: string): ColumnSpec {
  return { kind: "code", id: `code(${question})`, question };
}

export function rescaledOf(question: string): ColumnSpec {
  return { kind: "rescaled", id: `rescaled(${question})`, question };
}

export function statusOf(question: string): ColumnSpec {
  return { kind: "status", id: `status(${question})`, question };
}

export function nonzeroOf(of: ColumnSpec): ColumnSpec {
  return { kind: "nonzero", id: `nonzero(${of.id})`, of };
}

export function givenOf(of: ColumnSpec, where: ColumnSpec): ColumnSpec {
  return { kind: "given", id: `given(${of.id}, ${where.id})`, of, where };
}

export function differenceOf(minuend: ColumnSpec, subtrahend: ColumnSpec): ColumnSpec {
  return { kind: "difference", id: `${minuend.id} - ${subtrahend.id}`, minuend, subtrahend };
}

export function comparedOf(left: ColumnSpec, right: ColumnSpec, band = 0): ColumnSpec {
  return { kind: "compared", id: `compared(${left.id}, ${right.id}, ${band})`, left, right, band };
}

export function scoreOf(parts: readonly ColumnSpec[], minimum: number, weights?: readonly number[]): ColumnSpec {
  const names = parts.map((part, k) => (weights ? `${weights[k]} ${part.id}` : part.id)).join(", ");
  return { kind: "score", id: `score(${names}; ${minimum})`, parts, minimum, ...(weights && { weights }) };
}

export function pointedOf(
  parts: readonly ColumnSpec[],
  points: readonly ColumnSpec[],
  low = 95,
  high = 105,
): ColumnSpec {
  const names = parts.map((part, k) => `${points[k]!.id} ${part.id}`).join(", ");
  return { kind: "pointed", id: `pointed(${names}; ${low}-${high})`, parts, points, low, high };
}
