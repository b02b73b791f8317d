import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { registry } from "../../src/analyses/registry.ts";
import type { Chart } from "../../src/charts/chart.ts";
import { drawChart } from "../../src/charts/render.ts";
import { theme } from "../../src/charts/theme.ts";
import { measureStudy } from "../../src/measuring/study.ts";
import { renderSite } from "../../src/report/site.ts";
import { bestOfEach, buildAnew, checkout, type Line, type Run, runNode, studyFolder, withProject } from "./measure.ts";

/**
 * A site of some 288 charts, nothing kept, bootstraps on, beside its floor: as many charts drawn bare, once each, and as
 * many bare pages. Then the same from 200,000 answers.
 */
export async function benchPages(): Promise<readonly Line[]> {
  return withProject(5_000, async (root) => {
    const wanted = join(root, "floor.json");
    const { charts, pages } = await chartsOf(root);
    writeFileSync(wanted, JSON.stringify({ charts, pages, config: theme }));
    const bare = () => runNode(join(checkout, "test/bench/floor.js"), [wanted]);
    const [floor, ours, many] = (await withProject(200_000, (large) =>
      bestOfEach([bare, () => buildAnew(root), () => buildAnew(large)]),
    )) as [Run, Run, Run];
    const heaviest = Math.max(...pagesBelow(join(root, "_site")).map((path) => gzipSync(readFileSync(path)).length));
    return [
      {
        what: `a site of ${pages} pages and ${charts.length} charts from 5,000 answers`,
        value: ours.seconds / floor.seconds,
        most: 1,
        unit: "x floor",
        from: `${timesOf(ours)} beside ${timesOf(floor)}; ${(ours.processorSeconds / floor.processorSeconds).toFixed(2)} x in processor time`,
      },
      { what: "its memory", value: ours.peakMiB, most: 300, unit: "MiB" },
      {
        what: "the same from 200,000 answers takes longer by",
        value: many.seconds - ours.seconds,
        most: 2,
        unit: "s",
        from: `${timesOf(many)}, ${many.peakMiB.toFixed(0)} MiB`,
      },
      { what: "the heaviest page, gzipped", value: heaviest / 1024, most: 30, unit: "KiB" },
    ];
  });
}

function timesOf({ seconds, processorSeconds }: Run): string {
  return `${seconds.toFixed(2)} s (${processorSeconds.toFixed(2)} s of processor)`;
}

/** Every chart of the site, as drawn wide, and the number of its pages. */
async function chartsOf(root: string): Promise<{ charts: readonly Chart[]; pages: number }> {
  // a page and the one that holds all pages show the same drawing
  const charts = new Map<string, Chart>();
  const kept = { read: () => undefined, write: () => {}, tidy: () => {} };
  const study = await measureStudy({ folder: join(root, studyFolder), root, registry, program: "", kept });
  const { pages } = await renderSite({
    studies: [study],
    root,
    out: join(root, "floor"),
    version: "",
    registry,
    draw(chart, frame) {
      if (frame.size === "wide") charts.set(JSON.stringify([chart, frame]), chart);
      return drawChart(chart, frame);
    },
  });
  return { charts: [...charts.values()], pages };
}

function pagesBelow(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  // what holds all pages is for paper
  return names
    .filter((name) => name.endsWith(".html") && !name.endsWith("/print/index.html"))
    .map((name) => join(folder, name));
}
