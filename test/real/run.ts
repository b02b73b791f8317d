/**
 * Builds a report of each real survey from the answers in `../shared/surveys` and sets its figures beside those made
 * with R. Prints each survey as `run` or `absent`; with `--table`, every number. The last line counts the surveys that
 * passed and failed (a build or a figure that went wrong); exit 1 if any failed. `SATISFACT_SURVEYS` names another folder.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { compareFigures, type Figure, type Row } from "./compare.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const checkout = join(here, "../..");
const surveys = process.env.SATISFACT_SURVEYS ?? join(checkout, "../shared/surveys");

/** Files of answers that a study names. */
function filesOf(study: string): readonly string[] {
  const { waves } = parse(readFileSync(join(here, study, "study.yaml"), "utf8")) as {
    waves: Record<string, { responses: string | { file: string } }>;
  };
  return [
    ...new Set(
      Object.values(waves).map(({ responses }) => (typeof responses === "string" ? responses : responses.file)),
    ),
  ];
}

/** Builds the study in a scratch folder; the rows of its figures, or what the build said when it failed. */
function runStudy(
  study: string,
  files: readonly string[],
  figures: readonly Figure[],
): { rows: readonly Row[]; failure?: string } {
  const scratch = mkdtempSync(join(tmpdir(), "satisfact-real-"));
  try {
    const folder = join(scratch, "data", study);
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(here, study, "study.yaml"), join(folder, "study.yaml"));
    for (const file of files) copyFileSync(join(surveys, file), join(folder, file));
    const site = join(scratch, "_site");
    const command = [join(checkout, "dist/cli.js"), "build", scratch, "--out", site];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
    if (status !== 0) return { rows: [], failure: `${stdout}${stderr}`.trim() };
    const rows = [...new Set(figures.map(({ wave }) => wave))].flatMap((wave) => {
      const results: unknown = JSON.parse(readFileSync(join(site, study, wave, "results.json"), "utf8"));
      return compareFigures(
        results,
        figures.filter((figure) => figure.wave === wave),
      );
    });
    return { rows };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function describe({ figure, part, ours, theirs, equal }: Row): string {
  const what = `${figure.wave} ${figure.measure} ${figure.subject.id}${figure.comparison ? ` on ${figure.comparison.with}` : ""} ${part}`;
  return `| ${figure.study} | ${what} | ${ours ?? "none"} | ${theirs} | ${ours === undefined ? "" : (ours - theirs).toExponential(1)} | ${equal ? "=" : "differs"} |`;
}

const { figures } = JSON.parse(readFileSync(join(here, "expected.json"), "utf8")) as { figures: readonly Figure[] };
const table = process.argv.includes("--table");
let passed = 0;
let failed = 0;
for (const study of readdirSync(here).filter((name) => existsSync(join(here, name, "study.yaml")))) {
  const files = filesOf(study);
  const absent = files.filter((file) => !existsSync(join(surveys, file)));
  if (absent.length > 0) {
    for (const file of absent) console.log(`absent: ${file} (${study})`);
    continue;
  }
  const { rows, failure } = runStudy(
    study,
    files,
    figures.filter((figure) => figure.study === study),
  );
  const wrong = rows.filter(({ equal }) => !equal);
  if (failure === undefined && wrong.length === 0) passed++;
  else failed++;
  console.log(
    `run: ${study} (${files.join(", ")}): ${failure ?? `${rows.length - wrong.length} of ${rows.length} numbers as in R`}`,
  );
  for (const row of table ? rows : wrong) console.log(describe(row));
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
