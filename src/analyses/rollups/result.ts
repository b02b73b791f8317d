import { z } from "zod";
import { comparisonSchema, estimateSchema } from "../estimate.ts";

const weight = z.number().positive();

export const options = z
  .strictObject({
    weights: z
      .record(z.string().min(1).meta({ title: "value of horizontal" }), weight)
      .default({})
      .meta({
        description: "Weights of the horizontal systems in the overall score; they need not add up to 1.",
        examples: [{ product: 0.6, service: 0.4 }],
        otherwise: "equal weights",
      }),
    order: z
      .array(z.string().min(1))
      .min(2)
      .default(["material", "spiritual", "social"])
      .meta({
        description:
          "The vertical levels from the first need to the last: each should score at least as high as the next.",
        examples: [["material", "spiritual", "social"]],
      }),
    areas: z
      .strictObject({
        people: z
          .array(z.string().min(1))
          .default([])
          .meta({ description: "Areas of the people who serve.", otherwise: "none" }),
        hardware: z
          .array(z.string().min(1))
          .default([])
          .meta({ description: "Areas of premises, goods and equipment.", otherwise: "none" }),
        software: z
          .array(z.string().min(1))
          .default([])
          .meta({ description: "Areas of rules, procedures and information.", otherwise: "none" }),
      })
      .optional()
      .meta({
        description:
          "The areas of the service triangle that ought to be covered (commonly 7 of people, 4 of hardware, 7 of software), by the values of the tag `area`.",
        examples: [{ people: ["manner"], hardware: ["premises"], software: ["opening_hours"] }],
        otherwise: "no check of coverage",
      }),
  })
  .meta({
    description: "Scores of groups of elements by their tags, and how even the service is from branch to branch.",
  });
export type RollupsOptions = z.infer<typeof options>;

export const result = z.strictObject({
  /** One per tag that groups elements in at least two parts. Highest score first, but vertical levels in their order. */
  tags: z.array(
    z.strictObject({
      tag: z.string(),
      parts: z.array(
        z.strictObject({
          part: z.string(),
          elements: z.array(z.string()),
          score: estimateSchema,
          /** Score minus the person's own mean over all elements of the tag, tested paired against 0. */
          deviation: estimateSchema,
          ownMean: comparisonSchema,
          /** Of the ratings that apply, the share answered with "don't know"; for kinds of attributes. */
          dontKnow: estimateSchema.optional(),
        }),
      ),
    }),
  ),
  overall: estimateSchema.optional(),
  /** Adjacent vertical levels: the earlier minus the later, of the people who rated both. */
  steps: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      difference: estimateSchema,
      onZero: comparisonSchema,
    }),
  ),
  /** Technical minus functional quality. */
  quality: z.strictObject({ difference: estimateSchema, onZero: comparisonSchema }).optional(),
  /** Scores by horizontal system (rows) and vertical level (columns); cells without elements are left out. */
  cross: z
    .strictObject({
      rows: z.array(z.string()),
      columns: z.array(z.string()),
      cells: z.array(z.strictObject({ row: z.string(), column: z.string(), score: estimateSchema })),
    })
    .optional(),
  areas: z.array(
    z.strictObject({
      corner: z.enum(["people", "hardware", "software"]),
      covered: z.int(),
      of: z.int(),
      areas: z.array(
        z.strictObject({ area: z.string(), elements: z.array(z.string()), score: estimateSchema.optional() }),
      ),
    }),
  ),
  /** Between branches: the overall score first, then the elements, least even first. */
  consistency: z.array(
    z.strictObject({
      branches: z.int(),
      /** Share of the variance between branches; the raw value, which chance can bring below 0. */
      icc: estimateSchema,
      within: estimateSchema,
      between: estimateSchema,
      f: z.number(),
      df: z.tuple([z.number(), z.number()]),
      onZero: comparisonSchema,
    }),
  ),
});
export type RollupsResult = z.infer<typeof result>;
