import { z } from "zod";
import { fuzzyOperators } from "../../stats/fuzzy.ts";
import { reference } from "../../study/reference.ts";
import { elementTags } from "../../study/study.ts";
import { weightKind, weightsOption } from "../element-weights.ts";
import { codeSchema, estimateSchema } from "../estimate.ts";
import { scoredSchema } from "../scored.ts";

const operator = z.enum(fuzzyOperators);

const label = z.union([z.string(), z.record(z.string(), z.string())]).meta({
  text: true,
  form: "text, or text by language such as {en: Good, zh-CN: 良好}",
});

const grade = z.strictObject({
  from: z.number().min(0).max(100).meta({ description: "Lowest score, 0–100, of an answer of this grade." }),
  score: z.number().optional().meta({
    description: "What the grade counts in the weighted score.",
    otherwise: "equal steps from 100 for the best grade to 100 / number of grades for the worst",
  }),
  label: label.optional().meta({ description: "What the grade is called.", otherwise: "its id" }),
});

const usualGrades = {
  very_satisfied: { from: 80 },
  satisfied: { from: 60 },
  neutral: { from: 40 },
  dissatisfied: { from: 20 },
  very_dissatisfied: { from: 0 },
} satisfies Record<string, z.input<typeof grade>>;

const measured = z.strictObject({
  weight: z.number().gt(0).lt(1).meta({ description: "Its part of the whole; the elements share out the rest." }),
  group: z.string().optional().meta({
    description: "The group it belongs to where elements are grouped.",
    otherwise: "a group of its own",
  }),
  memberships: z.record(z.string(), z.array(z.number()).min(3).max(4)).meta({
    description:
      "For each grade a triangle (from, top, to) or a trapezoid (from, top, top, to) in the question's own unit.",
    examples: [{ good: [0, 0, 10, 20], poor: [10, 20, 60, 60] }],
  }),
});

export const options = z
  .strictObject({
    elements: z.array(reference("element")).min(1).optional().meta({
      description: "The elements that are evaluated.",
      otherwise: "all elements",
    }),
    weights: weightsOption,
    operator: operator.default("weighted-average").meta({
      description:
        "How weights and memberships are joined: `weighted-average` M(·,+), `min-max` M(∧,∨), `product-max` M(·,∨), `bounded-sum` M(∧,⊕). All four are shown; this one leads.",
    }),
    levels: z
      .enum([...elementTags, "none"])
      .default("none")
      .meta({
        description: "The tag that groups elements for an evaluation at two levels; `none`: one level.",
      }),
    grades: z
      .record(z.string().min(1).meta({ title: "grade" }), grade)
      .default(usualGrades)
      .meta({
        description: "The grades, each from a lowest score on; the lowest of them from 0.",
        examples: [{ good: { from: 70 }, fair: { from: 40 }, poor: { from: 0 } }],
      }),
    measured: z.record(reference("question", "number"), measured).default({}).meta({
      description: "Measured quantities that are evaluated beside the elements, such as minutes waited.",
      otherwise: "none",
    }),
    characteristic: z
      .union([z.literal(1), z.literal(2)])
      .optional()
      .meta({
        description: "Shows the level-characteristic value with this power.",
        otherwise: "not shown",
      }),
    confidence: z
      .number()
      .gt(0.5)
      .max(1)
      .optional()
      .meta({
        description:
          "Shows the grade by the confidence criterion: the first, from the best, at which this part is reached.",
        examples: [0.6],
        otherwise: "not shown",
      }),
  })
  .superRefine(({ grades, measured: quantities }, context) => {
    const issue = (path: (string | number)[], code: string, message: string, hint: string) =>
      context.addIssue({ code: "custom", path, message, params: { code, hint } });
    const ids = Object.keys(grades);
    const from = Object.values(grades).map((each) => each.from);
    if (ids.length < 2) issue(["grades"], "grades", "an evaluation needs two grades at least.", "Add a grade.");
    else if (Math.min(...from) > 0)
      issue(["grades"], "grades", "low scores have no grade.", "Let the lowest grade begin at 0.");
    else if (new Set(from).size < from.length)
      issue(["grades"], "grades", "two grades begin at the same score.", "Give each grade a lowest score of its own.");
    for (const [question, { memberships }] of Object.entries(quantities)) {
      const path = ["measured", question, "memberships"];
      const strange = Object.keys(memberships).find((id) => !ids.includes(id));
      const absent = ids.find((id) => !(id in memberships));
      if (strange !== undefined)
        issue([...path, strange], "grade", `there is no grade "${strange}".`, `There are ${ids.join(", ")}.`);
      else if (absent !== undefined)
        issue(path, "grade", `the grade "${absent}" has no membership function.`, "Give one for each grade.");
      for (const [id, points] of Object.entries(memberships))
        if (points.some((point, k) => k > 0 && point < points[k - 1]!))
          issue([...path, id], "membership", "the points must not fall.", "Write them from low to high.");
    }
    const taken = Object.values(quantities).reduce((sum, { weight }) => sum + weight, 0);
    if (taken >= 1)
      issue(
        ["measured"],
        "weights-sum",
        "the measured quantities leave no weight to the elements.",
        "Lower their weights.",
      );
  })
  .meta({
    description: "Fuzzy comprehensive evaluation: memberships in grades, joined by weights, at one or two levels.",
  });
export type FuzzyOptions = z.infer<typeof options>;

const evaluation = z.strictObject({
  /** Weighted average of the grades' scores. */
  score: estimateSchema,
  /** Normalised memberships, best grade first; none where they would be the answers to one question. */
  membership: z.array(estimateSchema),
  /** The grade with the largest membership, the better where two are equal, and in what share of the draws it is that. */
  grade: z.string(),
  same: z.number(),
  /** Of the rule of the largest membership; null: no other grade has any. */
  validity: z.number().nullable(),
  reading: z.enum(["very", "fair", "low", "invalid"]),
  characteristic: estimateSchema.optional(),
  confident: z.string().optional(),
});
export type Evaluation = z.infer<typeof evaluation>;

export const result = z.strictObject({
  operator,
  levels: z.string(),
  weights: weightKind,
  forced: z.boolean(),
  /** Best first. */
  grades: z.array(z.strictObject({ id: z.string(), score: z.number() })),
  whole: evaluation,
  /** The parts of an evaluation at two levels. */
  groups: z.array(z.strictObject({ id: z.string(), weight: z.number(), evaluation })),
  operators: z.array(z.strictObject({ operator, evaluation })),
  /** Highest score first. */
  factors: z.array(z.strictObject({ factor: z.string(), weight: z.number(), evaluation })),
  dropped: z.array(z.strictObject({ subject: estimateSchema.shape.subject, why: codeSchema })),
  units: z.array(z.strictObject({ unit: z.string(), evaluation })),
  unitsLeftOut: z.array(z.string()),
  scored: z.array(scoredSchema),
});
export type FuzzyResult = z.infer<typeof result>;
