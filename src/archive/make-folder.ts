import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { ProblemError } from "../problems/problem.ts";
import { shortPath } from "../problems/short-path.ts";

/**
 * Makes a folder and those above it that are missing. One after the other: where the system takes none and says only that
 * there is no such folder, as below /proc, Node's own `recursive` tries for ever. `named`: what the user calls the last of
 * them, where it stands in for another.
 * @throws ProblemError where no folder can be made; the system's error where that says why
 */
export function makeFolder(path: string, named = path): void {
  if (isFolder(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // another program may have made it meanwhile
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw notMade(error, "folder", named);
    if (!isFolder(path)) throw problem("folder", named, "A file, or a link that leads nowhere, lies here.");
  }
}

/** Why the system made no file or folder, said of the path that the user knows. */
export function notMade(error: unknown, what: "file" | "folder", named: string): Error {
  if (error instanceof Error && "code" in error && error.code === "ENOENT")
    return problem(what, named, `The system takes no new ${what} here.`);
  return Object.assign(error as Error, { path: named });
}

function isFolder(path: string): boolean {
  // what may not be looked at is told by the making
  return existsSync(path) && statSync(path).isDirectory();
}

function problem(what: string, path: string, message: string): ProblemError {
  const place = { file: shortPath(path) };
  return new ProblemError([
    { code: `system/no-${what}`, severity: "error", place, message, hint: `Name another ${what}.` },
  ]);
}
