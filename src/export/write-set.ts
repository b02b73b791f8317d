import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Problem, ProblemError } from "../problems/problem.ts";
import type { FileSet } from "./files.ts";

/**
 * Puts files into a folder of their own in the place of an earlier export: it stands whole beside before it is renamed, so
 * nobody finds half of it, nor a file of a table that the wave no longer has.
 * @throws ProblemError where the folder holds anything else: it is not ours to replace
 */
export function writeSet(folder: string, files: FileSet, shown: string): void {
  restoreSet(folder);
  const kinds = new Set([...files.keys()].map(extensionOf));
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw refusal(shown, "This is a file, and a folder is to be written here.");
    const other = readdirSync(folder).find((name) => !kinds.has(extensionOf(name)));
    if (other !== undefined) throw refusal(shown, `This folder holds "${other}", which no export wrote: it stays.`);
  }
  const { next, previous } = besideOf(folder);
  for (const path of [next, previous]) rmSync(path, { recursive: true, force: true });
  try {
    mkdirSync(next, { recursive: true });
    for (const [name, content] of files) writeFileSync(join(next, name), content);
    if (existsSync(folder)) renameSync(folder, previous);
    renameSync(next, folder);
  } catch (error) {
    if (!existsSync(folder) && existsSync(previous)) renameSync(previous, folder);
    rmSync(next, { recursive: true, force: true });
    throw error;
  }
  rmSync(previous, { recursive: true, force: true });
}

/** Brings back the files of an earlier export, where one that was to replace them was killed between its two renames. */
export function restoreSet(folder: string): void {
  const { previous } = besideOf(folder);
  if (!existsSync(folder) && existsSync(previous)) renameSync(previous, folder);
}

function besideOf(folder: string): { readonly next: string; readonly previous: string } {
  const beside = (what: string) => join(dirname(folder), `.${basename(folder)}.satisfact-${what}`);
  return { next: beside("next"), previous: beside("previous") };
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf("."));
}

function refusal(file: string, message: string): ProblemError {
  const problem: Problem = {
    code: "export/not-ours",
    severity: "error",
    place: { file },
    message,
    hint: "Move it away, or name another folder with --out.",
  };
  return new ProblemError([problem]);
}
