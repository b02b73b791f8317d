import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder, notMade } from "./make-folder.ts";

/** Writes a file that is renamed into place when whole: one cut short by a kill, or a full disk, never has the name. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  makeFolder(dirname(path));
  const part = `${path}.part`;
  try {
    writeFileSync(part, content);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw notMade(error, "file", path);
  }
}
