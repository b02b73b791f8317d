import { beforeAll, describe, expect, it } from "vitest";
import { type RandomIndexTable, randomIndexOf } from "../../src/stats/random-index.ts";
import { randomOf } from "../example/random.ts";

/** Saaty's scale: what a judgement can be. */
const scale = [1, ...[2, 3, 4, 5, 6, 7, 8, 9].flatMap((times) => [times, 1 / times])];
const matrices = 20_000;

interface Simulated {
  readonly mean: number;
  readonly sd: number;
}

/** Consistency indices of matrices whose judgements above the diagonal are drawn evenly from the scale. */
function simulate(n: number): Simulated {
  const random = randomOf(1980, n);
  let [sum, squares] = [0, 0];
  for (let k = 0; k < matrices; k++) {
    const rows = Array.from({ length: n }, () => new Array<number>(n).fill(1));
    for (let i = 0; i < n; i++)
      for (let j = i + 1; j < n; j++) {
        const judgement = scale[Math.floor(random.uniform() * scale.length)]!;
        rows[i]![j] = judgement;
        rows[j]![i] = 1 / judgement;
      }
    const index = (largestEigenvalue(rows) - n) / (n - 1);
    sum += index;
    squares += index * index;
  }
  const mean = sum / matrices;
  return { mean, sd: Math.sqrt(squares / matrices - mean * mean) };
}

/** Of a positive matrix it lies between the smallest and the largest (A x) / x (Collatz 1942). */
function largestEigenvalue(rows: readonly (readonly number[])[]): number {
  let x = rows.map(() => 1);
  for (;;) {
    const next = rows.map((row) => row.reduce((total, value, j) => total + value * x[j]!, 0));
    const ratios = next.map((value, i) => value / x[i]!);
    const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
    if (high - low < 1e-6) return (low + high) / 2;
    const total = next.reduce((all, value) => all + value, 0);
    x = next.map((value) => value / total);
  }
}

describe("random indices", () => {
  const sizes = [3, 4, 5, 6, 7, 8, 9];
  const simulated = new Map<number, Simulated>();
  beforeAll(() => {
    for (const n of sizes) simulated.set(n, simulate(n));
  });

  // As exact as a table made from so many matrices, rounded to its last digit.
  it.each([
    ["saaty", 500, 0.005],
    ["alonso-lamata", 100_000, 0.00005],
  ] as const)("of the table %s are those of drawn matrices within the error of both", (table, made, rounding) => {
    for (const n of sizes) {
      const { mean, sd } = simulated.get(n)!;
      const error = sd * Math.sqrt(1 / matrices + 1 / made);
      expect(Math.abs(randomIndexOf(n, table) - mean), `${table} ${n}: ${mean}`).toBeLessThan(3.5 * error + rounding);
    }
  });

  it("of three things are the mean over all that can be judged, by Alonso and Lamata", () => {
    // λ = 1 + t + 1 / t with t³ = a₁₂ a₂₃ / a₁₃
    let sum = 0;
    for (const a of scale)
      for (const b of scale)
        for (const c of scale) {
          const t = Math.cbrt((a * b) / c);
          sum += (t + 1 / t - 2) / 2;
        }
    const exact = sum / scale.length ** 3;
    const { sd } = simulated.get(3)!;
    const table: RandomIndexTable = "alonso-lamata";
    expect(Math.abs(randomIndexOf(3, table) - exact)).toBeLessThan((3.5 * sd) / Math.sqrt(100_000) + 0.00005);
    expect(Math.abs(simulated.get(3)!.mean - exact)).toBeLessThan((3.5 * sd) / Math.sqrt(matrices));
  });
});
