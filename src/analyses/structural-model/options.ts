import { z } from "zod";
import { fileOfStudy, reference } from "../../study/reference.ts";
import { codes, text } from "../../study/schema-words.ts";
import { checkModel } from "./check-model.ts";

const item = z.union([
  reference("question", "rating"),
  z.strictObject({
    question: reference("question").meta({ description: "A question answered by yes or no." }),
    yes: codes.min(1).meta({ description: "The codes that mean yes." }),
  }),
]);

const items = z.array(item);

const block = z.union([
  items,
  z.strictObject({
    items: items.meta({ description: "Its questions." }),
    label: text.optional().meta({ description: "Its name.", otherwise: "the name of the model, or its key" }),
    mode: z.enum(["A", "B"]).default("A").meta({
      description:
        "`A`: the questions reflect it (weights are correlations); `B`: they make it up (weights by regression).",
    }),
  }),
]);

export const options = z
  .strictObject({
    model: z.enum(["acsi", "scsb", "ecsi"]).optional().meta({
      description:
        "A model whose latent variables and arrows are known: American, Swedish or European customer satisfaction index.",
      otherwise: "a model of your own, by `blocks` and `paths`",
    }),
    blocks: z.record(z.string().meta({ title: "latent variable" }), block).meta({
      description:
        "The questions of each latent variable. `acsi` has expectations, quality, value, satisfaction, complaints and loyalty; `scsb` performance in place of quality and value; `ecsi` image besides, and quality or product and service.",
    }),
    paths: z
      .record(z.string().meta({ title: "latent variable" }), z.array(z.string()).min(1))
      .optional()
      .meta({
        description:
          "Of a model of your own: what each latent variable follows from, such as {satisfaction: [quality, value]}.",
        otherwise: "the arrows of `model`",
      }),
    scheme: z.enum(["path", "centroid", "factorial"]).default("path").meta({
      description: "How linked latent variables weigh in each other's estimate.",
    }),
    missing: z.enum(["casewise", "block-mean"]).default("casewise").meta({
      description:
        "Who counts: `casewise` = people who answered every question of the model; `block-mean` = people who answered at least half of each block, gaps filled with their own mean over it.",
    }),
    drop: z.array(reference("question")).default([]).meta({
      description: "Questions to leave out in all waves, such as one with a negative weight.",
    }),
    force: z.boolean().default(false).meta({
      description: "Show the model with fewer than 60 people all the same, with a caution.",
    }),
    segments: z.array(reference("segment")).default([]).meta({
      description: "Segments whose groups are compared, where the measurement is the same in them.",
    }),
    providers: z.boolean().default(false).meta({
      description: "Compare the model with that of every other provider, whose customers were asked its questions.",
    }),
    outcomes: z.array(z.string()).min(1).optional().meta({
      description: "The latent variables that the what-if table follows.",
      otherwise: "satisfaction and loyalty, or where nothing follows from",
    }),
    step: z.number().positive().max(100).default(5).meta({
      description: "Points by which the what-if table moves a driver.",
    }),
    tiers: z
      .strictObject({
        file: fileOfStudy().meta({
          description:
            "One row for each company, industry, sector and the nation: columns id, label, tier, parent, weight and score (0-100; blank where it follows from the tier below).",
        }),
        own: z.string().min(1).meta({ description: "The id of the row that is this company." }),
      })
      .optional()
      .meta({ description: "How the satisfaction index adds up from companies to the nation." }),
  })
  .superRefine((value, context) => {
    for (const { path, message, hint, code } of checkModel(value))
      context.addIssue({ code: "custom", path: [...path], message, params: { code, hint } });
  })
  .meta({ description: "Causes and consequences of satisfaction by a path model (ACSI, SCSB, ECSI or your own)." });
export type StructuralModelOptions = z.infer<typeof options>;
