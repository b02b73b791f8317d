import type { Code, Estimate, Subject, Unit } from "./estimate.ts";

/**
 * A number from a few experts, a rule or a solver, or one of these very answers: it is no sample estimate, has no base and no
 * interval, and `why` says so. `level`: that of the intervals it stands beside.
 */
export function stated(
  measure: string,
  subject: Subject,
  unit: Unit,
  value: number | null,
  why: Code,
  status: Estimate["status"] = "shown",
  level = 0.95,
): Estimate {
  return {
    value,
    low: null,
    high: null,
    level,
    method: "none",
    base: null,
    effectiveBase: null,
    unit,
    measure,
    subject,
    status,
    why,
  };
}
