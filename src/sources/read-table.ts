import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, extname, isAbsolute, join, relative, sep } from "node:path";
import { type Problem, ProblemError } from "../problems/problem.ts";
import { quoteAll } from "../problems/quoting.ts";
import { didYouMean } from "../problems/suggestion.ts";
import { readCsv } from "./csv.ts";
import type { RawTable } from "./raw-table.ts";

/** A column that the study reads, and what reads it: `the question "q1"`. */
export interface WantedColumn {
  readonly name: string;
  readonly wantedBy: string;
  /** What to do where it is not there. */
  readonly hint?: string;
  /** It may be missing. */
  readonly absent?: boolean;
}

/** What is wanted of one file. */
export interface TableRequest {
  /** Absolute. */
  readonly path: string;
  /** The file's name in messages. */
  readonly file: string;
  readonly columns: readonly WantedColumn[];
  /** The column of respondents' ids. */
  readonly key?: WantedColumn;
  /** One table is made for each: the rows that hold these values in these columns. `{}` is every row. */
  readonly slices: readonly Readonly<Record<string, string>>[];
  readonly encoding?: string;
  readonly delimiter?: string;
}

/** Reads a file once and gives a table for each slice. Throws a ProblemError with everything that is wrong with the file. */
type TableReader = (request: TableRequest) => Promise<readonly RawTable[]>;

const readers: ReadonlyMap<string, TableReader> = new Map([
  [".csv", readCsv],
  [".tsv", readCsv],
  [".txt", readCsv],
]);

/** Formats that people have, with the way to one that can be read. */
const others: ReadonlyMap<string, string> = new Map([
  [".xlsx", "Excel files"],
  [".xls", "Excel files"],
  [".ods", "OpenDocument files"],
  [".sav", "SPSS files"],
  [".zsav", "SPSS files"],
  [".por", "SPSS files"],
  [".dta", "Stata files"],
  [".sas7bdat", "SAS files"],
  [".parquet", "Parquet files"],
  [".json", "JSON files"],
]);

/**
 * Reads a file of answers that lies in `root`. Problems: `sources/outside`, `sources/no-file`, `sources/not-a-file`,
 * `sources/unreadable`, `sources/unknown-format` and those of the format's reader.
 */
export async function readTables(root: string, request: TableRequest): Promise<readonly RawTable[]> {
  const extension = extname(request.path).toLowerCase();
  const read = readers.get(extension);
  if (!read) fail(unknownFormat(request.file, extension));
  await checkFile(root, request);
  try {
    return await read(request);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "EACCES" && code !== "EPERM" && code !== "EIO") throw error;
    fail({
      code: "sources/unreadable",
      message: `The file cannot be opened (${code}).`,
      hint: "Check that you may read it and that no other program holds it.",
      file: request.file,
    });
  }
}

async function checkFile(root: string, { path, file }: TableRequest): Promise<void> {
  if (isOutside(root, path)) fail(outside(file));
  let real: string;
  try {
    real = await realpath(path);
  } catch {
    const names = await readdir(dirname(path)).catch(() => []);
    const tables = names.filter((name) => readers.has(extname(name).toLowerCase())).sort();
    fail({
      code: "sources/no-file",
      message: "The file does not exist.",
      hint: [
        didYouMean(basename(path), tables),
        tables.length > 0 ? `Its folder holds ${quoteAll(tables)}.` : "Put it there.",
      ]
        .filter((part) => part !== undefined)
        .join(" "),
      file,
    });
  }
  if (isOutside(await realpath(root), real)) fail(outside(file));
  if (!(await stat(real)).isFile()) {
    fail({
      code: "sources/not-a-file",
      message: "This is a folder, not a file of answers.",
      hint: "Name the file.",
      file,
    });
  }
}

/** Whether a path leads out of a folder. */
function isOutside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way) || join(folder, way) === folder;
}

function outside(file: string) {
  return {
    code: "sources/outside",
    message: "The file lies outside the study's folder, which may only read what is its own.",
    hint: "Copy the file into the study's folder and name it from there.",
    file,
  };
}

function unknownFormat(file: string, extension: string) {
  const known = others.get(extension);
  return {
    code: "sources/unknown-format",
    message: known
      ? `${known} are not read yet.`
      : `A file of answers ends in ${[...readers.keys()].join(", ")}; this one ${extension ? `ends in ${extension}` : "has no ending"}.`,
    hint: 'Export the answers as "CSV UTF-8" and name that file.',
    file,
  };
}

function fail({ file, ...problem }: Omit<Problem, "place" | "severity"> & { readonly file: string }): never {
  throw new ProblemError([{ ...problem, severity: "error", place: { file } }]);
}
