import { accessSync, constants, copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { cp, mkdir, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { makeFolder } from "../archive/make-folder.ts";
import { ProblemError } from "../problems/problem.ts";
import { shortPath } from "../problems/short-path.ts";
import { manifestName, readManifest } from "./fingerprint.ts";
import { withLock, workFolder } from "./lock.ts";

/** Folders of a project that are read; a site never goes into one of them. */
const sourceFolders = ["data", "templates", "site"];

/**
 * An empty `<root>/.satisfact/next` to write the site into. Before that: brings back the site of a build that was killed
 * between the two renames of `swap`, and refuses an `out` that the swap or the system would refuse, so that nobody waits
 * for a build in vain. Call it under the lock.
 */
export async function prepareNext(root: string, out: string): Promise<string> {
  const place = await placeOf(out);
  await refuseSources(root, place.out);
  await refuseForeign(place.out);
  // as the new site will be brought here; whoever named the folder knows nothing of those beside it
  makeFolder(place.next, place.out);
  if (existsSync(place.out)) accessSync(place.out, constants.W_OK);
  if (existsSync(place.previous) && (await isEmpty(place.out))) await rename(place.previous, place.out);
  await rm(place.previous, { recursive: true, force: true });
  await rm(place.next, { recursive: true, force: true });
  const next = join(root, workFolder, "next");
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { recursive: true });
  return next;
}

/**
 * Fills `next` with the files of the site in `out`, but for what will be written anew and the manifest. They are linked, not
 * copied: nothing writes into a file that both have, and when the swap has removed the old site, each has one name again.
 */
export function linkSite(out: string, next: string, outdated: readonly string[]): void {
  const leftOut = new Set([...outdated, manifestName]);
  const link = (folder: string) => {
    mkdirSync(join(next, folder), { recursive: true });
    for (const entry of readdirSync(join(out, folder), { withFileTypes: true })) {
      const path = `${folder}${entry.name}`;
      if (entry.isDirectory()) link(`${path}/`);
      else if (!leftOut.has(path)) linkOrCopy(join(out, path), join(next, path));
    }
  };
  link("");
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // another device, or a file system without links
    copyFileSync(from, to);
  }
}

/**
 * Puts the finished site in `next` in the place of `out`. The site is first brought beside `out` (a copy, where that is
 * another device), then two renames of siblings change them over: whoever looks sees the whole old site or the whole
 * new one, and a process killed between the two leaves the old one beside, where `prepareNext` finds it.
 */
export async function swap(next: string, out: string): Promise<void> {
  const place = await placeOf(out);
  await refuseForeign(place.out);
  makeFolder(dirname(place.out));
  await moveAcross(next, place.next);
  const replaces = existsSync(place.out);
  try {
    // Without a turn of the event loop between them: a handled Ctrl-C cannot come in the middle.
    if (replaces) renameSync(place.out, place.previous);
    renameSync(place.next, place.out);
  } catch (error) {
    if (!existsSync(place.out) && existsSync(place.previous)) renameSync(place.previous, place.out);
    throw error;
  }
  await rm(place.previous, { recursive: true, force: true });
}

/** Removes the working files, and `out` where it is a site of ours; tells what was removed. */
export async function cleanUp(root: string, out: string): Promise<readonly string[]> {
  const place = await placeOf(out);
  const ours = [place.previous, place.next, join(root, workFolder)].filter((path) => existsSync(path));
  if (readManifest(place.out)) ours.unshift(place.out);
  if (ours.length === 0) return [];
  await withLock(root, async () => {
    for (const path of [...ours, join(root, workFolder)]) await rm(path, { recursive: true, force: true });
  });
  return ours;
}

interface OutPlace {
  /** Links resolved, so that a linked folder is changed where it is. */
  readonly out: string;
  readonly next: string;
  readonly previous: string;
}

async function placeOf(out: string): Promise<OutPlace> {
  const real = await realOf(resolve(out));
  const beside = (what: string) => join(dirname(real), `.${basename(real)}.satisfact-${what}`);
  return { out: real, next: beside("next"), previous: beside("previous") };
}

async function realOf(path: string): Promise<string> {
  return existsSync(path) ? realpath(path) : join(await realOf(dirname(path)), basename(path));
}

async function refuseSources(root: string, out: string): Promise<void> {
  const project = await realOf(resolve(root));
  if (within(out, project) || sourceFolders.some((folder) => within(join(project, folder), out))) {
    throw refusal(
      "build/out-in-sources",
      out,
      "The site cannot be written here: this folder holds what it is made from.",
    );
  }
}

async function refuseForeign(out: string): Promise<void> {
  if (!existsSync(out)) return;
  if (!(await stat(out)).isDirectory()) {
    throw refusal("build/not-ours", out, "The site cannot be written here: this is a file, not a folder.");
  }
  if (!(await isEmpty(out)) && !readManifest(out)) {
    const why =
      "This folder is not empty and was not written by satisfact (it has no satisfact.json), so it is not replaced.";
    throw refusal("build/not-ours", out, why);
  }
}

async function isEmpty(folder: string): Promise<boolean> {
  return !existsSync(folder) || (await readdir(folder)).length === 0;
}

function within(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function refusal(code: string, file: string, message: string): ProblemError {
  const hint = "Name another folder with --out, or empty this one yourself if nothing in it is needed.";
  return new ProblemError([{ code, severity: "error", place: { file: shortPath(file) }, message, hint }]);
}

async function moveAcross(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    await cp(from, to, { recursive: true, errorOnExist: true, force: false });
    await rm(from, { recursive: true, force: true });
  }
}
