import { z } from "zod";
import { reference } from "../../study/reference.ts";
import { codeSchema, estimateSchema } from "../estimate.ts";
import { scoredSchema } from "../scored.ts";

export const options = z
  .strictObject({
    elements: z
      .array(reference("element"))
      .min(2)
      .optional()
      .meta({
        description: "The elements to weigh.",
        examples: [["network", "billing"]],
        otherwise: "those that enough customers of most units rated",
      }),
    normalisation: z.enum(["min-max", "column-share", "shift"]).default("min-max").meta({
      description:
        "How scores become parts of 1: `min-max` between the lowest and the highest unit (scores have no natural zero); `column-share` of the scores as they are; `shift` min-max plus 0.01.",
    }),
  })
  .meta({
    description:
      "Objective weights by information entropy: how far each element tells the units apart. They say nothing about importance.",
  });
export type EntropyOptions = z.infer<typeof options>;

export const result = z.strictObject({
  normalisation: z.enum(["min-max", "column-share", "shift"]),
  /** Units whose means make the matrix; those left out have too few answers to some element. */
  units: z.array(z.string()),
  unitsLeftOut: z.array(z.string()),
  /** Fewer than five units. */
  few: z.boolean(),
  /** Nothing tells the units apart: the weights are equal. */
  flat: z.boolean(),
  /** Largest weight first. */
  elements: z.array(
    z.strictObject({
      element: z.string(),
      entropy: estimateSchema,
      weight: estimateSchema,
      /** Share of the draws in which its weight is the largest. */
      first: z.number(),
      /** Beside it, where the study has them: the share by association with overall satisfaction, and experts' weight. */
      derived: estimateSchema.optional(),
      experts: estimateSchema.optional(),
    }),
  ),
  /** Whether experts' weights may stand beside these, where there are any: consistency accepted, forced by the study, or neither. */
  experts: z.enum(["accepted", "forced", "refused"]).optional(),
  elementsLeftOut: z.array(z.strictObject({ element: z.string(), why: codeSchema })),
  /** Units by their scores under these weights. */
  scored: z.array(scoredSchema),
});
export type EntropyResult = z.infer<typeof result>;
