import { z } from "zod";
import { reference } from "../../study/reference.ts";
import { codeSchema, comparisonSchema, estimateSchema } from "../estimate.ts";

export const options = z
  .strictObject({
    band: z.number().min(0).default(0).meta({
      description: "Perceived and expected count as equal when they differ by no more than this, in scale points.",
    }),
    points: z.record(reference("dimension"), reference("question")).optional().meta({
      description: "SERVQUAL weights: dimension -> the question where a person gave it its share of 100 points.",
    }),
    source_form: z.boolean().default(true).meta({
      description: "Show expected − perceived, the form of the older Chinese literature, beside perceived − expected.",
    }),
  })
  .meta({
    description: "Expectation and perception: C = perceived / expected, gaps, SERVQUAL dimensions, zone of tolerance.",
  });
export type GapsOptions = z.infer<typeof options>;

const zoneSchema = z.strictObject({ estimate: estimateSchema, comparison: comparisonSchema });

export const result = z.strictObject({
  /** Largest shortfall first. */
  elements: z.array(
    z.strictObject({
      element: z.string(),
      expected: estimateSchema,
      perceived: estimateSchema,
      /** Perceived − expected; the test is paired against 0. */
      gap: estimateSchema,
      comparison: comparisonSchema,
      /** Expected − perceived, where the study shows the source form. */
      source: estimateSchema.optional(),
      /** C = mean perceived / mean expected, on the codes as asked. */
      ratio: estimateSchema,
      /** dissatisfied (P < E), satisfied (P = E), highly_satisfied (P > E). */
      states: z.array(estimateSchema),
      /** Pairs with an expectation of 0, which leave C, states and gap; and the gap with them. */
      zero: z.strictObject({ pairs: z.int().nullable(), gap: estimateSchema }).optional(),
      /** Perceived − minimum (adequacy, MSA) and perceived − desired (superiority, MSS). */
      adequacy: zoneSchema.optional(),
      superiority: zoneSchema.optional(),
      notes: z.array(codeSchema),
    }),
  ),
  dimensions: z.array(
    z.strictObject({
      dimension: z.string(),
      elements: z.array(z.string()),
      gap: estimateSchema,
      comparison: comparisonSchema,
      /** Mean points of 100, and points/100 × gap: what to mend first. */
      points: estimateSchema.optional(),
      contribution: estimateSchema.optional(),
    }),
  ),
  /** Mean of the dimensions' gaps, and the mean of the persons' own weighted gaps. */
  total: estimateSchema.optional(),
  weighted: estimateSchema.optional(),
  skipped: z.array(z.strictObject({ element: z.string(), why: codeSchema })),
});
export type GapsResult = z.infer<typeof result>;
