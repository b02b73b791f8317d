import { z } from "zod";
import { reference } from "../../study/reference.ts";
import { estimateSchema } from "../estimate.ts";

export const options = z
  .strictObject({
    overall: z
      .union([reference("question", "rating"), z.array(reference("question", "rating")).min(1)])
      .optional()
      .meta({
        description: "The question or questions on overall satisfaction; several are averaged per person on 0-100.",
        otherwise: "those of the index",
      }),
    elements: z.array(reference("element")).min(1).optional().meta({
      description: "What overall satisfaction is foreseen from. Only who rated all of them counts.",
      otherwise: "all elements",
    }),
    hidden: z.int().min(3).max(5).default(3).meta({ description: "Units of the hidden layer." }),
    decay: z.number().min(0).default(0.01).meta({ description: "Penalty on squared weights." }),
    folds: z.int().min(2).max(20).default(5).meta({ description: "Parts that people are dealt to for validation." }),
    seeds: z.int().min(1).max(50).default(10).meta({ description: "How often everything is begun anew." }),
  })
  .meta({
    description:
      "A small neural net against the linear model, on people neither has seen; shown only where it foresees more.",
  });
export type NeuralOptions = z.infer<typeof options>;

export const result = z.strictObject({
  /** Out-of-sample R² of the line and of the net, the mean gain and its standard error. */
  linear: estimateSchema,
  net: estimateSchema,
  gain: estimateSchema,
  error: estimateSchema,
  /** The gain is above one standard error. */
  better: z.boolean(),
  folds: z.int(),
  seeds: z.int(),
  /** Most important first; none where the net is no better. */
  elements: z.array(z.strictObject({ element: z.string(), permutation: estimateSchema, olden: estimateSchema })),
});
export type NeuralResult = z.infer<typeof result>;
