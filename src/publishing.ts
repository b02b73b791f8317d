import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Outcome } from "./analyses/analysis.ts";
import { registry } from "./analyses/registry.ts";
import { type Moved, movedFigures, sayTheSame } from "./archive/figures.ts";
import {
  type Correction,
  type Inputs,
  type PublishedWave,
  publishedPath,
  readPublishedWaves,
  writePublished,
} from "./archive/published.ts";
import { measureStudies, waveOf } from "./measuring/studies.ts";
import type { MeasuredStudy } from "./measuring/study.ts";
import { type Problem, ProblemError } from "./problems/problem.ts";
import { quote, quoteAll } from "./problems/quoting.ts";
import { addresses } from "./report/addresses.ts";
import { readManifest, recallInputs } from "./report/fingerprint.ts";
import { withLock } from "./report/lock.ts";
import { type Verified, verifySite } from "./report/verify.ts";
import { findStudies, loadStudy } from "./study/load.ts";
import type { Study } from "./study/study.ts";

interface OfWave {
  readonly root: string;
  readonly study: string;
  readonly wave: string;
}

/** What publishing a wave did. */
export interface Publication {
  readonly path: string;
  /** Figures that a correction moved; null: published for the first time. */
  readonly moved: readonly Moved[] | null;
  readonly notices: readonly Problem[];
}

/**
 * Freezes a wave: from now on it is drawn from `published/<wave>.json`. With `correct`, a wave that is published is replaced
 * and says why.
 * @throws ProblemError: `archive/…` where the wave cannot be published as it stands
 */
export async function publish(
  options: OfWave & { readonly correct?: Pick<Correction, "why" | "at"> },
): Promise<Publication> {
  const root = resolve(options.root);
  const { study: id, wave, correct } = options;
  return withLock(root, async () => {
    const before = await measureOne(root, id);
    const { published } = waveOf({ study: before.study, waves: before.standings }, wave);
    refuse(before, wave, correct !== undefined);
    const { study, frozen, notices } = await measureOne(root, id, wave);
    if (!published) {
      writePublished(study, frozen!);
      return { path: publishedPath(study, wave), moved: null, notices };
    }
    if (sayTheSame(published.outcomes, frozen!.outcomes)) {
      throw problem(
        "archive/nothing-moved",
        study,
        `Nothing of ${quote(wave)} would be other than published: there is nothing to correct.`,
        "Mend the answers or the study file first. How pages look and what the notes say changes without a correction.",
      );
    }
    const moved = movedFigures(published.outcomes, frozen!.outcomes);
    writePublished(study, { ...frozen!, corrections: [...published.corrections, { ...correct!, moved }] });
    return { path: publishedPath(study, wave), moved, notices };
  });
}

function refuse({ study, standings }: MeasuredStudy, wave: string, correct: boolean): void {
  const at = standings.findIndex((standing) => standing.wave.id === wave);
  const { published, hasAnswers, wave: own } = standings[at]!;
  if (published && !correct) {
    throw problem(
      "archive/published",
      study,
      `The wave ${quote(wave)} is published already, and what was published stays.`,
      `To replace it, say why: satisfact publish ${study.id}/${wave} --correct "why".`,
    );
  }
  if (!published && correct) {
    throw problem(
      "archive/draft",
      study,
      `The wave ${quote(wave)} was never published: there is nothing to correct.`,
      "Publish it without --correct.",
    );
  }
  if (!hasAnswers) {
    throw problem(
      "archive/no-answers",
      study,
      `The answers of ${quote(wave)} are not there (${own.responses.file}).`,
      "A wave is published from its answers: put them back for it.",
    );
  }
  const drafts = standings.slice(0, at).flatMap((standing) => (standing.published ? [] : [standing.wave.id]));
  if (drafts.length > 0) {
    const they = drafts.length === 1 ? "which is a draft" : "which are drafts";
    throw problem(
      "archive/order",
      study,
      `The trend of ${quote(wave)} shows ${quoteAll(drafts)}, ${they} and may still change.`,
      `Publish the oldest first: satisfact publish ${study.id}/${drafts[0]}.`,
    );
  }
}

/** How the waves of the studies of a folder stand. */
export async function status(options: {
  readonly root: string;
  readonly only?: string | undefined;
}): Promise<readonly Pick<MeasuredStudy, "study" | "standings">[]> {
  const root = resolve(options.root);
  return withLock(root, async () => (await measureStudies({ root, only: options.only })).measured);
}

/**
 * Holds a site against its manifest, and against the published waves of the project where it is at hand. `root`: the folder
 * of the project, or of the site itself.
 */
export async function verify(options: { readonly root: string; readonly out?: string }): Promise<Verified> {
  const root = resolve(options.root);
  const isSite = options.out === undefined && readManifest(root) !== null;
  const project = isSite ? dirname(root) : root;
  const site = options.out ?? (isSite ? root : join(root, "_site"));
  const published = existsSync(join(project, "data")) ? await publishedOf(project) : [];
  return verifySite(site, published);
}

async function publishedOf(root: string): Promise<readonly PublishedWave[]> {
  const analyses = Object.fromEntries(registry.map((analysis) => [analysis.id, analysis.options]));
  const found: PublishedWave[] = [];
  for (const folder of await findStudies(root))
    found.push(...readPublishedWaves(await loadStudy(folder, { root, analyses })).values());
  return found;
}

/** What is other in a wave than in the site in `out`, and which of its sources have changed since that was built. */
export interface Difference {
  readonly moved: readonly Moved[];
  /** Tests or refusals may be other where no figure is. */
  readonly same: boolean;
  /** Null: it is not known what the site was made from. */
  readonly changed: readonly (keyof Inputs)[] | null;
}

/**
 * What the wave would say now, against what the site in `out` says of it. For a published wave: what its answers would
 * give, if they are there.
 * @throws ProblemError where the site has no such wave
 */
export async function diff(options: OfWave & { readonly out: string }): Promise<Difference> {
  const root = resolve(options.root);
  const { study: id, wave, out } = options;
  return withLock(root, async () => {
    const { study, waves, standings } = await measureOne(root, id);
    const now = waveOf({ study, waves }, wave);
    const standing = standings.find((other) => other.wave.id === wave)!;
    const path = join(out, addresses.results(id, wave));
    if (!existsSync(path)) {
      throw problem(
        "archive/not-built",
        study,
        `The last site has no ${quote(`${id}/${wave}`)} to compare with.`,
        "Run `satisfact build`, or name the site's folder with --out.",
      );
    }
    const before = Object.entries(
      (JSON.parse(readFileSync(path, "utf8")) as { analyses: Record<string, Outcome<unknown>> }).analyses,
    );
    const moved = standing.moved ?? movedFigures(before, now.outcomes);
    return {
      moved,
      same: moved.length === 0 && standing.moved === null,
      changed: changedSince(recallInputs(root, out, `${id}/${wave}`), standing.inputs),
    };
  });
}

function changedSince(before: Inputs | undefined, now: Inputs): Difference["changed"] {
  if (!before) return null;
  const names = ["answers", "study", "files", "program"] as const;
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(now[name]));
}

async function measureOne(root: string, study: string, freeze?: string): Promise<MeasuredStudy> {
  const { measured } = await measureStudies({ root, only: study, ...(freeze !== undefined && { freeze }) });
  return measured[0]!;
}

function problem(code: string, study: Study, message: string, hint: string): ProblemError {
  return new ProblemError([{ code, severity: "error", place: { file: study.file }, message, hint }]);
}
