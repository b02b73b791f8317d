import { createHash, type Hash } from "node:crypto";
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Inputs } from "../archive/published.ts";
import type { Problem } from "../problems/problem.ts";
import { addresses, wholePage } from "./addresses.ts";
import { workFolder } from "./lock.ts";
import { codeFolder, packageFolder, readVersion } from "./program.ts";

// Nothing heavy is imported here: "nothing has changed" is answered before the program proper is loaded.

/** What a build made, told again when nothing has changed since. */
export interface BuildSummary {
  readonly pages: number;
  readonly files: number;
  readonly studies: number;
  readonly waves: number;
  readonly notices: readonly Problem[];
}

/** `satisfact.json` of a site: marks the folder as ours and lists every other file with its SHA-256 (hex). */
export interface Manifest {
  readonly generator: "satisfact";
  readonly version: string;
  readonly files: Readonly<Record<string, string>>;
}

export const manifestName = "satisfact.json";

/** What decides the bytes of a site. A note of the analyst decides those of few files, anything else of any. */
export interface Sources {
  /** SHA-256 (hex) of everything but the notes. */
  readonly rest: string;
  /** SHA-256 (hex) of each note, by its path below `data/`. */
  readonly notes: Readonly<Record<string, string>>;
}

/** `<study>/notes/<wave>/<page>.<language>.md` */
const notePath = /^([^/]+)\/notes\/([^/]+)\/([^/.]+)\.([^/.]+)\.md$/;

/**
 * The sources of a site: the project's `data/`, `templates/` and `site/`, ours, the code, the installed packages, Node,
 * and the options. Folders are named by what they are, never by where they lie.
 */
export function sourcesOf(root: string, options: Readonly<Record<string, string | undefined>>): Sources {
  const data = Object.entries(hashesOf(join(root, "data")));
  const folders = {
    templates: join(root, "templates"),
    site: join(root, "site"),
    "our templates": join(packageFolder, "templates"),
    "our site": join(packageFolder, "site"),
  };
  const contents = Object.entries(folders).map(([name, folder]) => [name, hashesOf(folder)]);
  const chosen = Object.fromEntries(Object.entries(options).sort());
  const others = data.filter(([path]) => !notePath.test(path));
  return {
    rest: createHash("sha256")
      .update(JSON.stringify([fingerprintOfProgram(), chosen, others, contents]))
      .digest("hex"),
    notes: Object.fromEntries(data.filter(([path]) => notePath.test(path))),
  };
}

let ofProgram: string | undefined;

/** SHA-256 (hex) of the program that runs: its code, its version, Node and the installed packages, as first met. */
export function fingerprintOfProgram(): string {
  ofProgram ??= hashProgram();
  return ofProgram;
}

function hashProgram(): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([readVersion(), process.version, hashesOf(codeFolder)]));
  addFile(hash, installedPackages());
  return hash.digest("hex");
}

/** Writes the manifest of a finished site, the last file of it. */
export function writeManifest(folder: string): Manifest {
  const manifest: Manifest = { generator: "satisfact", version: readVersion(), files: hashesOf(folder) };
  writeFileSync(join(folder, manifestName), `${JSON.stringify(manifest, null, 1)}\n`);
  return manifest;
}

/** The manifest of a site of ours; null for any other folder. */
export function readManifest(folder: string): Manifest | null {
  const path = join(folder, manifestName);
  if (!existsSync(path)) return null;
  try {
    const manifest: Manifest | null = JSON.parse(readFileSync(path, "utf8"));
    return manifest?.generator === "satisfact" ? manifest : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Records, after the swap, what the site in `out` was made from. */
export function remember(
  root: string,
  out: string,
  sources: Sources,
  summary: BuildSummary,
  inputs: Readonly<Record<string, Inputs>>,
): void {
  const built = {
    ...readBuilt(root),
    [relative(root, out)]: { sources, manifest: hashOf(join(out, manifestName)), summary, inputs },
  };
  mkdirSync(join(root, workFolder), { recursive: true });
  writeFileSync(builtPath(root), JSON.stringify(built));
}

/** What the last build into `out` computed a wave from; undefined where there was none. `wave`: `STUDY/WAVE`. */
export function recallInputs(root: string, out: string, wave: string): Inputs | undefined {
  return readBuilt(root)[relative(root, out)]?.inputs?.[wave];
}

/** A site that stands, and the addresses of what is made from notes that have come, gone or changed since: it lacks nothing else. */
export interface Standing {
  readonly summary: BuildSummary;
  readonly outdated: readonly string[];
}

/** The site in `out`, if it was made from these sources, notes aside, and not a byte of it was touched since; else null. */
export function recall(root: string, out: string, sources: Sources): Standing | null {
  const last = readBuilt(root)[relative(root, out)];
  if (last?.sources?.rest !== sources.rest) return null;
  const manifest = readManifest(out);
  if (!manifest || hashOf(join(out, manifestName)) !== last.manifest) return null;
  if (JSON.stringify(hashesOf(out)) !== JSON.stringify(manifest.files)) return null;
  const { notes } = last.sources;
  const changed = Object.keys({ ...notes, ...sources.notes }).filter((path) => notes[path] !== sources.notes[path]);
  return { summary: last.summary, outdated: [...new Set(changed.flatMap(madeFrom))] };
}

/** The page that a note stands on, the one that holds all pages, and the index that its words are found in. */
function madeFrom(note: string): readonly string[] {
  const [, study, wave, page, language] = notePath.exec(note)!;
  const pages = [page!, wholePage.id].map((id) => addresses.page(study!, wave!, language!, id));
  return [...pages, addresses.search(study!, wave!, language!)];
}

type Built = Readonly<
  Record<
    string,
    {
      readonly sources?: Sources;
      readonly manifest: string;
      readonly summary: BuildSummary;
      readonly inputs?: Readonly<Record<string, Inputs>>;
    }
  >
>;

function builtPath(root: string): string {
  return join(root, workFolder, "built.json");
}

function readBuilt(root: string): Built {
  if (!existsSync(builtPath(root))) return {};
  try {
    return JSON.parse(readFileSync(builtPath(root), "utf8"));
  } catch (error) {
    // Cut short by a kill: as good as absent, the site is built anew.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Path -> SHA-256 of every file below a folder but its own manifest, in order of path; a missing folder has none. */
export function hashesOf(folder: string): Readonly<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const path of pathsBelow(folder, "").sort()) {
    if (path !== manifestName) hashes[path] = hashOf(join(folder, path));
  }
  return hashes;
}

function pathsBelow(folder: string, prefix: string): string[] {
  if (!existsSync(join(folder, prefix))) return [];
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? pathsBelow(folder, `${prefix}${entry.name}/`) : [prefix + entry.name],
  );
}

/**
 * SHA-256 (hex) of a file. A link to a file counts as that file; a link to anything else is not followed and counts as
 * where it points; what is missing has a hash of its own, so that its coming is a change.
 */
export function hashOf(path: string): string {
  const hash = createHash("sha256");
  const about = lstatSync(path, { throwIfNoEntry: false });
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) addFile(hash, path);
  else hash.update(about?.isSymbolicLink() ? `link ${readlinkSync(path)}` : about ? "no file" : "nothing");
  return hash.digest("hex");
}

const buffer = Buffer.allocUnsafe(1 << 20);

function addFile(hash: Hash, path: string): void {
  const file = openSync(path, "r");
  try {
    for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
      hash.update(buffer.subarray(0, length));
    }
  } finally {
    closeSync(file);
  }
}

/** What npm wrote of the versions it installed, in the nearest `node_modules` that has our packages; without one, our package.json. */
function installedPackages(): string {
  for (let folder = packageFolder; ; folder = dirname(folder)) {
    const list = join(folder, "node_modules", ".package-lock.json");
    if (existsSync(list)) return list;
    if (folder === dirname(folder)) return join(packageFolder, "package.json");
  }
}
