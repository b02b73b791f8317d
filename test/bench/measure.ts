import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseDocument } from "yaml";
import { csvOf } from "../example/csv.ts";
import { drawAnswers } from "../example/draw.ts";
import { exampleFolder } from "../example/generate.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
export const checkout = join(here, "../..");

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
  return { seconds, peakMiB: Number(/peak (\d+) KiB/.exec(ran.stderr)?.[1]) / 1024, out: ran.stdout };
}

/** The quickest of three. */
export function best(run: () => Run): Run {
  return [run(), run(), run()].reduce((least, next) => (next.seconds < least.seconds ? next : least));
}

/** Waves of the project that is built: so many that the four methods draw some 288 charts. */
const quarters = [
  "2024-q3",
  "2024-q4",
  "2025-q1",
  "2025-q2",
  "2025-q3",
  "2025-q4",
  "2026-q1",
  "2026-q2",
  "2026-q3",
] as const;

/** A project with the example's study, more waves, and so many answers in all, drawn like the example's; for the length of `work`. */
export async function withProject<T>(rows: number, work: (root: string) => T | Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), "satisfact-bench-"));
  try {
    const folder = join(root, exampleFolder);
    cpSync(join(checkout, exampleFolder), folder, { recursive: true });
    const study = parseDocument(readFileSync(join(folder, "study.yaml"), "utf8"));
    study.set("waves", Object.fromEntries(quarters.map((quarter) => [quarter, waveOf(quarter)])));
    writeFileSync(join(folder, "study.yaml"), study.toString());
    const waves = quarters.length;
    const drawn = drawAnswers({ seed: 7, waves, respondents: Math.round(rows / waves), change: "planted" });
    for (const [k, wave] of drawn.entries())
      writeFileSync(join(folder, `${quarters[k]}.csv`), [...csvOf(wave)].join(""));
    return await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function waveOf(quarter: string): { title: string; fieldwork: string; responses: string } {
  const [year, part] = quarter.split("-q");
  const month = (k: number) => `${year}-${String(3 * (Number(part) - 1) + k).padStart(2, "0")}`;
  return { title: quarter, fieldwork: `${month(1)}-05/${month(3)}-25`, responses: `${quarter}.csv` };
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

/** Appends to the first note of the study that is found in English. */
export function changeNote(root: string, text: string): void {
  const note = join(root, exampleFolder, "notes", quarters.at(-1)!, "summary.en.md");
  writeFileSync(note, `${readFileSync(note, "utf8")}\n${text}\n`);
}
