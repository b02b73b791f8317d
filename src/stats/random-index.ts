/**
 * Mean consistency index of random reciprocal matrices, which a consistency ratio is measured against.
 *
 * - `saaty`: Saaty 1980, n = 3 to 15, rounded, and as rough as a few hundred matrices of each size.
 * - `alonso-lamata`: Alonso & Lamata 2006, table for n = 3 to 15, beyond it their line λ = 2.7699 n − 4.3513.
 *
 * Donegan & Dodd's (1991) are no choice: they lie below what random matrices give by far more than chance.
 */
export type RandomIndexTable = "saaty" | "alonso-lamata";

const fromThree: Readonly<Record<RandomIndexTable, readonly number[]>> = {
  saaty: [0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59],
  "alonso-lamata": [
    0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4056, 1.4499, 1.4854, 1.5141, 1.5365, 1.5551, 1.5713, 1.5838,
  ],
};

/** The table that serves n things: the one asked for, Alonso & Lamata's beyond its end. */
export function tableFor(n: number, table: RandomIndexTable): RandomIndexTable {
  return n - 3 < fromThree[table].length ? table : "alonso-lamata";
}

/** 0 for fewer than three things, which cannot contradict each other. */
export function randomIndexOf(n: number, table: RandomIndexTable): number {
  if (n < 3) return 0;
  return fromThree[tableFor(n, table)][n - 3] ?? (1.7699 * n - 4.3513) / (n - 1);
}
