import type { z } from "zod";
import { registry } from "../analyses/registry.ts";
import { ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import { didYouMean } from "../problems/suggestion.ts";
import { findStudies, loadStudy } from "../study/load.ts";
import type { Study, Wave } from "../study/study.ts";
import { chosenStudies, waveOf } from "./studies.ts";

// Names of the command line are looked up before anything is measured, which may take minutes.

/** The studies of a folder, loaded but not measured. `only`: the one of that id. */
export async function loadStudies(root: string, only?: string): Promise<readonly Study[]> {
  const analyses: Record<string, z.ZodType> = Object.fromEntries(registry.map(({ id, options }) => [id, options]));
  const studies: Study[] = [];
  for (const folder of chosenStudies(await findStudies(root), only))
    studies.push(await loadStudy(folder, { root, analyses }));
  return studies;
}

/**
 * The study and the wave of these ids.
 * @throws ProblemError where there is none, with what was meant
 */
export async function findWave(
  root: string,
  study: string,
  wave: string,
): Promise<{ readonly study: Study; readonly wave: Wave }> {
  const [found] = await loadStudies(root, study);
  const waves = found!.waves.map((each) => ({ wave: each }));
  return { study: found!, wave: waveOf({ study: found!, waves }, wave).wave };
}

/**
 * The language that is meant: that of the name, or the study's first.
 * @throws ProblemError where the study does not have it
 */
export function languageOfStudy(
  { file, languages }: Pick<Study, "file" | "languages">,
  language: string | undefined,
): string {
  if (language === undefined) return languages[0]!;
  if (languages.includes(language)) return language;
  throw new ProblemError([
    {
      code: "export/unknown-language",
      severity: "error",
      place: { file },
      message: `The study has no report in ${quote(language)}.`,
      hint: didYouMean(language, languages) ?? `Its languages are ${languages.join(", ")}.`,
    },
  ]);
}
