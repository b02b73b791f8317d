import { z } from "zod";
import { reference } from "../../study/reference.ts";
import { idOf, text } from "../../study/schema-words.ts";
import { codeSchema, estimateSchema, subjectSchema } from "../estimate.ts";

const share = z.number().min(0).max(1);

const block = z
  .strictObject({
    label: text.optional().meta({ description: "What the items are to measure." }),
    items: z
      .array(reference("question", "rating"))
      .min(2)
      .meta({ description: "The questions that are to measure one thing, at least two." }),
  })
  .superRefine(({ items }, context) => {
    items.forEach((item, at) => {
      if (items.indexOf(item) !== at)
        context.addIssue({
          code: "custom",
          path: ["items", at],
          message: `names the question "${item}" twice; an item counts once in a block`,
        });
    });
  });

/** What measures two things tells them apart from nothing. */
function itemsApart(blocks: Readonly<Record<string, z.infer<typeof block>>>, context: z.RefinementCtx): void {
  const home = new Map<string, string>();
  for (const [id, { items }] of Object.entries(blocks)) {
    items.forEach((item, at) => {
      const other = home.get(item);
      if (other !== undefined && other !== id)
        context.addIssue({
          code: "custom",
          path: [id, "items", at],
          message: `names the question "${item}", which stands in the block "${other}" already; an item measures one thing`,
        });
      home.set(item, id);
    });
  }
}

export const options = z
  .strictObject({
    blocks: z.record(idOf("block"), block).superRefine(itemsApart).optional().meta({
      description: "Blocks of questions that are each to measure one thing.",
      otherwise:
        "the latent variables of the path model, the overall questions of the index and the dimensions of the elements",
    }),
    thresholds: z
      .strictObject({
        reliability: share.default(0.7).meta({ description: "What alpha, omega, rho_A and rho_C are to reach." }),
        extracted: share.default(0.5).meta({ description: "What the average variance extracted is to reach." }),
        htmt: share
          .default(0.9)
          .meta({ description: "What the heterotrait-monotrait ratio is to stay below; 0.85 is stricter." }),
        ends: share
          .default(0.15)
          .meta({ description: "Share of answers at one end of a scale above which the item tells little there." }),
      })
      .prefault({})
      .meta({ description: "Limits that intervals are held against." }),
  })
  .meta({
    description: "How well questions that are to measure one thing do so: reliability, validity, floor and ceiling.",
  });
export type ReliabilityOptions = z.infer<typeof options>;

const verdict = z.enum(["met", "missed", "open", "untested"]);

export const result = z.strictObject({
  thresholds: z.strictObject({ reliability: share, extracted: share, htmt: share, ends: share }),
  blocks: z.array(
    z.strictObject({
      block: subjectSchema,
      alpha: estimateSchema,
      standardised: estimateSchema,
      omega: estimateSchema,
      rhoA: estimateSchema,
      rhoC: estimateSchema,
      extracted: estimateSchema,
      /** √AVE less the largest correlation with another block (Fornell & Larcker). */
      margin: estimateSchema,
      verdict,
      extractedVerdict: verdict,
      marginVerdict: verdict,
      items: z.array(
        z.strictObject({
          question: z.string(),
          itemTotal: estimateSchema,
          alphaWithout: estimateSchema,
          loading: estimateSchema,
          floor: estimateSchema,
          ceiling: estimateSchema,
          /** An end above the limit by its interval. */
          ends: z.enum(["floor", "ceiling", "both", "none"]),
        }),
      ),
    }),
  ),
  pairs: z.array(z.strictObject({ pair: subjectSchema, htmt: estimateSchema, correlation: estimateSchema, verdict })),
  /** Blocks that nothing can be said of. */
  excluded: z.array(z.strictObject({ block: subjectSchema, why: codeSchema })),
});
export type ReliabilityResult = z.infer<typeof result>;
export type BlockRow = ReliabilityResult["blocks"][number];
