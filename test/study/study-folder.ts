import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { type Problem, ProblemError } from "../../src/problems/problem.ts";
import { loadStudy } from "../../src/study/load.ts";
import { fileOfStudy, reference } from "../../src/study/reference.ts";
import type { Study } from "../../src/study/study.ts";

/** Options of analyses of many shapes: a reference alone, in a list, as a key, in a choice of forms. */
export const analyses = {
  index: z.strictObject({
    overall: z.union([reference("question", "rating"), z.array(reference("question", "rating")).min(1)]),
    weights: z.record(reference("question"), z.number().positive()).optional(),
    target: z.number().min(0).max(100).optional(),
    grades: z
      .union([
        z.strictObject({ scheme: z.enum(["five", "seven"]) }),
        z.strictObject({ cuts: z.array(z.number()).min(1) }),
      ])
      .default({ scheme: "five" }),
  }),
  elements: z.strictObject({}),
  gaps: z.strictObject({
    band: z.number().min(0).default(0),
    points: z.record(reference("dimension"), reference("question", "number")).optional(),
    source_form: z.boolean().default(true),
  }),
  kano: z.strictObject({
    pairs: z.record(reference("element"), z.tuple([reference("question"), reference("question")])),
  }),
  file: z.strictObject({ standards: fileOfStudy() }),
};

/** A study with a bit of everything, and nothing wrong. */
export const soundStudy = `title: { en: Mobile customer satisfaction, zh-CN: 移动通信客户满意度 }
client: Northwind Mobile
brand: { colour: "#0b5fff", logo: logo.svg }
languages: [zh-CN, en]
waves:
  2026-q2: { title: Q2 2026, fieldwork: 2026-04-01/2026-06-20, responses: 2026-q2.csv }
  2026-q3:
    title: { en: Q3 2026, zh-CN: 2026年第三季度 }
    fieldwork: 2026-07-01/2026-09-18
    responses: { file: all.csv, where: { wave: 03 }, encoding: gb18030, delimiter: ";", decimal: "," }
    mode: Online panel
respondent: id
weights: { column: w }
segments:
  region: { label: { en: Region, zh-CN: 地区 }, values: { s: { en: South, zh-CN: 南 }, 02: North, 1: West } }
  age: { column: age_band }
unit: branch
provider: { column: brand, own: northwind }
scales:
  ten: { from: 1, to: 10, dont_know: [98], not_applicable: [99], labels: { 10: Excellent, 1: Very poor, 98: Don't know } }
  five: { from: 1, to: 5, answers: { Very satisfied: 5, Satisfied: 4 } }
  channel: { options: { 1: Shop, 2: { en: Online, zh-CN: 网上 } }, dont_know: [9] }
questions:
  q1: { text: { en: Overall satisfaction, zh-CN: 总体满意度 }, scale: ten, target: 80 }
  q4_1: { text: Expected network, scale: ten }
  q5_1: { text: Network, scale: ten, break: { 2026-q3: Wording changed } }
  q5_2: { text: Complaints, scale: five, reversed: true, column: Q5.2 }
  k1f: { text: Feature present, scale: five }
  k1d: { text: Feature absent, scale: five }
  p1: { text: Points for reliability, type: number }
  how: { text: Where did you buy?, scale: channel }
  why: { text: Anything else?, type: text }
elements:
  network: { label: { en: Network, zh-CN: 网络 }, performance: q5_1, expectation: q4_1, dimension: reliability, stage: during }
  complaints: { label: Complaints, performance: q5_2, dimension: response, stage: after }
labels:
  dimension: { reliability: { en: Reliability, zh-CN: 可靠性 }, response: Response }
tables: { complaints: tables/complaints.csv }
conventions: { top: 1, sizes: [1, 4, 9] }
analyses:
  index: { overall: [q1, q5_1], weights: { q1: 2, q5_1: 1 }, grades: { cuts: [50, 70] } }
  gaps: { points: { reliability: p1 } }
  kano: { pairs: { network: [k1f, k1d] } }
`;

export const soundFiles = {
  "logo.svg": "<svg/>",
  "2026-q2.csv": "q1\n5\n",
  "all.csv": "q1\n5\n",
  "tables/complaints.csv": "id\n",
};

/** A folder with \`data/mobile/study.yaml\` and files beside it; removed when the test is over. */
export function writeStudy(
  text: string | Uint8Array,
  files: Readonly<Record<string, string>> = soundFiles,
): { root: string; folder: string } {
  const root = mkdtempSync(join(tmpdir(), "study-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, "data", "mobile");
  for (const [name, content] of Object.entries({ ...files, "study.yaml": text })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return { root, folder };
}

export async function load({ root, folder }: { root: string; folder: string }): Promise<Study> {
  return loadStudy(folder, { root, analyses });
}

export async function problemsOf(study: Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await study;
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
  return [];
}

/** `line:column code` of each problem. */
export function marks(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ place, code }) => `${place.line}:${place.column} ${code.replace("study/", "")}`);
}
