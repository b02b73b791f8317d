import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Serving, serve } from "../../src/report/serve.ts";
import {
  badBreaks,
  cutChartText,
  emptyFigures,
  linksOf,
  sidewaysScrolling,
  smallChartText,
  visibleCharts,
} from "./looks.ts";
import { brokenLink, leadsElsewhere, openTab, pagesOfSite, siteFolder, startBrowser, type Tab } from "./site.ts";

const pages = pagesOfSite().filter((page) => !leadsElsewhere(page));
const redirects = pagesOfSite().filter(leadsElsewhere);

/** A4 without its margins at 96 px an inch. */
const paper = { width: 680, height: 1000 };

let browser: Browser;
let serving: Serving;

beforeAll(async () => {
  browser = await startBrowser();
  serving = await serve({ folder: siteFolder, port: 0, base: "/reports/2026/" });
});
afterAll(async () => {
  await browser.close();
  await serving.close();
});

/** A tab for the tests of a `describe`. */
function tabWith(options: Parameters<typeof openTab>[1]): () => Tab {
  let tab: Tab;
  beforeAll(async () => {
    tab = await openTab(browser, options);
  });
  afterAll(() => tab.page.context().close());
  return () => tab;
}

async function violations(tab: Tab): Promise<readonly string[]> {
  await tab.page.evaluate(axe.source);
  const found = await tab.page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<axe.AxeResults> } }).axe.run(),
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary?.split("\n")[1]?.trim()}`),
  );
}

const outside = (tab: Tab, home: string) =>
  tab.requests.filter((url) => !url.startsWith(home) && !url.startsWith("data:"));

describe.each(["light", "dark"] as const)("in the %s, on a desk", (colorScheme) => {
  const tab = tabWith({ colorScheme, viewport: { width: 1280, height: 900 } });

  test.each(pages)("%s is accessible, silent, and asks nobody outside", async (page) => {
    const { open, messages, page: shown } = tab();
    await open(serving.url + page);
    expect(await violations(tab())).toEqual([]);
    expect(messages).toEqual([]);
    expect(outside(tab(), serving.url)).toEqual([]);
    expect(await shown.evaluate(cutChartText)).toEqual([]);
    expect(await shown.evaluate(sidewaysScrolling)).toEqual([]);
  });
});

describe.each(["light", "dark"] as const)("in the %s, on a phone", (colorScheme) => {
  const tab = tabWith({ colorScheme, viewport: { width: 360, height: 740 }, hasTouch: true });

  test.each(pages)("%s is accessible, its charts can be read, and it scrolls one way", async (page) => {
    const { open, messages, page: shown } = tab();
    await open(serving.url + page);
    expect(await violations(tab())).toEqual([]);
    expect(messages).toEqual([]);
    expect(await shown.evaluate(smallChartText)).toEqual([]);
    expect(await shown.evaluate(cutChartText)).toEqual([]);
    expect(await shown.evaluate(sidewaysScrolling)).toEqual([]);
  });
});

describe("without script, from a disk", () => {
  const scripted = tabWith({ viewport: { width: 1280, height: 900 } });
  const bare = tabWith({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false });

  test.each(pages)("%s has all its charts and asks for nothing outside its folder", async (page) => {
    const home = pathToFileURL(`${siteFolder}/`).href;
    await scripted().open(serving.url + page);
    await bare().open(home + page);
    const charts = await bare().page.evaluate(visibleCharts);
    expect(charts).toEqual(await scripted().page.evaluate(visibleCharts));
    expect(charts.filter((title) => title.trim() === "")).toEqual([]);
    expect(await bare().page.evaluate(emptyFigures)).toEqual([]);
    expect(bare().messages).toEqual([]);
    expect(outside(bare(), home)).toEqual([]);
    expect(
      (await bare().page.evaluate(linksOf)).map((href) => brokenLink(page, href)).filter((wrong) => wrong !== null),
    ).toEqual([]);
  });

  test.each(redirects)("%s leads to a page that is there", async (page) => {
    await bare().open(pathToFileURL(join(siteFolder, page)).href);
    await bare().page.waitForURL((url) => !url.pathname.endsWith(`/${page}`), { timeout: 10_000 });
    expect(bare().messages).toEqual([]);
    expect(pages.map((name) => pathToFileURL(join(siteFolder, name)).href)).toContain(
      bare().page.url().replace(/#.*/, ""),
    );
  });
});

describe("on its way", () => {
  const tab = tabWith({});

  test.each(pages)("%s takes at most 3 requests and 30 KB, and no script", async (page) => {
    await tab().open(serving.url + page);
    expect(tab().requests.filter((url) => !url.startsWith("data:")).length).toBeLessThanOrEqual(3);
    expect(gzipSync(readFileSync(join(siteFolder, page))).length).toBeLessThanOrEqual(30 * 1024);
    expect(await tab().page.evaluate(() => document.scripts.length)).toBe(0);
  });
});

describe("on paper", () => {
  const tab = tabWith({ viewport: paper });

  test.each(pages)("%s parts no heading from what it heads and cuts no figure", async (page) => {
    await tab().page.emulateMedia({ media: "print" });
    await tab().open(serving.url + page);
    expect(await tab().page.evaluate(badBreaks, paper.height)).toEqual([]);
    expect(await tab().page.evaluate(cutChartText)).toEqual([]);
    expect((await tab().page.pdf({ format: "A4" })).subarray(0, 5).toString()).toBe("%PDF-");
  });
});
