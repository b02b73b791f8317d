import { leastInGrid } from "../study/build-quality.ts";
import { codesOf } from "./answered-share.ts";
import type { FindSignal } from "./signals.ts";

/** Rows with at least 8 answers in a grid that are one and the same code, as asked: reversed questions are not turned round. */
export const findStraightLiners: FindSignal = ({ grids }, responses) => {
  if (grids.length === 0) return null;
  const straight = new Uint8Array(responses.rows);
  for (const grid of grids) {
    const answers = grid.map((question) => responses.answers.get(question)!);
    const columns = answers.map((one) => ({ codes: codesOf(responses, one), values: one.values }));
    for (let row = 0; row < responses.rows; row++) {
      let first = Number.NaN;
      let answered = 0;
      let alike = true;
      for (const { codes, values } of columns) {
        const value = values[codes[row]!]!;
        if (Number.isNaN(value)) continue;
        if (answered === 0) first = value;
        else if (value !== first) {
          alike = false;
          break;
        }
        answered++;
      }
      if (alike && answered >= leastInGrid) straight[row] = 1;
    }
  }
  return (row) => straight[row] === 1;
};
