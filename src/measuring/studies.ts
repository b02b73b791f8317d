import { join } from "node:path";
import { registry } from "../analyses/registry.ts";
import { keepIn } from "../archive/kept-results.ts";
import { ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import { didYouMean } from "../problems/suggestion.ts";
import { fingerprintOfProgram } from "../report/fingerprint.ts";
import { workFolder } from "../report/lock.ts";
import { findStudies } from "../study/load.ts";
import { type MeasuredStudy, measureStudy } from "./study.ts";

export interface MeasureStudiesOptions {
  /** The folder that holds `data/`. */
  readonly root: string;
  /** `STUDY` or `STUDY/WAVE`: then that study alone, all its waves. */
  readonly only?: string | undefined;
  /** The wave of that study that is to be published. */
  readonly freeze?: string;
  readonly progress?: ((step: string, done: number, total: number) => void) | undefined;
}

export interface MeasuredStudies {
  readonly measured: readonly MeasuredStudy[];
  /** Removes kept results that were of no use. */
  readonly tidy: () => void;
}

/**
 * The results of the studies of a folder, computed or kept.
 * @throws ProblemError with everything the user can mend in the first study that has something to mend
 */
export async function measureStudies({
  root,
  only,
  freeze,
  progress,
}: MeasureStudiesOptions): Promise<MeasuredStudies> {
  const program = fingerprintOfProgram();
  const kept = keepIn(join(root, workFolder, "results"));
  const measured = [];
  for (const folder of chosenStudies(await findStudies(root), only)) {
    measured.push(
      await measureStudy({
        folder,
        root,
        registry,
        program,
        kept,
        ...(progress && { progress }),
        ...(freeze !== undefined && { freeze }),
      }),
    );
  }
  return { measured, tidy: kept.tidy };
}

/** The folders of the studies that `STUDY` or `STUDY/WAVE` names; all of them, where nothing is named. */
export function chosenStudies(folders: readonly string[], only: string | undefined): readonly string[] {
  if (only === undefined) return folders;
  const study = only.split("/")[0]!;
  const chosen = folders.filter((folder) => folder.endsWith(`/${study}`) || folder.endsWith(`\\${study}`));
  if (chosen.length > 0) return chosen;
  const names = folders.map((folder) => folder.split(/[\\/]/).at(-1)!);
  throw new ProblemError([
    {
      code: "build/unknown-study",
      severity: "error",
      place: { file: "data" },
      message: `There is no study ${quote(study)}.`,
      hint: didYouMean(study, names) ?? `The studies are ${names.join(", ")}.`,
    },
  ]);
}

/** The wave of that id; there is no other way to name one. */
export function waveOf<W extends { readonly wave: { readonly id: string } }>(
  { study, waves }: { readonly study: { readonly file: string }; readonly waves: readonly W[] },
  id: string,
): W {
  const found = waves.find(({ wave }) => wave.id === id);
  if (found) return found;
  const ids = waves.map(({ wave }) => wave.id);
  throw new ProblemError([
    {
      code: "build/unknown-wave",
      severity: "error",
      place: { file: study.file },
      message: `The study has no wave ${quote(id)}.`,
      hint: didYouMean(id, ids) ?? `Its waves are ${ids.join(", ")}.`,
    },
  ]);
}
