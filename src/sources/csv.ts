import { type Problem, ProblemError } from "../problems/problem.ts";
import { type Cells, type Row, textOf } from "./cells.ts";
import { buildColumn } from "./column-builder.ts";
import {
  checkDeclared,
  checkHeader,
  noteBadQuotes,
  noteEmpty,
  noteGuess,
  noteNoRows,
  noteNotATable,
  noteNotText,
  noteRagged,
  type Ragged,
} from "./csv-problems.ts";
import { decodeFile, encodingsOf, UndecodableError } from "./decode.ts";
import { findDelimiter, parseDelimiter } from "./dialect.ts";
import type { RawTable } from "./raw-table.ts";
import type { TableRequest, WantedColumn } from "./read-table.ts";
import { type BadQuote, NotATableError, readRecords } from "./records.ts";
import { buildKeys, buildWords } from "./word-builder.ts";

/**
 * Reads a file of delimited text in one pass: only the columns that are wanted, each straight into a typed column.
 * Encoding, delimiter and line ends are found unless the study declares them.
 */
export async function readCsv(request: TableRequest): Promise<readonly RawTable[]> {
  const { path, encoding: declared } = request;
  throwAny(checkDeclared(request));
  const encodings = await encodingsOf(path, declared);
  if (encodings === "binary") throw new ProblemError([noteNotText(request)]);
  for (const encoding of encodings) {
    try {
      return await readAs(request, encoding);
    } catch (error) {
      if (error instanceof NotATableError) throw new ProblemError([noteNotATable(request, error)]);
      if (!(error instanceof UndecodableError)) throw error;
    }
  }
  throw new ProblemError([noteNotText(request, encodings)]);
}

async function readAs(request: TableRequest, encoding: string): Promise<readonly RawTable[]> {
  const wanted = wantedColumns(request);
  let delimiter = parseDelimiter(request.delimiter ?? "") ?? "";
  const batches = readRecords(decodeFile(request.path, encoding), (head, lineEnd) => {
    if (delimiter === "") {
      delimiter = findDelimiter(
        head,
        lineEnd,
        wanted.map(({ name }) => name),
      );
    }
    return delimiter;
  });

  const problems: Problem[] = [];
  const badQuotes: BadQuote[] = [];
  const ragged: Ragged = { fewer: 0, more: 0 };
  let header: readonly string[] | undefined;
  let slices: readonly Slice[] = [];
  for await (const batch of batches) {
    badQuotes.push(...batch.badQuotes);
    const { cells } = batch;
    let { rows } = batch;
    if (!header && rows.length > 0) {
      header = textsOf(cells, rows[0]!);
      const { places, problems: found } = checkHeader(request, wanted, header, rows[0]!.line, { encoding, delimiter });
      problems.push(...found);
      slices = request.slices.map((where) => startSlice(request, where, places));
      rows = rows.slice(1);
    }
    if (!header) continue;
    const whole = dropRagged(cells, rows, header.length, ragged);
    for (const slice of slices) slice.append(cells, whole);
  }

  if (!header) throw new ProblemError([noteEmpty(request)]);
  if (badQuotes.length > 0) problems.push(noteBadQuotes(request, badQuotes));
  // A quote that is not closed leaves crooked rows behind; they say nothing of their own.
  else if (ragged.first) problems.push(noteRagged(request, header.length, ragged));
  const complete = problems.length === 0;
  if (complete)
    for (const slice of slices) if (slice.isEmpty()) problems.push(noteNoRows(request, slice.where, slice.seen));
  throwAny(problems);
  const notices = encoding === "gb18030" && !request.encoding ? [noteGuess(request, encoding)] : [];
  const common = { file: request.file, header, encoding, delimiter, notices };
  return slices.map((slice) => ({ ...common, ...slice.finish() }));
}

/** Every column that is read, those that only choose rows included; a name wanted twice is named once. */
function wantedColumns({ columns, key, slices }: TableRequest): readonly WantedColumn[] {
  const choosing = slices.flatMap((where) => Object.keys(where)).map((name) => ({ name, wantedBy: "`where`" }));
  const all = [...columns, ...(key ? [key] : []), ...choosing];
  return all.filter(({ name }, k) => all.findIndex((other) => other.name === name) === k);
}

/** The rows of one wave as they come: those that hold the values of `where`. */
interface Slice {
  readonly where: Readonly<Record<string, string>>;
  /** Values met in the columns of `where`, at most 50 of each, for the message when no row fits. */
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
  append(cells: Cells, rows: readonly Row[]): void;
  isEmpty(): boolean;
  finish(): Pick<RawTable, "rows" | "columns" | "keys" | "lineOf">;
}

function startSlice(request: TableRequest, where: Slice["where"], places: ReadonlyMap<string, number>): Slice {
  const names = [...new Set(request.columns.map(({ name }) => name))].filter((name) => places.has(name));
  const builders = names.map((name) => ({ name, cell: places.get(name)!, builder: buildColumn() }));
  const keyCell = request.key && places.get(request.key.name);
  const keys = keyCell === undefined ? null : buildKeys();
  const lines = buildWords();
  const conditions = Object.entries(where).map(([name, value]) => ({ name, value, cell: places.get(name) }));
  const seen = new Map(conditions.map(({ name }) => [name, new Set<string>()]));
  let rows = 0;

  function fits(cells: Cells, { first }: Row): boolean {
    let fit = true;
    for (const { name, value, cell } of conditions) {
      if (cell === undefined) return false;
      const text = textOf(cells, first + cell).trim();
      const values = seen.get(name)!;
      if (values.size < 50) values.add(text);
      if (text !== value) fit = false;
    }
    return fit;
  }

  return {
    where,
    seen,
    append(cells, all) {
      const mine = conditions.length === 0 ? all : all.filter((row) => fits(cells, row));
      for (const { builder, cell } of builders) builder.append(cells, mine, cell);
      if (keys) keys.append(cells, mine, keyCell!);
      for (const { line } of mine) lines.push(line);
      rows += mine.length;
    },
    isEmpty: () => rows === 0,
    finish() {
      const lineOf = lines.finish();
      return {
        rows,
        columns: new Map(builders.map(({ name, builder }) => [name, builder.finish(name)])),
        keys: keys?.finish() ?? null,
        lineOf: (row) => lineOf[row]!,
      };
    },
  };
}

/** Counts the rows that do not fit the header, and leaves them out. Blank cells beyond the header are no harm. */
function dropRagged(cells: Cells, rows: readonly Row[], width: number, ragged: Ragged): readonly Row[] {
  return rows.filter((row) => {
    if (row.width === width) return true;
    if (
      row.width > width &&
      textsOf(cells, row)
        .slice(width)
        .every((text) => text === "")
    )
      return true;
    if (row.width < width) ragged.fewer++;
    else ragged.more++;
    ragged.first ??= { line: row.line, cells: row.width };
    return false;
  });
}

/** The texts of a row, outer white space removed. */
function textsOf(cells: Cells, { first, width }: Row): readonly string[] {
  return Array.from({ length: width }, (_, k) => textOf(cells, first + k).trim());
}

function throwAny(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ProblemError(problems);
}
