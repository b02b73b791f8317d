import { z } from "zod";

/** What a number counts. `index` 0-100; `points` a difference of indices; `share` 0-1; `share-points` a difference of shares, −1 to 1; `ratio`; `code` a mean on the scale as asked; `gap` a difference of codes; `net` a balance −1 to 1 and differences of balances, shown as points of 100; `amount` money or another number as asked; `per-thousand` a rate; `coefficient` a correlation or standardised coefficient; `rank` 1 is first. */
const unitSchema = z.enum([
  "index",
  "points",
  "share",
  "share-points",
  "ratio",
  "ratio-points",
  "code",
  "gap",
  "gap-points",
  "net",
  "amount",
  "amount-points",
  "per-thousand",
  "coefficient",
  "rank",
]);
export type Unit = z.infer<typeof unitSchema>;

/**
 * Whom or what a number is about. `id` is an id of the study file (element, question, tag value, wave, segment value) or a fixed code (state, grade).
 * `group`: by the respondents of one segment value alone, `<segment>=<value>`; without it by all.
 */
export const subjectSchema = z.strictObject({
  kind: z.enum([
    "overall",
    "element",
    "question",
    "dimension",
    "stage",
    "state",
    "grade",
    "wave",
    "segment",
    "box",
    "rise",
    "horizontal",
    "vertical",
    "level",
    "attribute",
    "factor",
    "quality",
    "component",
    "area",
    "cell",
    "provider",
    "resource",
    "effect",
    "action",
    "owner",
    "block",
    "pair",
    "principal",
    "method",
    "latent",
    "arrow",
    "crossed",
    "tier",
    "feature",
    "category",
    "item",
  ]),
  id: z.string(),
  group: z.string().optional(),
});
export type Subject = z.infer<typeof subjectSchema>;

/** A reason or refusal as a code with plain slots; `report/` has the sentence (`why.<code>`). */
export const codeSchema = z.strictObject({
  code: z.string(),
  slots: z.record(z.string(), z.union([z.string(), z.number(), subjectSchema])).optional(),
});
export type Code = z.infer<typeof codeSchema>;

/**
 * A number that is shown, with what it rests on. Shares are 0-1. Each has an interval or a `why`; a value that cannot be
 * given is null with a `why`, never NaN.
 */
export const estimateSchema = z.strictObject({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Confidence level of low and high, 0-1. */
  level: z.number(),
  method: z.enum([
    "t",
    "wilson",
    "wald",
    "adjusted-wald",
    "poisson",
    "delta",
    "bootstrap",
    "held-out",
    "f",
    "noncentral",
    "coefficient",
    "none",
  ]),
  /** Answers in the denominator, unweighted, and their effective number. */
  base: z.int().nullable(),
  effectiveBase: z.number().nullable(),
  /** Answers in the numerator of a share, unweighted. */
  cases: z.int().nullable().optional(),
  unit: unitSchema,
  /** The measure that made it, for its receipt. */
  measure: z.string(),
  subject: subjectSchema,
  /** `indicative`: base under the caution rule, no verdict. `hidden`: masked by the rules of disclosure. */
  status: z.enum(["shown", "indicative", "hidden"]),
  why: codeSchema.optional(),
});
export type Estimate = z.infer<typeof estimateSchema>;

/** A tested difference. `adjusted` is the Benjamini-Hochberg p within a family of `family` tests; the interval has the level that goes with the verdict. */
export const comparisonSchema = z.strictObject({
  measure: z.string(),
  subject: subjectSchema,
  with: z.strictObject({
    kind: z.enum([
      "wave",
      "target",
      "own-mean",
      "zero",
      "rest",
      "group",
      "equal-share",
      "early",
      "population",
      "line",
      "provider",
    ]),
    id: z.string().optional(),
    value: z.number().optional(),
  }),
  difference: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  level: z.number(),
  p: z.number().nullable(),
  adjusted: z.number().nullable(),
  family: z.int(),
  test: z.string(),
  /** People who are in both sides. */
  linked: z.int(),
  unit: unitSchema,
  verdict: z.enum(["up", "down", "none", "untested"]),
  size: z.enum(["negligible", "small", "moderate", "large"]).optional(),
  why: codeSchema.optional(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** What is claimed: case and verdict as codes, figures as estimates; the sentence is made in `report/` (`findings.<case>`). */
const findingSchema = z.strictObject({
  /** Stable anchor, such as `index.score.change`. */
  id: z.string(),
  /** The page it stands on, where the analysis fills several. */
  page: z.string().optional(),
  case: z.string(),
  measure: z.string(),
  subject: subjectSchema,
  estimate: estimateSchema,
  comparison: comparisonSchema.optional(),
  verdict: z.enum(["better", "worse", "none", "met", "missed", "open", "level"]),
  size: z.enum(["negligible", "small", "moderate", "large"]).optional(),
  /** The convention the verdict rests on: `welch-bh`, `paired-bh`, `interval-target`, … */
  rule: z.string(),
  /** Further estimates the sentence names, by slot. */
  with: z.record(z.string(), z.union([estimateSchema, subjectSchema, z.number(), z.string()])).optional(),
});
export type Finding = z.infer<typeof findingSchema>;

/** What identifies a number within a wave: a measure, whom it is about, and the group of respondents it is of. */
export function numberKey(number: { readonly measure: string; readonly subject: Subject }): string {
  const { kind, id, group } = number.subject;
  return `${number.measure} ${kind}:${id}${group === undefined ? "" : ` in ${group}`}`;
}

export function isEstimate(value: object): value is Estimate {
  return "measure" in value && "effectiveBase" in value && "status" in value;
}

/** Every estimate in a result, in the order of its fields. */
export function* estimatesIn(value: unknown): Generator<Estimate> {
  if (value === null || typeof value !== "object") return;
  if (isEstimate(value)) yield value;
  else for (const inner of Object.values(value)) yield* estimatesIn(inner);
}
