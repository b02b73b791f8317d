// Lets Node run the TypeScript of this checkout as it stands: node --import ./test/register.js file.ts
import { readFileSync } from "node:fs";
import { register } from "node:module";
import { fileURLToPath } from "node:url";
import ts from "typescript";

// Node loads this file a second time, in the thread that answers for how modules are loaded, and under this name.
const asHooks = "?hooks";
if (!import.meta.url.endsWith(asHooks)) register(import.meta.url + asHooks);

const compilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  inlineSourceMap: true,
};

/** Node's `load` hook. */
export function load(url, context, next) {
  if (!url.endsWith(".ts")) return next(url, context);
  const fileName = fileURLToPath(url);
  const { outputText } = ts.transpileModule(readFileSync(fileName, "utf8"), { fileName, compilerOptions });
  return { format: "module", source: outputText, shortCircuit: true };
}
