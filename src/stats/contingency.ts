import { exactP } from "./contingency-exact.ts";
import { simulatedP } from "./contingency-simulated.ts";
import { type Contingency, marginsOf } from "./contingency-table.ts";
import { chiSquareTails } from "./distributions.ts";
import { kishOf } from "./linearised.ts";
import { noncentralityInterval } from "./noncentral.ts";

/** Whether answers and groups go together, and how closely. */
export interface Association {
  /** Pearson's X² without Yates, of the weights scaled to add up to n; null where there is no table. */
  readonly chiSquare: number | null;
  readonly df: number;
  readonly n: number;
  /** Mean design effect of the cells, δ̄; 1 where nothing is weighted. */
  readonly designEffect: number;
  readonly p: number | null;
  readonly method: "chi-square" | "rao-scott" | "exact" | "monte-carlo" | "none";
  /** Cramér's V from the uncorrected X²/n, 0-1, with its interval. */
  readonly v: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Why there is no V (`no-answers`, `constant`: one row or column only), or no p (`expected-too-small`). */
  readonly why?: string;
}

export interface AssociationOptions {
  /** Confidence level of V's interval, 0-1. */
  readonly level: number;
  /** Monte-Carlo tables where the exact test has too many. */
  readonly draws: number;
  readonly seed: string;
}

/**
 * The test of association of a table (METHODS B0 "Crosstabs"). Rows and columns without people are left out first.
 *
 * Unweighted: Pearson's X² on the χ² distribution; where an expected count is under 1, or more than a fifth of them under
 * 5, Fisher's exact test (Freeman & Halton 1951), and where that has too many tables the Monte-Carlo p of X². Weighted: X²
 * over the mean design effect δ̄ (Rao & Scott 1984, first order); with small expected counts it has no p, for no exact test
 * knows weights.
 */
export function testAssociation(table: Contingency, options: AssociationOptions): Association {
  const kept = dropEmpty(table);
  const n = sum(kept.n);
  const none = {
    chiSquare: null,
    df: 0,
    n,
    designEffect: 1,
    p: null,
    method: "none",
    v: null,
    low: null,
    high: null,
  } as const;
  if (n === 0) return { ...none, why: "no-answers" };
  if (kept.rows < 2 || kept.columns < 2) return { ...none, why: "constant" };
  const weight = sum(kept.weight);
  const weighted = kishOf(n, weight, sum(kept.weight2)) !== n;
  const df = (kept.rows - 1) * (kept.columns - 1);
  const chiSquare = n * phiSquare(kept);
  const designEffect = weighted ? meanDesignEffect(kept) : 1;
  const found = { chiSquare, df, n, designEffect, ...cramer(chiSquare, designEffect, df, n, kept, options.level) };
  const sparse = hasSmallExpected(kept);
  if (weighted) {
    if (sparse) return { ...found, p: null, method: "none", why: "expected-too-small" };
    return { ...found, p: chiSquareTails(chiSquare / designEffect, df).upper, method: "rao-scott" };
  }
  if (!sparse) return { ...found, p: chiSquareTails(chiSquare, df).upper, method: "chi-square" };
  const exact = exactP(kept);
  if (exact !== null) return { ...found, p: exact, method: "exact" };
  return { ...found, p: simulatedP(kept, options.draws, options.seed), method: "monte-carlo" };
}

/** Σ (p_ij − p_i p_j)² / (p_i p_j). */
function phiSquare(table: Contingency): number {
  const { rows, columns, shares } = sharesOf(table);
  let total = 0;
  shares.forEach((share, cell) => {
    const expected = rows[Math.floor(cell / table.columns)]! * columns[cell % table.columns]!;
    total += (share - expected) ** 2 / expected;
  });
  return total;
}

/**
 * δ̄ = Σ_ij n Var(h_ij) / (p_i p_j) / ((r − 1)(c − 1)), with the linearised variance of the mean of
 * h_ij = (1[row i] − p_i)(1[column j] − p_j): people of one cell have one h, so that cell sums of v² are enough.
 */
function meanDesignEffect(table: Contingency): number {
  const { rows, columns, shares } = sharesOf(table);
  const { weight2, columns: width } = table;
  const n = sum(table.n);
  const total = sum(table.weight);
  let effects = 0;
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < width; j++) {
      const expected = rows[i]! * columns[j]!;
      const mean = shares[i * width + j]! - expected;
      let squares = 0;
      for (let k = 0; k < rows.length; k++) {
        const row = Number(k === i) - rows[i]!;
        for (let l = 0; l < width; l++) {
          squares += weight2[k * width + l]! * (row * (Number(l === j) - columns[j]!) - mean) ** 2;
        }
      }
      effects += squares / expected;
    }
  }
  return (effects * n * n) / ((n - 1) * total * total) / ((rows.length - 1) * (width - 1));
}

/**
 * V = √(X² / (n k)), k the smaller of rows and columns less 1; its interval from that of the noncentrality λ of X²/δ̄:
 * √((λ + df) δ̄ / (n k)), 0 where λ may be 0 (Smithson 2003, Confidence intervals, 41).
 */
function cramer(
  chiSquare: number,
  designEffect: number,
  df: number,
  n: number,
  table: Contingency,
  level: number,
): Pick<Association, "v" | "low" | "high"> {
  const most = n * (Math.min(table.rows, table.columns) - 1);
  const { low, high } = noncentralityInterval(chiSquare / designEffect, df, level);
  const bound = (lambda: number) => Math.min(1, Math.sqrt(((lambda + df) * designEffect) / most));
  const v = Math.min(1, Math.sqrt(chiSquare / most));
  return { v, low: low === 0 ? 0 : Math.min(v, bound(low)), high: Math.max(v, bound(high)) };
}

/** Expected count under 5 in more than a fifth of the cells, or under 1 anywhere; of people, not of weights. */
function hasSmallExpected(table: Contingency): boolean {
  const { rows, columns } = marginsOf(table, table.n);
  const n = sum(rows);
  const expected = rows.flatMap((row) => columns.map((column) => (row * column) / n));
  return expected.some((count) => count < 1) || expected.filter((count) => count < 5).length > expected.length / 5;
}

function dropEmpty(table: Contingency): Contingency {
  const { rows, columns } = marginsOf(table, table.n);
  const keptRows = [...rows.keys()].filter((row) => rows[row]! > 0);
  const keptColumns = [...columns.keys()].filter((column) => columns[column]! > 0);
  const pick = (cells: readonly number[]) =>
    keptRows.flatMap((row) => keptColumns.map((column) => cells[row * table.columns + column]!));
  return {
    rows: keptRows.length,
    columns: keptColumns.length,
    n: pick(table.n),
    weight: pick(table.weight),
    weight2: pick(table.weight2),
  };
}

function sharesOf(table: Contingency) {
  const total = sum(table.weight);
  const shares = table.weight.map((weight) => weight / total);
  return { shares, ...marginsOf(table, shares) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
