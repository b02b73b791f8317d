import { mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { EleventyConfig } from "@11ty/eleventy";
import type { Environment } from "nunjucks";
import type { Problem } from "../problems/problem.ts";

/** A page to be written: its address, its template, and what the template is given, made when its turn comes. */
export interface SitePage {
  readonly url: string;
  readonly template: string;
  readonly view: () => object;
}

/** A site that is ready to be written. `files` stand beside the pages; each is made when it is written. */
export interface PreparedSite {
  readonly environment: Environment;
  readonly pages: readonly SitePage[];
  readonly files: ReadonlyMap<string, () => string | Uint8Array>;
  /** What is amiss and stops nothing. */
  readonly notices: readonly Problem[];
}

/** Files on their way to the disk. */
const mostAtOnce = 16;

/** So many views are made before their page's turn, so that their charts are drawn meanwhile. */
const ahead = 16;

/** Makes views in the order of the pages, the first at once and the others some pages before they are asked for. */
export function viewAhead(pages: readonly SitePage[]): (at: number) => object {
  const made = new Map<number, object>();
  let next = 0;
  const makeUntil = (end: number) => {
    for (; next < Math.min(end, pages.length); next++) made.set(next, pages[next]!.view());
  };
  makeUntil(ahead);
  return (at) => {
    makeUntil(at + ahead);
    const view = made.get(at) ?? pages[at]!.view();
    made.delete(at);
    return view;
  };
}

/**
 * Tells Eleventy to write a site: one template over a flat list of pages. Used by `.eleventy.js` and by the command, so
 * that both write the same bytes.
 */
export function configureEleventy(
  config: EleventyConfig,
  site: PreparedSite,
  viewOfPage = viewAhead(site.pages),
): void {
  site.environment.addGlobal("viewOfPage", viewOfPage);
  config.setLibrary("njk", site.environment);
  config.addTemplate("page.njk", "{%- set v = viewOfPage(item.at) -%}{%- include item.template -%}", {
    pagination: { data: "list", size: 1, alias: "item" },
    list: site.pages.map(({ url, template }, at) => ({ at, url, template })),
    permalink: "{{ item.url | safe }}",
  });
  config.on("eleventy.after", async ({ directories }) => {
    let writing: Promise<void>[] = [];
    for (const [path, make] of site.files) {
      const target = join(directories.output, path);
      mkdirSync(dirname(target), { recursive: true });
      writing.push(writeFile(target, make()));
      // the next is made while these are written
      if (writing.length >= mostAtOnce) {
        await Promise.all(writing);
        writing = [];
      }
    }
    await Promise.all(writing);
  });
}
