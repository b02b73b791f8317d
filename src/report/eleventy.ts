import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { EleventyConfig } from "@11ty/eleventy";
import type { Environment } from "nunjucks";

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
}

/**
 * Tells Eleventy to write a site: one template over a flat list of pages. Used by `.eleventy.js` and by the command, so
 * that both write the same bytes.
 */
export function configureEleventy(config: EleventyConfig, site: PreparedSite): void {
  site.environment.addGlobal("viewOfPage", (at: number) => site.pages[at]!.view());
  config.setLibrary("njk", site.environment);
  config.addTemplate("page.njk", "{%- set v = viewOfPage(item.at) -%}{%- include item.template -%}", {
    pagination: { data: "list", size: 1, alias: "item" },
    list: site.pages.map(({ url, template }, at) => ({ at, url, template })),
    permalink: "{{ item.url | safe }}",
  });
  config.on("eleventy.after", ({ directories }) => {
    for (const [path, make] of site.files) {
      const target = join(directories.output, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, make());
    }
  });
}
