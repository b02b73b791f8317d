import { z } from "zod";
import { reference } from "../../study/reference.ts";
import { codeSchema, comparisonSchema, estimateSchema } from "../estimate.ts";

export const options = z
  .strictObject({
    overall: z
      .union([reference("question", "rating"), z.array(reference("question", "rating")).min(1)])
      .optional()
      .meta({
        description:
          "The question or questions on overall satisfaction that the elements are set against; several are averaged per person on 0-100.",
        otherwise: "those of the index",
      }),
    elements: z.array(reference("element")).min(1).optional().meta({
      description:
        "The elements to weigh against each other. Leave out those that few people can rate: only who rated all of them counts.",
      otherwise: "all elements",
    }),
    method: z.enum(["lmg", "johnson"]).optional().meta({
      description:
        "How R² is divided among the elements: `lmg` (averaged over all orders; up to 20 elements) or `johnson` (relative weights).",
      otherwise: "`lmg` up to 15 elements, `johnson` above",
    }),
    missing: z.enum(["casewise", "half"]).default("casewise").meta({
      description:
        "Who counts: `casewise` = people who rated every element; `half` = people who rated at least half of the elements that apply to them, gaps filled with the person's own mean.",
    }),
  })
  .meta({
    description:
      "What goes together with overall satisfaction: derived importance of the elements, beside the stated one.",
  });
export type DriversOptions = z.infer<typeof options>;

/** `named`: a driver by the rule; `shared`: its share is as large, its own coefficient is not shown to be above 0. */
const roleSchema = z.enum(["named", "shared", "unnamed"]);

const statedRow = z.strictObject({
  element: z.string(),
  /** Mean stated importance on 0-100, and its rank among those that were asked about. */
  importance: estimateSchema,
  rank: z.int(),
  /** Against the person's own mean over the elements, paired. */
  deviation: estimateSchema,
  comparison: comparisonSchema,
  /** The share in R² and its rank among the same elements, tested against an equal share. */
  share: estimateSchema,
  shareRank: z.int(),
  shareComparison: comparisonSchema,
  class: z.enum(["hidden", "stated-only", "both-high", "both-low", "borderline"]),
});

export const result = z.strictObject({
  method: z.enum(["lmg", "johnson"]),
  missing: z.enum(["casewise", "half"]),
  /** People in the model, and those who answered the overall question at all. */
  complete: z.int(),
  asked: z.int(),
  /** Whether the effective base carries a verdict. */
  carries: z.boolean(),
  r2: estimateSchema,
  adjusted: estimateSchema,
  /** Test that no element goes together with the overall answer: F of least squares, or Wald where answers are weighted. */
  model: comparisonSchema,
  f: z.strictObject({ value: z.number(), df1: z.int(), df2: z.int() }).optional(),
  /** Largest share first. */
  elements: z.array(
    z.strictObject({
      element: z.string(),
      /** Simple correlation with the overall answer. */
      correlation: estimateSchema,
      /** Standardised; `slope` in points of overall satisfaction for a point of the element, both on 0-100. */
      beta: estimateSchema,
      slope: estimateSchema,
      vif: estimateSchema,
      pratt: estimateSchema,
      /** What only several elements have: part of R², its share in it, and the place by it. */
      part: z
        .strictObject({ raw: estimateSchema, share: estimateSchema, rank: estimateSchema, tier: z.int() })
        .optional(),
      role: roleSchema,
      notes: z.array(codeSchema),
    }),
  ),
  excluded: z.array(z.strictObject({ element: z.string(), why: codeSchema })),
  /** Stated beside derived importance, where at least two elements were asked about. `equal`: all were stated alike. */
  stated: z.strictObject({ rows: z.array(statedRow), equal: z.boolean() }).optional(),
});
export type DriversResult = z.infer<typeof result>;
export type DriverRow = DriversResult["elements"][number];
export type StatedRow = z.infer<typeof statedRow>;
