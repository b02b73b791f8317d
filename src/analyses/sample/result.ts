import { z } from "zod";
import { signals } from "../../study/study.ts";
import { comparisonSchema, estimateSchema } from "../estimate.ts";

export const options = z
  .strictObject({
    change: z
      .number()
      .positive()
      .max(50)
      .default(3)
      .meta({ description: "The change of the index between two waves that one wants to see, in points." }),
    margin: z
      .number()
      .gt(0)
      .lt(0.5)
      .default(0.05)
      .meta({ description: "How well a share is to be known: within this much either way." }),
    power: z
      .number()
      .min(0.5)
      .lt(1)
      .default(0.8)
      .meta({ description: "How surely a change of that size is to be seen." }),
  })
  .meta({
    description:
      "How the answers came about: response, exclusions, make-up against the population, weights, margins of error, missing answers, and the sample that the next wave needs.",
  });
export type SampleOptions = z.infer<typeof options>;

const counted = z.int().min(0);

export const result = z.strictObject({
  /** Questionnaires read, left out by reason, kept. */
  flow: z.strictObject({
    read: counted,
    excluded: z.array(z.strictObject({ check: z.string(), rows: counted })),
    kept: estimateSchema,
  }),
  /** What spoke against how many questionnaires, and how many of them were left out; none where nobody looked. */
  signals: z.array(z.strictObject({ signal: z.enum(signals), rows: counted, excluded: counted })),
  medianSeconds: z.number().nullable(),
  /** Headline numbers without and with the questionnaires left out for carelessness. */
  cleaning: z.array(
    z.strictObject({
      without: estimateSchema,
      with: estimateSchema,
      /** Where too few were left out to show the number with them: whether it moves by a point or more. */
      moves: z.enum(["little", "much"]).nullable(),
    }),
  ),
  response: z
    .strictObject({
      complete: counted,
      partial: counted,
      refusal: counted,
      nonContact: counted,
      other: counted,
      unknown: counted,
      ineligible: counted,
      rate: estimateSchema,
    })
    .optional(),
  /** The unweighted and the weighted sample beside the population, by segment. */
  makeUp: z.array(
    z.strictObject({
      segment: z.string(),
      values: z.array(
        z.strictObject({
          value: z.string(),
          unweighted: estimateSchema,
          weighted: estimateSchema,
          population: estimateSchema,
        }),
      ),
      /** The share of the unweighted sample that would have to be in another part; its test is chi-square. */
      distance: estimateSchema,
      test: comparisonSchema,
    }),
  ),
  weights: z.strictObject({
    weighted: z.boolean(),
    designEffect: estimateSchema,
    effectiveBase: z.number(),
    lowest: estimateSchema,
    highest: estimateSchema,
  }),
  /** Of the index, in its points; absent without an index. */
  precision: z
    .strictObject({
      /** Half the interval of this wave. */
      margin: estimateSchema,
      /** The least change to a wave like this one that a test sees with the power asked for. */
      smallest: estimateSchema,
      change: estimateSchema,
      /** Answers that each of two waves needs to see `change`; null where the spread is not known. */
      needed: counted.nullable(),
      power: z.number(),
    })
    .optional(),
  /** Of a share near one half. */
  share: z.strictObject({
    margin: estimateSchema,
    wanted: estimateSchema,
    needed: counted,
    population: counted.optional(),
    /** Of a population of that size; and the figure of Krejcie and Morgan's table, for margins of 5 %. */
    neededOfPopulation: counted.optional(),
    krejcieMorgan: counted.optional(),
  }),
  adequacy: z.enum(["below", "within", "above"]),
  /** Most often left blank first. */
  missing: z.array(
    z.strictObject({
      question: z.string(),
      blank: estimateSchema,
      dontKnow: estimateSchema,
      notApplicable: estimateSchema,
    }),
  ),
  arrival: z.strictObject({ early: estimateSchema, late: estimateSchema, difference: comparisonSchema }).optional(),
});
export type SampleResult = z.infer<typeof result>;
