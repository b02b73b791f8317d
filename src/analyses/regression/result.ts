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
          "The question or questions on overall satisfaction that are explained; several are averaged per person on 0-100.",
        otherwise: "those of the index",
      }),
    levels: reference("question", "rating").optional().meta({
      description: "The overall question whose answers the proportional-odds model takes as ordered levels.",
      otherwise: "the first overall question",
    }),
    elements: z.array(reference("element")).min(1).optional().meta({
      description: "The elements that explain. Only who rated all of them counts.",
      otherwise: "those of the drivers, else all elements",
    }),
  })
  .meta({
    description:
      "Overall satisfaction as a linear model of the elements, and its levels as a proportional-odds logit that checks it.",
  });
export type RegressionOptions = z.infer<typeof options>;

const chiSquare = z.strictObject({ chiSquare: z.number(), df: z.int(), p: z.number() });

const levels = z.strictObject({
  question: z.string(),
  /** Lowest first, by the codes of the questionnaire. */
  levels: z.array(z.strictObject({ codes: z.array(z.number()), n: z.int() })),
  complete: z.int(),
  errors: z.enum(["model", "design"]),
  /** Odds of a higher level for 10 points more of the element, in the order of the linear model. */
  odds: z.array(z.strictObject({ element: z.string(), odds: estimateSchema, comparison: comparisonSchema })),
  /** Brant's test that one odds ratio serves for all levels. */
  parallel: z.strictObject({ all: chiSquare, each: z.array(chiSquare) }).nullable(),
  assumption: z.enum(["kept", "broken", "untested"]),
});

export const result = z.strictObject({
  complete: z.int(),
  asked: z.int(),
  errors: z.enum(["hc3", "design"]),
  r2: estimateSchema,
  adjusted: estimateSchema,
  model: comparisonSchema,
  f: z.strictObject({ value: z.number(), df1: z.int(), df2: z.int(), p: z.number() }),
  constant: estimateSchema,
  /** Largest standardised coefficient first. */
  coefficients: z.array(
    z.strictObject({
      element: z.string(),
      /** Points of overall satisfaction for a point of the element, the others held. */
      slope: estimateSchema,
      comparison: comparisonSchema,
      beta: estimateSchema,
      vif: estimateSchema,
    }),
  ),
  levels: z.union([levels, z.strictObject({ refused: codeSchema })]),
  excluded: z.array(z.strictObject({ element: z.string(), why: codeSchema })),
});
export type RegressionResult = z.infer<typeof result>;
export type LevelsResult = z.infer<typeof levels>;
