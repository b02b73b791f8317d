import { accessSync, constants, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { ProblemError } from "../problems/problem.ts";

/** The variable that names a Chromium or Chrome of one's own. */
export const chromiumVariable = "SATISFACT_CHROMIUM";

/** Names under which Chromium and its kin are installed, and where macOS keeps them. */
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];
const elsewhere = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** What it is started with: it draws what is ours, shows no window and asks nobody for anything. */
export const chromiumFlags: readonly string[] = [
  "--headless",
  "--disable-gpu",
  "--no-first-run",
  "--disable-extensions",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // the administrator's account, usual in containers, has no sandbox
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/**
 * The Chromium that the variable names, else the first on the path.
 * @throws ProblemError where there is none
 */
export function findChromium(environment: NodeJS.ProcessEnv): string {
  const named = environment[chromiumVariable];
  if (named) {
    if (isProgram(named)) return named;
    throw problem(
      chromiumVariable,
      `"${named}" is no program that can be run.`,
      "Let it be the path of a Chromium or Chrome.",
    );
  }
  const folders = (environment.PATH ?? "").split(delimiter).filter(Boolean);
  const places = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere];
  const found = places.find(isProgram);
  if (found) return found;
  throw problem(
    "PATH",
    "PDF and pictures are made by Chromium or Chrome, and none is installed.",
    `Install one, or let ${chromiumVariable} be its path.`,
  );
}

/** Removes a folder that a browser wrote into: its processes end one after the other, and may still write. */
export function removeBehind(folder: string): Promise<void> {
  // unlike its twin that blocks, this lists the folder anew each time
  return rm(folder, { recursive: true, force: true, maxRetries: 20 });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function problem(file: string, message: string, hint: string): ProblemError {
  return new ProblemError([{ code: "report/no-chromium", severity: "error", place: { file }, message, hint }]);
}
