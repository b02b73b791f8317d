import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { type ExportOptions, exportWave } from "../src/exporting.ts";
import { build } from "../src/pipeline.ts";
import { checkout, scratchFolder } from "./program.ts";
import { readSite } from "./site-files.ts";

// A small study, its site, and the same wave handed over: every figure of the one has to be the other's.
export const languages = ["en", "zh-CN"] as const;
export const wave = "bakery/autumn";

/** Builds the study's site before the tests of a file. */
export function useBakery() {
  let root = "";
  let site: ReadonlyMap<string, string>;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "satisfact-exporting-"));
    cpSync(join(checkout, "test", "build", "input", "bakery"), root, { recursive: true });
    await build({ root, out: join(root, "_site") });
    site = new Map([...readSite(join(root, "_site"))].map(([path, bytes]) => [path, bytes.toString()]));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return {
    projectFolder: () => root,
    /** Path -> text of every file. */
    siteFiles: () => site,
    /** Hands the wave over into a new folder. */
    async handOver(rest: Pick<ExportOptions, "formats"> & Partial<ExportOptions>): Promise<string> {
      const out = rest.out ?? scratchFolder();
      await exportWave({ root, study: "bakery", wave: "autumn", out, ...rest });
      return out;
    },
  };
}

/** The text of markup. */
export function plain(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, "")
    .replace(/&(#39|apos);/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
}
