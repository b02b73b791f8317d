import { stringify } from "yaml";
import { z } from "zod";
import { quote } from "../problems/quoting.ts";
import { closest } from "../problems/suggestion.ts";
import type { ReferenceKind } from "./reference.ts";
import { studyFileSchema } from "./schema.ts";
import type { Question } from "./study.ts";
import type { Path } from "./yaml.ts";

/**
 * What a value in the study file must be: JSON Schema (draft 2020-12) as zod writes it, with the extra keywords of our
 * `.meta`. One description serves the messages, the check of references, the editor's schema and the reference page.
 */
export interface Form {
  readonly type?: "object" | "array" | "string" | "number" | "integer" | "boolean" | "null";
  readonly anyOf?: readonly Form[];
  readonly properties?: Readonly<Record<string, Form>>;
  readonly required?: readonly string[];
  readonly propertyNames?: Form;
  readonly additionalProperties?: Form | boolean;
  readonly items?: Form | boolean;
  readonly prefixItems?: readonly Form[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly default?: unknown;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  /** Of a key: what it names, such as `wave`. */
  readonly title?: string;
  /** What the value must be, as in "title must be …", where the schema alone cannot say it well. */
  readonly form?: string;
  /** What holds when the key is left out and no plain default says it. */
  readonly otherwise?: string;
  readonly text?: boolean;
  readonly file?: boolean;
  readonly reference?: ReferenceKind;
  readonly questionType?: Question["type"];
}

/** The form of the study file with the options of the given analyses: its JSON Schema, for editors too. */
export function studyJsonSchema(analyses: Readonly<Record<string, z.ZodType>>): Form {
  const schema = z.toJSONSchema(studyFileSchema(analyses), { io: "input", target: "draft-2020-12" });
  return { $schema: schema.$schema, title: "Study file of Satisfact", ...schema } as Form;
}

/** Whether a value is of a form's kind: text, number, list, … Its content may still be wrong. */
export function isOfKind(form: Form, value: unknown): boolean {
  if (form.anyOf) return form.anyOf.some((branch) => isOfKind(branch, value));
  switch (form.type) {
    case "object":
      return isMapping(value);
    case "array":
      return Array.isArray(value);
    case "integer":
      return typeof value === "number";
    case undefined:
      return true;
    case "null":
      return value === null;
    default:
      return typeof value === form.type;
  }
}

/** Which of several forms a value is meant to have: of its kind, and of two mappings the one with more of its keys, slips forgiven. */
export function branchIndex(branches: readonly Form[], value: unknown): number | undefined {
  const fitting = [...branches.keys()].filter((k) => isOfKind(branches[k]!, value));
  if (fitting.length < 2 || !isMapping(value)) return fitting[0];
  const written = Object.keys(value);
  const shared = (k: number) =>
    Object.keys(branches[k]!.properties ?? {}).filter((key) => closest(key, written) !== undefined).length;
  return fitting.sort((a, b) => shared(b) - shared(a) || a - b)[0];
}

/** The form under a key or index of a value. */
function childForm(form: Form, step: string | number, value: unknown): Form | undefined {
  if (form.anyOf) {
    const branch = form.anyOf[branchIndex(form.anyOf, value) ?? -1];
    return branch && childForm(branch, step, value);
  }
  if (typeof step === "number")
    return form.prefixItems?.[step] ?? (typeof form.items === "object" ? form.items : undefined);
  if (form.properties && Object.hasOwn(form.properties, step)) return form.properties[step];
  return typeof form.additionalProperties === "object" ? form.additionalProperties : undefined;
}

/** The form and the value at a path; undefined where the path leads nowhere. */
export function at(form: Form, data: unknown, path: Path): { form: Form | undefined; value: unknown } {
  let here: { form: Form | undefined; value: unknown } = { form, value: data };
  for (const step of path) {
    const inside = here.value;
    here = {
      form: here.form && childForm(here.form, step, inside),
      value: Array.isArray(inside) ? inside[Number(step)] : isMapping(inside) ? inside[step] : undefined,
    };
  }
  return here;
}

/** Calls `visit` for every value, and for every key of a map, that has a form; forms with branches, then the branch. */
export function walk(
  form: Form,
  value: unknown,
  visit: (form: Form, value: unknown, path: Path, isKey: boolean) => void,
  path: Path = [],
): void {
  visit(form, value, path, false);
  if (form.anyOf) {
    const branch = form.anyOf[branchIndex(form.anyOf, value) ?? -1];
    if (branch) walk(branch, value, visit, path);
    return;
  }
  const steps = Array.isArray(value) ? [...value.keys()] : isMapping(value) ? Object.keys(value) : [];
  for (const step of steps) {
    if (form.propertyNames && typeof step === "string") visit(form.propertyNames, step, [...path, step], true);
    const child = childForm(form, step, value);
    if (child) walk(child, (value as Record<string | number, unknown>)[step], visit, [...path, step]);
  }
}

/** What a value must be, to stand after "must be". */
export function describeForm(form: Form): string {
  if (form.form) return form.form;
  const example = form.examples?.[0];
  const such = example === undefined ? "" : ` such as ${asYaml(example)}`;
  if (form.enum) return listed(form.enum.map(asYaml));
  if (form.const !== undefined) return asYaml(form.const);
  if (form.anyOf) return listed(form.anyOf.map(describeForm)) + such;
  switch (form.type) {
    case "string":
      return (form.reference ? `the id of a ${form.reference}` : form.file ? "the name of a file" : "text") + such;
    case "boolean":
      return "true or false";
    case "number":
      return `a number${range(form)}${such}`;
    case "integer":
      return `a whole number${range(form)}${such}`;
    case "array":
      return `a list${such}`;
    case "object":
      return `a mapping${such || " of keys and values"}`;
    default:
      return "something else";
  }
}

/** A value as one would write it in the study file, on one line. */
export function asYaml(value: unknown): string {
  return stringify(withCodes(value), { collectionStyle: "flow", flowCollectionPadding: false, lineWidth: 0 }).trim();
}

/** The same value with keys such as "5" as numbers, which need no quotation marks. */
function withCodes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withCodes);
  if (!isMapping(value)) return value;
  return new Map(
    Object.entries(value).map(([key, inner]) => [/^[1-9][0-9]*$/.test(key) ? Number(key) : key, withCodes(inner)]),
  );
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A path as messages name it: `questions.q1.text`; places in lists are left to the line and column. */
export function namePath(path: Path): string {
  const names = path.filter((step) => typeof step === "string").map((step) => quote(step).slice(1, -1));
  return names.length > 0 ? names.join(".") : "The study";
}

function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${words.at(-1)}` : words.join("");
}

// zod writes the ends of exact integers into every whole number; nobody needs to be told.
const bound = (value: number | undefined) =>
  value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;

function range(form: Form): string {
  const least = bound(form.minimum);
  const most = bound(form.maximum);
  const { exclusiveMinimum: above, exclusiveMaximum: below } = form;
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  const parts = [
    above !== undefined ? `above ${above}` : "",
    least !== undefined ? `from ${least} up` : "",
    most !== undefined ? `up to ${most}` : "",
    below !== undefined ? `below ${below}` : "",
  ].filter((part) => part !== "");
  return parts.length > 0 ? ` ${parts.join(" and ")}` : "";
}
