import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Analysis } from "../../src/analyses/analysis.ts";
import { registry as all } from "../../src/analyses/registry.ts";
import {
  allAsks,
  checkAnalyses,
  competitorAsks,
  filesOf,
  groupDraws,
  measuresOf,
  prepareAnalyses,
  resamplerOf,
  runAnalyses,
  type TalliedWave,
  tableAsks,
} from "../../src/analyses/run.ts";
import { measureStudy } from "../../src/measuring/study.ts";
import { ProblemError } from "../../src/problems/problem.ts";
import type { WaveResults } from "../../src/report/wave-results.ts";
import { codeResponses } from "../../src/responses/code-responses.ts";
import { questionsOf } from "../../src/responses/column.ts";
import { readFurther } from "../../src/responses/read-further.ts";
import { readWaves } from "../../src/sources/read-waves.ts";
import { dividersOf } from "../../src/study/dividers.ts";
import type { FurtherFiles } from "../../src/study/further-file.ts";
import { loadStudy } from "../../src/study/load.ts";
import { drawCompetitors, tallyCompetitors } from "../../src/weighting/draw-competitors.ts";
import { drawSample } from "../../src/weighting/draw-sample.ts";

/** A file of answers: the header, then the rows; null is a blank. */
export type Sheet = readonly (readonly (string | number | null)[])[];

/**
 * A study of stores in both languages: elements by these ids, each rated from 0 to 100 in `q_<id>`, and `q_o` for all of it.
 * Its one wave reads `a.csv`.
 */
export function storesStudy(ids: readonly string[], analyses: string): string {
  const both = (text: string) => `{ en: ${text}, zh-CN: ${text} }`;
  return `
title: ${both("T")}
client: ${both("C")}
languages: [en, zh-CN]
unit: store
waves: { w1: { title: ${both("W")}, fieldwork: 2026-01-01/2026-01-31, responses: a.csv } }
scales: { hundred: { from: 0, to: 100 } }
questions:
${[...ids, "o"].map((id) => `  q_${id}: { text: ${both(id)}, scale: hundred }`).join("\n")}
elements:
${ids.map((id) => `  ${id}: { label: ${both(id)}, performance: q_${id} }`).join("\n")}
analyses: ${analyses}
`;
}

/**
 * Measures a study that a test writes down: the study file as text, the answers as sheets by file name. Gives the results
 * of its last wave before disclosure, so that a worked example of five people can be asked for its figures.
 */
export async function measure(
  study: string,
  sheets: Readonly<Record<string, Sheet>>,
): Promise<ReadonlyMap<string, unknown>> {
  return (await prepare(study, sheets))();
}

/** Reads and codes a study as `measure` does, and leaves the counting and the analyses to be run when called. */
export async function prepare(
  study: string,
  sheets: Readonly<Record<string, Sheet>>,
): Promise<() => ReadonlyMap<string, unknown>> {
  return inFolder(study, sheets, prepareIn);
}

/** Measures a study that a test writes down as a build does, disclosure included: what the report knows of each wave. */
export async function publish(study: string, sheets: Readonly<Record<string, Sheet>>): Promise<readonly WaveResults[]> {
  const kept = { read: () => undefined, write: () => {}, tidy: () => {} };
  return inFolder(study, sheets, async (folder, root) => {
    const { waves } = await measureStudy({ folder, root, registry: all, program: "", kept });
    return waves;
  });
}

async function inFolder<T>(
  study: string,
  sheets: Readonly<Record<string, Sheet>>,
  use: (folder: string, root: string) => Promise<T>,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), "satisfact-test-"));
  try {
    const folder = join(root, "data", "case");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "study.yaml"), study);
    for (const [file, rows] of Object.entries(sheets))
      writeFileSync(join(folder, file), rows.map((row) => row.join(",")).join("\n"));
    return await use(folder, root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The same of a study that stands in a folder; only the analyses given are run. */
export async function prepareIn(
  folder: string,
  root: string,
  registry: readonly Analysis[] = all,
): Promise<() => ReadonlyMap<string, unknown>> {
  const analyses = Object.fromEntries(all.map((analysis) => [analysis.id, analysis.options]));
  const loaded = await loadStudy(folder, { root, analyses });
  const files = new Map<string, FurtherFiles>();
  for (const [id, asks] of filesOf(registry, loaded)) files.set(id, await readFurther(loaded, asks));
  const problems = checkAnalyses(registry, loaded, files);
  if (problems.length > 0) throw new ProblemError(problems);
  const tables = await readWaves(loaded);
  const asks = allAsks(registry, loaded);
  const responses = loaded.waves.map((wave) => codeResponses(loaded, wave, tables.get(wave.id)!));
  const samples = responses.map((answers) => drawSample(loaded, answers, null));
  const theirAsks = competitorAsks(registry, loaded);
  const others = await drawCompetitors(loaded, responses, questionsOf(theirAsks));
  await prepareAnalyses(registry, loaded);
  return () => {
    const waves = loaded.waves.map((wave, k): TalliedWave => {
      const sample = samples[k]!;
      const next = samples[k + 1];
      const link = next && sample.link(next, asks);
      return {
        wave,
        tallies: sample.tally(asks),
        groups: dividersOf(loaded).flatMap(({ id, column }) =>
          [...sample.tallyBy(column, [...asks, ...tableAsks(registry, loaded)])].map(([value, group]) => ({
            segment: id,
            value,
            ...group,
          })),
        ),
        competitors: tallyCompetitors(loaded, sample, others.get(wave.id), theirAsks),
        resampler: resamplerOf(measuresOf(registry, loaded), loaded, sample),
        ...groupDraws(loaded, sample),
        ...(link && { link }),
      };
    });
    const outcomes = runAnalyses(registry, loaded, waves, files);
    return new Map([...outcomes].map(([id, outcome]) => [id, outcome.kind === "done" ? outcome.result : outcome.why]));
  };
}
