/**
 * Columns that statistics ask for. A spec says how a column of numbers comes from the answers; its id says the same in
 * short, so two methods that want one column get one column. Missing goes through: a part that is missing makes the
 * result missing, with the kinds kept apart (see `status`).
 */
export type ColumnSpec =
  /** 1 for every respondent. */
  | { readonly kind: "everybody"; readonly id: string }
  /** The code as asked. */
  | { readonly kind: "code"; readonly id: string; readonly question: string }
  /** 0-100: 100 (x − from) / (to − from), reversed questions turned round first. */
  | { readonly kind: "rescaled"; readonly id: string; readonly question: string }
  /** 0 answered, 1 blank, 2 don't know, 3 not applicable; missing only where the wave did not ask. */
  | { readonly kind: "status"; readonly id: string; readonly question: string }
  /** The same column where it is not 0; 0 becomes not applicable. */
  | { readonly kind: "nonzero"; readonly id: string; readonly of: ColumnSpec }
  /** The same column for the rows that have a value in `where` too; the others are missing as `where` is. */
  | { readonly kind: "given"; readonly id: string; readonly of: ColumnSpec; readonly where: ColumnSpec }
  /** The same column; where it is missing, the value of `by`. */
  | { readonly kind: "filled"; readonly id: string; readonly of: ColumnSpec; readonly by: ColumnSpec }
  /** 1 where the value is one of `values`, else 0. */
  | { readonly kind: "among"; readonly id: string; readonly of: ColumnSpec; readonly values: readonly number[] }
  /** 1 where the value lies from `from` to `to`, both included, else 0. With `blank` a blank is a 0, not missing. */
  | {
      readonly kind: "within";
      readonly id: string;
      readonly of: ColumnSpec;
      readonly from: number | null;
      readonly to: number | null;
      readonly blank: boolean;
    }
  /** minuend − subtrahend. */
  | { readonly kind: "difference"; readonly id: string; readonly minuend: ColumnSpec; readonly subtrahend: ColumnSpec }
  /** The value that a table has for the two answers; a pair that the table does not hold does not apply. */
  | {
      readonly kind: "paired";
      readonly id: string;
      readonly left: ColumnSpec;
      readonly right: ColumnSpec;
      readonly table: readonly (readonly [left: number, right: number, value: number])[];
    }
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
   * answered. Parts that do not apply, or were not asked, leave the denominator; blank and don't know stay in it. Weights default to equal.
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

export const everybody: ColumnSpec = { kind: "everybody", id: "everybody" };

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

export function filledOf(of: ColumnSpec, by: ColumnSpec): ColumnSpec {
  return { kind: "filled", id: `filled(${of.id}, ${by.id})`, of, by };
}

export function amongOf(of: ColumnSpec, values: readonly number[]): ColumnSpec {
  return { kind: "among", id: `among(${of.id}; ${values.join(" ")})`, of, values };
}

export function withinOf(
  of: ColumnSpec,
  from: number | null,
  to: number | null,
  options: { readonly blank?: boolean } = {},
): ColumnSpec {
  const { blank = false } = options;
  const id = `within(${of.id}; ${from ?? ""}..${to ?? ""}${blank ? "; blank" : ""})`;
  return { kind: "within", id, of, from, to, blank };
}

/** The same column for the rows where another has one of the values; elsewhere it does not apply. */
export function whereOf(of: ColumnSpec, where: ColumnSpec, values: readonly number[]): ColumnSpec {
  return givenOf(of, nonzeroOf(amongOf(where, values)));
}

export function differenceOf(minuend: ColumnSpec, subtrahend: ColumnSpec): ColumnSpec {
  return { kind: "difference", id: `${minuend.id} - ${subtrahend.id}`, minuend, subtrahend };
}

/** `name` tells tables apart: the same columns and name, the same table. */
export function pairedOf(
  left: ColumnSpec,
  right: ColumnSpec,
  name: string,
  table: readonly (readonly [left: number, right: number, value: number])[],
): ColumnSpec {
  return { kind: "paired", id: `${name}(${left.id}, ${right.id})`, left, right, table };
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

/** The questions that tallies rest on. */
export function questionsOf(
  asks: readonly ({ readonly column: ColumnSpec } | { readonly columns: readonly ColumnSpec[] })[],
): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("question" in value && typeof value.question === "string") found.add(value.question);
    for (const inner of Object.values(value)) look(inner);
  };
  look(asks);
  return found;
}
