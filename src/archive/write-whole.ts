import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Writes a file that is renamed into place when whole: one cut short by a kill, or a full disk, never has the name. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.part`;
  try {
    writeFileSync(part, content);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  renameSync(part, path);
}
