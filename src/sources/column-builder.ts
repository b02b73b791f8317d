import type { Cells, Row } from "./cells.ts";
import type { RawColumn } from "./raw-table.ts";
import { makeTextTable, unknown } from "./text-table.ts";

/** A column being read: distinct texts numbered as they come, the numbers as narrow as they fit. */
export interface ColumnBuilder {
  /** Takes one cell of each row, the one that stands so many places after the row's first. */
  append(cells: Cells, rows: readonly Row[], place: number): void;
  finish(name: string): RawColumn;
}

type Codes = Uint8Array | Uint16Array | Uint32Array;
/** A part of a column holds so many rows. */
const partRows = 8192;
const ascii = 128;

/** Builds a column of texts. Most answers are one or two ASCII characters: their numbers stand in an array by those. */
export function buildColumn(): ColumnBuilder {
  const texts: string[] = [];
  const firstRow: number[] = [];
  const table = makeTextTable();
  // "" at 0; one character at its code, which is never 0; two at 128 times the first plus the second.
  let short = new Int32Array(ascii).fill(unknown);
  const parts: Codes[] = [];
  let codes: Codes = new Uint8Array(0);
  let before = 0;
  let filled = 0;

  /** A new part, for the one before is full: what is written once is never copied to grow. */
  function start(): void {
    if (filled > 0) parts.push(codes);
    before += filled;
    filled = 0;
    codes = new (kindOf(codes))(partRows);
  }

  /** The number of a cell's text, a new one for a new text; the cell as it stands is remembered beside its trimmed form. */
  function number({ text: all, units }: Cells, begin: number, end: number): number {
    const found = table.find(units, begin, end);
    if (found !== unknown) return found;
    const cell = all.slice(begin, end);
    const text = cell.trim();
    const from = begin + cell.indexOf(text);
    const to = from + text.length;
    let code = table.find(units, from, to);
    if (code === unknown) {
      code = texts.length;
      const kept = detach(text);
      texts.push(kept);
      firstRow.push(before + filled);
      table.add(units, from, to, kept, code);
      if (code > lastCode(codes)) codes = widen(codes);
    }
    if (cell !== text) table.add(units, begin, end, detach(cell), code);
    return code;
  }

  /** The same, remembered where a short text is looked up. */
  function remember(cells: Cells, begin: number, end: number): number {
    const code = number(cells, begin, end);
    const at = placeOfShort(cells.units, begin, end);
    if (at >= short.length && at < ascii * ascii) {
      const all = new Int32Array(ascii * ascii).fill(unknown);
      all.set(short);
      short = all;
    }
    // Beyond all places nothing is written.
    if (at < short.length) short[at] = code;
    return code;
  }

  return {
    append(cells, rows, place) {
      for (let k = 0; k < rows.length; ) {
        if (filled === codes.length) start();
        const found = lookUp(short, cells, rows, k, place, codes, filled);
        k += found;
        filled += found;
        if (k === rows.length || filled === codes.length) continue;
        const cell = rows[k++]!.first + place;
        // Before the assignment, because a new text may widen `codes`.
        const code = remember(cells, cells.starts[cell]!, cells.starts[cell + 1]! - 1);
        codes[filled++] = code;
      }
    },
    finish: (name) => ({ name, texts, firstRow, codes: join([...parts, codes.subarray(0, filled)]) }),
  };
}

/** Writes the numbers of cells, from row `from` on, until one is not known, and says how many it wrote. */
function lookUp(
  short: Int32Array,
  { units, starts }: Cells,
  rows: readonly Row[],
  from: number,
  place: number,
  codes: Codes,
  filled: number,
): number {
  const most = Math.min(rows.length - from, codes.length - filled);
  for (let k = 0; k < most; k++) {
    const cell = rows[from + k]!.first + place;
    const at = placeOfShort(units, starts[cell]!, starts[cell + 1]! - 1);
    const code = at < short.length ? short[at]! : unknown;
    if (code === unknown) return k;
    codes[filled + k] = code;
  }
  return most;
}

/** Where the number of an ASCII text of at most two characters stands; beyond all places for any other. */
function placeOfShort(units: Uint16Array, begin: number, end: number): number {
  if (end === begin) return 0;
  const first = units[begin]!;
  if (end === begin + 1) return first < ascii ? first : ascii * ascii;
  const second = units[begin + 1]!;
  return end === begin + 2 && (first | second) < ascii ? first * ascii + second : ascii * ascii;
}

/** The parts one after another, in the kind of the last, which is the widest. */
function join(parts: readonly Codes[]): Codes {
  const whole = new (kindOf(parts.at(-1)!))(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function kindOf<A extends Codes>(array: A): new (length: number) => A {
  return array.constructor as new (
    length: number,
  ) => A;
}

function lastCode(codes: Codes): number {
  return 2 ** (8 * codes.BYTES_PER_ELEMENT) - 1;
}

function widen(codes: Codes): Codes {
  return codes.BYTES_PER_ELEMENT === 1 ? Uint16Array.from(codes) : Uint32Array.from(codes);
}

/** A text cut out of a chunk keeps the whole chunk in memory; a copy does not. Short texts are copies already. */
function detach(text: string): string {
  return text.length < 13 ? text : Buffer.from(text).toString();
}
