import { z } from "zod";
import { reference } from "../../study/reference.ts";
import { codeSchema, estimateSchema } from "../estimate.ts";
import { scoredSchema } from "../scored.ts";

export const options = z
  .strictObject({
    elements: z
      .array(reference("element"))
      .min(3)
      .optional()
      .superRefine((elements, context) => {
        elements?.forEach((element, at) => {
          if (elements.indexOf(element) !== at)
            context.addIssue({ code: "custom", path: [at], message: `names the element "${element}" twice` });
        });
      })
      .meta({
        description:
          "The elements whose ratings are condensed. Leave out those that few people can rate: only who rated all of them counts.",
        otherwise: "those of the drivers, else all elements",
      }),
    retention: z.enum(["parallel", "kaiser", "eighty"]).default("parallel").meta({
      description:
        "How many components are kept: `parallel` = eigenvalues above the 95th percentile of random ones; `kaiser` = above 1; `eighty` = until 80 % of the variance.",
    }),
  })
  .meta({ description: "Principal components of the ratings: what goes together, and an index made of it." });
export type ComponentsOptions = z.infer<typeof options>;

export const result = z.strictObject({
  complete: z.int(),
  retention: z.enum(["parallel", "kaiser", "eighty"]),
  kept: z.int(),
  /** By the other rules too. */
  rules: z.strictObject({ parallel: z.int(), kaiser: z.int(), eighty: z.int() }),
  kmo: estimateSchema,
  sphericity: z.strictObject({ chiSquare: z.number(), df: z.int(), p: z.number() }).optional(),
  components: z.array(
    z.strictObject({
      eigenvalue: estimateSchema,
      explained: estimateSchema,
      /** The 95th percentile of the eigenvalue of random answers. */
      random: z.number(),
      isKept: z.boolean(),
    }),
  ),
  /** Largest loading on the first component first. */
  elements: z.array(
    z.strictObject({
      element: z.string(),
      loading: estimateSchema,
      /** Of the kept components, after varimax where there are several. */
      rotated: z.array(estimateSchema),
      /** Part of the kept components in its variance. */
      communality: estimateSchema,
      kmo: estimateSchema,
      /** |loading|² on the first component as a share of all elements'. */
      weight: estimateSchema,
    }),
  ),
  composite: z.union([
    z.strictObject({ index: estimateSchema, weights: z.array(z.number()) }),
    z.strictObject({ refused: codeSchema }),
  ]),
  /** Units by the composite with the weights of all; highest first. */
  scored: z.array(scoredSchema),
  excluded: z.array(z.strictObject({ element: z.string(), why: codeSchema })),
});
export type ComponentsResult = z.infer<typeof result>;
