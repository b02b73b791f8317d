import { z } from "zod";
import { column } from "./schema-words.ts";

const value = z.string().min(1).meta({ title: "value" });
const part = z.number().min(0);
const parts = z.record(value, part);

/** Of `column`, `rake` and `poststratify` one is there; checks/weights.ts says so in plainer words than a union of forms. */
const given = z.strictObject({
  column: column
    .optional()
    .meta({ description: "The column of weights, taken as they are.", examples: ["w"], otherwise: "–" }),
  rake: z
    .record(column.meta({ title: "column" }), parts)
    .optional()
    .meta({
      description:
        "Margins: of each column the shares that its values have in the population, adding up to 1, or how many people have them. Weights are made here and fitted to the margins in turn. Values are texts of the file; who is blank keeps the share of the sample.",
      examples: [{ region: { north: 0.4, south: 0.6 }, sex: { f: 0.52, m: 0.48 } }],
      otherwise: "–",
    }),
  poststratify: z
    .strictObject({
      columns: z
        .array(column)
        .min(1)
        .max(3)
        .meta({ description: "Up to three columns that make the cells.", examples: [["region", "sex"]] }),
      shares: z.record(value, z.union([part, z.record(value, z.union([part, parts]))])).meta({
        description:
          "Of each cell the share in the population, all adding up to 1, or how many people are in it: a level for each column.",
        examples: [{ north: { f: 0.2, m: 0.2 }, south: { f: 0.32, m: 0.28 } }],
        form: "shares by value, or a further level of them, such as {north: {f: 0.2, m: 0.2}}",
      }),
    })
    .optional()
    .meta({ description: "The same by cells, where their shares in the population are known.", otherwise: "–" }),
  base: column.optional().meta({
    description: "The column of weights that the fit begins with.",
    examples: ["w"],
    otherwise: "everybody begins with 1",
  }),
  trim: z
    .number()
    .gt(1)
    .optional()
    .meta({
      description: "Fitted weights above this multiple of their median are cut to it, then fitted again.",
      examples: [5],
      otherwise: "no weight is cut",
    }),
  variance: z.enum(["residual", "fixed"]).optional().meta({
    description:
      "How intervals see fitted weights: `residual` by what the margins leave unexplained, `fixed` as if they had come with the answers.",
    otherwise: "`residual`",
  }),
});

export const weights = given.optional().meta({
  description:
    "How respondents are weighted: by a `column` of the file, or fitted to what is known of the population, by margins (`rake`) or by cells (`poststratify`). A wave may have its own.",
  examples: [{ column: "w" }],
  otherwise: "everybody counts 1",
});

export const waveWeights = z
  .union([z.literal("none"), given])
  .optional()
  .meta({
    description: "The wave's own weights, in place of the study's; `none` for none.",
    form: "none, or a mapping such as {column: w}",
    examples: ["none"],
    otherwise: "the study's",
  });

const size = z.int().min(1);

const design = z.strictObject({
  strata: column.optional().meta({
    description: "The column of strata, each of which was sampled by itself.",
    examples: ["region"],
    otherwise: "one stratum",
  }),
  psu: column.optional().meta({
    description: "The column of sampling units: branches, places, households drawn as a whole.",
    examples: ["branch"],
    otherwise: "people were drawn one by one",
  }),
  population: z
    .union([size, z.record(value, size)])
    .optional()
    .meta({
      description:
        "How many sampling units (people where there is no `psu`) the population has; with strata, by stratum.",
      form: "a whole number such as 757, or whole numbers by stratum such as {north: 4421, south: 755}",
      examples: [{ north: 4421, south: 755 }],
      otherwise: "not known",
    }),
  finite: z.boolean().default(false).meta({
    description:
      "Intervals speak of just this population, so that what was not sampled alone is uncertain (needs `population`); otherwise of how such customers are served.",
  }),
});

const designWords = {
  description:
    "How the sample was drawn, where not person by person at random: intervals follow it. A wave may have its own.",
  examples: [{ strata: "region", psu: "branch" }],
};

export const studyDesign = design.optional().meta({ ...designWords, otherwise: "everybody by himself, at random" });
export const waveDesign = design.optional().meta({ ...designWords, otherwise: "the study's" });
