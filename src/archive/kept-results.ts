import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Working copies of what earlier builds computed or drew, by a key that names everything it was made from. */
export interface Kept {
  read(key: string): string | undefined;
  write(key: string, text: string): void;
  /** Removes what this build neither read nor wrote. */
  tidy(): void;
}

/**
 * Texts kept below a folder, one file each. A key is hashed; a file that was cut short by a kill is no file, since it is
 * renamed into place when whole.
 */
export function keepIn(folder: string): Kept {
  const used = new Set<string>();
  const nameOf = (key: string) => {
    const name = createHash("sha256").update(key).digest("hex");
    used.add(name);
    return name;
  };
  return {
    read(key) {
      const path = join(folder, nameOf(key));
      return existsSync(path) ? readFileSync(path, "utf8") : undefined;
    },
    write(key, text) {
      mkdirSync(folder, { recursive: true });
      const path = join(folder, nameOf(key));
      writeFileSync(`${path}.part`, text);
      renameSync(`${path}.part`, path);
    },
    tidy() {
      if (!existsSync(folder)) return;
      for (const name of readdirSync(folder)) if (!used.has(name)) rmSync(join(folder, name), { force: true });
    },
  };
}
