import type { z } from "zod";
import { asYaml, describeForm, type Form, isMapping, studyJsonSchema } from "./forms.ts";

/** The smallest study file that gives a report; a test builds on it. */
export const smallestStudy = `title: Customer satisfaction
client: Northwind Mobile
languages: [en]
waves:
  2026-q2: { title: Q2 2026, fieldwork: 2026-04-01/2026-06-20, responses: 2026-q2.csv }
scales:
  ten: { from: 1, to: 10 }
questions:
  q1: { text: How satisfied are you overall?, scale: ten }
analyses:
  index: { overall: q1 }
`;

const introduction = `# The study file

A study is a folder \`data/<study>\` with a file \`study.yaml\` and the files of answers. The folder's name stands in the
addresses of the report: small letters, digits and hyphens. This is the smallest study that works, with the answers
beside it in \`2026-q2.csv\`, a table with a column \`q1\`:

\`\`\`yaml
${smallestStudy}\`\`\`

\`satisfact check\` says what is wrong with it, by line and column, and what to do. What to know before writing more:

- The file is YAML 1.2 in UTF-8, at most 5 MB. \`yes\` and \`no\` are words there, \`true\` and \`false\` are not; \`#\` begins a
  comment; a text with a colon, a \`#\` or a bracket in it wants quotation marks.
- Nothing is guessed. A key that this page does not list is a mistake, a number in quotation marks is a text, and a name
  that nothing carries (a question, a scale, a wave) is a mistake too.
- **Texts** are given once for all languages (\`title: Mobile\`) or by language (\`title: { en: Mobile, zh-CN: 移动通信 }\`), then
  in every language of the study.
- **Ids** are yours: letters of any script, digits, \`_\`, \`.\` and \`-\`. Those of waves are small letters, digits and hyphens, since they stand in
  addresses.
- **Files** are named relative to the study's folder and must lie inside it.
- **Notes**, your own words, stand beside the study file in \`notes/<wave>/<page>.<language>.md\`.

An editor that knows JSON Schema completes keys and marks mistakes while you write. Put this line at the top of the file;
in a folder of your own the path is \`../../node_modules/satisfact/docs/study.schema.json\`:

\`\`\`yaml
# yaml-language-server: $schema=../../docs/study.schema.json
\`\`\`

Below, each key of the file with what it means, what holds without it, and an example. \`<wave>\` and the like stand for
ids or texts of your own.
`;

/** The reference page of the study file (Markdown), from its schema and those of the analyses. */
export function studyReference(analyses: Readonly<Record<string, z.ZodType>>): string {
  const form = studyJsonSchema(analyses);
  const required = new Set(form.required);
  const sections = Object.entries(form.properties ?? {}).map(([key, section]) => {
    if (key === "analyses") return [...head(2, key, section, true), ...analysisSections(section)].join("\n");
    return [...head(2, key, section, required.has(key)), ...tableOf(rowsUnder(section, ""))].join("\n");
  });
  return `${introduction}\n${sections.join("\n")}`;
}

interface Row {
  readonly key: string;
  readonly form: Form;
  readonly needed: boolean;
}

function analysisSections(form: Form): readonly string[] {
  return Object.entries(form.properties ?? {}).flatMap(([id, options]) => {
    const rows = rowsUnder(options, "");
    return [
      `### ${id}`,
      "",
      options.description ?? "",
      "",
      ...(rows.length > 0 ? tableOf(rows) : [`It has no options: \`${id}: {}\`.`, ""]),
    ];
  });
}

function head(level: number, key: string, form: Form, needed: boolean): readonly string[] {
  const facts = [
    form.description,
    needed ? "Needed." : otherwise(form) && `Without it: ${otherwise(form)}.`,
    formOf(form),
  ];
  const example = form.examples?.[0];
  return [
    `${"#".repeat(level)} ${key}`,
    "",
    facts.filter((fact) => fact).join(" "),
    "",
    ...(example === undefined ? [] : ["```yaml", exampleOf(key, example), "```", ""]),
  ];
}

function formOf(form: Form): string {
  if (form.text) return "A text.";
  if (form.propertyNames?.form) return `\`<${form.propertyNames.title}>\` is ${form.propertyNames.form}.`;
  return form.properties ? "" : sentence(describeForm({ ...form, examples: [] }));
}

function exampleOf(key: string, example: unknown): string {
  const line = `${key}: ${asYaml(example)}`;
  if (!isMapping(example) || !Object.values(example).some(isMapping)) return line;
  return [`${key}:`, ...Object.entries(example).map(([name, value]) => `  ${name}: ${asYaml(value)}`)].join("\n");
}

/** The keys inside a form, those of a map under `<name>`, each with its whole way from `prefix`. */
function rowsUnder(form: Form, prefix: string): readonly Row[] {
  if (form.text) return [];
  if (form.anyOf) return form.anyOf.flatMap((branch) => rowsUnder(branch, prefix));
  const named = Object.entries(form.properties ?? {}).flatMap(([key, child]) => [
    { key: prefix + key, form: child, needed: form.required?.includes(key) ?? false },
    ...rowsUnder(child, `${prefix}${key}.`),
  ]);
  const values = form.additionalProperties;
  if (!form.propertyNames || typeof values !== "object") return named;
  const key = `${prefix}<${form.propertyNames.title ?? form.propertyNames.reference ?? "key"}>`;
  return [
    ...named,
    ...(values.description || values.examples ? [{ key, form: values, needed: false }] : []),
    ...rowsUnder(values, `${key}.`),
  ];
}

function tableOf(rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return [];
  const lines = rows.map(({ key, form, needed }) => {
    const example = form.examples?.[0];
    const what = [form.description, allowed(form)].filter((part) => part).join(" ");
    const without = needed ? "**needed**" : (otherwise(form) ?? "–");
    return `| ${[`\`${key}\``, what, without, example === undefined ? "" : `\`${asYaml(example)}\``].map(cell).join(" | ")} |`;
  });
  return ["| key | what | without it | example |", "|---|---|---|---|", ...lines, ""];
}

/** What holds when the key is left out. */
function otherwise(form: Form): string | undefined {
  if (form.otherwise) return form.otherwise;
  const isPlain = form.default !== undefined && JSON.stringify(form.default) !== "{}";
  return isPlain ? `\`${asYaml(form.default)}\`` : undefined;
}

/** The values allowed, where the description and the example do not show them. */
function allowed(form: Form): string {
  const isBounded = (form.type === "number" || form.type === "integer") && !form.enum;
  if (!isBounded && !form.enum && form.type !== "boolean") return "";
  if (form.enum) return `${form.enum.map((value) => `\`${value}\``).join(" or ")}.`;
  return sentence(describeForm({ ...form, examples: [] }));
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function cell(text: string): string {
  return text
    .replaceAll("|", "\\|")
    .replaceAll(/(?<!`)<(?!`)/g, "&lt;")
    .replaceAll("\n", " ");
}
