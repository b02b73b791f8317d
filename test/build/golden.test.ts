import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { build } from "../../src/pipeline.ts";
import { readSite } from "../site-files.ts";

// Small studies and the pages they give, in full but for their figures: layout, words, links and order are held here, numbers
// where somebody else has worked them out. SATISFACT_WRITE_GOLDEN=1 writes the pages; the difference is for eyes.
const here = import.meta.dirname;
const scratch = mkdtempSync(join(tmpdir(), "satisfact-golden-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test.each(readdirSync(join(here, "input")))("%s", async (name) => {
  const root = join(scratch, name);
  cpSync(join(here, "input", name), root, { recursive: true });
  await build({ root, out: join(root, "_site") });
  const pages = outlines(join(root, "_site"));
  const golden = join(here, "output", name);
  if (process.env.SATISFACT_WRITE_GOLDEN) {
    rmSync(golden, { recursive: true, force: true });
    for (const [path, text] of pages) {
      mkdirSync(dirname(join(golden, path)), { recursive: true });
      writeFileSync(join(golden, path), text);
    }
  }
  expect(existsSync(golden), "nothing was written yet: SATISFACT_WRITE_GOLDEN=1").toBe(true);
  const kept = new Map([...readSite(golden)].map(([path, bytes]) => [path, bytes.toString()]));
  expect([...pages.keys()]).toEqual([...kept.keys()]);
  for (const [path, text] of pages) expect(text, path).toBe(kept.get(path));
});

/** The pages of a site without figures and drawings, and the list of all its files. What holds all pages once more says nothing new. */
function outlines(folder: string): ReadonlyMap<string, string> {
  const site = readSite(folder);
  const pages = [...site]
    .filter(([path]) => path.endsWith(".html") && !/\/print\/index\.html$/.test(path))
    .map(([path, bytes]): [string, string] => [path, outline(bytes.toString())]);
  return new Map([...pages, ["files.txt", `${[...site.keys()].join("\n")}\n`] as [string, string]].sort(byPath));
}

function byPath([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

function outline(html: string): string {
  return html
    .replace(/(<svg[^>]*>)(?:(<title[\s\S]*?<\/desc>)|)[\s\S]*?<\/svg>/g, "$1$2</svg>")
    .replace(/<script>[\s\S]*?<\/script>/g, "<script></script>")
    .replace(/'sha256-[^']+'/g, "#")
    .replace(/\b[0-9a-f]{12,}\b/g, "#")
    .replace(/[+−]?\d+(?:[.,]\d+)*/g, "#")
    .replace(/></g, ">\n<");
}
