import { z } from "zod";
import { estimateSchema } from "./estimate.ts";

/**
 * What a method says of how well the elements, or the units, do: a figure for each, higher being better. `agreement` sets
 * these side by side. A unit's estimate names it in `subject.group`.
 */
export const scoredSchema = z.strictObject({
  by: z.enum(["element", "unit"]),
  /** Locale key `scored.<method>`. */
  method: z.string(),
  rows: z.array(estimateSchema),
});
export type Scored = z.infer<typeof scoredSchema>;
