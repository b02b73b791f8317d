import { z } from "zod";
import { fileOfStudy } from "../../study/reference.ts";
import { idOf, text } from "../../study/schema-words.ts";
import { codeSchema, comparisonSchema, estimateSchema } from "../estimate.ts";

export const options = z
  .strictObject({
    file: fileOfStudy().meta({
      description:
        "A CSV file with the columns expert, round (from 1), item (an element, or one of `items`) and rating; familiarity and basis, 0-1, where experts say how well they know it.",
      examples: ["delphi.csv"],
    }),
    items: z
      .union([z.literal("free"), z.record(idOf("item"), text)])
      .optional()
      .meta({
        description:
          "What experts rate beside elements: how readers see each item, by the word that the file has for it. `free` takes every item of the file that is no element as it stands there, in all languages alike.",
        form: "`free`, or text for each item",
        examples: [{ own_app: { en: "An app of our own", "zh-CN": "自有应用" } }, "free"],
        otherwise: "elements alone",
      }),
    scale: z
      .strictObject({
        from: z.number().meta({ description: "The lowest rating." }),
        to: z.number().meta({ description: "The highest rating, which the full-score share counts." }),
      })
      .refine(({ from, to }) => from < to, { message: "`to` must lie above `from`" })
      .meta({ description: "The ends of the rating scale.", examples: [{ from: 1, to: 10 }] }),
    sent: z
      .array(z.int().positive())
      .optional()
      .meta({ description: "Questionnaires sent out, round by round.", examples: [[10, 9]], otherwise: "not known" }),
    cv: z.number().positive().default(0.25).meta({ description: "Converged up to this coefficient of variation." }),
    iqr: z.number().nonnegative().optional().meta({
      description: "Converged up to this distance of the quartiles.",
      otherwise: "1 on scales of up to five points, else 2",
    }),
    change: z.enum(["medians", "wilcoxon"]).default("medians").meta({
      description:
        "What counts as a small change between rounds: at least 80% of the medians moved by 1 or less, or no signed-rank test of an item shows one.",
    }),
  })
  .meta({ description: "Rounds of expert ratings (Delphi): agreement, and whether the rounds have converged." });
export type DelphiOptions = z.infer<typeof options>;

const item = z.strictObject({
  /** An element, or what else was rated; what it is stands in the subject of its figures. */
  item: z.string(),
  mean: estimateSchema,
  median: estimateSchema,
  q1: estimateSchema,
  q3: estimateSchema,
  sd: estimateSchema,
  cv: estimateSchema,
  /** Share of the experts who gave the highest rating. */
  full: estimateSchema,
  /** (familiarity + basis) / 2, mean over the experts who said both. */
  authority: estimateSchema,
  ratings: z.int(),
});

const condition = z.strictObject({
  code: z.enum(["concordance", "cv", "iqr", "change"]),
  met: z.boolean(),
  /** Items that meet it, of those asked about; null where the condition is about all at once. */
  items: z.int().nullable(),
  why: codeSchema.optional(),
});

export const result = z.strictObject({
  scale: z.strictObject({ from: z.number(), to: z.number() }),
  limits: z.strictObject({ cv: z.number(), iqr: z.number(), change: z.enum(["medians", "wilcoxon"]) }),
  /** In order; elements in the order of the study, then items in that of the study file or, where they are free, of the file. */
  rounds: z
    .array(
      z.strictObject({
        round: z.int(),
        sent: z.int().nullable(),
        returned: z.int(),
        positive: estimateSchema,
        authority: estimateSchema,
        /** Kendall's W over those who rated every item. */
        concordance: estimateSchema,
        complete: z.int(),
        chiSquare: z.number().nullable(),
        df: z.int().nullable(),
        p: z.number().nullable(),
        test: z.enum(["exact", "permutation", "chi-square", "none"]),
        left: z.array(z.string()),
        joined: z.array(z.string()),
        items: z.array(item),
      }),
    )
    .min(1),
  /** Of each round on the one before, item by item, among experts who rated it in both. */
  changes: z.array(
    z.strictObject({
      item: z.string(),
      round: z.int(),
      median: estimateSchema,
      comparison: comparisonSchema,
    }),
  ),
  conditions: z.array(condition),
  converged: z.boolean(),
});
export type DelphiResult = z.infer<typeof result>;
export type DelphiItem = z.infer<typeof item>;
