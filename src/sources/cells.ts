/**
 * Cells as places in one text, so that no string is made of a cell unless somebody asks for it: most answers are looked
 * up by their one or two characters.
 */
export interface Cells {
  readonly text: string;
  /** The UTF-16 units of `text`; what stands behind them means nothing. */
  readonly units: Uint16Array;
  /** Where each cell begins in `text`; it ends one unit before the next begins. */
  readonly starts: Int32Array;
}

/** A record: some of the cells. */
export interface Row {
  /** The number of its first cell. */
  readonly first: number;
  /** How many cells it has. */
  readonly width: number;
  /** The line (from 1) of the file where it begins. */
  readonly line: number;
}

interface Cut {
  readonly cells: Cells;
  /** Blank lines are none. */
  readonly rows: readonly Row[];
}

export function textOf({ text, starts }: Cells, cell: number): string {
  return text.slice(starts[cell], starts[cell + 1]! - 1);
}

/** Cuts one text after another. The room for cells is used again: what was cut is spoilt by the next. */
export interface Cutter {
  /** Cuts text that holds no quotes; `line` is the number of its first line. */
  cutLines(text: string, delimiter: string, lineEnd: string, line: number): Cut;
  /** Takes records that were cut already, by the lines where they begin. */
  takeRecords(records: readonly (readonly string[])[], lines: readonly number[]): Cut;
}

export function makeCutter(): Cutter {
  let units = new Uint16Array(0);
  let bytes = Buffer.alloc(0);
  let starts = new Int32Array(0);

  /** A text has at most one cell more than it has units. */
  function makeRoom(text: string): void {
    if (starts.length < text.length + 2) {
      const length = 2 * text.length;
      units = new Uint16Array(length);
      bytes = Buffer.from(units.buffer);
      starts = new Int32Array(length + 2);
    }
    bytes.write(text, "utf16le");
  }

  function finish(text: string, rows: readonly Row[]): Cut {
    const cells = { text, units, starts };
    return { cells, rows: rows.filter(({ first, width }) => width > 1 || textOf(cells, first).trim() !== "") };
  }

  return {
    cutLines(text, delimiter, lineEnd, line) {
      makeRoom(text);
      const divider = delimiter.charCodeAt(0);
      const rows: Row[] = [];
      let cell = 0;
      for (let at = 0; at < text.length; at++) {
        const found = text.indexOf(lineEnd, at);
        const end = found === -1 ? text.length : found;
        const first = cell;
        while (at < end) {
          const unit = units[at++]!;
          starts[cell + 1] = at;
          // 1 where the two are equal, else 0; no `if`, for no processor can guess where a cell ends.
          cell += ((unit ^ divider) - 1) >>> 31;
        }
        starts[++cell] = end + 1;
        rows.push({ first, width: cell - first, line: line + rows.length });
      }
      return finish(text, rows);
    },
    takeRecords(records, lines) {
      const text = records.map((record) => record.join("\n")).join("\n");
      makeRoom(text);
      let cell = 0;
      const rows = records.map((record, k): Row => {
        const first = cell;
        for (const { length } of record) starts[cell + 1] = starts[cell++]! + length + 1;
        return { first, width: record.length, line: lines[k]! };
      });
      return finish(text, rows);
    },
  };
}
