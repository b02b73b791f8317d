import type { Estimate, Subject } from "../estimate.ts";

const whole: Subject = { kind: "overall", id: "overall" };

/**
 * A number that is counted, given or planned, so that no interval belongs to it. `why` says which: `counted-all`,
 * `given`, `by-weights`, `planned`, `no-distance-interval`.
 */
export function exact(
  measure: string,
  value: number | null,
  unit: Estimate["unit"],
  why: string,
  {
    level,
    base = null,
    effectiveBase = base,
    subject = whole,
    status = "shown",
  }: {
    readonly level: number;
    readonly base?: number | null;
    readonly effectiveBase?: number | null;
    readonly subject?: Subject;
    readonly status?: Estimate["status"];
  },
): Estimate {
  return {
    value,
    low: null,
    high: null,
    level,
    method: "none",
    base,
    effectiveBase,
    unit,
    measure,
    subject,
    status,
    why: { code: why },
  };
}
