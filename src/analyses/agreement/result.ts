import { z } from "zod";
import { codeSchema, estimateSchema, subjectSchema } from "../estimate.ts";

const share = z.number().gt(0).lt(1);

export const options = z
  .strictObject({
    moved: share.default(0.3).meta({
      description: "A branch or element whose ranks span more than this share of all is named as disputed.",
    }),
    support: z
      .number()
      .min(0.5)
      .max(1)
      .default(2 / 3)
      .meta({
        description: "Share of the methods that must say the same before it is concluded.",
      }),
    methods: z.int().min(2).default(4).meta({
      description: "Fewer methods than this set side by side, and nothing is concluded.",
    }),
  })
  .meta({ description: "Every method that scores the branches, or the elements, side by side: where they agree." });
export type AgreementOptions = z.infer<typeof options>;

const ranked = z.strictObject({
  subject: subjectSchema,
  /** The plain weighted mean, where it is one of the methods: of a unit its index, of an element its mean score. */
  score: estimateSchema.optional(),
  /** In the order of `methods`. */
  ranks: z.array(estimateSchema),
  best: z.number(),
  worst: z.number(),
  /** Over the methods. */
  mean: estimateSchema,
  /** Its ranks span more than the share that the options allow. */
  disputed: z.boolean(),
  /** What enough methods say of it: among the best third, the last third, or neither. */
  place: z.enum(["first", "last", "none"]),
  /** How many say so; of `none`, how many say the more common of the two. */
  support: z.int(),
});
export type Ranked = z.infer<typeof ranked>;

export const result = z.strictObject({
  /** Units before elements. */
  tables: z.array(
    z.strictObject({
      by: z.enum(["unit", "element"]),
      /** Those that really ran. Locale key `scored.<method>`. */
      methods: z.array(z.string()),
      /** Those of them whose weights experts' judgements give that only the study's insisting has used. */
      forced: z.array(z.string()).optional(),
      /** Those that the study asks for and that could not run, or score nothing on a sound base. */
      leftOut: z.array(z.strictObject({ method: z.string(), why: codeSchema })),
      /** How many are in some method but not in all, or on too small a base, and are therefore not ranked. */
      unranked: z.int(),
      /** Whether there are methods enough for a conclusion. */
      concludes: z.boolean(),
      /** Best mean rank first. */
      rows: z.array(ranked),
      w: estimateSchema,
      /** Row by column, in the order of `methods`. */
      correlations: z.array(z.array(estimateSchema)),
    }),
  ),
});
export type AgreementResult = z.infer<typeof result>;
