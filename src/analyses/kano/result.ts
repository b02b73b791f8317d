import { z } from "zod";
import { reference } from "../../study/reference.ts";
import { idOf, text } from "../../study/schema-words.ts";
import { codeSchema, comparisonSchema, estimateSchema } from "../estimate.ts";
import { categories } from "./categories.ts";

const peopleIn = (category: string) =>
  z
    .int()
    .min(0)
    .meta({ description: `How many people's answers are ${category}.` });
const counts = z
  .strictObject({
    A: peopleIn("attractive"),
    O: peopleIn("one-dimensional"),
    M: peopleIn("must-be"),
    I: peopleIn("indifferent"),
    R: peopleIn("reverse"),
    Q: peopleIn("questionable"),
  })
  .refine((given) => Object.values(given).some((n) => n > 0), { message: "must count somebody" });

const feature = z
  .strictObject({
    label: text
      .optional()
      .meta({ description: "How readers see it.", examples: ["Ready the same day"], otherwise: "the feature's id" }),
    functional: reference("question").optional().meta({
      description: "How people feel if the feature is there.",
      form: "the id of a question",
      otherwise: "none",
    }),
    dysfunctional: reference("question").optional().meta({
      description: "How people feel if the feature is not there.",
      form: "the id of a question",
      otherwise: "none",
    }),
    counts: z
      .record(reference("wave"), counts)
      .optional()
      .meta({
        description:
          "In place of the two questions: how many people fell into each category, by wave. They are printed as given: give what may be published.",
        examples: [{ "2026-q2": { A: 45, O: 123, M: 95, I: 33, R: 0, Q: 0 } }],
        otherwise: "counted from the answers",
      }),
    element: reference("element").optional().meta({
      description: "The element that says how well the feature is provided.",
      otherwise: "not known how well it is provided",
    }),
  })
  .superRefine((given, context) => {
    const { functional, dysfunctional, counts } = given;
    const say = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    if (counts && (functional !== undefined || dysfunctional !== undefined))
      say(["counts"], "must not stand beside questions: a feature is counted either from answers or as given");
    else if (!counts && functional === undefined)
      say(
        [],
        dysfunctional === undefined
          ? "needs `functional` and `dysfunctional`, or `counts`"
          : "has no `functional`: a pair needs both questions",
      );
    else if (!counts && dysfunctional === undefined) say([], "has no `dysfunctional`: a pair needs both questions");
    else if (functional !== undefined && functional === dysfunctional)
      say(["dysfunctional"], "must be another question than `functional`");
  });

export const options = z
  .strictObject({
    features: z
      .record(idOf("feature"), feature)
      .refine((given) => Object.keys(given).length > 0, { message: "needs at least one feature" })
      .meta({
        description: "What customers were asked about with and without.",
        examples: [{ same_day: { functional: "k1_f", dysfunctional: "k1_d" } }],
      }),
    answers: z
      .array(z.int())
      .length(5)
      .refine((codes) => new Set(codes).size === 5, { message: "must be five different codes" })
      .optional()
      .meta({
        description: "The codes of: like, must be, neutral, can live with, dislike.",
        examples: [[5, 4, 3, 2, 1]],
        otherwise: "the five codes of the question's scale, lowest first",
      }),
    table: z.enum(["berger", "pouliot"]).default("berger").meta({
      description: "Which pairs of answers contradict each other: Berger's table, or Pouliot's, which has two more.",
    }),
    tolerance: z
      .number()
      .min(0)
      .max(5)
      .default(5)
      .meta({ description: "Categories this close to the largest, in percentage points, count as tied with it." }),
    lines: z
      .enum(["half", "mean"])
      .default("half")
      .meta({ description: "The lines of the map: at one half, or at the means of the features." }),
    continuous: z
      .boolean()
      .default(false)
      .meta({ description: "Whether to give mean answers on DuMouchel's scale too." }),
    segments: z
      .array(reference("segment"))
      .optional()
      .meta({ description: "Segments to look at features by.", examples: [["region"]], otherwise: "all segments" }),
  })
  .meta({ description: "Kano's categories of features: what is taken for granted, what is asked for, what delights." });
export type KanoOptions = z.infer<typeof options>;

const category = z.enum(categories);
/**
 * `clear`: the largest category is significantly ahead of the next. `mixed`: it is not. `reverse`: most want the feature
 * away. `questionable`: too many contradict themselves. `small`, `hidden`: by the base rules.
 */
const state = z.enum(["clear", "mixed", "reverse", "questionable", "small", "hidden"]);

const verdict = {
  state,
  /** The category; of a mixed feature the one it leans to. Null where none is given. */
  category: category.nullable(),
  /** The category it leans to by the rule of near ties is not the most frequent. */
  byRule: z.boolean(),
};

const featureSchema = z.strictObject({
  feature: z.string(),
  element: z.string().optional(),
  ...verdict,
  /** The two most frequent categories, questionable answers left aside; null without answers. */
  top: category.nullable(),
  second: category.nullable(),
  /** Pairs of which one half was answered; null for given counts. */
  half: z.int().nullable(),
  /** More than 5 % contradict themselves. */
  caution: z.boolean(),
  /** Category strength below 6 %: a combination of two categories (Lee & Newcomb 1997). */
  combination: z.boolean(),
  /** Of all pairs; in the order A, O, M, I, R, Q. */
  shares: z.array(z.strictObject({ category, share: estimateSchema })),
  better: estimateSchema,
  /** −1 to 0. */
  worse: estimateSchema,
  total: estimateSchema,
  /** Share of the most frequent less that of the second, with the test of the verdict. */
  strength: estimateSchema,
  lead: comparisonSchema,
  /** Fong 1996, as in the literature; null where a count is withheld. */
  fong: z.strictObject({ difference: z.number(), critical: z.number(), significant: z.boolean() }).nullable(),
  /** χ² of the counts of A, O, M and I against an even division, 3 degrees of freedom; null where a count is withheld or there is none. */
  even: z.number().nullable(),
  /** Means on DuMouchel's scale, −2 to 4. */
  continuous: z.strictObject({ functional: estimateSchema, dysfunctional: estimateSchema }).optional(),
});
export type KanoFeature = z.infer<typeof featureSchema>;

const segmentSchema = z.strictObject({
  feature: z.string(),
  segment: z.string(),
  /** Whether A, O, M and I divide alike in all groups that may be shown. */
  p: z.number().nullable(),
  adjusted: z.number().nullable(),
  differs: z.boolean(),
  why: codeSchema.optional(),
  groups: z.array(z.strictObject({ value: z.string(), ...verdict, better: estimateSchema, worse: estimateSchema })),
});
export type KanoSegment = z.infer<typeof segmentSchema>;

const driftSchema = z.strictObject({
  feature: z.string(),
  /** The wave before. */
  since: z.string(),
  before: category.nullable(),
  now: category.nullable(),
  /** χ² of the counts of A, O, M, I in the two waves. */
  chiSquare: z.number().nullable(),
  p: z.number().nullable(),
  adjusted: z.number().nullable(),
  shifted: z.boolean(),
  /** Share of must-be among A, O, M, I, and its change. */
  mustBe: estimateSchema,
  change: comparisonSchema,
});
export type KanoDrift = z.infer<typeof driftSchema>;

const workSchema = z.strictObject({
  feature: z.string(),
  element: z.string().optional(),
  need: z.enum(["M", "O", "A"]),
  state,
  /** `poor`: significantly below its target, or below the mean over elements; `unknown`: no score. */
  provision: z.enum(["poor", "not-poor", "unknown"]),
  score: estimateSchema.optional(),
  /** Score short of its target, or of people's own mean; 0-100, negative where above. */
  gap: z.number().nullable(),
  /** 1 is first; null: nothing to be done is shown. */
  order: z.int().nullable(),
});
export type KanoWork = z.infer<typeof workSchema>;

export const result = z.strictObject({
  table: z.enum(["berger", "pouliot"]),
  tolerance: z.number(),
  /** The lines of the map, 0-1. */
  lines: z.strictObject({ kind: z.enum(["half", "mean"]), better: z.number(), worse: z.number() }),
  /** The study's order. */
  features: z.array(featureSchema).min(1),
  segments: z.array(segmentSchema),
  drift: z.array(driftSchema),
  /** In the order of work; then those of which nothing is shown to be wrong. */
  work: z.array(workSchema),
});
export type KanoResult = z.infer<typeof result>;
