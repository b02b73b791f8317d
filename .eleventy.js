// The site as Eleventy alone would build it: `npm run compile && npx eleventy`. The command `satisfact build` does the
// same through the same function, and keeps the last good site besides.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareProject } from "./dist/pipeline.js";
import { configureEleventy } from "./dist/report/eleventy.js";

export default async function (config) {
  config.setUseGitIgnore(false);
  configureEleventy(config, await prepareProject({ root: process.cwd() }));
  // every page is a virtual one: Eleventy reads an empty folder
  return { dir: { input: mkdtempSync(join(tmpdir(), "~satisfact-")), output: "_site" } };
}
