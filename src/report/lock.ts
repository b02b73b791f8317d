import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../archive/make-folder.ts";
import { ProblemError } from "../problems/problem.ts";

/** Folder of working files inside the built folder; safe to delete while no build runs. */
export const workFolder = ".satisfact";

/** Runs `work` while no other build of this folder runs; a second one is refused, a lock whose process is gone is taken over. */
export async function withLock<T>(root: string, work: () => Promise<T>): Promise<T> {
  const release = lock(root);
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.removeListener("exit", release);
    release();
  }
}

function lock(root: string): () => void {
  const path = join(root, workFolder, "lock");
  makeFolder(dirname(path));
  const mine = `${process.pid} ${startOf(process.pid)}`;
  if (!writeNew(path, mine)) {
    const theirs = readOrNull(path);
    if (theirs !== null && alive(theirs)) throw busy(theirs);
    if (theirs !== null) removeStale(path, theirs);
    if (!writeNew(path, mine)) throw busy(readOrNull(path) ?? "");
  }
  return () => {
    if (readOrNull(path) === mine) rmSync(path, { force: true });
  };
}

function busy(holder: string): ProblemError {
  const pid = holder.split(" ")[0];
  return new ProblemError([
    {
      code: "build/busy",
      severity: "error",
      place: { file: join(workFolder, "lock") },
      message: `Another build of this folder is running${pid ? ` (process ${pid})` : ""}.`,
      hint: "Wait until it has ended, or end it, and build again.",
    },
  ]);
}

/** Two builds may both find the lock of a dead one: a rename lets only one have it, and gives back what was not stale. */
function removeStale(path: string, stale: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (readOrNull(aside) !== stale && !existsSync(path)) linkSync(aside, path);
  rmSync(aside, { force: true });
}

function writeNew(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function alive(holder: string): boolean {
  const [pid, start] = holder.split(" ");
  if (!start) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
  }
  return startOf(Number(pid)) === start;
}

/** When a process started, as the kernel counts it, where /proc tells: in containers a number is soon used again. */
function startOf(pid: number): string {
  const line = readOrNull(`/proc/${pid}/stat`);
  return line?.slice(line.lastIndexOf(")") + 2).split(" ")[19] ?? "-";
}
