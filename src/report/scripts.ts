import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "./program.ts";

/** A script that stands in the page itself needs no request and works from a disk; the page's policy admits no other, and files of the site. */
export interface Script {
  readonly text: string;
  /** SHA-256 in base64, for the policy. */
  readonly hash: string;
}

const known = new Map<string, Script>();

/** `templates/scripts/<name>.js`, the client's before ours. */
export function readScript(root: string, name: string): Script {
  const path = [root, packageFolder]
    .map((folder) => join(folder, "templates", "scripts", `${name}.js`))
    .find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error(`There is no script ${name}.`);
  // what only its writers need stays behind: lines of comment, and how far lines stand in
  const text = readFileSync(path, "utf8")
    .replaceAll("\r\n", "\n")
    .replace(/^[^\S\n]*((\/\/.*|\/\*\*.*\*\/)?\n)?/gm, "");
  const script = known.get(text) ?? { text, hash: createHash("sha256").update(text).digest("base64") };
  known.set(text, script);
  return script;
}
