import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Analysis, Outcome } from "../analyses/analysis.ts";
import {
  allAsks,
  checkAnalyses,
  filesOf,
  measuresOf,
  prepareAnalyses,
  runAnalyses,
  type TalliedWave,
} from "../analyses/run.ts";
import { asEarlier } from "../archive/carried.ts";
import type { Moved } from "../archive/figures.ts";
import { freeze, isUnsure, movedSince, noteMoved, noteUnpaired } from "../archive/freeze.ts";
import type { Kept } from "../archive/kept-results.ts";
import { type Inputs, type PublishedWave, readPublishedWaves, sealOf } from "../archive/published.ts";
import { mask } from "../disclosure/mask.ts";
import { type Problem, ProblemError } from "../problems/problem.ts";
import { hashOf } from "../report/fingerprint.ts";
import { readVersion } from "../report/program.ts";
import type { WaveResults } from "../report/wave-results.ts";
import { readFurther } from "../responses/read-further.ts";
import type { FurtherFiles } from "../study/further-file.ts";
import { loadStudy } from "../study/load.ts";
import type { Study, Wave } from "../study/study.ts";
import type { SampleFacts } from "../weighting/sample-facts.ts";
import { hasAnswers, type Tallied, tallyWaves } from "./tally.ts";

/** Whether a wave is published, and what its answers would give now. */
interface Standing {
  readonly wave: Wave;
  readonly published: PublishedWave | null;
  readonly hasAnswers: boolean;
  /** What the answers would give otherwise than published; null: nothing. */
  readonly moved: readonly Moved[] | null;
  readonly inputs: Inputs;
}

export interface MeasuredStudy {
  readonly study: Study;
  readonly waves: readonly WaveResults[];
  readonly standings: readonly Standing[];
  readonly notices: readonly Problem[];
  /** Waves that were computed now, by id. */
  readonly computed: readonly string[];
  /** Waves that were read as an earlier build computed them, by id; the others are published. */
  readonly kept: readonly string[];
  /** The wave that was asked for, as it would be published. */
  readonly frozen?: PublishedWave;
}

export interface MeasureOptions {
  readonly folder: string;
  readonly root: string;
  readonly registry: readonly Analysis[];
  /** What names the program in the keys of kept results. */
  readonly program: string;
  readonly kept: Kept;
  readonly progress?: (step: string, done: number, total: number) => void;
  /** The wave that is to be published, from its answers as they are now. */
  readonly freeze?: string;
}

/** What is kept of a wave: plain data. */
interface KeptWave {
  readonly sample: SampleFacts;
  readonly outcomes: readonly (readonly [string, Outcome<unknown>])[];
  readonly notices: readonly Problem[];
}

/**
 * One study, from its file to the masked results of all its waves: load, read, code, check, weigh, tally, compute,
 * disclose. A published wave is what it was published as. Another is computed again only when its own answers, those of a
 * wave before it, the study file or the program have changed.
 */
export async function measureStudy(options: MeasureOptions): Promise<MeasuredStudy> {
  const { registry, kept, progress } = options;
  const analyses = Object.fromEntries(registry.map((analysis) => [analysis.id, analysis.options]));
  const study = await loadStudy(options.folder, { root: options.root, analyses });
  const published = readPublishedWaves(study);
  const inputs = inputsOf(registry, study, options.program);
  const isOpen = (wave: Wave) => {
    const file = published.get(wave.id);
    if (!file || wave.id === options.freeze) return true;
    return hasAnswers(study, wave) && isUnsure(file, inputs.get(wave.id)!);
  };
  const keys = keysOf(study, inputs, published);
  const known = new Map(
    study.waves.filter(isOpen).flatMap(({ id }) => {
      const text = id === options.freeze ? undefined : kept.read(keys.get(id)!);
      return text === undefined ? [] : [[id, JSON.parse(text) as KeptWave] as const];
    }),
  );
  const read = [...known.keys()];
  const missing = study.waves.filter((wave) => isOpen(wave) && !known.has(wave.id));
  const past = missing.length > 0 ? await pastOf(options, study, published, missing) : new Map<string, Past>();
  const files = missing.length > 0 ? await readFiles(registry, study) : new Map<string, FurtherFiles>();
  for (const [k, wave] of missing.entries()) {
    progress?.(`${study.id}: computing`, k, missing.length);
    const before = study.waves.slice(0, study.waves.indexOf(wave)).map(({ id }) => past.get(id)!.asEarlier);
    const made = computeWave(registry, study, [...before, past.get(wave.id)!.tallied!], files);
    kept.write(keys.get(wave.id)!, JSON.stringify(made));
    known.set(wave.id, made);
  }

  const frozen = study.waves.find(({ id }) => id === options.freeze);
  const fingerprints = fingerprintsOf(study, published, known);
  const standings = study.waves.map((wave): Standing => {
    const file = published.get(wave.id) ?? null;
    return {
      wave,
      published: file,
      hasAnswers: hasAnswers(study, wave),
      moved: file && movedSince(file, known.get(wave.id)?.outcomes),
      inputs: inputs.get(wave.id)!,
    };
  });
  return {
    study,
    waves: standings.map(({ wave, published: file }): WaveResults => {
      const own = file ? asPublished(study, file) : study;
      const { sample, outcomes } = file ?? known.get(wave.id)!;
      return {
        study: own,
        wave,
        sample,
        outcomes: new Map(outcomes),
        measures: measuresOf(registry, own),
        fingerprint: fingerprints.get(wave.id)!,
        published: file && { corrections: file.corrections },
      };
    }),
    standings,
    notices: standings.flatMap((standing, k) => noticesOf(study, standing, standings[k - 1], known)),
    computed: missing.map(({ id }) => id),
    kept: read,
    ...(frozen && {
      frozen: freezeWave(options, study, frozen, past, known.get(frozen.id)!, {
        inputs: inputs.get(frozen.id)!,
        fingerprint: fingerprintsOf(study, published, known, frozen.id).get(frozen.id)!,
      }),
    }),
  };
}

function noticesOf(
  study: Study,
  { wave, published, moved }: Standing,
  before: Standing | undefined,
  known: ReadonlyMap<string, KeptWave>,
): readonly Problem[] {
  if (published) return moved ? [noteMoved(study, published, moved)] : [];
  const unpaired = study.respondent !== undefined && before?.published && !before.hasAnswers;
  return [...known.get(wave.id)!.notices, ...(unpaired ? [noteUnpaired(study, wave, before.wave)] : [])];
}

/** The study as it was when the wave was published, in what decides its figures. */
function asPublished(study: Study, { conventions, analyses }: PublishedWave): Study {
  return { ...study, conventions, analyses: new Map(Object.entries(analyses)) };
}

/** SHA-256 of what each wave is computed from, files that cannot be read included: they are the reader's to tell. */
function inputsOf(registry: readonly Analysis[], study: Study, program: string): ReadonlyMap<string, Inputs> {
  const own = hashOf(join(study.folder, "study.yaml"));
  const asked = [...filesOf(registry, study).values()].flatMap((asks) => asks.map(({ file }) => file));
  const files = Object.fromEntries(
    [...new Set([...study.tables.values(), ...asked])].map((file) => [file, hashOf(join(study.folder, file))]),
  );
  return new Map(
    study.waves.map(({ id, responses }) => [
      id,
      { study: own, answers: hashOf(join(study.folder, responses.file)), files, program },
    ]),
  );
}

/** What decides the results of each wave: its own inputs, and what the waves before it are computed from or published as. */
function keysOf(
  study: Study,
  inputs: ReadonlyMap<string, Inputs>,
  published: ReadonlyMap<string, PublishedWave>,
): ReadonlyMap<string, string> {
  const before: string[] = [];
  return new Map(
    study.waves.map(({ id }) => {
      const own = inputs.get(id)!;
      // the resamples are drawn by the study's name: a copy of a study has other intervals
      const key = JSON.stringify([study.id, own, before]);
      const file = published.get(id);
      // people in a published wave and the next draft are paired by their answers
      before.push(file ? `${sealOf(file)} ${own.answers}` : own.answers);
      return [id, key];
    }),
  );
}

interface Past {
  /** As later waves meet it. */
  readonly asEarlier: TalliedWave;
  /** From its answers, where these were read. */
  readonly tallied?: Tallied;
}

/** The waves that those to be computed are computed from. Of a published one no answers are needed. */
async function pastOf(
  { registry, progress }: MeasureOptions,
  study: Study,
  published: ReadonlyMap<string, PublishedWave>,
  missing: readonly Wave[],
): Promise<ReadonlyMap<string, Past>> {
  const last = study.waves.indexOf(missing.at(-1)!);
  const until = study.waves.slice(0, last + 1);
  // people in a published wave and the draft after it are still paired while their answers are there
  const isPaired = (wave: Wave) => {
    const next = study.waves[study.waves.indexOf(wave) + 1];
    return study.respondent !== undefined && next && !published.has(next.id) && hasAnswers(study, wave);
  };
  const wanted = until.filter((wave) => missing.includes(wave) || !published.has(wave.id) || isPaired(wave));
  const tallied = await tallyWaves(registry, study, wanted, progress);
  await prepareAnalyses(registry, study);
  const asks = allAsks(registry, study);
  return new Map(
    until.map((wave, k) => {
      const own = tallied.get(wave.id);
      const file = published.get(wave.id);
      const next = study.waves[k + 1] && published.get(study.waves[k + 1]!.id);
      const link = next ? (next.carried.linkBefore ?? undefined) : own?.link;
      const asPast = file ? asEarlier(wave, file.carried, asks, link) : own!;
      return [wave.id, { asEarlier: asPast, ...(own && { tallied: own }) }];
    }),
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
  waves: readonly TalliedWave[],
  files: ReadonlyMap<string, FurtherFiles>,
): KeptWave {
  const current = waves.at(-1) as Tallied;
  const hidden = new Map(waves.map((wave) => [wave.wave.id, wave.hidden ?? new Set<string>()]));
  const outcomes = [...runAnalyses(registry, study, waves, files)].map(
    ([id, outcome]) => [id, mask(outcome, current.wave.id, hidden)] as const,
  );
  return { sample: current.facts, outcomes, notices: current.notices };
}

/** Of each wave: everything that its figures rest on, the waves before it included. `anew`: a wave not to be taken as published. */
function fingerprintsOf(
  study: Study,
  published: ReadonlyMap<string, PublishedWave>,
  known: ReadonlyMap<string, KeptWave>,
  anew?: string,
): ReadonlyMap<string, string> {
  const before: string[] = [];
  return new Map(
    study.waves.map(({ id }) => {
      const file = id === anew ? undefined : published.get(id);
      const own = file?.fingerprint ?? digest([...before, known.get(id)!.sample.hash].join());
      before.push(own);
      return [id, own];
    }),
  );
}

/** A wave as it would be published now. */
function freezeWave(
  { registry }: MeasureOptions,
  study: Study,
  wave: Wave,
  past: ReadonlyMap<string, Past>,
  { sample, outcomes }: KeptWave,
  from: Pick<PublishedWave, "inputs" | "fingerprint">,
): PublishedWave {
  const before = study.waves[study.waves.indexOf(wave) - 1];
  return freeze({
    ...from,
    registry,
    study,
    version: readVersion(),
    measures: measuresOf(registry, study),
    tallied: past.get(wave.id)!.tallied!,
    linkBefore: before && past.get(before.id)!.asEarlier.link,
    sample,
    outcomes,
  });
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
