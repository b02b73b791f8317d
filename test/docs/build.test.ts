import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { buildDocs } from "../../src/docs/build.ts";
import { docsChapters } from "../../src/docs/contents.ts";
import { checkout, scratchFolder, writeFiles } from "../program.ts";
import { readSite } from "../site-files.ts";

const pages = docsChapters.flatMap((chapter) => chapter.pages);

async function built(): Promise<ReadonlyMap<string, Buffer>> {
  const root = scratchFolder();
  const out = join(root, "manual");
  expect(await buildDocs({ root, out })).toEqual({ pages: pages.length });
  return readSite(out);
}

test("every text in docs/ has its place among the pages", () => {
  const texts = readdirSync(join(checkout, "docs")).filter((name) => name.endsWith(".md"));
  expect(pages.map((page) => `${page}.md`).sort()).toEqual(texts.sort());
});

test("the documentation needs no study and is the same bytes wherever it is built", async () => {
  const one = await built();
  expect([...one.keys()].filter((path) => path.endsWith(".html")).sort()).toEqual(
    pages.map((page) => `${page}.html`).sort(),
  );
  expect(await built()).toEqual(one);
}, 120_000);

test("a page is light, moves nothing, and has no style that its policy would refuse", async () => {
  for (const [path, bytes] of await built()) {
    if (!path.endsWith(".html")) continue;
    const html = bytes.toString("utf8");
    expect(html, path).not.toMatch(/<[^>]* style=|<style|<script/);
    expect(gzipSync(bytes).length, path).toBeLessThanOrEqual(30 * 1024);
    // where am I: one entry of the contents is the current one, one title, and the neighbours are one step away
    expect(html.match(/ aria-current="page"/g), path).toHaveLength(1);
    expect(html.match(/<h1>/g), path).toHaveLength(1);
  }
}, 120_000);

test("what formulas leave to a style sheet is in it", async () => {
  const site = await built();
  const css = site.get("assets/docs.css")!.toString("utf8");
  const html = [...site]
    .flatMap(([path, bytes]) => (path.endsWith(".html") ? [bytes.toString("utf8")] : []))
    .join("\n");
  const classes = [...html.matchAll(/<math[\s\S]*?<\/math>/g)].flatMap(([formula]) =>
    [...formula.matchAll(/ class="([^"]+)"/g)].flatMap(([, names]) => names!.split(" ")),
  );
  // the others only nudge what stands in some browsers a little aside
  const wanted = [...new Set(classes)].filter((name) => !/^(chr|wbk)-/.test(name));
  expect(wanted).not.toEqual([]);
  expect(wanted.filter((name) => !css.includes(`.${name}`))).toEqual([]);
}, 120_000);

test("pages follow each other", async () => {
  const site = await built();
  for (const [at, page] of pages.entries()) {
    const html = site.get(`${page}.html`)!.toString("utf8");
    const [, previous] = /<a href="([^"]+)" rel="prev">/.exec(html) ?? [];
    const [, next] = /<a href="([^"]+)" rel="next">/.exec(html) ?? [];
    expect([page, previous, next]).toEqual([
      page,
      pages[at - 1] && `${pages[at - 1]}.html`,
      pages[at + 1] && `${pages[at + 1]}.html`,
    ]);
  }
}, 120_000);

test("a folder of somebody else's is not written over", async () => {
  const root = scratchFolder();
  writeFiles(root, { "manual/letter.txt": "mine" });
  await expect(buildDocs({ root, out: join(root, "manual") })).rejects.toThrow(/was not written by satisfact/);
  expect(readFileSync(join(root, "manual/letter.txt"), "utf8")).toBe("mine");
});
