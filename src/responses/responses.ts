import type { KeyColumn, RawColumn } from "../sources/raw-table.ts";
import type { Question, Wave } from "../study/study.ts";

/** The answers of one wave with their meaning: each text is a code or one of the kinds of missing. */
export interface Responses {
  readonly wave: Wave;
  /** The file's name in messages. */
  readonly file: string;
  readonly rows: number;
  /** Columns of the file by name. */
  readonly columns: ReadonlyMap<string, RawColumn>;
  /** By question id. */
  readonly answers: ReadonlyMap<string, Answers>;
  readonly keys: KeyColumn | null;
  readonly lineOf: (row: number) => number;
}

/** What the texts of a question's column mean; `values` and `status` run along the column's `texts`. */
export interface Answers {
  readonly question: Question;
  /** The code; NaN where the text is no number (missing, or an open answer). */
  readonly values: Float64Array;
  readonly status: Uint8Array;
}

/** Whether there is an answer, and if not, why: the values of a `status` column. The larger wins where several meet. */
export const status = { answered: 0, blank: 1, dontKnow: 2, notApplicable: 3, notAsked: 4 } as const;

/** The responses of some of the rows, in the order given. */
export function takeRows(responses: Responses, rows: Uint32Array): Responses {
  const { columns, keys, lineOf } = responses;
  return {
    ...responses,
    rows: rows.length,
    columns: new Map([...columns].map(([name, column]) => [name, { ...column, codes: take(column.codes, rows) }])),
    keys: keys && { high: take(keys.high, rows), low: take(keys.low, rows) },
    lineOf: (row) => lineOf(rows[row]!),
  };
}

function take<A extends Uint8Array | Uint16Array | Uint32Array>(from: A, rows: Uint32Array): A {
  const taken = new (from.constructor as new (length: number) => A)(rows.length);
  for (let k = 0; k < rows.length; k++) taken[k] = from[rows[k]!]!;
  return taken;
}
