import { z } from "zod";
import { reference } from "../../study/reference.ts";
import { codeKey, codes } from "../../study/schema-words.ts";
import { codeSchema, comparisonSchema, estimateSchema } from "../estimate.ts";

const yesNo = z.union([
  reference("question"),
  z.strictObject({
    question: reference("question").meta({ description: "The question." }),
    yes: codes.min(1).meta({ description: "The codes that mean yes; all others mean no.", examples: [[1, 2]] }),
  }),
]);

/** A yes/no question: its id, where the code 1 is yes, or with the codes that are. */
function yes(description: string) {
  return yesNo.optional().meta({
    description,
    form: "the id of a question whose code 1 is yes, or a mapping such as {question: q7, yes: [1, 2]}",
  });
}
export type YesNo = z.infer<typeof yesNo>;

const rating = (description: string) => reference("question", "rating").meta({ description });
const number = (description: string) => reference("question", "number").meta({ description });

const reputation = z.strictObject({
  question: rating("How they think of the company."),
  aware: yes("Whether they know the company; the others leave the base."),
});

const awareness = z.strictObject({
  market: z.literal(true).meta({
    description: "Says that the sample is one of the whole market; of customers alone there is no awareness.",
    form: "true, which says that the sample is one of the whole market: of customers alone there is no awareness",
  }),
  top_of_mind: yes("Named the company first, unaided."),
  unaided: yes("Named the company, unaided."),
  aided: yes("Knew the company when it was named."),
});

const repeat = z.strictObject({
  intention: rating("How likely they are to buy again.").optional(),
  referral: yes("Sent others to the company: with durable goods a referral counts like a return."),
  observed: z
    .strictObject({
      since_first: number("Days from the first purchase to the cut-off."),
      second_after: number("Days from the first purchase to the second; blank where there is none."),
      window: z
        .number()
        .positive()
        .meta({ description: "Days within which a second purchase counts.", examples: [365] }),
    })
    .optional()
    .meta({ description: "Purchases on record, of those whose first one lies at least the window back." }),
});

const complaints = z.strictObject({
  felt: yes("Had reason to complain."),
  filed: yes("Complained to the company."),
  overall: rating("Overall satisfaction: how many who filed nothing are dissatisfied.").optional(),
  target: z.number().gt(0).lt(1).default(0.1).meta({
    description: "The share of customers who filed a complaint that is not to be passed.",
  }),
  log: z
    .record(
      reference("wave").meta({ title: "wave" }),
      z.strictObject({
        complaints: z.int().min(0).meta({ description: "Complaints received." }),
        transactions: z.int().positive().meta({ description: "Transactions of the same time." }),
      }),
    )
    .default({})
    .meta({
      description: "Complaints and transactions on record by wave: complaints per 1,000 transactions.",
      examples: [{ "2026-q3": { complaints: 58, transactions: 9120 } }],
      otherwise: "not reported",
    }),
});

const tolerance = z.strictObject({
  question: reference("question").meta({
    description: "The highest price they would stay at: a number (percent above today's), or a rating with `rises`.",
  }),
  rises: z
    .record(codeKey, z.number())
    .optional()
    .meta({
      description: "The rise in percent that each code of the rating stands for.",
      examples: [{ 6: 0, 7: 5, 8: 10 }],
    }),
  levels: z
    .array(z.number().positive())
    .min(1)
    .max(12)
    .optional()
    .meta({
      description: "The rises to report, in percent.",
      examples: [[5, 10, 20]],
      otherwise: "those of `rises`; of a number 5, 10, 20 and 30",
    }),
});

export const options = z
  .strictObject({
    reputation: reputation.optional().meta({ description: "Reputation and net praise." }),
    awareness: awareness.optional().meta({ description: "Awareness in the market." }),
    named_choice: yes("Ask for the company by name."),
    repeat: repeat.optional().meta({ description: "Coming back: intended, observed, or by referral." }),
    complaints: complaints.optional().meta({ description: "Complaints felt and filed." }),
    recommend: rating("How likely they are to recommend; on 0-10 with the net promoter score.").optional(),
    spend: number("Money spent.").optional(),
    wallet: z
      .strictObject({ own: number("Money spent with the company."), total: number("Money spent in the category.") })
      .optional()
      .meta({ description: "Share of wallet." }),
    price_tolerance: tolerance.optional().meta({ description: "Who would stay at which price." }),
    defects: z
      .strictObject({
        problem: yesNo.meta({ description: "Met with a problem." }),
        solved: yes("The problem was solved."),
        again: rating("How likely they are to buy again, for the table of recovery.").optional(),
      })
      .optional()
      .meta({ description: "Problems met with, and what became of those people." }),
  })
  .meta({
    description:
      "The indicators beside the index: reputation, awareness, named choice, return, complaints, recommendation, spend, price tolerance, defects. Each is optional.",
  });
export type IndicatorsOptions = z.infer<typeof options>;

const rowSchema = z.strictObject({
  estimate: estimateSchema,
  better: z.enum(["higher", "lower", "none"]),
  /** On the last wave. */
  change: comparisonSchema.optional(),
});

export const result = z.strictObject({
  /** The panel, in the order of the options. The changes are one family of tests. */
  rows: z.array(rowSchema),
  /** Of complaints filed: not to be passed. */
  target: z
    .strictObject({
      value: z.number(),
      verdict: z.enum(["met", "missed", "open", "untested"]),
      comparison: comparisonSchema,
    })
    .optional(),
  /** Detractors, passives, promoters; only on 0-10. */
  camps: z.array(estimateSchema),
  /** Mean, median, mean without the outer tenths. */
  spend: z.array(estimateSchema),
  /** Price tolerance: the median, and the share that stays by rise, lowest rise first, whose changes are one family. */
  tolerance: z.strictObject({ median: estimateSchema, stay: z.array(rowSchema) }).optional(),
  /** Would buy again: no problem, problem solved, problem not solved. */
  recovery: z.array(estimateSchema),
  /** Complaints on record, the reported wave last. */
  log: z.array(
    z.strictObject({ wave: z.string(), complaints: z.int().nullable(), transactions: z.int(), rate: estimateSchema }),
  ),
  /** What the page must say beside the numbers. */
  notes: z.array(codeSchema),
});
export type IndicatorsResult = z.infer<typeof result>;
