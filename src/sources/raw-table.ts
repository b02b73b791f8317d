import type { Problem } from "../problems/problem.ts";

/**
 * A file as it was read: the columns that the study uses, as the texts they hold, each distinct text kept once.
 * Nothing is coerced here; `responses/` says what a text means.
 */
export interface RawTable {
  /** Relative to the built folder, for messages. */
  readonly file: string;
  readonly rows: number;
  /** Every column name of the file, in file order, used or not. */
  readonly header: readonly string[];
  readonly columns: ReadonlyMap<string, RawColumn>;
  /** The respondents' ids; null where no column of ids was asked for. */
  readonly keys: KeyColumn | null;
  readonly encoding: string;
  readonly delimiter: string;
  /** The line (from 1) where a row (from 0) begins. */
  readonly lineOf: (row: number) => number;
  /** What the reader took for granted and the analyst should know. */
  readonly notices: readonly Problem[];
}

export interface RawColumn {
  readonly name: string;
  /** Distinct texts, in order of first appearance, outer white space removed. */
  readonly texts: readonly string[];
  /** Row of first appearance of each text. */
  readonly firstRow: readonly number[];
  /** Per row, the index into `texts`. */
  readonly codes: Uint8Array | Uint16Array | Uint32Array;
}

/**
 * A column of ids is kept as 64-bit hashes (high and low half per row): enough to pair people, too little to name them.
 * Both halves 0: the id is blank.
 */
export interface KeyColumn {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}
