import type { Place } from "../problems/problem.ts";

/** What the cells of a column of a further file must be. */
export type CellForm = (
  | { readonly kind: "text"; readonly values?: readonly string[] }
  /** Both ends included. */
  | { readonly kind: "number"; readonly from?: number; readonly to?: number; readonly whole?: boolean }
  /** A number, or a quotient such as `1/3`. */
  | { readonly kind: "fraction" }
  /** An ISO day such as 2026-09-30. */
  | { readonly kind: "date" }
) & {
  /** A blank cell is null; without it a blank is a problem. */
  readonly blank?: boolean;
  /** The column may be missing: then all its cells are null. */
  readonly absent?: boolean;
};

/** A file of the study beside the answers, as a method wants it. */
export interface FileAsk {
  /** Relative to the study's folder, as the study file names it. */
  readonly file: string;
  /** What reads it, in messages: `` `analyses.delphi` ``. */
  readonly wantedBy: string;
  readonly columns: Readonly<Record<string, CellForm>>;
}

interface FileRow {
  /** From 1. */
  readonly line: number;
  /** By column; dates as they stand. */
  readonly cells: Readonly<Record<string, string | number | null>>;
}

/** A further file, read: every cell is what was asked for. */
export interface FurtherFile {
  /** Its name in messages, relative to the folder that is built. */
  readonly name: string;
  readonly rows: readonly FileRow[];
  /** The cell of a row, given by its line, in the column of that name. */
  readonly placeOf: (line: number, column: string) => Place;
}

/** The further files that one method reads, by their names in the study file. */
export type FurtherFiles = ReadonlyMap<string, FurtherFile>;
