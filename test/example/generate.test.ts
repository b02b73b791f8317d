import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { exampleFiles, exampleFolder, exampleWaves } from "./generate.ts";
import { elements } from "./model.ts";

// `SATISFACT_WRITE_EXAMPLE=1 npx vitest run test/example/generate.test.ts` draws the files anew.
const write = process.env.SATISFACT_WRITE_EXAMPLE === "1";

test.each([...exampleFiles()])("%s is what the model draws, byte for byte", (name, text) => {
  const path = join(exampleFolder, name);
  if (write) writeFileSync(path, text);
  expect(readFileSync(path, "utf8") === text).toBe(true);
});

const folder = (name: string) => readFileSync(join(exampleFolder, name), "utf8");
const study = parse(folder("study.yaml"));
const header = folder("2025-q4.csv").split("\n")[0]!.split(",");

test("the study file asks for no column that the answers lack, and says every text in both languages", () => {
  for (const [id, question] of Object.entries<{ column?: string }>(study.questions))
    expect(header).toContain(question.column ?? id);
  const texts: unknown[] = [];
  const collect = (node: unknown): void => {
    if (node === null || typeof node !== "object") return;
    if ("en" in node || "zh-CN" in node) texts.push(node);
    else for (const child of Object.values(node)) collect(child);
  };
  collect(study);
  expect(texts.length).toBeGreaterThan(100);
  for (const text of texts) expect(Object.keys(text as object).sort()).toEqual(["en", "zh-CN"]);
});

test("the study's elements and waves are the model's", () => {
  expect(Object.keys(study.elements)).toEqual(elements.map(({ id }) => id));
  expect(Object.keys(study.waves)).toEqual([...exampleWaves]);
});

test("the example says that it is invented, and is small", () => {
  expect(study.invented).toBe(true);
  const bytes = [...exampleFiles().values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  expect(bytes).toBeLessThan(2_000_000);
});

test("the branch that was shut has three answers in the last wave, none twice", () => {
  const rows = folder("2026-q3.csv").trim().split("\n").slice(1);
  expect(rows.filter((row) => row.split(",")[header.indexOf("branch")] === "b14")).toHaveLength(3);
  const ids = rows.filter((row) => /^R\d{7},/.test(row)).map((row) => row.slice(0, 8));
  expect(new Set(ids).size).toBe(603);
});
