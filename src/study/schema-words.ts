import { z } from "zod";

// The small parts that the schema of the study file is made of. Beside what zod and JSON Schema know, `.meta` carries
// `form` (what a value must be, as in "title must be …"), `otherwise` (what holds when a key is left out and no plain
// default says it), `text`, `reference` and `file` (see forms.ts).

/** Words in the study's languages. */
export const text = z
  .union([z.string(), z.record(z.string().meta({ title: "language" }), z.string())])
  .meta({ text: true, form: "text, or text by language such as {en: Network, zh-CN: 网络}" });

// A refinement, not a pattern: JSON Schema cannot say that a pattern is read as Unicode, and editors differ.
const idPattern = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_.-]*$/u;

/** Questions, elements, scales, segments, values of tags: letters of any script. */
export function idOf(what: string) {
  return z
    .string()
    .max(64)
    .refine((id) => idPattern.test(id))
    .meta({ title: what, form: "an id of letters, digits, _ . and - (at most 64, without spaces)" });
}

/** Waves stand in addresses. */
export const waveId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9][a-z0-9-]*$/)
  .meta({ title: "wave", form: "an id of small letters, digits and hyphens such as 2026-q2" });

export const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/)
  .meta({ form: "a language tag such as en or zh-CN" });

/** A code as the key of a map. */
export const codeKey = z
  .string()
  .regex(/^(0|-?[1-9][0-9]{0,8})$/)
  .meta({ title: "code", form: "a whole number such as 5" });

export const codes = z.array(z.int());

export const column = z.string().min(1).meta({ form: "the name of a column" });

/** What a cell of the answers' file holds, compared as text. */
export const cell = z
  .union([z.string().min(1), z.number(), z.boolean()])
  .meta({ form: "a value as it stands in the file" });

/** A score to reach on 0–100. What is below 1 is a share where a score is meant: nearly every score would reach it. */
export const targetScore = z.number().min(1).max(100);
