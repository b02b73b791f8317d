import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { movedFigures } from "../archive/figures.ts";
import type { PublishedWave } from "../archive/published.ts";
import { type Problem, ProblemError } from "../problems/problem.ts";
import { shortPath } from "../problems/short-path.ts";
import { addresses } from "./addresses.ts";
import { hashesOf, readManifest } from "./fingerprint.ts";

/** Whether a site is as it was built: every file of it, and every figure of its published waves. */
export interface Verified {
  readonly files: number;
  /** Published waves whose figures were held against the project's archive. */
  readonly waves: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Holds a site against its own manifest, and its results against what was published, where the project is at hand.
 * @throws ProblemError where the folder is no site of ours
 */
export function verifySite(site: string, published: readonly PublishedWave[]): Verified {
  const manifest = readManifest(site);
  if (!manifest) {
    throw new ProblemError([
      {
        code: "verify/no-site",
        severity: "error",
        place: { file: shortPath(site) },
        message: "This folder is no site that satisfact wrote: it has no readable satisfact.json.",
        hint: "Name the folder of the site, such as _site.",
      },
    ]);
  }
  const there = hashesOf(site);
  const say = (code: string, file: string, message: string, hint: string): Problem => ({
    code: `verify/${code}`,
    severity: "error",
    place: { file },
    message,
    hint,
  });
  const again = "Build the site again, or fetch this file from where it was built.";
  const problems = [
    ...Object.entries(manifest.files).flatMap(([file, hash]) => {
      if (!(file in there)) return [say("missing", file, "This file of the site is missing.", again)];
      return there[file] === hash ? [] : [say("changed", file, "This file is not as it was built.", again)];
    }),
    ...Object.keys(there)
      .filter((file) => !(file in manifest.files))
      .map((file) =>
        say("unknown", file, "This file was not built with the site.", "Remove it if nobody put it there."),
      ),
    ...published.flatMap((wave) => figuresOf(site, wave)),
  ];
  return {
    files: Object.keys(manifest.files).length,
    waves: published.map(({ study, wave }) => `${study}/${wave}`),
    problems,
  };
}

function figuresOf(site: string, { study, wave, outcomes }: PublishedWave): readonly Problem[] {
  const file = addresses.results(study, wave);
  const hint = "Build the site again from the project that holds the published wave.";
  const problem = (code: string, message: string): Problem[] => [
    { code: `verify/${code}`, severity: "error", place: { file }, message, hint },
  ];
  if (!existsSync(join(site, file))) return problem("not-shown", "A published wave is not in this site.");
  let shown: Record<string, unknown>;
  try {
    shown = JSON.parse(readFileSync(join(site, file), "utf8")).analyses;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return problem("figures", "The results cannot be read.");
  }
  // as plain data, so that what was never there and what is undefined are one
  const expected = JSON.parse(JSON.stringify(Object.fromEntries(outcomes))) as Record<string, unknown>;
  if (isDeepStrictEqual(shown, expected)) return [];
  const moved = movedFigures(outcomes, Object.entries(shown ?? {}));
  const first = moved[0];
  return problem(
    "figures",
    first
      ? `${moved.length === 1 ? "1 figure is" : `${moved.length} figures are`} not as published, the first ${first.measure} of ${first.subject.id}.`
      : "Tests or reasons are not as published.",
  );
}
