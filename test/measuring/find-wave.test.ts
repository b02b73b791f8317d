import { join } from "node:path";
import { expect, test } from "vitest";
import { exportWave } from "../../src/exporting.ts";
import { build } from "../../src/pipeline.ts";
import { ProblemError } from "../../src/problems/problem.ts";
import { diff, publish, status } from "../../src/publishing.ts";
import { scratchFolder, writeFiles } from "../program.ts";

const study = `
title: Café visitors
client: The Café
languages: [en, zh-CN]
waves:
  spring: { title: Spring, fieldwork: 2026-03-01/2026-03-31, responses: spring.csv }
  autumn: { title: Autumn, fieldwork: 2026-09-01/2026-09-30, responses: autumn.csv }
scales:
  ten: { from: 1, to: 10 }
questions:
  q1: { text: { en: Overall, zh-CN: 总体 }, scale: ten }
analyses:
  index: { overall: q1 }
`;

/** A project in which whatever reads the answers fails: who is told of a name was told before. */
function unreadable(): string {
  const root = scratchFolder();
  writeFiles(root, { "data/cafe/study.yaml": study, "data/cafe/spring.csv": "", "data/cafe/autumn.csv": "" });
  return root;
}

async function saidOf(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof ProblemError)) throw error;
  return error.problems.map(({ code, place, hint }) => `${place.file} ${code} ${hint}`);
}

const commands: readonly (readonly [string, (root: string, study: string, wave: string) => Promise<unknown>])[] = [
  ["build --only", (root, study, wave) => build({ root, out: join(root, "_site"), only: `${study}/${wave}` })],
  ["export", (root, study, wave) => exportWave({ root, out: join(root, "out"), study, wave, formats: ["csv"] })],
  ["publish", (root, study, wave) => publish({ root, study, wave })],
  ["diff", (root, study, wave) => diff({ root, out: join(root, "_site"), study, wave })],
  ["status --only", (root, study, wave) => status({ root, only: `${study}/${wave}` })],
];

test.each(commands)("%s tells a wrong name before any answer is read, and what was meant", async (_, run) => {
  const root = unreadable();
  expect(await saidOf(run(root, "caffe", "autumn"))).toEqual(['data build/unknown-study Did you mean "cafe"?']);
  expect(await saidOf(run(root, "cafe", "autunm"))).toEqual([
    'data/cafe/study.yaml build/unknown-wave Did you mean "autumn"?',
  ]);
});

test("export tells a language that the study does not have before any answer is read", async () => {
  const asked = { root: unreadable(), out: scratchFolder(), study: "cafe", wave: "autumn", formats: ["csv"] } as const;
  expect(await saidOf(exportWave({ ...asked, language: "zh-NC" }))).toEqual([
    'data/cafe/study.yaml export/unknown-language Did you mean "zh-CN"?',
  ]);
});

test("publish and diff tell what stands in their way before any answer is read", async () => {
  const root = unreadable();
  const autumn = { root, study: "cafe", wave: "autumn" };
  expect(await saidOf(publish(autumn))).toEqual([expect.stringMatching(/ archive\/order .*publish cafe\/spring\.$/)]);
  expect(await saidOf(publish({ ...autumn, correct: { why: "So.", at: "2026-11-28T14:20:05Z" } }))).toEqual([
    expect.stringContaining(" archive/draft "),
  ]);
  expect(await saidOf(diff({ ...autumn, out: join(root, "_site") }))).toEqual([
    expect.stringContaining(" archive/not-built "),
  ]);
});

test("status shows the one wave that was asked for", async () => {
  const root = unreadable();
  const answers = `q1\n${Array.from({ length: 40 }, (_, k) => 1 + (k % 10)).join("\n")}\n`;
  writeFiles(root, { "data/cafe/spring.csv": answers, "data/cafe/autumn.csv": answers });
  const shown = await status({ root, only: "cafe/autumn" });
  expect(shown.map(({ standings }) => standings.map(({ wave }) => wave.id))).toEqual([["autumn"]]);
});
