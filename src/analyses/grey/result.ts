import { z } from "zod";
import { reference } from "../../study/reference.ts";
import { weightKind, weightsOption } from "../element-weights.ts";
import { codeSchema, estimateSchema } from "../estimate.ts";
import { scoredSchema } from "../scored.ts";

export const options = z
  .strictObject({
    elements: z.array(reference("element")).min(2).optional().meta({
      description: "The elements by which units are compared.",
      otherwise: "those that enough customers of most units rated",
    }),
    weights: weightsOption,
    rho: z.number().gt(0).max(1).default(0.5).meta({
      description:
        "Distinguishing coefficient: small values tell near units further apart. 0.1, 0.5 and 0.9 are shown beside it.",
    }),
    search: z.boolean().default(true).meta({
      description: "Whether a genetic algorithm looks for weights whose grades go better with overall satisfaction.",
    }),
    overall: z.array(reference("question", "rating")).min(1).optional().meta({
      description: "The questions on overall satisfaction for the search and for series.",
      otherwise: "those of the index",
    }),
  })
  .meta({
    description:
      "Grey relational analysis: how near each unit comes to the best of all units, element by element, and each element to the best of all elements, unit by unit; weights by search; elements' series over the waves.",
  });
export type GreyOptions = z.infer<typeof options>;

export const result = z.strictObject({
  rho: z.number(),
  rhos: z.array(z.number()),
  weights: weightKind,
  forced: z.boolean(),
  elements: z.array(z.strictObject({ element: z.string(), weight: z.number() })),
  dropped: z.array(z.strictObject({ element: z.string(), why: codeSchema })),
  /** Nearest to the ideal first. Ranks are among the units on a sound base. */
  units: z.array(
    z.strictObject({
      unit: z.string(),
      grade: estimateSchema,
      rank: estimateSchema.optional(),
      /** Rank by each of `rhos`. */
      ranks: z.array(estimateSchema),
      /** In what share of the draws it is the first. */
      first: z.number(),
    }),
  ),
  unitsLeftOut: z.array(z.string()),
  /** Elements by how near each comes to the best rated element of every unit, nearest first; empty where no unit tells them apart. */
  ideal: z.array(z.strictObject({ element: z.string(), grade: estimateSchema, rank: estimateSchema.optional() })),
  /** Units whose rank is not the same by every rho. */
  moved: z.int(),
  search: z
    .strictObject({
      seed: z.int(),
      population: z.int(),
      generations: z.int(),
      bounds: z.tuple([z.number(), z.number()]),
      weights: z.array(z.strictObject({ element: z.string(), plain: z.number(), searched: z.number() })),
      /** R² of the units' grades with their overall satisfaction, on the answers that were searched. */
      plain: estimateSchema,
      searched: estimateSchema,
      /** Searched less plain on answers that the search did not see: mean over dealings into halves. */
      gain: estimateSchema,
      verdict: z.enum(["gain", "none"]),
      /** Half of Σ |searched − plain|: the part of the weight that moved; and the ranked units whose rank changes. */
      distance: z.number(),
      reordered: z.int(),
    })
    .optional(),
  searchWhy: codeSchema.optional(),
  /** Elements' means over the waves against overall satisfaction, closest first. */
  series: z.array(
    z.strictObject({ element: z.string(), waves: z.int(), incidence: estimateSchema, grade: estimateSchema }),
  ),
  scored: z.array(scoredSchema),
});
export type GreyResult = z.infer<typeof result>;
