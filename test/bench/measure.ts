import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { answersCsv, studyYaml, waves } from "./study.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
export const checkout = join(here, "../..");
/** Of the bench's study, in its project. */
export const studyFolder = "data/bench";

/** One line of the bench: what was measured, beside what it may be at most. */
export interface Line {
  readonly what: string;
  readonly value: number;
  readonly most: number;
  readonly unit: "x floor" | "s" | "MiB" | "KiB";
  /** What the figure rests on. */
  readonly from?: string;
}

export interface Run {
  /** From the start of the process to its end. */
  readonly seconds: number;
  /** Of all processors together: what it would take on a machine that does nothing else. */
  readonly processorSeconds: number;
  /** Highest resident memory. */
  readonly peakMiB: number;
  readonly out: string;
}

/** Runs a file with Node in a process of its own. */
export function runNode(file: string, args: readonly string[], flags: readonly string[] = []): Run {
  const start = performance.now();
  const ran = spawnSync(process.execPath, ["--import", join(here, "peak.js"), ...flags, file, ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const seconds = (performance.now() - start) / 1000;
  if (ran.status !== 0) throw new Error(`${file} ended with ${ran.status}:\n${ran.stdout}${ran.stderr}`);
  const [, peak, processor] = /peak (\d+) KiB, processor (\d+) us/.exec(ran.stderr) ?? [];
  return { seconds, processorSeconds: Number(processor) / 1e6, peakMiB: Number(peak) / 1024, out: ran.stdout };
}

/** The quickest of three. */
export function best(run: () => Run): Run {
  return bestOfEach([run])[0]!;
}

/** The quickest of three of each, in turns, so that a busy spell of the machine meets all alike. */
export function bestOfEach(runs: readonly (() => Run)[]): readonly Run[] {
  const rounds = [1, 2, 3].map(() => runs.map((run) => run()));
  return runs.map((_, k) =>
    rounds.map((round) => round[k]!).reduce((least, next) => (next.seconds < least.seconds ? next : least)),
  );
}

/** A project with the study of the bench and so many answers in all; for the length of `work`. */
export async function withProject<T>(rows: number, work: (root: string) => T | Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), "satisfact-bench-"));
  try {
    const folder = join(root, studyFolder);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "study.yaml"), studyYaml);
    for (const [k, wave] of waves.entries())
      writeFileSync(join(folder, `${wave}.csv`), answersCsv(k, Math.round(rows / waves.length)));
    changeNote(root, "What the analyst says.");
    return await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** `satisfact build` as a user runs it. */
export function buildSite(root: string): Run {
  return runNode(join(checkout, "dist/cli.js"), ["build", root]);
}

/** The same with nothing kept from an earlier build. */
export function buildAnew(root: string): Run {
  for (const name of [".satisfact", "_site"]) rmSync(join(root, name), { recursive: true, force: true });
  return buildSite(root);
}

/** Writes the note of a page of the last wave. */
export function changeNote(root: string, text: string): void {
  const folder = join(root, studyFolder, "notes", waves.at(-1)!);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "summary.en.md"), `${text}\n`);
}
