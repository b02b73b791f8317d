import { mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Inputs } from "./archive/published.ts";
import type { MeasuredStudy } from "./measuring/study.ts";
import type { Problem } from "./problems/problem.ts";
import { fingerprintOfProgram, recall, remember, sourcesOf, writeManifest } from "./report/fingerprint.ts";
import { withLock, workFolder } from "./report/lock.ts";
import { readVersion } from "./report/program.ts";
import { linkSite, prepareNext, swap } from "./report/swap.ts";

export interface BuildOptions {
  /** The folder that holds `data/`. */
  readonly root: string;
  readonly out: string;
  /** `STUDY` or `STUDY/WAVE`. */
  readonly only?: string;
  readonly siteUrl?: string;
  /** Draw on a thread of its own, while this one goes on. */
  readonly aside?: boolean;
  readonly progress?: (step: string, done: number, total: number) => void;
}

export interface BuildResult {
  readonly pages: number;
  readonly files: number;
  readonly studies: number;
  readonly waves: number;
  readonly notices: readonly Problem[];
  readonly unchanged: boolean;
  /** Waves computed by this build, and those read as an earlier one computed them: `STUDY/WAVE`. */
  readonly computedWaves: readonly string[];
  readonly keptWaves: readonly string[];
  /** Charts drawn by this build; the others were kept from an earlier one. */
  readonly drawnCharts: number;
}

/**
 * Data in, site out. The site stands whole in a folder of its own before it takes the place of the last one, so whatever
 * goes wrong, the last good site stays. Where only notes have changed, it is a copy of the last one but for their pages.
 *
 * @throws ProblemError with everything the user can mend
 */
export async function build(options: BuildOptions): Promise<BuildResult> {
  const root = resolve(options.root);
  const out = resolve(options.out);
  return withLock(root, async () => {
    const sources = sourcesOf(root, { only: options.only, siteUrl: options.siteUrl });
    const last = recall(root, out, sources);
    if (last?.outdated.length === 0) {
      return { ...last.summary, unchanged: true, computedWaves: [], keptWaves: [], drawnCharts: 0 };
    }
    const next = await prepareNext(root, out);
    if (last) linkSite(out, next, last.outdated);
    const made = await write({ ...options, root, out: next, outdated: last?.outdated });
    writeManifest(next);
    await swap(next, out);
    const { computedWaves, keptWaves, drawnCharts, inputs, ...summary } = made;
    remember(root, out, sources, summary, inputs);
    return { ...summary, unchanged: false, computedWaves, keptWaves, drawnCharts };
  });
}

/** Everything but the writing: the site is made in a scratch folder and thrown away. */
export async function check(options: {
  readonly root: string;
  readonly only?: string;
}): Promise<{ readonly notices: readonly Problem[]; readonly studies: number; readonly waves: number }> {
  const root = resolve(options.root);
  return withLock(root, async () => {
    const scratch = await mkdtemp(join(root, workFolder, "check-"));
    try {
      return await write({ ...options, root, out: scratch });
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  });
}

/**
 * The site of every study, ready to be written: what `.eleventy.js` hands to Eleventy.
 *
 * @public
 */
export async function prepareProject(options: { readonly root: string }) {
  const [{ prepareSite }, gathered] = await Promise.all([
    import("./report/prepare.ts"),
    gather({ root: resolve(options.root) }),
  ]);
  return prepareSite(gathered.site);
}

async function write(
  options: GatherOptions & { readonly out: string },
): Promise<Omit<BuildResult, "unchanged"> & { readonly inputs: Readonly<Record<string, Inputs>> }> {
  const [{ renderSite }, { site, inputs, notices, computedWaves, keptWaves, tidyResults, drawings }] =
    await Promise.all([import("./report/site.ts"), gather(options)]);
  const written = await renderSite({ ...site, out: options.out, outdated: options.outdated, drawings }).catch(
    (error: unknown) => {
      // what was drawn before a page failed need not be drawn again
      drawings.save(false);
      throw error;
    },
  );
  // only a build of everything knows what is no longer of use
  if (options.only === undefined) tidyResults();
  drawings.save(options.only === undefined && !options.outdated);
  return {
    ...written,
    studies: site.studies.length,
    waves: site.studies.reduce((sum, { waves }) => sum + waves.length, 0),
    notices: [...notices, ...written.notices],
    inputs,
    computedWaves,
    keptWaves,
    drawnCharts: drawings.drawn(),
  };
}

export type GatherOptions = Omit<BuildOptions, "out"> & { readonly outdated?: readonly string[] | undefined };

/** Measures the chosen studies and lays out what their site is made from. */
export async function gather({ root, only, siteUrl, progress, outdated, aside }: GatherOptions) {
  // what computes and draws is heavy: it is loaded when something has to be made
  const [{ measureStudies, waveOf }, { findWave }, { registry }, { keepInFile }, { keptDrawing }] = await Promise.all([
    import("./measuring/studies.ts"),
    import("./measuring/find-wave.ts"),
    import("./analyses/registry.ts"),
    import("./archive/kept-results.ts"),
    import("./report/kept-drawing.ts"),
  ]);
  const [study, wave] = only?.split("/") ?? [];
  if (study !== undefined && wave !== undefined) await findWave(root, study, wave);
  const drawings = keptDrawing(
    keepInFile(join(root, workFolder, "drawings.json")),
    fingerprintOfProgram(),
    aside ?? false,
  );
  // where only notes have changed, most pages need no new drawing
  if (!outdated) await drawings.load();
  const { measured, tidy } = await measureStudies({ root, only, progress });
  return {
    site: {
      studies: measured.map((study) => (wave === undefined ? study : { ...study, waves: [waveOf(study, wave)] })),
      root,
      version: readVersion(),
      registry,
      draw: drawings.draw,
      ...(siteUrl !== undefined && { siteUrl }),
    },
    inputs: inputsOf(measured),
    notices: measured.flatMap(({ notices }) => notices),
    computedWaves: measured.flatMap(({ study, computed }) => computed.map((id) => `${study.id}/${id}`)),
    keptWaves: measured.flatMap(({ study, kept }) => kept.map((id) => `${study.id}/${id}`)),
    tidyResults: tidy,
    drawings,
  };
}

/** What the waves of a build were computed from, by `STUDY/WAVE`. */
function inputsOf(measured: readonly MeasuredStudy[]): Readonly<Record<string, Inputs>> {
  return Object.fromEntries(
    measured.flatMap(({ study, standings }) =>
      standings.map(({ wave, inputs, published }) => [`${study.id}/${wave.id}`, published?.inputs ?? inputs] as const),
    ),
  );
}
