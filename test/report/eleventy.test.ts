import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkout, placeProgram, run, scratchFolder, writeFiles } from "../program.ts";

const study = `
title: Visitors
client: The Café
languages: [en, zh-CN]
waves: { spring: { title: Spring, fieldwork: 2026-03-01/2026-03-31, responses: spring.csv } }
scales: { ten: { from: 1, to: 10 } }
questions: { q1: { text: How satisfied are you?, scale: ten } }
analyses: { index: { overall: q1 } }
`;

function filesBelow(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path, "base64")]));
}

test("Eleventy by itself writes the same bytes as the command", async () => {
  const root = scratchFolder();
  const command = placeProgram(root);
  cpSync(join(checkout, ".eleventy.js"), join(root, ".eleventy.js"));
  const answers = Array.from({ length: 60 }, (_, k) => 1 + ((k * 7) % 10)).join("\n");
  writeFiles(root, { "data/cafe/study.yaml": study, "data/cafe/spring.csv": `q1\n${answers}\n` });
  const eleventy = join(checkout, "node_modules/@11ty/eleventy/cmd.cjs");
  expect(await run([process.execPath, eleventy, "--quiet"], { cwd: root })).toMatchObject({ code: 0 });
  expect(await run([process.execPath, command, "build", "--out", "ours"], { cwd: root })).toMatchObject({
    code: 0,
    err: "",
  });
  const { "satisfact.json": manifest, ...ours } = filesBelow(join(root, "ours"));
  expect(manifest).toBeDefined();
  expect(Object.keys(ours).length).toBeGreaterThan(20);
  expect(filesBelow(join(root, "_site"))).toEqual(ours);
});
