import { z } from "zod";
import type { Analysis } from "../analyses/analysis.ts";
import { codeSchema } from "../analyses/estimate.ts";
import type { WaveResults } from "./wave-results.ts";

const text = z.record(z.string(), z.string());

/** The whole report of a wave as data: what every page, table and chart was made from. */
export function resultsSchema(registry: readonly Analysis[]) {
  const outcome = (result: z.ZodType) =>
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("done"), result }),
      z.strictObject({ kind: z.literal("notApplicable"), why: codeSchema }),
    ]);
  return z.strictObject({
    $schema: z.literal("results.schema.json"),
    generator: z.strictObject({ name: z.literal("satisfact"), version: z.string() }),
    study: z.strictObject({ id: z.string(), title: text, client: text, invented: z.boolean() }),
    wave: z.strictObject({
      id: z.string(),
      title: text,
      fieldwork: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
      mode: text.optional(),
    }),
    fingerprint: z.string().meta({ description: "SHA-256 of everything that decides the figures, hexadecimal." }),
    sample: z.strictObject({
      file: z.string(),
      hash: z.string(),
      encoding: z.string(),
      read: z.int(),
      kept: z.int(),
      excluded: z.array(z.strictObject({ check: z.string(), rows: z.int() })),
      weights: z.strictObject({
        rows: z.int(),
        weighted: z.boolean(),
        designEffect: z.number(),
        effectiveRows: z.number(),
        lowest: z.number(),
        highest: z.number(),
        method: z.enum(["none", "column", "rake", "poststratify"]),
        column: z.string().nullable(),
        variance: z.enum(["residual", "fixed"]),
        refitted: z.boolean(),
        margins: z
          .array(
            z.object({
              columns: z.array(z.string()),
              categories: z.array(z.object({ values: z.array(z.string()), target: z.number() })),
            }),
          )
          .meta({ description: "Shares of the population that the weights were fitted to." }),
        rounds: z.int(),
        trim: z.number().nullable(),
        trimmed: z.int(),
        design: z
          .strictObject({
            strata: z.string().nullable(),
            psu: z.string().nullable(),
            strataCount: z.int(),
            units: z.int(),
            merged: z.array(z.array(z.string())),
            finite: z.boolean(),
          })
          .nullable(),
      }),
      resampled: z.enum(["respondent", "row", "unit", "groups"]),
    }),
    conventions: z.strictObject({
      level: z.number(),
      fdr: z.number(),
      top: z.literal([1, 2]),
      minimumAnswered: z.number(),
      hideBelow: z.number(),
      cautionBelow: z.number(),
      cellBelow: z.number(),
      sizes: z.tuple([z.number(), z.number(), z.number()]),
      draws: z.number(),
    }),
    analyses: z.strictObject(
      Object.fromEntries(registry.map((analysis) => [analysis.id, outcome(analysis.result).optional()])),
    ),
  });
}

/**
 * `results.json`: shares 0-1, unrounded; null where a number may not or cannot be given, with a `why`. Results that their
 * own schema refuses (NaN among them) are a fault of ours and throw.
 */
export function resultsJson(results: WaveResults, schema: z.ZodType, version: string): string {
  const { study, wave, sample, outcomes } = results;
  const document = {
    $schema: "results.schema.json",
    generator: { name: "satisfact", version },
    study: { id: study.id, title: study.title, client: study.client, invented: study.invented },
    wave: { id: wave.id, title: wave.title, fieldwork: wave.fieldwork, ...(wave.mode && { mode: wave.mode }) },
    fingerprint: results.fingerprint,
    sample,
    conventions: study.conventions,
    analyses: Object.fromEntries(outcomes),
  };
  return `${JSON.stringify(schema.parse(document), null, 1)}\n`;
}

/** Its JSON Schema. What many numbers share, such as an estimate, stands in it once. */
export function resultsJsonSchema(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { reused: "ref" }), null, 1)}\n`;
}
