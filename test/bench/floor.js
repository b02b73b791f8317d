// The floor of a site: each chart compiled, parsed and drawn once, bare, and a bare Eleventy run over as many pages.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Eleventy } from "@11ty/eleventy";
import * as vega from "vega";
import { compile } from "vega-lite";

const { charts, pages, config } = JSON.parse(readFileSync(process.argv[2], "utf8"));
let length = 0;
for (const { spec, data } of charts) {
  const view = new vega.View(vega.parse(compile({ ...spec, datasets: data }, { config }).spec), { renderer: "none" });
  length += (await view.toSVG()).length;
  view.finalize();
}

const folder = mkdtempSync(join(tmpdir(), "satisfact-floor-"));
const eleventy = new Eleventy(folder, join(folder, "_site"), {
  configPath: false,
  quietMode: true,
  config(settings) {
    for (let page = 0; page < pages; page++) {
      settings.addTemplate(`${page}.njk`, "<p>{{ page.url }}</p>", { permalink: `/${page}/index.html` });
    }
  },
});
eleventy.disableLogger();
await eleventy.write();
rmSync(folder, { recursive: true });
process.stdout.write(`${charts.length} charts of ${length} characters, ${pages} pages\n`);
