import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { onTestFinished } from "vitest";

export const checkout = fileURLToPath(new URL("../", import.meta.url));

/** A scratch folder that goes when the test ends. */
export function scratchFolder(parent = tmpdir()): string {
  const folder = mkdtempSync(join(parent, "satisfact-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files, given as path -> content, below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/**
 * A package in `folder` with the code of the checkout, translated as it stands. With a stand-in for the pipeline the
 * package has no dependencies at all, so nothing heavy can be loaded by what comes before the pipeline. `more` are further
 * sources, by their paths in the checkout.
 */
export function placeProgram(
  folder: string,
  pipeline?: string,
  more: readonly (readonly [path: string, source: string])[] = [],
): string {
  const compilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
    rewriteRelativeImportExtensions: true,
  };
  const paths = readdirSync(join(checkout, "src"), { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".d.ts"),
  );
  const own = paths.map((path) => [path, readFileSync(join(checkout, "src", path), "utf8")] as const);
  for (const [path, source] of [
    ...own,
    ...more.map(([path, source]) => [path.replace(/^src\//, ""), source] as const),
  ]) {
    const { outputText } = ts.transpileModule(source, { fileName: path, compilerOptions });
    writeFiles(join(folder, "dist"), { [path.replace(/ts$/, "js")]: outputText });
  }
  cpSync(join(checkout, "package.json"), join(folder, "package.json"));
  if (pipeline !== undefined) writeFiles(folder, { "dist/pipeline.js": pipeline });
  else {
    for (const name of ["templates", "site", "docs"])
      cpSync(join(checkout, name), join(folder, name), { recursive: true });
    symlinkSync(join(checkout, "node_modules"), join(folder, "node_modules"));
  }
  return join(folder, "dist", "cli.js");
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command to its end; both streams are pipes. */
export function run(
  command: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Ran> {
  const [program = "", ...args] = command;
  return new Promise((ended, failed) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.once("error", failed).once("close", (code) => ended({ code, out, err }));
  });
}
