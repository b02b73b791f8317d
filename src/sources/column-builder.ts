import { hashText } from "../stats/random.ts";
import type { KeyColumn, RawColumn } from "./raw-table.ts";

/** A column being read: distinct texts numbered as they come, the numbers as narrow as they fit. */
export interface ColumnBuilder {
  append(rows: readonly (readonly string[])[], cell: number): void;
  finish(name: string): RawColumn;
}

type Codes = Uint8Array | Uint16Array | Uint32Array;
const unseen = -1;
const ascii = 128;

/**
 * Builds a column of texts. Most answers are one or two ASCII characters: those are looked up in a small table instead
 * of a map of strings, which would have to hash every cell.
 */
export function buildColumn(): ColumnBuilder {
  const texts: string[] = [];
  const firstRow: number[] = [];
  const byText = new Map<string, number>();
  const ones = new Int32Array(ascii).fill(unseen);
  let twos: Int32Array | null = null;
  let codes: Codes = new Uint8Array(1024);
  let used = 0;

  /** The number of a cell's text, a new one for a new text; the cell as it stands is remembered beside its trimmed form. */
  function number(cell: string): number {
    const known = byText.get(cell);
    if (known !== undefined) return known;
    const text = cell.trim();
    let code = byText.get(text);
    if (code === undefined) {
      code = texts.length;
      const kept = detach(text);
      texts.push(kept);
      firstRow.push(used);
      byText.set(kept, code);
      if (code > lastCode(codes)) codes = widen(codes);
    }
    if (cell !== text) byText.set(detach(cell), code);
    return code;
  }

  return {
    append(rows, cell) {
      codes = reserve(codes, used + rows.length);
      for (const row of rows) {
        const text = row[cell]!;
        let code = unseen;
        if (text.length === 1) {
          const unit = text.charCodeAt(0);
          if (unit < ascii) {
            code = ones[unit]!;
            if (code === unseen) ones[unit] = code = number(text);
          }
        } else if (text.length === 2) {
          const first = text.charCodeAt(0);
          const second = text.charCodeAt(1);
          if (first < ascii && second < ascii) {
            twos ??= new Int32Array(ascii * ascii).fill(unseen);
            code = twos[first * ascii + second]!;
            if (code === unseen) twos[first * ascii + second] = code = number(text);
          }
        }
        // Before the assignment, because a new text may widen `codes`.
        if (code === unseen) code = number(text);
        codes[used++] = code;
      }
    },
    finish: (name) => ({ name, texts, firstRow, codes: codes.slice(0, used) }),
  };
}

/** Builds a column of ids; a blank id is (0, 0). */
export function buildKeys(): { append(rows: readonly (readonly string[])[], cell: number): void; finish(): KeyColumn } {
  let high = new Uint32Array(1024);
  let low = new Uint32Array(1024);
  let used = 0;
  return {
    append(rows, cell) {
      high = reserve(high, used + rows.length);
      low = reserve(low, used + rows.length);
      for (const row of rows) {
        const text = row[cell]!.trim();
        if (text !== "") {
          const hash = hashText(text);
          high[used] = hash[0];
          // (0, 0) is kept for no id.
          low[used] = hash[0] === 0 && hash[1] === 0 ? 1 : hash[1];
        }
        used++;
      }
    },
    finish: () => ({ high: high.slice(0, used), low: low.slice(0, used) }),
  };
}

/** Whole numbers, one per row, in a buffer that grows. */
export function buildNumbers(): { push(value: number): void; finish(): Uint32Array } {
  let values = new Uint32Array(1024);
  let used = 0;
  return {
    push(value) {
      if (used === values.length) values = reserve(values, used + 1);
      values[used++] = value;
    },
    finish: () => values.slice(0, used),
  };
}

function reserve<A extends Codes>(array: A, length: number): A {
  if (length <= array.length) return array;
  const larger = new (array.constructor as new (length: number) => A)(Math.max(length, array.length * 2));
  larger.set(array);
  return larger;
}

function lastCode(codes: Codes): number {
  return 2 ** (8 * codes.BYTES_PER_ELEMENT) - 1;
}

function widen(codes: Codes): Codes {
  return codes.BYTES_PER_ELEMENT === 1 ? Uint16Array.from(codes) : Uint32Array.from(codes);
}

/** A text cut out of a chunk keeps the whole chunk in memory; a copy does not. Short texts are copies already. */
function detach(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, "utf16le").toString("utf16le");
}
