/**
 * Attractive, one-dimensional, must-be, indifferent, reverse, questionable: what a person's pair of answers says of a
 * feature. Codes of the paired column are places here, from 1.
 */
export const categories = ["A", "O", "M", "I", "R", "Q"] as const;
export type Category = (typeof categories)[number];

export function codeOfCategory(category: Category): number {
  return categories.indexOf(category) + 1;
}

/** Rows: the feature is there; columns: it is not. Both from like to dislike (Kano 1984; Berger et al. 1993). */
const berger = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"];
/** The same answer twice is a contradiction except where it is neutral (Pouliot 1993). */
const pouliot = ["QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ"];

export type EvaluationTable = "berger" | "pouliot";

export function categoryIn(table: EvaluationTable, functional: number, dysfunctional: number): Category {
  return (table === "berger" ? berger : pouliot)[functional]![dysfunctional] as Category;
}

/** Points of like, must be, neutral, can live with, dislike (DuMouchel, in Berger et al. 1993). */
export const points = { functional: [4, 2, 0, -1, -2], dysfunctional: [-2, -1, 0, 2, 4] } as const;
