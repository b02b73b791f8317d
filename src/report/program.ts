import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Folder of the package: `templates/` and `site/` of ours lie in it, run from a checkout or installed. */
export const packageFolder = fileURLToPath(new URL("../../", import.meta.url));

/** Folder of the code that runs: `dist/`, or `src/` under the tests. */
export const codeFolder = fileURLToPath(new URL("../", import.meta.url));

export function readVersion(): string {
  const about: { version: string } = JSON.parse(readFileSync(`${packageFolder}package.json`, "utf8"));
  return about.version;
}
