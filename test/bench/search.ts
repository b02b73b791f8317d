import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { registry } from "../../src/analyses/registry.ts";
import { measureStudy } from "../../src/measuring/study.ts";
import type { PageKind } from "../../src/report/pages.ts";
import { searchFile } from "../../src/report/search-index.ts";
import { shelvesOf } from "../../src/report/shelves.ts";
import { loadWords } from "../../src/report/words.ts";
import { type Line, studyFolder, withProject } from "./measure.ts";

/** More than any report has. */
const pages = 500;

/** The index of a report of 500 pages: those of the bench's analyses again and again, and once what every report has. */
export async function benchSearch(): Promise<readonly Line[]> {
  return withProject(5_000, async (root) => {
    const kept = { read: () => undefined, write: () => {}, tidy: () => {} };
    const study = await measureStudy({ folder: join(root, studyFolder), root, registry, program: "", kept });
    const [shelf] = shelvesOf([study], {
      root,
      version: "",
      registry,
      languages: ["en"],
      words: loadWords(root, ["en"]),
      siteUrl: undefined,
      hasFeeds: false,
      logos: new Map(),
      draw: () => "",
      nameOf: () => "",
    });
    const [edition] = shelf!.editions;
    const own = edition!.reading.pages;
    const common = own.filter(({ analyses }) => analyses.length === 0);
    const others = own.filter(({ analyses }) => analyses.length > 0);
    const many = Array.from({ length: pages - common.length }, (_, k) => others[k % others.length]!);
    const fileOf = (some: readonly PageKind[]) =>
      searchFile({ ...edition!, reading: { ...edition!.reading, pages: some } });
    const took = [1, 2, 3].map(() => {
      const start = process.cpuUsage();
      fileOf([...common, ...many]);
      return process.cpuUsage(start).user / 1e6;
    });
    // the same page twice would take hardly any room, so one more takes what a page of an analysis takes on average
    const sizeOf = (some: readonly PageKind[]) => gzipSync(fileOf(some)).length / 1024;
    const onePage = (sizeOf(own) - sizeOf(common)) / others.length;
    return [
      { what: `the index of ${pages} pages, of processor`, value: Math.min(...took), most: 1, unit: "s" },
      {
        what: "its size, gzipped",
        value: sizeOf(common) + onePage * many.length,
        most: 150,
        unit: "KiB",
        from: `${sizeOf(common).toFixed(1)} KiB for what every report has, ${onePage.toFixed(2)} KiB a page`,
      },
    ];
  });
}
