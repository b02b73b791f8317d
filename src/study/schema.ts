import { z } from "zod";
import { fileOfStudy, reference } from "./reference.ts";
import { element, question, scale, segment, wave } from "./schema-entries.ts";
import { population, quality } from "./schema-quality.ts";
import { studyDesign, weights } from "./schema-weights.ts";
import { cell, column, idOf, language, text, waveId } from "./schema-words.ts";
import { type ElementTag, elementTags, labelKinds } from "./study.ts";

// an area that no element covers has a name too
const tagged: ReadonlySet<string> = new Set<ElementTag>(elementTags.filter((tag) => tag !== "area"));

const labels = z.strictObject(
  Object.fromEntries(
    labelKinds.map((kind) => [
      kind,
      z
        .record(tagged.has(kind) ? reference(kind as ElementTag).meta({ title: kind }) : idOf(kind), text)
        .default({})
        .meta({ description: `Words for the values of \`${kind}\`.`, otherwise: "the values as they stand" }),
    ]),
  ) as Record<(typeof labelKinds)[number], z.ZodDefault<z.ZodRecord<z.ZodString, typeof text>>>,
);

const conventions = z.strictObject({
  level: z.number().gt(0.5).lt(1).default(0.95).meta({ description: "Confidence level of intervals." }),
  fdr: z
    .number()
    .gt(0)
    .max(0.5)
    .default(0.05)
    .meta({ description: "False discovery rate of a family of tests (Benjamini-Hochberg)." }),
  top: z.literal([1, 2]).default(2).meta({
    description: "Who counts as satisfied: 2 = 4-5 of 5, 6-7 of 7, 8-10 of 10; 1 = 5 of 5, 7 of 7, 9-10 of 10.",
  }),
  minimum_answered: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .meta({ description: "Least share of its items that a person's score needs." }),
  hide_below: z.int().min(5).default(10).meta({ description: "Figures on fewer answers are hidden." }),
  caution_below: z
    .int()
    .min(5)
    .default(30)
    .meta({ description: "Figures on fewer answers are indicative: no verdict, no rank. Not below `hide_below`." }),
  cell_below: z.int().min(5).default(5).meta({ description: "Counts from 1 to below this are hidden inside tables." }),
  sizes: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]).default([2, 5, 10]).meta({
    description: "Where small, moderate and large differences begin, in points of 0-100.",
    form: "three rising numbers such as [2, 5, 10]",
  }),
  draws: z.int().min(100).max(100_000).default(1000).meta({ description: "Resamples behind a bootstrap interval." }),
});

const sections = {
  title: text.meta({
    description: "The study's name.",
    examples: [{ en: "Mobile customer satisfaction", "zh-CN": "移动通信客户满意度" }],
  }),
  client: text.meta({ description: "For whom it was made.", examples: ["Northwind Mobile"] }),
  about: text.optional().meta({ description: "A paragraph that introduces the study.", otherwise: "none" }),
  purpose: text.optional().meta({ description: "Project charter: what the survey is for.", otherwise: "none" }),
  customers: text.optional().meta({ description: "Project charter: who counts as a customer.", otherwise: "none" }),
  confidentiality: text.optional().meta({
    description: "Project charter: who may read the report, and what was promised to respondents.",
    otherwise: "none",
  }),
  invented: z.boolean().default(false).meta({ description: "The answers are invented; every page says so." }),
  index: z.boolean().default(false).meta({ description: "Search engines may list the report." }),
  brand: z
    .strictObject({
      colour: z
        .string()
        .regex(/^#[0-9a-fA-F]{6}$/)
        .default("#0a6e5c")
        .meta({
          description: "The client's colour. In quotation marks: a bare # begins a comment.",
          form: 'a colour in quotation marks such as "#0b5fff"',
          examples: ["#0b5fff"],
        }),
      logo: fileOfStudy()
        .optional()
        .meta({ description: "The client's logo: SVG, PNG, JPEG or WebP.", examples: ["logo.svg"], otherwise: "none" }),
    })
    .prefault({})
    .meta({ description: "The client's colour and logo." }),
  languages: z
    .array(language)
    .min(1)
    .meta({ description: "Languages of the report; the first is the default.", examples: [["zh-CN", "en"]] }),
  waves: z.record(waveId, wave).meta({
    description: "The waves of the survey, oldest first. The id stands in addresses.",
    examples: [{ "2026-q2": { title: "Q2 2026", fieldwork: "2026-04-01/2026-06-20", responses: "2026-q2.csv" } }],
  }),
  respondent: column.optional().meta({
    description:
      "The column that names the respondent. Without it nobody is followed from wave to wave and nobody is found twice.",
    examples: ["id"],
    otherwise: "none",
  }),
  weights,
  design: studyDesign,
  segments: z
    .union([z.record(idOf("segment"), segment), z.array(idOf("segment"))])
    .default({})
    .meta({
      description: "Columns that divide respondents: a list of columns, or a mapping when there is more to say.",
      form: "a list such as [region, age_band], or a mapping such as {region: {label: Region}}",
      examples: [["region", "age_band"]],
      otherwise: "none",
    }),
  unit: z
    .union([
      column,
      z.strictObject({
        ...segment.shape,
        column: column.meta({ description: "The column of the answers' file.", examples: ["branch"] }),
      }),
    ])
    .optional()
    .meta({
      description: "The column of branches, dealers or the like; as a mapping when there is more to say.",
      form: "the name of a column such as branch, or a mapping such as {column: branch, label: Branch}",
      examples: ["branch"],
      otherwise: "none",
    }),
  provider: z
    .strictObject({
      column: column.meta({ description: "The column that says whose customer answered.", examples: ["brand"] }),
      own: cell.meta({ description: "The client's value in it.", examples: ["northwind"] }),
      values: z
        .record(z.string().min(1).meta({ title: "provider" }), text)
        .default({})
        .meta({
          description: "The providers' names.",
          examples: [{ southwind: "Southwind" }],
          otherwise: "the values as they stand",
        }),
      waves: z
        .array(reference("wave"))
        .min(1)
        .optional()
        .meta({
          description: "The waves for which the table `competitors` has answers.",
          examples: [["2026-q2"]],
          otherwise: "all",
        }),
    })
    .optional()
    .meta({
      description:
        "For surveys that also ask customers of competitors; these never enter the index. They stand among the answers, or in the table `competitors` with the same columns and, where there are several waves, a column `wave`.",
      examples: [{ column: "brand", own: "northwind" }],
      otherwise: "everybody is the client's customer",
    }),
  population,
  quality: quality.optional().meta({
    description:
      "How careless questionnaires are told and left out: partials, and those against which two signals speak. `{}` takes all defaults.",
    examples: [{ seconds: "seconds", attention: { check: 3 } }],
    otherwise: "only rows without any answer and second answers of one respondent are left out",
  }),
  scales: z
    .record(idOf("scale"), scale)
    .default({})
    .meta({
      description: "Scales that questions share.",
      examples: [{ ten: { from: 1, to: 10, dont_know: [98] } }],
      otherwise: "none",
    }),
  questions: z.record(idOf("question"), question).meta({
    description: "The questions that the report uses.",
    examples: [{ q1: { text: "Overall satisfaction", scale: "ten" } }],
  }),
  elements: z
    .record(idOf("element"), element)
    .default({})
    .meta({
      description: "What customers rate, one by one, with the questions about it and the tags that group it.",
      examples: [{ network: { label: "Network", performance: "q5_1", expectation: "q4_1", dimension: "reliability" } }],
      otherwise: "none",
    }),
  labels: labels
    .prefault({})
    .meta({ description: "Words for the values of tags.", examples: [{ dimension: { reliability: "Reliability" } }] }),
  tables: z
    .record(idOf("table"), fileOfStudy())
    .default({})
    .meta({
      description: "Further files of the study, kept for methods that read one.",
      examples: [{ complaints: "complaints.csv" }],
      otherwise: "none",
    }),
  conventions: conventions
    .prefault({})
    .meta({ description: "Choices that hold for every method; all in force are printed on the methodology page." }),
};

/** The study file, with the options of the analyses as their own schemas say. */
export function studyFileSchema(analyses: Readonly<Record<string, z.ZodType>>) {
  const options = Object.fromEntries(Object.entries(analyses).map(([id, schema]) => [id, schema.optional()]));
  return z.strictObject({
    ...sections,
    analyses: z
      .strictObject(options)
      .meta({ description: "The methods to run, each with its options; `{}` takes all defaults." }),
  });
}

export type StudyFile = z.infer<ReturnType<typeof studyFileSchema>>;
