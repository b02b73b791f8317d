import { hashText } from "../stats/random.ts";
import { type Cells, type Row, textOf } from "./cells.ts";
import type { KeyColumn } from "./raw-table.ts";

/** Builds a column of ids; a blank id is (0, 0). */
export function buildKeys(): {
  append(cells: Cells, rows: readonly Row[], place: number): void;
  finish(): KeyColumn;
} {
  const high = buildWords();
  const low = buildWords();
  return {
    append(cells, rows, place) {
      for (const { first } of rows) {
        const text = textOf(cells, first + place).trim();
        const [one, other] = text === "" ? blank : hashText(text);
        high.push(one);
        // (0, 0) is kept for no id.
        low.push(text !== "" && one === 0 && other === 0 ? 1 : other);
      }
    },
    finish: () => ({ high: high.finish(), low: low.finish() }),
  };
}

const blank = [0, 0] as const;

/** Whole numbers below 2^32, one per row, in a buffer that grows. */
export function buildWords(): { push(value: number): void; finish(): Uint32Array } {
  let values = new Uint32Array(1024);
  let used = 0;
  return {
    push(value) {
      if (used === values.length) {
        const larger = new Uint32Array(2 * used);
        larger.set(values);
        values = larger;
      }
      values[used++] = value;
    },
    finish: () => values.slice(0, used),
  };
}
