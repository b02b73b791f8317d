import { z } from "zod";
import { comparisonSchema, estimateSchema } from "../estimate.ts";

export const options = z.strictObject({}).meta({
  description: "Scores, distributions and don't-know rates of every element, and of the stages of service.",
});
export type ElementsOptions = z.infer<typeof options>;

export const result = z.strictObject({
  /** Highest score first; elements without a shown score last. */
  elements: z.array(
    z.strictObject({
      element: z.string(),
      score: estimateSchema,
      top: estimateSchema,
      dontKnow: estimateSchema,
      notApplicable: estimateSchema,
      blank: estimateSchema,
      /** Score minus the person's own mean over the elements, tested paired against 0. */
      deviation: estimateSchema,
      ownMean: comparisonSchema,
      target: z.strictObject({ value: z.number(), verdict: z.enum(["met", "missed", "open", "untested"]) }).optional(),
      /** Shares of neighbouring codes, lowest first; together all answers. `bands`: places in the scale's bands that it joins. */
      distribution: z.array(
        z.strictObject({ from: z.number(), to: z.number(), bands: z.array(z.int()), share: estimateSchema }),
      ),
    }),
  ),
  stages: z.array(z.strictObject({ stage: z.string(), score: estimateSchema, elements: z.array(z.string()) })),
});
export type ElementsResult = z.infer<typeof result>;
