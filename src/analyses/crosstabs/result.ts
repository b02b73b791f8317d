import { z } from "zod";
import { reference } from "../../study/reference.ts";
import { estimateSchema } from "../estimate.ts";

export const options = z
  .strictObject({
    questions: z
      .union([z.literal("all"), z.array(reference("question")).min(1)])
      .default("all")
      .meta({
        description: "The questions to show by group: ratings and choices as distributions, numbers as means.",
      }),
    segments: z
      .union([z.literal("all"), z.array(reference("segment")).min(1)])
      .default("all")
      .meta({
        description: "The segments to show them by. `all`: every segment, and the unit where it has at most 12 values.",
      }),
    fisher_draws: z.int().min(1000).max(1_000_000).default(10_000).meta({
      description: "Tables drawn for a Monte-Carlo p, where expected counts are small and the exact test too long.",
    }),
  })
  .meta({ description: "Banner tables: every question by every segment, with significance letters and tests." });
export type CrosstabsOptions = z.infer<typeof options>;

/** An estimate within a table: base, unit and status stand at its column. `above`: columns it is significantly above. */
const cellSchema = z.strictObject({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  above: z.array(z.string()).optional(),
  why: z.string().optional(),
});
export type Cell = z.infer<typeof cellSchema>;

const columnSchema = z.strictObject({
  /** People with an answer, unweighted, and their effective number (Kish). */
  base: z.int().nullable(),
  effectiveBase: z.number().nullable(),
  status: z.enum(["shown", "indicative", "hidden"]),
  /** Mean of the codes as asked, or of the numbers; absent for choices. */
  mean: cellSchema.optional(),
  /** Shares 0-1 of the answers, in the order of the question's rows. */
  shares: z.array(cellSchema),
});
export type Column = z.infer<typeof columnSchema>;

const testSchema = z.strictObject({
  segment: z.string(),
  /** Cramér's V. */
  association: estimateSchema,
  /** X² without Yates; weights scaled to the number of people. */
  chiSquare: z.number().nullable(),
  df: z.int(),
  /** Mean design effect that X² is divided by; 1 where nothing is weighted. */
  designEffect: z.number(),
  method: z.enum(["chi-square", "rao-scott", "exact", "monte-carlo", "none"]),
  p: z.number().nullable(),
  /** Benjamini-Hochberg over the tables of the page. */
  adjusted: z.number().nullable(),
  verdict: z.enum(["associated", "none", "untested"]),
  size: z.enum(["negligible", "small", "moderate", "large"]).optional(),
});
export type TableTest = z.infer<typeof testSchema>;

export const result = z.strictObject({
  /** Groups in the order of the tables. */
  groups: z.array(z.strictObject({ segment: z.string(), value: z.string(), letter: z.string() })),
  questions: z.array(
    z.strictObject({
      question: z.string(),
      /** The element that the question rates, where it does. */
      element: z.string().optional(),
      /** The page it stands on. */
      block: z.string(),
      /** Codes of each row, joined where a count would name people; none where no distribution is shown. */
      rows: z.array(z.array(z.number())),
      total: columnSchema,
      columns: z.array(columnSchema),
      tests: z.array(testSchema),
    }),
  ),
  /** Tests of each family of a page. */
  families: z.array(z.strictObject({ block: z.string(), shares: z.int(), means: z.int(), tables: z.int() })),
});
export type CrosstabsResult = z.infer<typeof result>;
