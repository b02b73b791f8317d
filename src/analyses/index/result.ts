import { z } from "zod";
import { reference } from "../../study/reference.ts";
import { targetScore } from "../../study/schema-words.ts";
import { codeSchema, comparisonSchema, estimateSchema } from "../estimate.ts";

export const options = z
  .strictObject({
    overall: z.union([reference("question", "rating"), z.array(reference("question", "rating")).min(1)]).meta({
      description: "The question or questions on overall satisfaction. Several are averaged per person on 0-100.",
    }),
    weights: z
      .record(reference("question"), z.number().positive())
      .optional()
      .meta({ description: "Weight of each overall question. Default: equal." }),
    target: targetScore.optional().meta({ description: "The index to reach, on 0-100." }),
    grades: z
      .union([z.enum(["five", "seven"]), z.array(z.number().gt(0).lt(100)).min(1).max(8)])
      .default("five")
      .meta({
        description:
          "Levels of satisfaction (CSM): `five` cuts at 40, 60, 80, 90; `seven` cuts midway between 0, 16.7, … 100; or one's own cuts, rising.",
      }),
  })
  .meta({ description: "Customer satisfaction index 0-100 with boxes, states, grades and target." });
export type IndexOptions = z.infer<typeof options>;

export const result = z.strictObject({
  score: estimateSchema,
  /** Σ w_k × mean of item k over everybody who answered it: how much the half rule matters. Only with several items. */
  available: estimateSchema.optional(),
  /** Mean code, n and weight of each overall question: the terms of the receipt. */
  items: z.array(z.strictObject({ question: z.string(), weight: z.number(), mean: estimateSchema })),
  top: estimateSchema,
  bottom: estimateSchema,
  /** Worst first. */
  states: z.array(estimateSchema),
  grade: z.strictObject({
    scheme: z.enum(["five", "seven", "own"]),
    cuts: z.array(z.number()),
    /** Grade codes, lowest first: one more than cuts. */
    names: z.array(z.string()),
    /** The lowest and highest grade that the interval touches; null where the index is not shown. */
    lowest: z.int().nullable(),
    highest: z.int().nullable(),
    /** The grade of the estimate itself. */
    own: z.int().nullable(),
  }),
  target: z
    .strictObject({
      value: z.number(),
      verdict: z.enum(["met", "missed", "open", "untested"]),
      comparison: comparisonSchema,
    })
    .optional(),
  /** The index of every unit; by segment it stands with all other measures. */
  units: z.array(z.strictObject({ value: z.string(), score: estimateSchema })),
  notes: z.array(codeSchema),
});
export type IndexResult = z.infer<typeof result>;
