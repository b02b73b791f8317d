import { z } from "zod";
import type { ElementTag, Question } from "./study.ts";

/** What a string in the study file may name: something it declares, or the value of a tag that an element carries. */
export type ReferenceKind = "question" | "element" | "segment" | "wave" | "scale" | ElementTag;

/**
 * A string that names something else in the study file, as a value or as the key of a record. One walker checks every
 * reference and says "did you mean". With `type`, the named question must be of that type.
 */
export function reference(kind: ReferenceKind, type?: Question["type"]): z.ZodString {
  return z
    .string()
    .min(1)
    .meta({ reference: kind, ...(type && { questionType: type }) });
}

/** A file of the study: it must exist and lie inside the study's folder, which its path is relative to. */
export function fileOfStudy(): z.ZodString {
  return z.string().min(1).meta({ file: true });
}
