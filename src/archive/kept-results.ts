import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "./write-whole.ts";

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
  const use = (key: string) => {
    const name = nameOf(key);
    used.add(name);
    return name;
  };
  return {
    read(key) {
      const path = join(folder, use(key));
      return existsSync(path) ? readFileSync(path, "utf8") : undefined;
    },
    write(key, text) {
      writeWhole(join(folder, use(key)), text);
    },
    tidy() {
      if (!existsSync(folder)) return;
      for (const name of readdirSync(folder)) if (!used.has(name)) rmSync(join(folder, name), { force: true });
    },
  };
}

/** Many small texts kept together, by names as `nameOf` makes them. */
export interface KeptFile {
  read(name: string): string | undefined;
  write(name: string, text: string): void;
  /** Writes the file, if it differs; `all`: this build was of everything, so what it did not use is of no more use. */
  save(all: boolean): void;
}

/** Texts kept in one file, which is read once and written once; a file that cannot be read holds nothing. */
export function keepInFile(path: string): KeptFile {
  const before = readTexts(path);
  const used = new Map<string, string>();
  let added = false;
  return {
    read(name) {
      const text = used.get(name) ?? before.get(name);
      if (text !== undefined) used.set(name, text);
      return text;
    },
    write(name, text) {
      used.set(name, text);
      added = true;
    },
    save(all) {
      const texts = all ? used : new Map([...before, ...used]);
      if (added || texts.size !== before.size) writeWhole(path, JSON.stringify([...texts]));
    },
  };
}

/** The texts of a file by name; none where there is no such file or it is not as it was written. */
function readTexts(path: string): ReadonlyMap<string, string> {
  if (!existsSync(path)) return new Map();
  try {
    const entries: unknown = JSON.parse(readFileSync(path, "utf8"));
    return Array.isArray(entries) && entries.every(isEntry) ? new Map(entries) : new Map();
  } catch (error) {
    if (error instanceof SyntaxError) return new Map();
    throw error;
  }
}

function isEntry(entry: unknown): entry is [string, string] {
  return Array.isArray(entry) && entry.length === 2 && entry.every((part) => typeof part === "string");
}

/** Short and the same for the same key: a key may be as long as what was made from it. */
export function nameOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
