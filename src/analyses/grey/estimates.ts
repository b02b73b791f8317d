import { quantile } from "../../stats/quantile.ts";
import type { Context } from "../analysis.ts";
import type { Estimate, Subject } from "../estimate.ts";
import { stated } from "../stated.ts";
import type { Base } from "./means.ts";
import type { GreyOptions } from "./result.ts";

/** A rank and the ranks that it has in the draws. */
export function rankEstimate(
  name: string,
  subject: Subject,
  value: number,
  drawn: readonly number[],
  base: Base,
  { conventions }: Context<GreyOptions>,
): Estimate {
  const ascending = Float64Array.from(drawn).sort();
  const tail = (1 - conventions.level) / 2;
  const has = ascending.length > 0;
  return {
    value,
    low: has ? Math.floor(quantile(ascending, tail)) : null,
    high: has ? Math.ceil(quantile(ascending, 1 - tail)) : null,
    level: conventions.level,
    method: has ? "bootstrap" : "none",
    base: base.n,
    effectiveBase: base.effectiveN,
    unit: "rank",
    measure: `grey.${name}`,
    subject,
    status: "shown",
    ...(!has && { why: { code: "no-replicates" } }),
  };
}

/** A figure of these very answers: what it would be on others is not asked here. */
export function plainEstimate(
  name: string,
  unit: Estimate["unit"],
  subject: Subject,
  value: number,
  { conventions }: Context<GreyOptions>,
  code = "diagnostic",
): Estimate {
  return stated(`grey.${name}`, subject, unit, value, { code }, "shown", conventions.level);
}
