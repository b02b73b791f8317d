import { parseNumber } from "../responses/numbers.ts";
import type { Responses } from "../responses/responses.ts";
import type { Study } from "../study/study.ts";

/** The rows by the value of a segment column. */
export interface RowGroups {
  /** Values that some row has: as the study file lists them, then the others, numbers by size before texts by code unit. */
  readonly values: readonly string[];
  /** Per row the place of its value in `values`; `values.length` where it is blank. */
  readonly codes: Uint32Array;
}

/** Divides rows by a column. The order of values hangs on the study file and the values alone, never on the rows. */
export function groupRows(study: Study, responses: Responses, name: string): RowGroups {
  const column = responses.columns.get(name);
  if (!column) throw new Error(`The column "${name}" was not read.`);
  const { texts, codes } = column;
  const held = new Uint8Array(texts.length);
  for (const code of codes) held[code] = 1;
  const listed = [...study.segments, ...(study.unit ? [study.unit] : [])].filter((segment) => segment.column === name);
  const order = listed.flatMap((segment) => [...segment.values.keys()]);
  const place = (text: string) => (order.includes(text) ? order.indexOf(text) : order.length);
  const values = texts
    .filter((text, code) => text !== "" && held[code] === 1)
    .sort((a, b) => place(a) - place(b) || compareTexts(a, b));
  const index = new Map(values.map((value, k) => [value, k]));
  const groups = texts.map((text) => index.get(text) ?? values.length);
  const grouped = new Uint32Array(codes.length);
  for (let row = 0; row < grouped.length; row++) grouped[row] = groups[codes[row]!]!;
  return { values, codes: grouped };
}

/** Numbers by size before texts by code unit. */
export function compareTexts(a: string, b: string): number {
  const x = parseNumber(a, ".") ?? Number.POSITIVE_INFINITY;
  const y = parseNumber(b, ".") ?? Number.POSITIVE_INFINITY;
  if (x !== y) return x < y ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Unweighted rows by combination of values, in the order of the values, blank ("") last; combinations that occur. */
export function crossRows(
  groups: readonly RowGroups[],
  rows: number,
): readonly { readonly values: readonly string[]; readonly rows: number }[] {
  const cellOf = new Uint32Array(rows);
  let cells: readonly (readonly string[])[] = [[]];
  for (const { values, codes } of groups) {
    const wide = values.length + 1;
    // the place of each combination that occurs, in order, one by one over all that could
    const places = new Uint32Array(cells.length * wide);
    for (let row = 0; row < rows; row++) places[cellOf[row]! * wide + codes[row]!] = 1;
    const next: (readonly string[])[] = [];
    for (let at = 0; at < places.length; at++) {
      if (places[at] === 0) continue;
      places[at] = next.length;
      next.push([...cells[Math.floor(at / wide)]!, values[at % wide] ?? ""]);
    }
    for (let row = 0; row < rows; row++) cellOf[row] = places[cellOf[row]! * wide + codes[row]!]!;
    cells = next;
  }
  const counts = new Uint32Array(cells.length);
  for (let row = 0; row < rows; row++) counts[cellOf[row]!]!++;
  return cells.map((values, cell) => ({ values, rows: counts[cell]! }));
}
