import type { z } from "zod";
import type { Problem } from "../problems/problem.ts";
import { quote, quoteAll } from "../problems/quoting.ts";
import { closest, didYouMean } from "../problems/suggestion.ts";
import { asYaml, at, branchIndex, describeForm, type Form, isMapping, isOfKind, namePath } from "./forms.ts";
import type { Path, YamlFile } from "./yaml.ts";

type Issue = z.core.$ZodIssue;

/** What zod found wrong, as problems in the analyst's words, each at its key or value. */
export function describeShape(issues: readonly Issue[], form: Form, yaml: YamlFile): readonly Problem[] {
  return issues.flatMap((issue) => describeIssue(issue, [], form, yaml));
}

function describeIssue(issue: Issue, before: Path, root: Form, yaml: YamlFile): readonly Problem[] {
  const path: Path = [...before, ...(issue.path as Path)];
  const { form, value } = at(root, yaml.data, path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => unknownKey(path, key, form ?? {}, value, yaml));
  if (issue.code === "invalid_key") return [badKey(path, root, yaml)];
  if (value === undefined) return isMisspelt(path, root, yaml) ? [] : [missingKey(path, form ?? {}, yaml)];
  if (issue.code === "invalid_union" && form?.anyOf && value !== null) {
    const branch = branchIndex(form.anyOf, value);
    const inner = branch === undefined ? undefined : issue.errors[branch];
    if (inner && inner.length > 0 && branchNeedsNoWords(form, inner))
      return inner.flatMap((one) => describeIssue(one, path, root, yaml));
  }
  if (issue.code === "custom" && (issue.params || !form?.form)) {
    const { code = "value", hint } = (issue.params ?? {}) as { readonly code?: string; readonly hint?: string };
    return [problem(code, yaml.placeOf(path), `${namePath(path)}: ${issue.message}`, hint)];
  }
  return [wrongValue(path, form ?? {}, value, yaml)];
}

// Where the whole union has words of its own, a slip in its plain branch is told in these.
function branchNeedsNoWords(form: Form, inner: readonly Issue[]): boolean {
  return !form.form || inner.some((issue) => issue.path.length > 0 || issue.code === "unrecognized_keys");
}

function unknownKey(path: Path, key: string, form: Form, value: unknown, yaml: YamlFile): Problem {
  const known = Object.keys(keysOf(form, value));
  const present = isMapping(value) ? value : {};
  const absent = known.filter((name) => !(name in present));
  const isAnalysis = path.length === 1 && path[0] === "analyses";
  const message = isAnalysis
    ? `There is no analysis ${quote(key)}.`
    : `${path.length === 0 ? "The study" : namePath(path)} has no key ${quote(key)}.`;
  const hint =
    didYouMean(key, absent) ??
    didYouMean(key, known) ??
    (known.length === 0 ? "It takes no keys." : `${isAnalysis ? "There are" : "It knows"} ${quoteAll(known, 40)}.`);
  return problem(isAnalysis ? "unknown-analysis" : "unknown-key", yaml.keyPlaceOf([...path, key]), message, hint);
}

function keysOf(form: Form, value: unknown): Readonly<Record<string, Form>> {
  if (!form.anyOf) return form.properties ?? {};
  const branch = form.anyOf[branchIndex(form.anyOf, value) ?? -1];
  return branch ? keysOf(branch, value) : {};
}

function badKey(path: Path, root: Form, yaml: YamlFile): Problem {
  const above = at(root, yaml.data, path.slice(0, -1));
  const form = namesOf(above.form, above.value);
  const named = `${namePath(path.slice(0, -1))} names the ${form.title ?? "key"} ${quote(String(path.at(-1)))}`;
  return problem("key", yaml.keyPlaceOf(path), `${named}, which must be ${describeForm(form)}.`);
}

function namesOf(form: Form | undefined, value: unknown): Form {
  if (!form?.anyOf) return form?.propertyNames ?? {};
  return namesOf(form.anyOf[branchIndex(form.anyOf, value) ?? -1], value);
}

/** Whether a missing key is there under a name that is near it: then the name is told, and that is enough. */
function isMisspelt(path: Path, root: Form, yaml: YamlFile): boolean {
  const above = at(root, yaml.data, path.slice(0, -1));
  const known = keysOf(above.form ?? {}, above.value);
  const strange = isMapping(above.value) ? Object.keys(above.value).filter((key) => !Object.hasOwn(known, key)) : [];
  return strange.some((key) => closest(key, [String(path.at(-1))]) !== undefined);
}

function missingKey(path: Path, form: Form, yaml: YamlFile): Problem {
  const above = path.slice(0, -1);
  const name = above.length === 0 ? "The study" : namePath(above);
  const hint = `It must be ${describeForm(form)}.`;
  return problem("missing-key", yaml.keyPlaceOf(above), `${name} needs the key ${quote(String(path.at(-1)))}.`, hint);
}

function wrongValue(path: Path, form: Form, value: unknown, yaml: YamlFile): Problem {
  const written = yaml.textOf(path) ?? "";
  const subject = typeof path.at(-1) === "number" ? `Each item of ${namePath(path)}` : namePath(path);
  const code = value === null ? "empty" : isOfKind(form, value) ? "value" : "type";
  const message = `${subject} must be ${describeForm(form)}; found ${describeValue(value, written)}.`;
  return problem(code, yaml.placeOf(path), message, adviceOn(form, value, written));
}

function describeValue(value: unknown, written: string): string {
  if (value === null) return "nothing";
  if (typeof value === "string") return value === "" ? "an empty text" : `the text ${quote(value)}`;
  if (typeof value === "number") return `the number ${written}`;
  if (typeof value === "boolean") return written;
  const [kind, size] = Array.isArray(value) ? ["list", value.length] : ["mapping", Object.keys(value as object).length];
  return size === 0 ? `an empty ${kind}` : `a ${kind}`;
}

const meantAs: ReadonlyMap<string, string> = new Map([
  ["yes", "true"],
  ["on", "true"],
  ["true", "true"],
  ["no", "false"],
  ["off", "false"],
  ["false", "false"],
]);

/** What to write instead, where the slip is a usual one. */
function adviceOn(form: Form, value: unknown, written: string): string | undefined {
  if (value === null && form.type === "object" && !form.required?.length)
    return "Write {} to take every default, or remove the key.";
  if (value === null) return "Give it a value, or remove the key.";
  if (typeof value === "string" && form.enum) return didYouMean(value, form.enum.map(String));
  if (typeof value === "string" && isOfKind(form, 0) && value.trim() !== "" && Number.isFinite(Number(value))) {
    return `Take the quotation marks away: ${asYaml(Number(value))}.`;
  }
  if (typeof value === "string" && isOfKind(form, true)) {
    const meant = meantAs.get(value.toLowerCase());
    return meant && `Write ${meant}, without quotation marks.`;
  }
  if ((typeof value === "number" || typeof value === "boolean") && isOfKind(form, ""))
    return `Put it in quotation marks: "${written}".`;
  return undefined;
}

function problem(code: string, place: Problem["place"], message: string, hint?: string): Problem {
  return { code: `study/${code}`, severity: "error", place, message, ...(hint && { hint }) };
}
