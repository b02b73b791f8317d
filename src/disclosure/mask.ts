import { type Comparison, type Estimate, isEstimate, numberKey } from "../analyses/estimate.ts";

/** Hidden numbers (`numberKey`) by wave. */
export type Hidden = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * A result with every number masked that may not be shown: those on too small a base, those on a hidden list, and every
 * difference that would give one of them away. Numbers below an object with a `wave` belong to that wave, others to
 * `wave`. Nothing else is touched.
 */
export function mask<T>(value: T, wave: string, hidden: Hidden): T {
  return maskAny(value, wave, hidden) as T;
}

function maskAny(value: unknown, wave: string, hidden: Hidden): unknown {
  if (Array.isArray(value)) return value.map((item) => maskAny(item, wave, hidden));
  if (typeof value !== "object" || value === null) return value;
  if (isEstimate(value)) return maskEstimate(value, hidden.get(wave));
  if (isComparison(value)) return maskComparison(value, wave, hidden);
  const own = "wave" in value && typeof value.wave === "string" ? value.wave : wave;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskAny(item, own, hidden)]));
}

function isComparison(value: object): value is Comparison {
  return "measure" in value && "adjusted" in value && "family" in value;
}

function maskEstimate(estimate: Estimate, hidden: ReadonlySet<string> | undefined): Estimate {
  const listed = hidden?.has(numberKey(estimate)) ?? false;
  if (!listed && estimate.status !== "hidden") return estimate;
  const nobody = estimate.base === 0;
  const { cases, ...rest } = estimate;
  return {
    ...rest,
    value: null,
    low: null,
    high: null,
    // a base that is printed could be subtracted from a total; that nobody answered gives nobody away
    base: nobody ? 0 : null,
    effectiveBase: nobody ? 0 : null,
    ...(cases !== undefined && { cases: null }),
    status: "hidden",
    why: { code: nobody ? "no-answers" : "withheld" },
  };
}

function maskComparison(comparison: Comparison, wave: string, hidden: Hidden): Comparison {
  const listed = sidesOf(comparison, wave).some((side) => hidden.get(side.wave)?.has(numberKey(side)));
  if (!listed && comparison.why?.code !== "base-too-small") return comparison;
  const { size: _, ...rest } = comparison;
  return {
    ...rest,
    difference: null,
    low: null,
    high: null,
    p: null,
    adjusted: null,
    linked: 0,
    verdict: "untested",
    why: { code: "withheld" },
  };
}

/** The numbers that a comparison compares. What a group is compared with, the rest, follows from everybody and the group. */
function sidesOf({ measure, subject, with: other }: Comparison, wave: string) {
  const own = { measure, subject, wave };
  if (other.kind === "wave") return [own, { ...own, wave: other.id ?? wave }];
  if (other.kind !== "rest" && other.kind !== "group") return [own];
  const { group: _, ...whole } = subject;
  return [own, { ...own, subject: other.kind === "rest" ? whole : { ...whole, ...(other.id && { group: other.id }) } }];
}
