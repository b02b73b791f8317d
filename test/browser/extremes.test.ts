import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../src/pipeline.ts";
import { writeFiles } from "../program.ts";
import { crowded, sparse } from "./extremes.ts";
import { crossingChartText, cutChartText, emptyFigures, sidewaysScrolling, smallChartText } from "./looks.ts";
import { expectNone, outsideOf, pagesOfSite, useSite, useTab, violationsIn } from "./site.ts";

/** Building, and looking at all pages of a study in one go, take their time. */
const patience = 600_000;

// Built here, so that what the example does not try is tried: its pages are known only then, and each test looks at all of them.
describe.each([
  ["40 elements, groups of 30, long words, 12 waves", { files: () => crowded(12), only: "ferries/2026-q4", least: 30 }],
  ["what models make of them", { files: () => crowded(1), only: "ferries/2026-q4", least: 35 }],
  ["12 answers to one element, one group, one wave", { files: sparse, only: "kiosk/only", least: 20 }],
])("%s", (_, { files, only, least }) => {
  let root = "";
  const siteOf = () => join(root, "_site");
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "satisfact-extremes-"));
    writeFiles(root, files());
    await build({ root, out: siteOf(), only });
  }, patience);
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const { browser, home } = useSite(siteOf);

  describe.each([
    ["on a desk", { colorScheme: "light", viewport: { width: 1280, height: 900 } }, "all"],
    ["on a tablet, in the dark", { colorScheme: "dark", viewport: { width: 768, height: 1000 } }, "colours"],
    ["on a phone", { colorScheme: "light", viewport: { width: 360, height: 740 }, hasTouch: true }, "structure"],
  ] as const)("%s", (_, options, rules) => {
    const tab = useTab(browser, options);

    test(
      "every page is accessible, silent, scrolls one way, and its charts can be read",
      async () => {
        const { pages } = pagesOfSite(siteOf());
        expect(pages.length).toBeGreaterThan(least);
        const wrong: string[] = [];
        for (const page of pages) {
          const { open, messages, page: shown } = tab();
          await open(home() + page);
          const faults = [
            ...(await violationsIn(tab(), rules)),
            ...messages,
            ...outsideOf(home(), tab()),
            ...(await shown.evaluate(smallChartText)),
            ...(await shown.evaluate(cutChartText)),
            ...(await shown.evaluate(crossingChartText)),
            ...(await shown.evaluate(emptyFigures)),
            ...(await shown.evaluate(sidewaysScrolling)),
          ];
          wrong.push(...faults.map((fault) => `${page}: ${fault}`));
        }
        expectNone(wrong);
      },
      patience,
    );
  });
});
