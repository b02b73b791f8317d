import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Analysis, Group } from "../analyses/analysis.ts";
import {
  allAsks,
  competitorAsks,
  groupAsks,
  groupDraws,
  measuresOf,
  resamplerOf,
  shownByGroup,
  type TalliedWave,
  tableAsks,
} from "../analyses/run.ts";
import { drawWithEvidence } from "../analyses/sample-evidence.ts";
import { planHidden } from "../disclosure/plan.ts";
import { planTables } from "../disclosure/tables.ts";
import { type Problem, ProblemError } from "../problems/problem.ts";
import { checkQuality } from "../quality/quality.ts";
import { codeResponses } from "../responses/code-responses.ts";
import { questionsOf } from "../responses/column.ts";
import { readWaves } from "../sources/read-waves.ts";
import { asksOf } from "../stats/statistic.ts";
import { dividersOf } from "../study/dividers.ts";
import type { Study, Wave } from "../study/study.ts";
import { drawCompetitors, tallyCompetitors } from "../weighting/draw-competitors.ts";
import type { Sample } from "../weighting/sample.ts";
import type { SampleFacts } from "../weighting/sample-facts.ts";

/** A wave tallied from its answers. */
export interface Tallied extends TalliedWave {
  readonly facts: SampleFacts;
  readonly notices: readonly Problem[];
  readonly hidden: ReadonlySet<string>;
}

/** Whether the answers of a wave are still there. */
export function hasAnswers(study: Study, wave: Wave): boolean {
  return existsSync(join(study.folder, wave.responses.file));
}

/**
 * The named waves of a study, read, coded, checked, weighed and tallied, by id. Each is linked to the wave after it where
 * that one is among them.
 * @throws ProblemError with everything that is wrong with any of the files
 */
export async function tallyWaves(
  registry: readonly Analysis[],
  study: Study,
  wanted: readonly Wave[],
  progress?: (step: string, done: number, total: number) => void,
): Promise<ReadonlyMap<string, Tallied>> {
  progress?.(`${study.id}: reading`, 0, wanted.length);
  const tables = await readWaves(study, wanted);
  const measures = measuresOf(registry, study);
  const asks = allAsks(registry, study);
  const shown = shownByGroup(registry, study);
  const headline = measures.flatMap((measure) => (measure.headline ? asksOf(measure.statistic) : []));
  const samples = collectProblems(wanted, (wave) => {
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
  const bySequence = new Map(samples.map(({ wave, sample }) => [study.waves.indexOf(wave), sample]));
  const tallied = samples.map(({ wave, table, quality, sample, evidence }, k): Tallied => {
    progress?.(`${study.id}: tallying`, k, wanted.length);
    const tallies = sample.tally(asks);
    const groups = groupsOf(study, sample, [...groupAsks(shown), ...tableAsks(registry, study)]);
    const next = bySequence.get(study.waves.indexOf(wave) + 1);
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
      competitors: tallyCompetitors(study, sample, others.get(wave.id), theirAsks),
      tables: banners,
      sample: evidence,
      resampler: resamplerOf(measures, study, sample),
      ...groupDraws(study, sample),
      ...(link && { link }),
      hidden: planHidden(published, banners),
      notices: [...table.notices, ...quality.notices, ...sample.notices],
      facts: {
        file: wave.responses.file,
        hash: createHash("sha256")
          .update(JSON.stringify([study.id, wave.id, tallies]))
          .digest("hex"),
        encoding: table.encoding,
        read: table.rows,
        kept: sample.rows,
        excluded: quality.excluded,
        weights: sample.weights,
        resampled: sample.resampled,
      },
    };
  });
  return new Map(tallied.map((wave) => [wave.wave.id, wave]));
}

function groupsOf(study: Study, sample: Sample, asks: Parameters<Sample["tally"]>[0]): readonly Group[] {
  return dividersOf(study).flatMap(({ id, column }) =>
    [...sample.tallyBy(column, asks)].map(([value, group]) => ({ segment: id, value, ...group })),
  );
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
