import Papa from "papaparse";
import { findLineEnd } from "./dialect.ts";

/** Complete records, blank lines left out. */
export interface Batch {
  readonly records: readonly (readonly string[])[];
  /** The line (from 1) where each record begins. */
  readonly lines: readonly number[];
  readonly badQuotes: readonly BadQuote[];
}

/** A quoted text that is not closed as it should be, by the line where it begins. */
export interface BadQuote {
  readonly line: number;
  /** `unclosed`: the file ends inside it. `continued`: something other than a delimiter or line end follows its closing quote. */
  readonly kind: "unclosed" | "continued";
}

/** The text cannot be a table. `nul`: a character that no text has; `long`: a line longer than any row of answers. */
export class NotATableError extends Error {
  readonly kind: "nul" | "long";
  readonly line: number;
  constructor(kind: "nul" | "long", line: number) {
    super(`Not a table (${kind}, line ${line}).`);
    this.kind = kind;
    this.line = line;
  }
}

/** A record that is still open after this many characters is a quote that nobody closed. */
const longestRecord = 4_000_000;

/**
 * Cuts text that comes in pieces into records. The delimiter is asked for once, with the text up to the end of the first
 * line at least.
 */
export async function* readRecords(
  pieces: AsyncIterable<string>,
  chooseDelimiter: (head: string, lineEnd: "\n" | "\r") => string,
): AsyncGenerator<Batch> {
  let parser: Papa.Parser | undefined;
  let lineEnd: "\n" | "\r" = "\n";
  let pending = "";
  let line = 1;

  function start(): Papa.Parser {
    lineEnd = findLineEnd(pending);
    return new Papa.Parser({ delimiter: chooseDelimiter(pending, lineEnd), newline: lineEnd });
  }

  function take(last: boolean): Batch {
    parser ??= start();
    const { data, errors, meta } = parser.parse(pending, 0, !last) as Papa.ParseResult<string[]>;
    const text = pending.slice(0, meta.cursor);
    const badQuotes = errors
      // Errors in the record that is not complete yet may come of the text being cut there.
      .filter((error) => error.row! < data.length)
      .map(({ code, index }) => ({
        line: line + count(pending.slice(0, index), lineEnd),
        kind: code === "MissingQuotes" ? ("unclosed" as const) : ("continued" as const),
      }));
    const breaks = count(text, lineEnd);
    const ends = last ? data.length - 1 : data.length;
    const batch = { ...number(data, line, breaks > ends, lineEnd), badQuotes };
    line += breaks;
    pending = pending.slice(meta.cursor);
    return batch;
  }

  for await (const piece of pieces) {
    if (piece.includes("\0"))
      throw new NotATableError("nul", line + count(pending + piece.slice(0, piece.indexOf("\0")), lineEnd));
    pending += piece;
    if (!parser && !/[^\r\n][^\n\r]*[\r\n]/.test(pending)) continue;
    yield take(false);
    if (pending.length > longestRecord) break;
  }
  const overlong = pending.length > longestRecord;
  const rest = take(true);
  if (overlong && rest.badQuotes.length === 0) throw new NotATableError("long", rest.lines[0] ?? line);
  yield rest;
}

/** Gives each record its line. `folded`: some quoted text holds a line end, so that records and lines differ. */
function number(data: readonly string[][], first: number, folded: boolean, lineEnd: string): Omit<Batch, "badQuotes"> {
  const records: string[][] = [];
  const lines: number[] = [];
  let line = first;
  for (const record of data) {
    if (record.length > 1 || record[0]!.trim() !== "") {
      records.push(record);
      lines.push(line);
    }
    line += 1;
    if (folded) for (const cell of record) line += count(cell, lineEnd);
  }
  return { records, lines };
}

function count(text: string, mark: string): number {
  let found = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) found++;
  return found;
}
