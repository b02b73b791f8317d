import { expect, test } from "vitest";
import { z } from "zod";
import { registry } from "../../src/analyses/registry.ts";
import { smallestStudy, studyReference } from "../../src/study/document.ts";
import { type Form, isMapping, studyJsonSchema } from "../../src/study/forms.ts";
import { loadStudy } from "../../src/study/load.ts";
import { readYaml } from "../../src/study/yaml.ts";
import { analyses, soundStudy, writeStudy } from "./study-folder.ts";

const options = Object.fromEntries(registry.map((analysis) => [analysis.id, analysis.options]));

// `npm run docs` writes these two files; without it they must be what the schema says.
test("docs/study-file.md is what the schema says", async () => {
  await expect(studyReference(options)).toMatchFileSnapshot("../../docs/study-file.md");
});

test("docs/study.schema.json is what the schema says", async () => {
  await expect(`${JSON.stringify(studyJsonSchema(options), null, 2)}\n`).toMatchFileSnapshot(
    "../../docs/study.schema.json",
  );
});

test("the page begins with a study that works", async () => {
  expect(studyReference(options)).toContain(`\`\`\`yaml\n${smallestStudy}\`\`\``);
  const { root, folder } = writeStudy(smallestStudy, { "2026-q2.csv": "q1\n8\n9\n" });
  const study = await loadStudy(folder, { root, analyses: options });
  expect(study.languages).toEqual(["en"]);
  expect(study.analyses.get("index")).toMatchObject({ overall: "q1" });
});

test("every key says what it means", () => {
  const silent: string[] = [];
  eachForm(studyJsonSchema(options), (form, path) => {
    for (const [key, child] of Object.entries(form.properties ?? {})) {
      if (!child.description) silent.push([...path, key].join("."));
    }
  });
  expect(silent).toEqual([]);
});

test("the page names every key", () => {
  const page = studyReference(options);
  eachForm(studyJsonSchema(options), (form, path) => {
    for (const key of Object.keys(form.properties ?? {})) {
      const isHeading = path.length === 0 || path.join() === "analyses";
      expect(page).toMatch(
        isHeading ? new RegExp(`^##+ ${key}$`, "m") : new RegExp(`^\\| \`([^\`]*\\.)?${key}\` `, "m"),
      );
    }
  });
});

test("every example is right by the schema", () => {
  let examples = 0;
  eachForm(studyJsonSchema(options), (form, path) => {
    for (const example of form.examples ?? []) {
      examples++;
      const checked = z.fromJSONSchema(form as z.core.JSONSchema.JSONSchema).safeParse(example);
      expect(checked.success, `${path.join(".")}: ${JSON.stringify(example)}`).toBe(true);
    }
  });
  expect(examples).toBeGreaterThan(20);
});

test("an editor that goes by the JSON Schema takes what the loader takes", () => {
  const schema = z.fromJSONSchema(studyJsonSchema(analyses) as z.core.JSONSchema.JSONSchema);
  const { data } = readYaml(soundStudy, "study.yaml");
  expect(schema.safeParse(data).error).toBeUndefined();
  expect(schema.safeParse({ ...(data as object), titel: "x" }).success).toBe(false);
});

function eachForm(
  form: Form,
  visit: (form: Form, path: readonly string[]) => void,
  path: readonly string[] = [],
): void {
  visit(form, path);
  for (const branch of form.anyOf ?? []) eachForm(branch, visit, path);
  for (const [key, child] of Object.entries(form.properties ?? {})) eachForm(child, visit, [...path, key]);
  if (isMapping(form.additionalProperties)) eachForm(form.additionalProperties, visit, [...path, "*"]);
}
