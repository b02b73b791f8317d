import { z } from "zod";
import { fileOfStudy, reference } from "./reference.ts";
import { dispositions, population } from "./schema-quality.ts";
import { waveDesign, waveWeights } from "./schema-weights.ts";
import { cell, codeKey, codes, column, idOf, targetScore, text } from "./schema-words.ts";
import { elementTags } from "./study.ts";

const responses = z.strictObject({
  file: fileOfStudy().meta({ description: "The file of answers, in the study's folder." }),
  where: z
    .record(column.meta({ title: "column" }), cell)
    .default({})
    .meta({
      description: "Which rows belong to the wave, when one file holds several: column and value.",
      examples: [{ wave: 3 }],
      otherwise: "all rows",
    }),
  encoding: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "Encoding of the file.", examples: ["gb18030"], otherwise: "found out" }),
  delimiter: z
    .string()
    .length(1)
    .regex(/^[^"\r\n]$/)
    .optional()
    .meta({
      description: "The character between the values of a row.",
      form: 'one character such as ";" or "\\t"',
      examples: [";"],
      otherwise: "found out",
    }),
  decimal: z.enum([".", ","]).default(".").meta({ description: "The decimal mark of the file's numbers." }),
});

export const wave = z.strictObject({
  title: text.meta({ description: "How the wave is called.", examples: ["Q2 2026"] }),
  fieldwork: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}\/\d{4}-\d{2}-\d{2}$/)
    .meta({
      description: "First and last day of the interviews.",
      form: "two dates such as 2026-04-01/2026-06-20",
      examples: ["2026-04-01/2026-06-20"],
    }),
  responses: z.union([fileOfStudy(), responses]).meta({
    description: "The file of answers; as a mapping when there is more to say.",
    form: "the name of a file such as 2026-q2.csv, or a mapping such as {file: all.csv, where: {wave: 3}}",
    examples: ["2026-q2.csv"],
  }),
  mode: text.optional().meta({ description: "How people were asked.", examples: ["Online panel"] }),
  dispositions,
  population,
  weights: waveWeights,
  design: waveDesign,
});

export const segment = z.strictObject({
  column: column.optional().meta({ description: "The column of the answers' file.", otherwise: "the segment's id" }),
  label: text
    .optional()
    .meta({ description: "How readers see it.", examples: ["Region"], otherwise: "the column's name" }),
  values: z
    .record(z.string().min(1).meta({ title: "value" }), text)
    .default({})
    .meta({
      description: "Words for values of the column, in the order of display.",
      examples: [{ n: "North", s: "South" }],
      otherwise: "the values as they stand",
    }),
});

export const scale = z.strictObject({
  from: z
    .int()
    .optional()
    .meta({
      description:
        "Lowest code of a rating; the codes go up in steps of 1. Needed with `to`, unless there are `options`.",
      examples: [1],
    }),
  to: z
    .int()
    .optional()
    .meta({ description: "Highest code of a rating.", examples: [10] }),
  options: z
    .record(codeKey, text)
    .optional()
    .meta({
      description: "The codes and words of a choice without order, in place of `from` and `to`.",
      examples: [{ 1: "Shop", 2: "Online" }],
    }),
  dont_know: codes
    .default([])
    .meta({ description: 'Codes that mean "don\'t know".', examples: [[98]], otherwise: "none" }),
  not_applicable: codes
    .default([])
    .meta({ description: 'Codes that mean "does not apply to me".', examples: [[99]], otherwise: "none" }),
  labels: z
    .record(codeKey, text)
    .default({})
    .meta({
      description: "Words for codes, as the questionnaire printed them.",
      examples: [{ 1: "Very poor", 10: "Excellent" }],
      otherwise: "none",
    }),
  answers: z
    .record(z.string().min(1).meta({ title: "answer" }), z.int())
    .default({})
    .meta({
      description: "Texts in the file that stand for codes.",
      examples: [{ "Very satisfied": 5 }],
      otherwise: "none",
    }),
});

export const question = z.strictObject({
  text: text.meta({ description: "The question as it was asked.", examples: ["How satisfied are you overall?"] }),
  column: column.optional().meta({ description: "The column of the answers' file.", otherwise: "the question's id" }),
  scale: reference("scale")
    .optional()
    .meta({ description: "The scale of its codes. A question needs a `scale` or a `type`.", examples: ["ten"] }),
  type: z
    .enum(["number", "text"])
    .optional()
    .meta({ description: "For a question without a scale: an amount, or an open answer (never printed)." }),
  reversed: z
    .boolean()
    .default(false)
    .meta({ description: "A high code is a bad answer: turned round before anything is computed." }),
  target: targetScore
    .optional()
    .meta({ description: "The score to reach, on 0-100.", examples: [80], otherwise: "none" }),
  waves: z
    .array(reference("wave"))
    .min(1)
    .optional()
    .meta({
      description: "The waves in which it was asked, where some left it out.",
      examples: [["2026-q2", "2026-q3"]],
      otherwise: "all",
    }),
  break: z
    .record(reference("wave"), text)
    .default({})
    .meta({
      description: "From which wave on figures are not comparable with earlier ones, and why.",
      examples: [{ "2026-q3": "Wording changed" }],
      otherwise: "none",
    }),
});

const rated = (description: string) =>
  reference("question", "rating").optional().meta({ description, otherwise: "not asked" });

const tagDescriptions: Record<(typeof elementTags)[number], string> = {
  dimension: "The dimension of quality it belongs to.",
  stage: "The stage of service: before, during, after, or your own.",
  horizontal: "Its group on one level (company, product, service, …).",
  vertical: "Its place from material to spiritual satisfaction.",
  level: "The level of the offer it belongs to (product, service, social).",
  attribute: "Search, experience or credence attribute.",
  factor: "Core, support, technical, interaction, emotion or environment.",
  quality: "The kind of quality it shows: technical (what one gets) or functional (how).",
  component: "Goods, impression or service.",
  area: "Its area of the service triangle (people, hardware, software).",
};
const tags = Object.fromEntries(
  elementTags.map((tag) => [tag, idOf(tag).optional().meta({ description: tagDescriptions[tag], otherwise: "none" })]),
) as Record<(typeof elementTags)[number], z.ZodOptional<z.ZodString>>;

export const element = z.strictObject({
  label: text.meta({ description: "How readers see it.", examples: ["Network"] }),
  performance: reference("question", "rating").meta({
    description: "The question where customers rate it.",
    examples: ["q5_1"],
  }),
  expectation: rated("The question on what they expected."),
  importance: rated("The question on how important it is to them."),
  minimum: rated("The question on the level just good enough."),
  desired: rated("The question on the level wished for."),
  ...tags,
});
