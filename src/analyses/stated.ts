import type { Code, Estimate, Subject, Unit } from "./estimate.ts";

/** A number from a few experts, or from a rule: it is no sample estimate, has no base and no interval, and `why` says so. */
export function stated(
  measure: string,
  subject: Subject,
  unit: Unit,
  value: number | null,
  why: Code,
  status: Estimate["status"] = "shown",
): Estimate {
  return {
    value,
    low: null,
    high: null,
    level: 0.95,
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
