import { join } from "node:path";
import type { KanoResult } from "../../src/analyses/kano/result.ts";
import { registry } from "../../src/analyses/registry.ts";
import { prepare, prepareIn, type Sheet } from "../analyses/harness.ts";
import { kanoPair, kanoSteps } from "../example/answers.ts";
import { kano as exampleFeatures } from "../example/model.ts";
import { randomOf } from "../example/random.ts";
import { checkout, type Line } from "./measure.ts";

const rounds = 3;

/**
 * What the evaluation of many branches and features takes, from coded answers to results: counting, resampling, solving.
 * On processor time, so that what else the machine does is not counted; each beside its limit.
 */
export async function benchEvaluation(): Promise<readonly Line[]> {
  return [await benchKano(), await benchFuzzy(), await benchEnvelopment(), ...(await benchExample())];
}

/** Least processor seconds of a few runs. */
function secondsOf(work: () => void): number {
  const seconds = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  return Math.min(...seconds);
}

/** Runs the analysis, and fails where it gave no result: a refusal is quick. */
function timed(run: () => ReadonlyMap<string, unknown>, id: string): number {
  return secondsOf(() => {
    const result = run().get(id);
    if (typeof result !== "object" || result === null || "code" in result)
      throw new Error(`The bench of ${id} measures nothing: ${JSON.stringify(result)}`);
  });
}

function drawer(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const ids = (letter: string, size: number) => Array.from({ length: size }, (_, k) => `${letter}${k + 1}`);

/** Features fall over the categories as those of the example do, in each group at another point between its waves. */
async function benchKano(): Promise<Line> {
  const [people, size, groups] = [20_000, 50, 4];
  const features = ids("f", size);
  const random = randomOf(1);
  const steps = Array.from({ length: groups }, (_, group) =>
    features.map((_, k) => kanoSteps(exampleFeatures[k % exampleFeatures.length]!, group / (groups - 1))),
  );
  const columns = features.flatMap((id) => [`${id}_with`, `${id}_without`]);
  const sheet: Sheet = [
    ["group", ...columns],
    ...Array.from({ length: people }, (_, row) => [
      `g${row % groups}`,
      ...steps[row % groups]!.flatMap((feature) => kanoPair(feature, random.uniform(), random)),
    ]),
  ];
  const study = `${head}segments: { group: { column: group, label: Group } }
scales: { five: { from: 1, to: 5 } }
questions:
${columns.map((id) => `  ${id}: { text: ${id}, scale: five }`).join("\n")}
analyses:
  kano:
    features:
${features.map((id) => `      ${id}: { label: ${id}, functional: ${id}_with, dysfunctional: ${id}_without }`).join("\n")}
`;
  const run = await prepare(study, { "w.csv": sheet });
  checkKano(run().get("kano") as KanoResult);
  const value = timed(run, "kano");
  return { what: `Kano, ${size} features x 20,000 answers, with segments`, value, most: 1, unit: "s" };
}

/** Answers that contradict themselves leave a feature without a category, and nearly all the work undone. */
function checkKano({ features }: KanoResult): void {
  const found = new Set<string | null>(features.map(({ category }) => category));
  const all = ["A", "O", "M", "I", "R"].every((category) => found.has(category));
  if (!all || features.some(({ caution }) => caution))
    throw new Error("The bench of kano measures answers that no survey would have.");
}

async function benchFuzzy(): Promise<Line> {
  const [branches, each, items] = [200, 40, ids("q", 25)];
  const draw = drawer();
  const sheet: Sheet = [
    ["branch", ...items],
    ...Array.from({ length: branches * each }, (_, row) => [
      `b${row % branches}`,
      ...items.map(() => 1 + Math.floor(10 * Math.sqrt(draw()))),
    ]),
  ];
  const study = `${head}unit: { column: branch, label: Branch }
scales: { ten: { from: 1, to: 10 } }
questions:
${items.map((id) => `  ${id}: { text: ${id}, scale: ten }`).join("\n")}
elements:
${items.map((id) => `  ${id}: { label: ${id}, performance: ${id} }`).join("\n")}
analyses: { fuzzy: { weights: equal } }
`;
  const value = timed(await prepare(study, { "w.csv": sheet }), "fuzzy");
  return {
    what: `fuzzy evaluation, ${branches} branches x ${items.length} items, 1,000 resamples`,
    value,
    most: 2,
    unit: "s",
  };
}

async function benchEnvelopment(): Promise<Line> {
  const [units, people] = [500, 12];
  const draw = drawer();
  const [inputs, outputs] = [ids("in", 3), ids("out", 3)];
  const sheet: Sheet = [
    ["branch", "q"],
    ...Array.from({ length: units * people }, (_, row) => [`b${row % units}`, 1 + Math.floor(10 * draw())]),
  ];
  const figures: Sheet = [
    ["branch", ...inputs, ...outputs],
    ...Array.from({ length: units }, (_, k) => {
      const size = 1 + 9 * draw();
      return [
        `b${k}`,
        ...inputs.map(() => (size * (1 + draw())).toFixed(4)),
        ...outputs.map(() => (size * (0.3 + 0.7 * draw())).toFixed(4)),
      ];
    }),
  ];
  const study = `${head}unit: { column: branch, label: Branch }
scales: { ten: { from: 1, to: 10 } }
questions: { q: { text: Overall, scale: ten } }
analyses:
  dea: { file: branches.csv, inputs: [${inputs.join(", ")}], outputs: [${outputs.join(", ")}], index: false, elements: [] }
`;
  const value = timed(await prepare(study, { "w.csv": sheet, "branches.csv": figures }), "dea");
  const what = `DEA, ${units} units x 6 measures, all models and leave-one-out`;
  return { what, value, most: 15, unit: "s" };
}

/** The search and the net on the example, with what they draw their weights from. */
async function benchExample(): Promise<readonly Line[]> {
  const folder = join(checkout, "data/fenghe-cycles");
  const lines: Line[] = [];
  for (const [id, what] of [
    ["grey", "genetic search of the example"],
    ["neural", "net of the example"],
  ] as const) {
    const own = registry.filter((analysis) => analysis.id === id);
    const value = timed(await prepareIn(folder, checkout, own), id);
    lines.push({ what, value, most: 5, unit: "s" });
  }
  return lines;
}

const head = `
title: Bench
client: Nobody
languages: [en]
waves: { w: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w.csv } }
`;
