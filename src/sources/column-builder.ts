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
/** A part of a column holds so many rows. */
const partRows = 8192;

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
  function number(cell: string): number {
    const known = byText.get(cell);
    if (known !== undefined) return known;
    const text = cell.trim();
    let code = byText.get(text);
    if (code === undefined) {
      code = texts.length;
      const kept = detach(text);
      texts.push(kept);
      firstRow.push(before + filled);
      byText.set(kept, code);
      if (code > lastCode(codes)) codes = widen(codes);
    }
    if (cell !== text) byText.set(detach(cell), code);
    return code;
  }

  return {
    append(rows, cell) {
      for (const row of rows) {
        if (filled === codes.length) start();
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
        codes[filled++] = code;
      }
    },
    finish: (name) => ({ name, texts, firstRow, codes: join([...parts, codes.subarray(0, filled)]) }),
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
  const larger = new (kindOf(array))(Math.max(length, array.length * 2));
  larger.set(array);
  return larger;
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
  return text.length < 13 ? text : Buffer.from(text, "utf16le").toString("utf16le");
}
