import { z } from "zod";
import { reference } from "../../study/reference.ts";
import { codeSchema, comparisonSchema, estimateSchema, subjectSchema } from "../estimate.ts";

export const options = z
  .strictObject({
    segments: z
      .array(reference("segment"))
      .min(1)
      .optional()
      .meta({
        description: "The segments to divide by.",
        examples: [["region", "value_tier"]],
        otherwise: "all segments",
      }),
    unit: z
      .boolean()
      .default(false)
      .meta({ description: "Whether to divide by the unit too, where there are few of them." }),
    measures: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .meta({
        description: "Measures to show, by id or by the method that they are of.",
        examples: [["index", "elements.score"]],
        otherwise: "all measures",
      }),
    margin: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .meta({
        description: "Differences of scores 0-100 smaller than this are in the tables only, though significant.",
        examples: [5],
        otherwise: "where a difference begins to be small, by the convention on sizes",
      }),
  })
  .meta({
    description: "Every measure by segment: each group against the rest and against every other group of its segment.",
  });
export type SegmentsOptions = z.infer<typeof options>;

const cellSchema = z.strictObject({
  estimate: estimateSchema,
  /** The group less all other respondents. */
  rest: comparisonSchema.optional(),
  /** The groups of the segment that it is significantly above. */
  above: z.array(comparisonSchema),
});
export type SegmentCell = z.infer<typeof cellSchema>;

const rowSchema = z.strictObject({
  measure: z.string(),
  subject: subjectSchema,
  better: z.enum(["higher", "lower", "none"]),
  headline: z.boolean(),
  /** The same of all respondents. */
  whole: estimateSchema,
  /** In the order of the segment's values. */
  cells: z.array(cellSchema),
});
export type SegmentRow = z.infer<typeof rowSchema>;

const segmentSchema = z.strictObject({
  segment: z.string(),
  /** In the order of the study file. `letter` names the column; `size` is the group's share of all respondents. */
  values: z.array(z.strictObject({ value: z.string(), letter: z.string(), size: estimateSchema })),
  rows: z.array(rowSchema),
  /** Why nothing is compared. */
  why: codeSchema.optional(),
});
export type SegmentResult = z.infer<typeof segmentSchema>;

export const result = z.strictObject({
  segments: z.array(segmentSchema),
  /** The least difference of scores 0-100 that is drawn and told. */
  margin: z.number(),
});
export type SegmentsResult = z.infer<typeof result>;
