import { z } from "zod";
import { codeSchema, comparisonSchema, estimateSchema } from "../estimate.ts";

export { options, type StructuralModelOptions } from "./options.ts";

const item = z.strictObject({
  question: z.string(),
  /** Standardised: the score has variance 1. One question alone weighs 1. */
  weight: estimateSchema,
  loading: estimateSchema,
  /** Its part of the index by unstandardised weights; the parts of a block add up to 1. Under `equal` the index takes equal parts instead. */
  share: estimateSchema,
  /** 0-100; of a question answered by yes or no the share of yes. */
  mean: estimateSchema,
  /** Correlations with the scores of all latent variables, in their order, its own included. */
  crossed: z.array(z.strictObject({ latent: z.string(), correlation: estimateSchema })),
  notes: z.array(codeSchema),
});

const latent = z.strictObject({
  latent: z.string(),
  mode: z.enum(["A", "B"]),
  /** `rate`: one question answered by yes or no, told as a share; else an index 0-100. */
  kind: z.enum(["index", "rate"]),
  index: estimateSchema,
  /** A weight of its block is not above 0 (in this or an earlier wave): its index takes equal weights. */
  equal: z.boolean(),
  /** Absent where no arrow ends. */
  r2: estimateSchema.optional(),
  items: z.array(item),
  /** Questions that took no part. */
  left: z.array(z.strictObject({ question: z.string(), why: codeSchema })),
  /** Change from the wave before with one set of weights in both waves, that of the earlier; `own`: with each wave's own weights (a rate has none). */
  change: z.strictObject({ comparison: comparisonSchema, own: estimateSchema.optional() }).optional(),
});

const arrow = z.strictObject({
  from: z.string(),
  to: z.string(),
  /** Standardised path coefficient, and its test against 0. */
  path: estimateSchema,
  comparison: comparisonSchema,
  f2: estimateSchema,
  vif: estimateSchema,
});

const effect = z.strictObject({
  from: z.string(),
  to: z.string(),
  /** Absent where no arrow leads straight there. */
  direct: estimateSchema.optional(),
  /** Absent where no other way leads there. */
  indirect: estimateSchema.optional(),
  total: estimateSchema,
  /** Points of `to` for 5 points more of `from`; percentage points where `to` is a rate; absent where `from` is a rate. */
  impact: estimateSchema.optional(),
});

/** Step 2 of measurement invariance for one latent variable; figures of the permutations, or between waves of the draws, no estimates. */
const invariance = z.strictObject({
  latent: z.string(),
  /** Correlation of the scores by either side's weights on all people, and its 5 % quantile if the weights were the same. */
  c: z.number(),
  quantile: z.number(),
  p: z.number(),
  holds: z.boolean(),
});

const equality = z.strictObject({ difference: z.number(), low: z.number(), high: z.number(), equal: z.boolean() });

/** Step 3: difference of means (in standard deviations of all) and log ratio of variances, with the 95 % range of the permutations. */
const pooling = invariance.extend({ means: equality, variances: equality });

/** Paths of two sets of people; untested where a latent variable in question is not measured alike. */
const comparedPaths = z.array(
  z.strictObject({
    from: z.string(),
    to: z.string(),
    own: estimateSchema,
    rest: estimateSchema,
    comparison: comparisonSchema,
  }),
);

/** What is told of one side beside another. */
const compared = z.strictObject({
  n: z.int(),
  otherN: z.int(),
  /** Why nothing is compared: a base, no convergence, other items. */
  why: codeSchema.optional(),
  invariance: z.array(pooling),
  /** The one − the other. */
  paths: comparedPaths,
  /** With one set of weights, that of all people; `difference` with either group's own. */
  indices: z.array(
    z.strictObject({
      latent: z.string(),
      own: estimateSchema,
      rest: estimateSchema,
      comparison: comparisonSchema,
      difference: estimateSchema,
    }),
  ),
});

const pair = compared.extend({
  /** `<segment>=<value>`. */
  group: z.string(),
  /** The other group, or all others (`rest`). */
  other: z.string(),
  /** All hold, means and variances too: the groups may be pooled. */
  poolable: z.boolean(),
});

export const result = z.strictObject({
  model: z.enum(["acsi", "scsb", "ecsi", "own"]),
  scheme: z.enum(["path", "centroid", "factorial"]),
  missing: z.enum(["casewise", "block-mean"]),
  /** People in the model, and in the wave. */
  complete: z.int(),
  asked: z.int(),
  /** Until the weights stood still. */
  rounds: z.int(),
  draws: z.strictObject({ made: z.int(), failed: z.int() }),
  /** What speaks against taking the figures at face value; empty: nothing found. */
  cautions: z.array(codeSchema),
  /** In the order of the study file. */
  latents: z.array(latent),
  paths: z.array(arrow),
  /** Every pair that a way of arrows joins. */
  effects: z.array(effect),
  srmr: estimateSchema,
  /** Indices of all waves up to this one, each by its own weights, oldest first. */
  trend: z.array(
    z.strictObject({
      wave: z.string(),
      indices: z.array(z.strictObject({ latent: z.string(), index: estimateSchema })),
    }),
  ),
  /** The wave before, where it carries a model: what an index or a path may be compared by. */
  before: z
    .strictObject({
      wave: z.string(),
      n: z.int(),
      otherN: z.int(),
      /** Why nothing is compared: other items, no model of both. */
      why: codeSchema.optional(),
      invariance: z.array(invariance),
      /** This wave − the one before. */
      paths: comparedPaths,
    })
    .optional(),
  /** What a driver's rise would go with: cut at 0 and 100. */
  whatIf: z.strictObject({
    step: z.number(),
    outcomes: z.array(z.string()),
    rows: z.array(
      z.strictObject({
        latent: z.string(),
        /** Points that fit below 100. */
        step: z.number(),
        from: estimateSchema,
        effects: z.array(z.strictObject({ latent: z.string(), change: estimateSchema, after: estimateSchema })),
      }),
    ),
  }),
  segments: z.array(z.strictObject({ segment: z.string(), pairs: z.array(pair) })),
  /** Our customers beside those of each other provider; empty where the study does not ask for it. */
  providers: z.array(compared.extend({ provider: z.string() })),
  /** From the nation down. `share`: its weight among those of the same parent. */
  tiers: z
    .array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        tier: z.enum(["nation", "sector", "industry", "company"]),
        parent: z.string().nullable(),
        own: z.boolean(),
        weight: z.number(),
        share: z.number(),
        score: estimateSchema,
      }),
    )
    .optional(),
});
export type StructuralModelResult = z.infer<typeof result>;
export type LatentRow = z.infer<typeof latent>;
export type EffectRow = z.infer<typeof effect>;
export type GroupPair = z.infer<typeof pair>;
export type WaveBefore = NonNullable<StructuralModelResult["before"]>;
