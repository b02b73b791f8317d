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
  return { values, codes: Uint32Array.from(codes, (code) => groups[code]!) };
}

function compareTexts(a: string, b: string): number {
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
  let cells: { readonly values: readonly string[]; readonly rows: readonly number[] | null }[] = [
    { values: [], rows: null },
  ];
  for (const { values, codes } of groups) {
    cells = cells.flatMap((cell) => {
      const parts = Array.from({ length: values.length + 1 }, (): number[] => []);
      if (cell.rows) for (const row of cell.rows) parts[codes[row]!]!.push(row);
      else
        codes.forEach((code, row) => {
          parts[code]!.push(row);
        });
      return parts.flatMap((part, k) =>
        part.length > 0 ? [{ values: [...cell.values, values[k] ?? ""], rows: part }] : [],
      );
    });
  }
  return cells.map((cell) => ({ values: cell.values, rows: cell.rows?.length ?? rows }));
}
