import { orderByKey } from "../responses/key-order.ts";
import { type Responses, takeRows } from "../responses/responses.ts";
import { type Weighing, weigh } from "./weigh.ts";

/** The rows behind a sample: answers and weights, row by row in one order. */
export interface Rows extends Weighing {
  readonly responses: Responses;
}

/**
 * The kept rows, `kept` null being all. With respondent ids they are put in the order of the ids' hashes, so that no sum
 * hangs on the order of the file, down to its last bit; without, they stay as they come.
 */
export function arrangeRows(responses: Responses, kept: Uint8Array | null): Rows {
  const { keys, rows } = responses;
  if (!keys && !kept) return { responses, ...weigh(responses) };
  const order = keys ? orderByKey(keys) : Uint32Array.from({ length: rows }, (_, row) => row);
  const arranged = takeRows(responses, kept ? order.filter((row) => kept[row] === 1) : order);
  return { responses: arranged, ...weigh(arranged) };
}
