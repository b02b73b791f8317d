import type { Estimate } from "../estimate.ts";
import type { PriorityRow } from "./result.ts";

/**
 * The highest priority score first, equal scores by |Worse| of Kano, then by importance (METHODS B6). Rows of equal score
 * say by which worse they were put in order; an element without one comes after those that have it.
 */
export function rankRows(
  rows: readonly PriorityRow[],
  worseOf: (element: string) => Estimate | undefined,
): readonly PriorityRow[] {
  const withWorse = rows.map((row) => {
    const tied = row.priority !== null && rows.some((other) => other !== row && scoreOf(other) === scoreOf(row));
    const worse = tied ? worseOf(row.element) : undefined;
    return { ...row, ...(worse && { worse }) };
  });
  return withWorse.sort(
    (a, b) =>
      scoreOf(b) - scoreOf(a) ||
      (a.worse?.value ?? 1) - (b.worse?.value ?? 1) ||
      b.importance.value! - a.importance.value!,
  );
}

/** Scores that differ by rounding alone are equal. */
function scoreOf({ priority }: PriorityRow): number {
  return priority === null ? -1 : Math.round(priority * 1e9) / 1e9;
}
