import { z } from "zod";
import { reference } from "./reference.ts";
import { column } from "./schema-words.ts";
import { signals } from "./study.ts";

const share = z.number().gt(0).lt(1);
const range = z.strictObject({
  from: z
    .number()
    .optional()
    .meta({ description: "The lowest value that can be true.", examples: [0], otherwise: "no lowest" }),
  to: z
    .number()
    .optional()
    .meta({ description: "The highest value that can be true.", examples: [365], otherwise: "no highest" }),
});
const codesOrOne = z
  .union([z.int(), z.array(z.int()).min(1)])
  .meta({ form: "a code such as 3, or a list of codes such as [1, 2]" });
const signalList = z.array(z.enum(signals));

/** What tells a careless questionnaire, and what becomes of it. */
export const quality = z.strictObject({
  seconds: column.optional().meta({
    description: "The column of the seconds that a questionnaire took: who is far below the median is a speeder.",
    examples: ["seconds"],
    otherwise: "nobody is a speeder",
  }),
  speeder_below: share.default(0.4).meta({ description: "A speeder took less than this share of the median time." }),
  partial_below: share.default(0.5).meta({
    description:
      "A partial left so much blank that less than this share of the questions is answered; open questions and those that do not apply are not counted.",
  }),
  grids: z
    .array(z.array(reference("question", "rating")))
    .optional()
    .meta({
      description:
        "Blocks of at least 8 ratings on one scale that nobody answers alike throughout, since some are reversed or they ask different things: who gives one code to 8 and more, and no other, is a straight-liner.",
      examples: [[["q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8"]]],
      otherwise: "each scale with 8 ratings and more of which some are reversed and some are not",
    }),
  ranges: z
    .record(reference("question", "number"), range)
    .default({})
    .meta({
      description: "What can be true of the questions that ask for a number; other answers are impossible.",
      examples: [{ visits: { from: 0, to: 365 } }],
      otherwise: "every number is possible",
    }),
  attention: z
    .record(reference("question"), codesOrOne)
    .default({})
    .meta({
      description: "Questions that check whether people read on, and the right answer.",
      examples: [{ check: 3 }],
      otherwise: "none",
    }),
  conflicts: z
    .array(z.record(reference("question"), codesOrOne))
    .default([])
    .meta({
      description: "Answers that contradict each other when one person gives them all.",
      examples: [[{ customer: 0, complained: 1 }]],
      otherwise: "none",
    }),
  received: column.optional().meta({
    description:
      "The column that says when a questionnaire came in, as dates such as 2026-07-14 or as rising numbers: early and late answers are compared.",
    examples: ["day"],
    otherwise: "they are not compared",
  }),
  exclude: signalList.default([]).meta({
    description: "Signals that leave a questionnaire out by themselves; others do so where two meet.",
    examples: [["attention"]],
    otherwise: "partials only",
  }),
  keep: signalList.default([]).meta({
    description: "Signals that are counted and never leave a questionnaire out.",
    examples: [["straight-liner"]],
    otherwise: "none",
  }),
});

const count = z.int().min(0);

/** What became of everybody who was to be asked (AAPOR 2023, Standard Definitions). */
export const dispositions = z
  .strictObject({
    complete: count.meta({ description: "Complete interviews.", examples: [612] }),
    partial: count.default(0).meta({ description: "Partial interviews." }),
    refusal: count.default(0).meta({ description: "Refused or broke off." }),
    non_contact: count.default(0).meta({ description: "Were customers, and never reached." }),
    other: count.default(0).meta({ description: "Were customers, and did not answer for another reason." }),
    unknown: count.default(0).meta({ description: "Nobody knows whether they were customers." }),
    ineligible: count.default(0).meta({ description: "Turned out not to be customers; not in the response rate." }),
  })
  .optional()
  .meta({
    description: "What became of everybody who was to be asked in the wave.",
    examples: [{ complete: 612, refusal: 240, non_contact: 815 }],
    otherwise: "no response rate",
  });

/** Whom the sample stands for. */
export const population = z
  .strictObject({
    size: z
      .int()
      .min(2)
      .optional()
      .meta({ description: "How many customers there are.", examples: [48000], otherwise: "very many" }),
    shares: z
      .record(reference("segment"), z.record(z.string().min(1).meta({ title: "value" }), z.number().min(0).max(1)))
      .default({})
      .meta({
        description:
          "The shares of segment values among all customers, adding up to 1: the sample is compared with them.",
        examples: [{ region: { n: 0.4, s: 0.6 } }],
        otherwise: "not compared",
      }),
  })
  .optional()
  .meta({
    description: "The customers whom the sample stands for: their number, and their make-up. A wave may have its own.",
    examples: [{ size: 48000, shares: { region: { n: 0.4, s: 0.6 } } }],
    otherwise: "not known",
  });
