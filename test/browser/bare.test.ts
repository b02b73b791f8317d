import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { badBreaks, cutChartText, emptyFigures, linksOf, visibleCharts } from "./looks.ts";
import { brokenLink, expectNone, outsideOf, pagesOfSite, paper, siteFolder, useSite, useTab } from "./site.ts";

const { pages, wholes, redirects } = pagesOfSite();
const { browser, home } = useSite();
const disk = pathToFileURL(`${siteFolder}/`).href;

describe("without script, from a disk", () => {
  const scripted = useTab(browser, {});
  const bare = useTab(browser, { javaScriptEnabled: false });

  test.each(pages)("%s has all its charts and asks for nothing outside its folder", async (page) => {
    await scripted().open(home() + page);
    await bare().open(disk + page);
    const charts = await bare().page.evaluate(visibleCharts);
    expect(charts).toEqual(await scripted().page.evaluate(visibleCharts));
    expect(charts).not.toContain("");
    expectNone(await bare().page.evaluate(emptyFigures));
    expectNone(bare().messages);
    expectNone(outsideOf(disk, bare()));
    expectNone((await bare().page.evaluate(linksOf)).flatMap((href) => brokenLink(page, href) ?? []));
  });

  test.each(redirects)("%s leads to a page that is there", async (page) => {
    await bare().open(disk + page);
    await bare().page.waitForURL((url) => url.href !== disk + page);
    expectNone(bare().messages);
    expect([...pages, ...wholes].map((name) => disk + name)).toContain(bare().page.url());
  });
});

describe("on its way", () => {
  const tab = useTab(browser, {});

  test.each(pages)(
    "%s takes at most 3 requests and 30 KB, and no script but what stands in it and only adds",
    async (page) => {
      await tab().open(home() + page);
      // the logo is the icon too, and fetched once
      const fetched = new Set(tab().requests.filter((url) => !url.startsWith("data:")));
      expect(fetched.size).toBeLessThanOrEqual(3);
      expect(gzipSync(readFileSync(join(siteFolder, page))).length).toBeLessThanOrEqual(30 * 1024);
      const scripts = await tab().page.evaluate(() =>
        [...document.scripts].map(({ src, type }) => [src, type].join("")),
      );
      expect(new Set(scripts)).toEqual(new Set(page.split("/").length > 4 ? [""] : []));
    },
  );
});

describe("on paper", () => {
  const tab = useTab(browser, { viewport: paper });

  test.each(pages)("%s parts no heading from what it heads and cuts no figure", async (page) => {
    await tab().page.emulateMedia({ media: "print" });
    await tab().open(home() + page);
    expectNone(await tab().page.evaluate(badBreaks, paper.height));
    expectNone(await tab().page.evaluate(cutChartText));
    expect((await tab().page.pdf({ format: "A4" })).subarray(0, 5).toString()).toBe("%PDF-");
  });
});
