import { z } from "zod";
import { reference } from "../../study/reference.ts";
import { targetScore } from "../../study/schema-words.ts";
import { codeSchema, comparisonSchema, estimateSchema } from "../estimate.ts";

export const options = z
  .strictObject({
    importance: z.enum(["derived", "stated", "named"]).optional().meta({
      description:
        "What counts as importance: the share of R² of the method `drivers`, the customers' ratings of importance, or the share of customers who name an element among the most important.",
      otherwise: "`derived` where `drivers` could be computed, else `named` where it is given, else `stated`",
    }),
    named: z
      .strictObject({
        questions: z
          .array(reference("question", "choice"))
          .min(1)
          .meta({ description: "The questions, in any order." }),
        codes: z
          .record(reference("element").meta({ title: "element" }), z.int())
          .meta({ description: "Element -> its code in the questions." }),
      })
      .optional()
      .meta({
        description:
          "The questions in which customers name the most important elements, and the code of each element in them.",
        examples: [{ questions: ["first", "second", "third"], codes: { network: 3, price: 5 } }],
        otherwise: "not asked",
      }),
    lines: z.enum(["mean", "median", "scale", "target", "diagonal"]).optional().meta({
      description:
        "Where the cross-hairs stand: at the means (relative: something always lies below), the medians, the middle of the scale, at the target; or `diagonal` = performance against stated importance, element by element.",
      otherwise: "`target` where all elements have one, else `mean`",
    }),
    target: targetScore.optional().meta({
      description: "The performance to reach, 0-100, for elements that have no target of their own.",
      examples: [75],
      otherwise: "the targets of the questions, if all have one",
    }),
    contrast: z
      .strictObject({
        low: z.number().min(0).max(100).meta({ description: "Poor up to here." }),
        high: z.number().min(0).max(100).meta({ description: "Excellent from here." }),
      })
      .default({ low: 40, high: 88 })
      .meta({
        description:
          "For the penalty-reward contrast: answers up to `low` count as poor, from `high` as excellent, on 0-100 (40 and 88 are ≤ 4 and ≥ 9 of 10, ≤ 2 and 5 of 5, ≤ 3 and 7 of 7).",
      }),
  })
  .meta({
    description:
      "What to improve first: importance against performance, penalties and rewards, strengths, weaknesses, opportunities and threats.",
  });
export type PrioritiesOptions = z.infer<typeof options>;

const quadrant = z.enum(["concentrate", "keep-up", "low-priority", "overkill", "borderline", "untested"]);
export type Quadrant = z.infer<typeof quadrant>;

const evidence = z.strictObject({
  /** `findings`-like reason: `above-target`, `competitor-above`, … */
  code: z.string(),
  /** The feature of the element, where customers were asked with and without it. */
  feature: z.string().optional(),
  comparison: comparisonSchema.optional(),
  estimate: estimateSchema.optional(),
});
export type Evidence = z.infer<typeof evidence>;

const cell = z.enum(["strength", "weakness", "opportunity", "threat"]);
export type SwotCell = z.infer<typeof cell>;

const side = z.strictObject({ coefficient: estimateSchema, comparison: comparisonSchema, cases: z.int() });

export const result = z.strictObject({
  importanceKind: z.enum(["derived", "stated", "named"]),
  lines: z.enum(["mean", "median", "scale", "target", "diagonal"]),
  /** The cross-hairs: importance in its own unit, performance 0-100; null on a diagonal and where targets differ. */
  line: z.strictObject({ importance: z.number().nullable(), performance: z.number().nullable() }),
  target: z.number().optional(),
  /** In the order of the priority score, equal ones of |Worse|, then of importance. */
  elements: z.array(
    z.strictObject({
      element: z.string(),
      importance: estimateSchema,
      importanceTest: comparisonSchema,
      performance: estimateSchema,
      performanceTest: comparisonSchema,
      quadrant,
      target: z.number().optional(),
      important: z.boolean(),
      /** Share who name the element × share not satisfied with it. */
      rating: estimateSchema.optional(),
      /** (line − performance)+ × share of importance, where the shortfall is shown; a number for ranking. */
      priority: z.number().nullable(),
      /** By which it stands where it does among equal scores: worse of its feature that is missed most, −1 to 0. */
      worse: estimateSchema.optional(),
    }),
  ),
  /** Elements whose importance is not known. */
  unplaced: z.array(z.strictObject({ element: z.string(), performance: estimateSchema })),
  swot: z.array(z.strictObject({ element: z.string(), cell, evidence: z.array(evidence).min(1) })),
  /** Elements to improve first, most urgent first. */
  urgent: z.array(z.strictObject({ element: z.string(), because: z.array(evidence).min(1) })),
  /** Own minus best competitor, by element; empty where nobody else's customers were asked. */
  competitors: z.array(
    z.strictObject({
      element: z.string(),
      provider: z.string(),
      score: estimateSchema,
      comparison: comparisonSchema,
    }),
  ),
  contrast: z
    .strictObject({
      n: z.int(),
      r2: estimateSchema,
      cuts: z.array(z.strictObject({ from: z.number(), to: z.number(), low: z.number(), high: z.number() })),
      elements: z.array(
        z.strictObject({
          element: z.string(),
          penalty: side.optional(),
          reward: side.optional(),
          asymmetry: estimateSchema.optional(),
          class: z.enum(["basic", "performance", "excitement", "unclear"]),
          why: codeSchema.optional(),
        }),
      ),
    })
    .optional(),
  /** Why there is no contrast. */
  contrastWhy: codeSchema.optional(),
});
export type PrioritiesResult = z.infer<typeof result>;
export type PriorityRow = PrioritiesResult["elements"][number];
