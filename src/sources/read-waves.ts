import { resolve } from "node:path";
import { dirname, join } from "node:path/posix";
import { type Problem, ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import { isAsked, type Study, type Wave } from "../study/study.ts";
import type { RawTable } from "./raw-table.ts";
import { readTables, type TableRequest, type WantedColumn } from "./read-table.ts";

/**
 * Reads the answers of waves of a study: a file that several waves name is read once. Everything that is wrong with any
 * of the files is thrown together.
 */
export async function readWaves(
  study: Study,
  waves: readonly Wave[] = study.waves,
): Promise<ReadonlyMap<string, RawTable>> {
  const tables = new Map<string, RawTable>();
  const problems: Problem[] = [];
  for (const together of groupByFile(waves)) {
    try {
      const read = await readTables(study.folder, requestOf(study, together));
      together.forEach((wave, k) => {
        tables.set(wave.id, read[k]!);
      });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new ProblemError(problems);
  return tables;
}

function groupByFile(waves: readonly Wave[]): readonly (readonly Wave[])[] {
  const groups = new Map<string, Wave[]>();
  for (const wave of waves) {
    const { file, encoding = "", delimiter = "" } = wave.responses;
    const key = JSON.stringify([file, encoding, delimiter]);
    groups.set(key, [...(groups.get(key) ?? []), wave]);
  }
  return [...groups.values()];
}

function requestOf(study: Study, waves: readonly Wave[]): TableRequest {
  const { file, encoding, delimiter } = waves[0]!.responses;
  return {
    path: resolve(study.folder, file),
    file: join(dirname(study.file), file),
    columns: columnsOf(study, waves),
    slices: waves.map((wave) => wave.responses.where),
    ...(study.respondent !== undefined && { key: { name: study.respondent, wantedBy: "`respondent`" } }),
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter }),
  };
}

/** Every column that the study reads for these waves but the respondents' ids. */
function columnsOf(study: Study, waves: readonly Wave[]): readonly WantedColumn[] {
  const asked = [...study.questions.values()].filter((question) => waves.some((wave) => isAsked(question, wave)));
  const columns = asked.map(({ id, column }) => ({
    name: column,
    wantedBy: `the question ${quote(id)}`,
    ...(study.waves.length > 1 && {
      hint: "If this wave did not ask it, name those that did in `waves` of the question.",
    }),
  }));
  for (const { id, column } of study.segments) columns.push({ name: column, wantedBy: `the segment ${quote(id)}` });
  if (study.unit) columns.push({ name: study.unit.column, wantedBy: "`unit`" });
  if (study.provider) columns.push({ name: study.provider.column, wantedBy: "`provider`" });
  const { seconds, received } = study.quality ?? {};
  if (seconds !== undefined) columns.push({ name: seconds, wantedBy: "`quality.seconds`" });
  if (received !== undefined) columns.push({ name: received, wantedBy: "`quality.received`" });
  for (const { weights, design } of waves) {
    const weighed =
      weights?.kind === "column"
        ? [weights.column]
        : [...(weights?.margins.flatMap((margin) => margin.columns) ?? []), weights?.base];
    for (const name of weighed) if (name !== undefined) columns.push({ name, wantedBy: "`weights`" });
    for (const name of [design?.strata, design?.psu])
      if (name !== undefined) columns.push({ name, wantedBy: "`design`" });
  }
  return columns;
}
