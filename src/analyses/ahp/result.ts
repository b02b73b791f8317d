import { z } from "zod";
import { fileOfStudy, reference } from "../../study/reference.ts";
import { elementTags } from "../../study/study.ts";
import { estimateSchema } from "../estimate.ts";

const judgement = z.union([z.number(), z.string().min(1)]).meta({
  description: "How many times the first outweighs the second: 1/9 to 9, as a number or a quotient such as 1/3.",
});

/** Row -> column -> judgement; a pair may be given one way or both. */
const nested = z.record(z.string().min(1), z.record(z.string().min(1), judgement));
/** Row by row, each thing against those after it. */
const triangle = z.array(z.array(judgement));

export const options = z
  .strictObject({
    judgements: z
      .record(z.string().min(1).meta({ title: "expert" }), z.union([nested, triangle]))
      .optional()
      .meta({
        description:
          "Expert -> judgements, either thing -> other thing -> judgement, or the upper triangle row by row in the order of the elements. A pair left out was not compared.",
        examples: [{ anna: { coffee: { room: 3 } }, ben: [["1/2"]] }],
      }),
    pairs: fileOfStudy()
      .optional()
      .meta({
        description: "A CSV file with the columns expert, first, second and judgement, one pair a line.",
        examples: ["judgements.csv"],
      }),
    matrices: z
      .record(z.string().min(1).meta({ title: "expert" }), fileOfStudy())
      .optional()
      .meta({
        description:
          "Expert -> a CSV file with the expert's matrix: the column `element` names the row, one column for each element (and group).",
        examples: [{ anna: "anna.csv" }],
      }),
    elements: z
      .array(reference("element"))
      .min(2)
      .optional()
      .meta({ description: "The elements that were compared.", otherwise: "all elements" }),
    by: z.enum(elementTags).optional().meta({
      description:
        "The tag that groups the elements: groups are compared with each other, elements only within their group.",
      otherwise: "one level",
    }),
    method: z
      .enum(["eigenvector", "geometric-mean"])
      .default("eigenvector")
      .meta({ description: "How weights follow from judgements." }),
    random_index: z
      .enum(["saaty", "alonso-lamata"])
      .default("saaty")
      .meta({ description: "Whose random indices the consistency ratio is measured against." }),
    group: z.enum(["judgements", "priorities"]).default("judgements").meta({
      description:
        "What of several experts is joined by geometric means: their judgements (AIJ, they act as one body) or their weights (AIP).",
    }),
    synthesis: z.enum(["distributive", "ideal"]).default("distributive").meta({
      description: "How weights of groups and within groups are joined; `ideal` scales the largest of a group to 1.",
    }),
    strict: z.boolean().default(false).meta({
      description: "Accept a consistency ratio up to 0.05 for three things and 0.08 for four, in place of 0.10.",
    }),
    force: z.boolean().default(false).meta({
      description:
        "Count every expert, consistent or not. The weights are then used by other methods, and the page says that they were forced.",
    }),
  })
  .meta({ description: "Weights of elements from experts' pairwise judgements (AHP)." });
export type AhpOptions = z.infer<typeof options>;

const misfit = z.strictObject({ first: z.string(), second: z.string(), judgement: z.number(), implied: z.number() });

const level = z.strictObject({
  /** Empty: the groups, or the elements where there is one level; else the group whose elements were compared. */
  of: z.string(),
  things: z.int(),
  /** Pairs that were not compared. */
  missing: z.int(),
  ratio: estimateSchema,
  limit: z.number(),
  randomIndex: z.number(),
  table: z.enum(["saaty", "alonso-lamata"]),
  state: z.enum(["accepted", "rejected", "lower-bound"]),
  /** The three judgements furthest above what the weights say; only where the ratio is not accepted. */
  worst: z.array(misfit),
});
export type AhpLevel = z.infer<typeof level>;

const weighed = z.strictObject({
  weight: estimateSchema,
  /** Over the experts who count: how far they spread, no confidence interval. */
  lowest: estimateSchema,
  highest: estimateSchema,
});

export const result = z.strictObject({
  method: z.enum(["eigenvector", "geometric-mean"]),
  table: z.enum(["saaty", "alonso-lamata"]),
  group: z.enum(["judgements", "priorities"]),
  synthesis: z.enum(["distributive", "ideal"]),
  /** Consistency is accepted of everybody who counts and of their joint judgements: other methods may use the weights. */
  usable: z.boolean(),
  /** Consistency is not accepted, and the study has the weights used all the same: whoever uses them says so. */
  forced: z.boolean(),
  experts: z.array(z.strictObject({ expert: z.string(), counts: z.boolean(), levels: z.array(level) })),
  /** Consistency of the joint judgements; empty where weights are joined. */
  joint: z.array(level),
  /** 0-1 over the experts who count; null for one. */
  consensus: estimateSchema,
  /** Kendall's W of the experts' ranks of the elements. */
  concordance: estimateSchema,
  groups: z.array(z.strictObject({ group: z.string(), ...weighed.shape })),
  /** The heaviest first. */
  weights: z.array(z.strictObject({ element: z.string(), ...weighed.shape })),
  /** Each top weight moved by ten points either way: the elements whose rank changes. */
  sensitivity: z.array(
    z.strictObject({
      moved: z.string(),
      /** −0.1 or 0.1. */
      points: z.number(),
      changes: z.array(z.strictObject({ element: z.string(), from: z.int(), to: z.int() })),
    }),
  ),
  by: z.string().nullable(),
});
export type AhpResult = z.infer<typeof result>;
