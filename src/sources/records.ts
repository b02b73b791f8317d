import Papa from "papaparse";
import { type Cells, makeCutter, type Row } from "./cells.ts";
import { findLineEnd } from "./dialect.ts";

/** Complete records, blank lines left out. To be used before the next batch is asked for, which takes its room. */
export interface Batch {
  readonly cells: Cells;
  readonly rows: readonly Row[];
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

/** A line that is not blank, with its end: behind `\r` something must stand, for it may be half of `\r\n`. */
const firstLine = /[^\r\n](\n|\r[\s\S])/;

/**
 * Cuts text that comes in pieces into records. The delimiter is asked for once, with the text up to the end of the first
 * line at least.
 */
export async function* readRecords(
  pieces: AsyncIterable<string>,
  chooseDelimiter: (head: string, lineEnd: "\n" | "\r") => string,
): AsyncGenerator<Batch> {
  const cutter = makeCutter();
  let delimiter = "";
  let lineEnd: "\n" | "\r" = "\n";
  let pending = "";
  let open = 0;
  let line = 1;

  function take(last: boolean): Batch {
    if (delimiter === "") {
      lineEnd = findLineEnd(pending);
      delimiter = chooseDelimiter(pending, lineEnd);
    }
    return pending.includes('"') ? parse(last) : cut(last);
  }

  /** Without quotes, every delimiter and every line end is one. */
  function cut(last: boolean): Batch {
    const end = last ? pending.length : pending.lastIndexOf(lineEnd) + 1;
    const text = pending.slice(0, end);
    const batch = { ...cutter.cutLines(text, delimiter, lineEnd, line), badQuotes: [] };
    line += count(text, lineEnd);
    pending = pending.slice(end);
    return batch;
  }

  function parse(last: boolean): Batch {
    const parser = new Papa.Parser({ delimiter, newline: lineEnd });
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
    const batch = { ...cutter.takeRecords(data, number(data, line, breaks > ends, lineEnd)), badQuotes };
    line += breaks;
    pending = pending.slice(meta.cursor);
    return batch;
  }

  for await (const piece of pieces) {
    if (piece.includes("\0"))
      throw new NotATableError("nul", line + count(pending + piece.slice(0, piece.indexOf("\0")), lineEnd));
    pending += piece;
    // A record that stays open is looked at again when it has doubled, not with every piece.
    if (pending.length < 2 * open && pending.length <= longestRecord) continue;
    if (delimiter !== "" || firstLine.test(pending)) yield take(false);
    open = pending.length;
    if (open > longestRecord) break;
  }
  const overlong = pending.length > longestRecord;
  const rest = take(true);
  if (overlong && rest.badQuotes.length === 0) throw new NotATableError("long", rest.rows[0]?.line ?? line);
  yield rest;
}

/** The line of each record. `folded`: some quoted text holds a line end, so that records and lines differ. */
function number(records: readonly string[][], first: number, folded: boolean, lineEnd: string): readonly number[] {
  let next = first;
  return records.map((record) => {
    const line = next++;
    if (folded) for (const cell of record) next += count(cell, lineEnd);
    return line;
  });
}

function count(text: string, mark: string): number {
  let found = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) found++;
  return found;
}
