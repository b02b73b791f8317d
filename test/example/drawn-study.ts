import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { registry } from "../../src/analyses/registry.ts";
import { type MeasuredStudy, measureStudy } from "../../src/measuring/study.ts";
import { csvOf } from "./csv.ts";
import type { DrawnWave } from "./draw.ts";
import { exampleFolder } from "./generate.ts";

/** A study file as YAML gives it. */
// biome-ignore lint/suspicious/noExplicitAny: the schema checks it when the study is loaded
export type StudyFile = Record<string, any>;

/** What experts judged and stores cost, which no draw of customers changes, and models that have tests of their own. */
const notDrawn = [
  ...["ahp", "delphi", "dea", "goal-programming", "agreement", "entropy", "fuzzy", "grey", "neural", "kano"],
  ...["structural-model", "reliability", "components", "regression"],
] as const;

/** The example's study file with waves of a test's own, `w0`, `w1`, …, each read from a file of its name. */
function studyWith(waves: number): StudyFile {
  const {
    tables: _,
    brand: __,
    ...study
  } = parse(readFileSync(join(exampleFolder, "study.yaml"), "utf8")) as StudyFile;
  for (const question of Object.values<{ break?: unknown }>(study.questions)) delete question.break;
  // what the stores have on record, by the example's own waves
  delete study.analyses.indicators.complaints.log;
  for (const method of notDrawn) delete study.analyses[method];
  study.waves = Object.fromEntries(
    Array.from({ length: waves }, (_, k) => [
      `w${k}`,
      { title: `Wave ${k}`, fieldwork: `202${k}-01-01/202${k}-02-01`, responses: `w${k}.csv` },
    ]),
  );
  return study;
}

/** A drawn study as a build measures it, disclosure included; `edit` changes the study file before it is read. */
export async function measureDrawn(
  drawn: readonly DrawnWave[],
  edit: (study: StudyFile) => void = () => {},
): Promise<MeasuredStudy> {
  const root = mkdtempSync(join(tmpdir(), "satisfact-drawn-"));
  try {
    const folder = join(root, "data", "drawn");
    mkdirSync(folder, { recursive: true });
    const study = studyWith(drawn.length);
    edit(study);
    writeFileSync(join(folder, "study.yaml"), stringify(study, { aliasDuplicateObjects: false }));
    for (const [k, wave] of drawn.entries()) writeFileSync(join(folder, `w${k}.csv`), [...csvOf(wave)].join(""));
    const kept = { read: () => undefined, write: () => {}, tidy: () => {} };
    return await measureStudy({ folder, root, registry, program: "test", kept });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
