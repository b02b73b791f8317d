import { momentsByGroupFromCounts, momentsOfGroup } from "./grouped.ts";
import type { Counts, Moments, Spread } from "./tallies.ts";

/** The moments of a column whose values were counted: no second scan. */
export function momentsOfCounts({ values, n, weight, weight2, spread }: Counts): Moments {
  const by = { groups: 1, weighted: true, values, table: Float64Array.of(...n, ...weight, ...weight2) };
  const middle = values.length === 0 ? 0 : (values[0]! + values.at(-1)!) / 2;
  const moments = momentsOfGroup(momentsByGroupFromCounts(by, middle), 0);
  return spread ? { ...moments, spread: spreadOfSums(spread, values, middle) } : moments;
}

/** 1 and the column about its shift are sums over the indicators of its values. */
function spreadOfSums({ matrix, df }: Spread, values: readonly number[], shift: number): Spread {
  const columns = [values.map(() => 1), values.map((value) => value - shift)];
  const over = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, x, i) => sum + b.reduce((row, y, j) => row + x * y * matrix[i * values.length + j]!, 0), 0);
  return { matrix: columns.flatMap((a) => columns.map((b) => over(a, b))), df };
}
