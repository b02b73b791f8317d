import { orderByKey } from "../responses/key-order.ts";
import { type Responses, takeRows } from "../responses/responses.ts";
import type { Study } from "../study/study.ts";
import { readWeights } from "./read-weights.ts";

/** The rows behind a sample: answers and weights, row by row in one order. */
export interface Rows {
  readonly responses: Responses;
  /** null: every row weighs 1. */
  readonly weights: Float64Array | null;
}

/**
 * The kept rows, `kept` null being all. With respondent ids they are put in the order of the ids' hashes, so that no sum
 * hangs on the order of the file, down to its last bit; without, they stay as they come.
 */
export function arrangeRows(study: Study, responses: Responses, kept: Uint8Array | null): Rows {
  const { keys, rows } = responses;
  if (!keys && !kept) return { responses, weights: readWeights(study, responses) };
  const order = keys ? orderByKey(keys) : Uint32Array.from({ length: rows }, (_, row) => row);
  const arranged = takeRows(responses, kept ? order.filter((row) => kept[row] === 1) : order);
  return { responses: arranged, weights: readWeights(study, arranged) };
}
