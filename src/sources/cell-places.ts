import { decodeFile } from "./decode.ts";
import { findLineEnd } from "./dialect.ts";
import type { RawTable } from "./raw-table.ts";

/** Where a cell begins; both from 1. A quoted text before it may hold line ends: then it stands below the line of its row. */
export type CellPlacer = (line: number, column: string) => { readonly line: number; readonly column?: number };

/**
 * Finds cells in a small file that was read before, by the line where their row begins and the name of their column: its
 * text is read once more, for reading keeps no places. A column that the file lacks has no place in its line.
 */
export async function placeCells(path: string, table: RawTable): Promise<CellPlacer> {
  let text = "";
  for await (const piece of decodeFile(path, table.encoding)) text += piece;
  const lineEnd = findLineEnd(text);
  const starts = [0];
  for (let at = text.indexOf(lineEnd); at !== -1; at = text.indexOf(lineEnd, at + 1)) starts.push(at + 1);
  return (line, column) => {
    let left = table.header.indexOf(column);
    let [at, begun, found] = [starts[line - 1]!, starts[line - 1]!, line];
    if (left === -1) return { line };
    for (let quoted = false; left > 0 && at < text.length; at++) {
      if (text[at] === '"') quoted = !quoted;
      else if (text[at] === lineEnd) [begun, found] = [at + 1, found + 1];
      else if (text[at] === table.delimiter && !quoted) left--;
    }
    return { line: found, column: at - begun + 1 };
  };
}
