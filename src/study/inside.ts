import { realpath } from "node:fs/promises";
import { isAbsolute, relative, sep } from "node:path";

/** Where a file really lies, links followed; undefined when there is none or it cannot be reached. */
export async function realPath(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    return undefined;
  }
}

/** Whether a path lies in a folder or is the folder; both as they really are, links followed. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A path as problems name it: relative to the folder that is built, with `/`. */
export function nameFrom(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}
