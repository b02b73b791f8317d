import { z } from "zod";
import { fileOfStudy, reference } from "../../study/reference.ts";
import { codeSchema, estimateSchema } from "../estimate.ts";
import { scoredSchema } from "../scored.ts";

const column = z.string().min(1);

export const options = z
  .strictObject({
    file: fileOfStudy().meta({
      description:
        "CSV with one row a unit, or a unit and wave: a column named as the unit's, `wave` where figures differ by wave, and a column for each input and output.",
    }),
    inputs: z.array(column).min(1).meta({
      description: "Columns of what a unit uses: the less, the better. Words for them stand under `labels.resource`.",
    }),
    outputs: z.array(column).default([]).meta({
      description: "Columns of what a unit makes: the more, the better.",
    }),
    undesirable: z
      .record(column, z.enum(["input", "reciprocal"]))
      .default({})
      .meta({
        description:
          "Columns of what a unit makes but should not, such as complaints: counted as an `input`, or as an output by its `reciprocal`.",
      }),
    index: z.boolean().default(true).meta({ description: "Whether the satisfaction index of a unit is an output." }),
    elements: z.array(reference("element")).default([]).meta({ description: "Elements whose score is an output." }),
    orientation: z.enum(["input", "output"]).default("input").meta({
      description: "What is to be bettered: the same results with less (`input`), or more with the same (`output`).",
    }),
    returns: z.enum(["constant", "variable"]).optional().meta({
      description: "Returns to scale of the model that leads; the other one is shown beside it.",
      otherwise: "`variable` where an output is a mean score, else `constant`",
    }),
    cross: z.enum(["benevolent", "aggressive"]).default("benevolent").meta({
      description: "Of equally good weights for cross-efficiency, those best or worst for the other units.",
    }),
  })
  .superRefine((given, { addIssue }) => {
    if (given.outputs.length === 0 && given.elements.length === 0 && !given.index && isNoOutput(given.undesirable))
      addIssue({
        code: "custom",
        path: [],
        message: "Nothing is named that a unit makes.",
        params: { code: "dea-no-output", hint: "Name a column under outputs, an element, or set index: true." },
      });
    const named = [...given.inputs, ...given.outputs, ...Object.keys(given.undesirable)];
    const twice = named.find((name, k) => named.indexOf(name) !== k);
    if (twice !== undefined)
      addIssue({
        code: "custom",
        path: ["inputs"],
        message: `The column ${JSON.stringify(twice)} is named twice.`,
        params: { code: "dea-twice", hint: "A column is an input, an output or undesirable: one of them." },
      });
  })
  .meta({
    description:
      "Data envelopment analysis: how much satisfaction units reach with what they use, measured by the best of them.",
  });
export type DeaOptions = z.infer<typeof options>;

function isNoOutput(undesirable: Readonly<Record<string, "input" | "reciprocal">>): boolean {
  return !Object.values(undesirable).includes("reciprocal");
}

/** What is put in or got out. Subjects: `resource` a column, `element` its score, `overall` the index. */
const measureSchema = z.strictObject({
  kind: z.enum(["input", "output", "undesirable-input", "undesirable-reciprocal"]),
  /** Of the unit; the point on the frontier it is measured by. */
  actual: estimateSchema,
  target: estimateSchema,
});

const unitSchema = z.strictObject({
  unit: z.string(),
  /** By the leading model, and by each. */
  efficiency: estimateSchema,
  constant: estimateSchema,
  variable: estimateSchema,
  /** constant / variable, and where the unit would go to better it. */
  scale: estimateSchema,
  returns: z.enum(["constant", "increasing", "decreasing"]),
  efficient: z.boolean(),
  super: estimateSchema,
  cross: estimateSchema,
  /** What the efficiency rises to if one other unit is left out, and which. */
  highest: estimateSchema,
  without: z.string().nullable(),
  peers: z.array(z.strictObject({ unit: z.string(), weight: z.number() })),
  measures: z.array(measureSchema),
});

export const result = z.strictObject({
  /** `<unit>=`: what units are called by. */
  divider: z.string(),
  orientation: z.enum(["input", "output"]),
  returns: z.enum(["constant", "variable"]),
  cross: z.enum(["benevolent", "aggressive"]),
  measures: z.int(),
  /** Units it takes to tell them apart. */
  least: z.int(),
  few: z.boolean(),
  /** Best first; in the study's order where they are too few to be ranked. */
  units: z.array(unitSchema),
  excluded: z.array(z.strictObject({ unit: z.string(), why: codeSchema })),
  scored: z.array(scoredSchema),
});
export type DeaResult = z.infer<typeof result>;
