import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Outcome } from "./analyses/analysis.ts";
import { type Moved, movedFigures, sayTheSame } from "./archive/figures.ts";
import {
  type Correction,
  type Inputs,
  type PublishedWave,
  publishedPath,
  readPublishedWaves,
  writePublished,
} from "./archive/published.ts";
import { findWave, loadStudies } from "./measuring/find-wave.ts";
import { measureStudies, waveOf } from "./measuring/studies.ts";
import type { MeasuredStudy } from "./measuring/study.ts";
import { hasAnswers } from "./measuring/tally.ts";
import { type Problem, ProblemError } from "./problems/problem.ts";
import { quote, quoteAll } from "./problems/quoting.ts";
import { addresses } from "./report/addresses.ts";
import { readManifest, recallInputs } from "./report/fingerprint.ts";
import { withLock } from "./report/lock.ts";
import { type Verified, verifySite } from "./report/verify.ts";
import type { Study, Wave } from "./study/study.ts";

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
    const found = await findWave(root, id, wave);
    const files = readPublishedWaves(found.study);
    refuse(found.study, files, found.wave, correct !== undefined);
    const { study, frozen, notices } = await measureOne(root, id, wave);
    const published = files.get(wave);
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

/** What stands against publishing can be told before anything is measured. */
function refuse(study: Study, published: ReadonlyMap<string, PublishedWave>, own: Wave, correct: boolean): void {
  const { id: wave, responses } = own;
  if (published.has(wave) && !correct) {
    throw problem(
      "archive/published",
      study,
      `The wave ${quote(wave)} is published already, and what was published stays.`,
      `To replace it, say why: satisfact publish ${study.id}/${wave} --correct "why".`,
    );
  }
  if (!published.has(wave) && correct) {
    throw problem(
      "archive/draft",
      study,
      `The wave ${quote(wave)} was never published: there is nothing to correct.`,
      "Publish it without --correct.",
    );
  }
  if (!hasAnswers(study, own)) {
    throw problem(
      "archive/no-answers",
      study,
      `The answers of ${quote(wave)} are not there (${responses.file}).`,
      "A wave is published from its answers: put them back for it.",
    );
  }
  const ids = study.waves.map(({ id }) => id);
  const drafts = ids.slice(0, ids.indexOf(wave)).filter((id) => !published.has(id));
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
  const [id, wave] = options.only?.split("/") ?? [];
  return withLock(root, async () => {
    if (id !== undefined && wave !== undefined) await findWave(root, id, wave);
    const { measured } = await measureStudies({ root, only: id });
    return measured.map(({ study, standings }) => ({
      study,
      standings: standings.filter((standing) => wave === undefined || standing.wave.id === wave),
    }));
  });
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
  return (await loadStudies(root)).flatMap((study) => [...readPublishedWaves(study).values()]);
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
    const { study } = await findWave(root, id, wave);
    const path = join(out, addresses.results(id, wave));
    if (!existsSync(path)) {
      throw problem(
        "archive/not-built",
        study,
        `The last site has no ${quote(`${id}/${wave}`)} to compare with.`,
        "Run `satisfact build`, or name the site's folder with --out.",
      );
    }
    const { waves, standings } = await measureOne(root, id);
    const now = waveOf({ study, waves }, wave);
    const standing = standings.find((other) => other.wave.id === wave)!;
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
