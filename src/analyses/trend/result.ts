import { z } from "zod";
import { comparisonSchema, estimateSchema, subjectSchema } from "../estimate.ts";

export const options = z.strictObject({}).meta({
  description: "Every measure of every other analysis over the waves, each wave tested against the one before.",
});
export type TrendOptions = z.infer<typeof options>;

const seriesSchema = z.strictObject({
  measure: z.string(),
  subject: subjectSchema,
  better: z.enum(["higher", "lower", "none"]),
  headline: z.boolean(),
  target: z.number().optional(),
  /** Ends of the scale. */
  bounds: z.tuple([z.number(), z.number()]).optional(),
  /** Oldest first, the reported wave last. `comparison` is with the wave before it. */
  points: z.array(
    z.strictObject({
      wave: z.string(),
      estimate: estimateSchema,
      comparison: comparisonSchema.optional(),
      /** Questions whose wording changed with this wave. */
      breaks: z.array(z.string()),
    }),
  ),
});
export type Series = z.infer<typeof seriesSchema>;

export const result = z.strictObject({
  waves: z.array(z.strictObject({ wave: z.string(), from: z.string(), to: z.string(), rows: z.int().nullable() })),
  series: z.array(seriesSchema),
  /** Whether any people were paired between waves. */
  panel: z.boolean(),
});
export type TrendResult = z.infer<typeof result>;
