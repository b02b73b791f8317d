import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Analysis } from "../../src/analyses/analysis.ts";
import { crosstabs } from "../../src/analyses/crosstabs/index.ts";
import type { CrosstabsResult } from "../../src/analyses/crosstabs/result.ts";
import { allAsks, runAnalyses, type TalliedWave, tableAsks } from "../../src/analyses/run.ts";
import { planTables } from "../../src/disclosure/tables.ts";
import { codeResponses } from "../../src/responses/code-responses.ts";
import { readWaves } from "../../src/sources/read-waves.ts";
import { dividersOf } from "../../src/study/dividers.ts";
import { loadStudy } from "../../src/study/load.ts";
import { drawSample } from "../../src/weighting/draw-sample.ts";
import { randomOf } from "../example/random.ts";
import type { Line } from "./measure.ts";

const [rows, questions, segments, values] = [20_000, 100, 8, 4];
const names = (prefix: string, count: number) => Array.from({ length: count }, (_, k) => `${prefix}${k + 1}`);
const registry = [crosstabs as unknown as Analysis];

/** Banner tables of 100 weighted questions by 8 segments from 20,000 answers: scans, disclosure, tests and letters. */
export async function benchCrosstabs(): Promise<readonly Line[]> {
  const root = mkdtempSync(join(tmpdir(), "satisfact-bench-"));
  try {
    const folder = join(root, "data", "case");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "study.yaml"), studyText());
    writeFileSync(join(folder, "w.csv"), answersText());
    const study = await loadStudy(folder, { root, analyses: { crosstabs: crosstabs.options } });
    const wave = study.waves[0]!;
    const responses = codeResponses(study, wave, (await readWaves(study)).get(wave.id)!);
    const sample = drawSample(study, responses, null);
    const seconds = [1, 2, 3].map(() => {
      const start = performance.now();
      const tallies = sample.tally(allAsks(registry, study));
      const asks = tableAsks(registry, study);
      const groups = dividersOf(study).flatMap(({ id, column }) =>
        [...sample.tallyBy(column, asks)].map(([value, group]) => ({ segment: id, value, ...group })),
      );
      const columns = dividersOf(study).map(({ column }) => column);
      const known = {
        study,
        wave,
        measures: [],
        shown: [],
        tallies,
        groups,
        cross: sample.cross(columns),
        segments: columns,
      };
      const resampler = { draws: 0, tallies: () => tallies };
      const tallied = { wave, tallies, groups, tables: planTables(known), resampler } as unknown as TalliedWave;
      const outcomes = runAnalyses(registry, study, [tallied]);
      const outcome = outcomes.get("crosstabs") as { kind: "done"; result: CrosstabsResult };
      if (outcome.result.questions.length !== questions) throw new Error("Not every question has its table.");
      return (performance.now() - start) / 1000;
    });
    const what = `banner tables of ${questions} questions x ${segments} segments from ${rows.toLocaleString("en")} weighted answers`;
    return [{ what, value: Math.min(...seconds), most: 3, unit: "s", from: `first ${seconds[0]!.toFixed(2)} s` }];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function studyText(): string {
  return [
    "title: Bench",
    "client: Nobody",
    "languages: [en]",
    "waves: { w: { title: W, fieldwork: 2026-01-01/2026-01-31, responses: w.csv } }",
    "weights: { column: weight }",
    `segments: [${names("s", segments).join(", ")}]`,
    "scales: { ten: { from: 1, to: 10 } }",
    "questions:",
    ...names("q", questions).map((id) => `  ${id}: { text: ${id}, scale: ten }`),
    "analyses: { crosstabs: {} }",
  ].join("\n");
}

/** Ratings that lean to the upper end, a little by the first segment. */
function answersText(): string {
  const random = randomOf(7, 11);
  const lines = Array.from({ length: rows }, () => {
    const groups = Array.from({ length: segments }, () => Math.floor(random.uniform() * values));
    const answers = Array.from({ length: questions }, () =>
      random.uniform() < 0.05
        ? ""
        : Math.min(10, Math.max(1, Math.round(7 + 0.2 * groups[0]! + 1.8 * random.normal()))),
    );
    return [(0.5 + random.uniform()).toFixed(3), ...groups, ...answers].join(",");
  });
  return [["weight", ...names("s", segments), ...names("q", questions)].join(","), ...lines].join("\n");
}
