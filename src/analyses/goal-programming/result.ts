import { z } from "zod";
import { fileOfStudy } from "../../study/reference.ts";
import { estimateSchema } from "../estimate.ts";

const goal = z
  .strictObject({
    effect: z.string().min(1).meta({
      description: "Column of the file: what an action is thought to add. Words for it stand under `labels.effect`.",
    }),
    at_least: z.number().optional().meta({ description: "What the chosen actions are to add together, at least." }),
    at_most: z.number().optional().meta({ description: "What they may add together, at most." }),
    close: z.string().min(1).optional().meta({
      description: "An input of `dea`: the goal is at least what all units together use above the targets found there.",
    }),
  })
  .superRefine((given, { addIssue }) => {
    const named = [given.at_least, given.at_most, given.close].filter((value) => value !== undefined);
    if (named.length !== 1)
      addIssue({
        code: "custom",
        path: ["effect"],
        message: `The goal on ${JSON.stringify(given.effect)} needs one of at_least, at_most and close, and has ${named.length}.`,
        params: { code: "goal-form", hint: "Make two goals of one that has two ends." },
      });
  });

export const options = z
  .strictObject({
    file: fileOfStudy().meta({
      description:
        "CSV with one row an action: columns `action`, `cost`, one for each effect, and if you like `element`, `owner`, `by` (a day).",
    }),
    budget: z.number().positive().meta({ description: "What the chosen actions may cost together." }),
    goals: z.array(goal).min(1).meta({
      description: "The most important first. A later goal is pursued only where it costs no earlier one anything.",
    }),
  })
  .meta({
    description:
      "Which actions to choose: lexicographic goals within a budget. Costs and effects are assumptions of yours.",
  });
export type GoalOptions = z.infer<typeof options>;

export const result = z.strictObject({
  budget: z.number(),
  cost: estimateSchema,
  solver: z.enum(["enumeration", "branch-and-bound"]),
  effects: z.array(z.string()),
  /** The chosen first, each kind in the order of the file. */
  actions: z.array(
    z.strictObject({
      action: z.string(),
      element: z.string().nullable(),
      owner: z.string().nullable(),
      by: z.string().nullable(),
      cost: z.number(),
      effects: z.array(z.number()),
      chosen: z.boolean(),
      /** What customers say of the element. */
      score: estimateSchema.optional(),
      gap: estimateSchema.optional(),
    }),
  ),
  goals: z.array(
    z.strictObject({
      effect: z.string(),
      sense: z.enum(["at-least", "at-most"]),
      source: z.enum(["given", "dea"]),
      target: estimateSchema,
      reached: estimateSchema,
      missed: estimateSchema,
    }),
  ),
  /** The plan under other budgets, and whether it is the same. */
  budgets: z.array(
    z.strictObject({
      budget: z.number(),
      cost: z.number(),
      chosen: z.array(z.string()),
      missed: z.array(z.number()),
      own: z.boolean(),
    }),
  ),
});
export type GoalResult = z.infer<typeof result>;
