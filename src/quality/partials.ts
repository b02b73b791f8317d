import { answeredShares } from "./answered-share.ts";
import type { FindSignal } from "./signals.ts";

/** Rows that answer less of their questions than the study wants: item non-response above one half by default (METHODS B20). */
export const findPartials: FindSignal = ({ partialBelow }, responses) => {
  const shares = answeredShares(responses);
  return (row) => shares[row]! < partialBelow;
};
