import type { DrawnWave } from "./draw.ts";
import { blankCode, type DrawnColumn } from "./sheet.ts";

interface CsvOptions {
  readonly header?: boolean;
  /** Adds a column `wave` that says this. */
  readonly wave?: string;
  /** First letter of the ids. */
  readonly prefix?: string;
}

/**
 * A wave as CSV (RFC 4180, UTF-8, line feeds), header first, in pieces of some thousand lines so that a million answers
 * need not stand in memory. Ids look like R0000123.
 */
export function* csvOf({ people, columns }: DrawnWave, options: CsvOptions = {}): Generator<string> {
  const { header = true, wave, prefix = "R" } = options;
  const texts = [...columns.values()].map(textOf);
  const names = ["respondent", ...(wave === undefined ? [] : ["wave"]), ...columns.keys()];
  let piece = header ? `${names.join(",")}\n` : "";
  for (let row = 0; row < people.length; row++) {
    piece += `${prefix}${String(people[row]).padStart(7, "0")}`;
    if (wave !== undefined) piece += `,${wave}`;
    for (const text of texts) piece += `,${text(row)}`;
    piece += "\n";
    if (piece.length > 1_000_000) {
      yield piece;
      piece = "";
    }
  }
  yield piece;
}

function textOf(column: DrawnColumn): (row: number) => string {
  if (column.kind === "words") {
    const cells = column.words.map((word) => (/[",\n\r]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word));
    return (row) => cells[column.values[row]!]!;
  }
  const none = column.kind === "codes" ? (value: number) => value === blankCode : Number.isNaN;
  return (row) => (none(column.values[row]!) ? "" : String(column.values[row]));
}
