import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Analysis, Group, Outcome } from "./analyses/analysis.ts";
import {
  allAsks,
  checkAnalyses,
  competitorAsks,
  filesOf,
  groupAsks,
  groupDraws,
  measuresOf,
  resamplerOf,
  runAnalyses,
  shownByGroup,
  type TalliedWave,
  tableAsks,
} from "./analyses/run.ts";
import { drawWithEvidence } from "./analyses/sample-evidence.ts";
import type { Kept } from "./archive/kept-results.ts";
import { mask } from "./disclosure/mask.ts";
import { planHidden } from "./disclosure/plan.ts";
import { planTables } from "./disclosure/tables.ts";
import { type Problem, ProblemError } from "./problems/problem.ts";
import { checkQuality } from "./quality/quality.ts";
import { hashOf } from "./report/fingerprint.ts";
import type { SampleFacts, WaveResults } from "./report/wave-results.ts";
import { codeResponses } from "./responses/code-responses.ts";
import { questionsOf } from "./responses/column.ts";
import { readFurther } from "./responses/read-further.ts";
import { readWaves } from "./sources/read-waves.ts";
import { asksOf } from "./stats/statistic.ts";
import { dividersOf } from "./study/dividers.ts";
import type { FurtherFiles } from "./study/further-file.ts";
import { loadStudy } from "./study/load.ts";
import type { Study, Wave } from "./study/study.ts";
import { drawCompetitors, tallyCompetitors } from "./weighting/draw-competitors.ts";
import type { Sample } from "./weighting/sample.ts";

export interface MeasuredStudy {
  readonly study: Study;
  readonly waves: readonly WaveResults[];
  readonly fingerprint: string;
  readonly notices: readonly Problem[];
  /** Waves that were computed now, the others being kept from an earlier build. */
  readonly computed: number;
}

export interface MeasureOptions {
  readonly folder: string;
  readonly root: string;
  readonly registry: readonly Analysis[];
  /** What names the program in the keys of kept results. */
  readonly program: string;
  readonly kept: Kept;
  readonly progress?: (step: string, done: number, total: number) => void;
}

/** What is kept of a wave: plain data. */
interface KeptWave {
  readonly sample: SampleFacts;
  readonly outcomes: readonly (readonly [string, Outcome<unknown>])[];
  readonly notices: readonly Problem[];
}

/**
 * One study, from its file to the masked results of all its waves: load, read, code, check, weigh, tally, compute,
 * disclose. A wave is computed again only when its own answers, those of a wave before it, the study file or the program
 * have changed.
 */
export async function measureStudy(options: MeasureOptions): Promise<MeasuredStudy> {
  const { registry, kept, progress } = options;
  const analyses = Object.fromEntries(registry.map((analysis) => [analysis.id, analysis.options]));
  const study = await loadStudy(options.folder, { root: options.root, analyses });
  const measures = measuresOf(registry, study);
  const keys = keysOf(registry, study, options.program);
  const known = keys
    .map((key) => kept.read(key))
    .map((text) => (text === undefined ? undefined : (JSON.parse(text) as KeptWave)));
  const missing = known.filter((wave) => wave === undefined).length;
  const files = missing > 0 ? await readFiles(registry, study) : new Map();
  const tallied = missing > 0 ? await tallyWaves(options, study) : [];

  const waves = study.waves.map((_, k): KeptWave => {
    const before = known[k];
    if (before) return before;
    progress?.(`${study.id}: computing`, k, study.waves.length);
    const made = computeWave(registry, study, tallied.slice(0, k + 1), files);
    kept.write(keys[k]!, JSON.stringify(made));
    return made;
  });
  return {
    study,
    waves: study.waves.map((wave, k) => ({
      study,
      wave,
      sample: waves[k]!.sample,
      outcomes: new Map(waves[k]!.outcomes),
      measures,
    })),
    fingerprint: digest(waves.map(({ sample }) => sample.hash).join()),
    notices: waves.flatMap(({ notices }) => notices),
    computed: missing,
  };
}

/** What decides the results of each wave. Files that cannot be read are the reader's to tell. */
function keysOf(registry: readonly Analysis[], study: Study, program: string): readonly string[] {
  const own = hashOf(join(study.folder, "study.yaml"));
  const files = study.waves.map((wave) => hashOf(join(study.folder, wave.responses.file)));
  const asked = [...filesOf(registry, study).values()].flatMap((asks) => asks.map(({ file }) => file));
  const tables = [...new Set([...study.tables.values(), ...asked])].map((file) => hashOf(join(study.folder, file)));
  return study.waves.map((_, k) => JSON.stringify([program, own, tables, files.slice(0, k + 1)]));
}

interface Tallied extends TalliedWave {
  readonly facts: SampleFacts;
  readonly notices: readonly Problem[];
  readonly hidden: ReadonlySet<string>;
}

async function tallyWaves({ registry, progress }: MeasureOptions, study: Study): Promise<readonly Tallied[]> {
  progress?.(`${study.id}: reading`, 0, study.waves.length);
  const tables = await readWaves(study);
  const measures = measuresOf(registry, study);
  const asks = allAsks(registry, study);
  const shown = shownByGroup(registry, study);
  const headline = measures.flatMap((measure) => (measure.headline ? asksOf(measure.statistic) : []));
  const samples = collectProblems(study.waves, (wave) => {
    const table = tables.get(wave.id)!;
    const responses = codeResponses(study, wave, table);
    const quality = checkQuality(study, responses);
    return { wave, table, responses, quality, ...drawWithEvidence(study, responses, quality, headline) };
  });
  const theirAsks = competitorAsks(registry, study);
  const others = await drawCompetitors(
    study,
    samples.map(({ responses }) => responses),
    questionsOf(theirAsks),
  );
  return samples.map(({ wave, table, quality, sample, evidence }, k): Tallied => {
    progress?.(`${study.id}: tallying`, k, study.waves.length);
    const tallies = sample.tally(asks);
    const groups = groupsOf(study, sample, [...groupAsks(shown), ...tableAsks(registry, study)]);
    const next = samples[k + 1]?.sample;
    const link = next && sample.link(next, asks);
    const dividers = dividersOf(study);
    const published = {
      study,
      measures,
      tallies,
      groups,
      shown,
      cross: sample.cross(dividers.map(({ column }) => column)),
      segments: dividers.map(({ id }) => id),
    };
    const banners = planTables({ ...published, wave });
    return {
      wave,
      tallies,
      groups,
      competitors: tallyCompetitors(study, others.get(wave.id), theirAsks),
      tables: banners,
      sample: evidence,
      resampler: resamplerOf(measures, study, sample),
      ...groupDraws(study, sample),
      ...(link && { link }),
      hidden: planHidden(published, banners),
      notices: [...table.notices, ...quality.notices, ...sample.notices],
      facts: {
        file: wave.responses.file,
        // of the tallies, not of the file: the same answers in another order are the same answers
        hash: digest(JSON.stringify([study.id, wave.id, tallies])),
        encoding: table.encoding,
        read: table.rows,
        kept: sample.rows,
        excluded: quality.excluded,
        weights: sample.weights,
        resampled: sample.resampled,
      },
    };
  });
}

function groupsOf(study: Study, sample: Sample, asks: Parameters<Sample["tally"]>[0]): readonly Group[] {
  return dividersOf(study).flatMap(({ id, column }) =>
    [...sample.tallyBy(column, asks)].map(([value, group]) => ({ segment: id, value, ...group })),
  );
}

/** The further files of every analysis, read and checked. */
async function readFiles(registry: readonly Analysis[], study: Study): Promise<ReadonlyMap<string, FurtherFiles>> {
  const files = new Map<string, FurtherFiles>();
  const problems: Problem[] = [];
  for (const [id, asks] of filesOf(registry, study)) {
    try {
      files.set(id, await readFurther(study, asks));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length === 0) problems.push(...checkAnalyses(registry, study, files));
  if (problems.length > 0) throw new ProblemError(problems);
  return files;
}

function computeWave(
  registry: readonly Analysis[],
  study: Study,
  waves: readonly Tallied[],
  files: ReadonlyMap<string, FurtherFiles>,
): KeptWave {
  const current = waves.at(-1)!;
  const hidden = new Map(waves.map((wave) => [wave.wave.id, wave.hidden]));
  const outcomes = [...runAnalyses(registry, study, waves, files)].map(
    ([id, outcome]) => [id, mask(outcome, current.wave.id, hidden)] as const,
  );
  return { sample: current.facts, outcomes, notices: current.notices };
}

/** Does something for every wave; what is wrong with any of them is thrown together. */
function collectProblems<T>(waves: readonly Wave[], make: (wave: Wave) => T): readonly T[] {
  const problems: Problem[] = [];
  const made = waves.flatMap((wave) => {
    try {
      return [make(wave)];
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new ProblemError(problems);
  return made;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
