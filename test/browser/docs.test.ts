import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildDocs } from "../../src/docs/build.ts";
import { docsChapters } from "../../src/docs/contents.ts";
import { type Serving, serve } from "../../src/report/serve.ts";
import { badBreaks, cutByPaper, linksOf, sidewaysScrolling } from "./looks.ts";
import { brokenLink, expectNone, outsideOf, paper, useBrowser, useTab, violationsIn } from "./site.ts";

const pages = docsChapters.flatMap((chapter) => chapter.pages.map((page) => `${page}.html`));
const browser = useBrowser();
let folder = "";
let disk = "";
let serving: Serving;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "satisfact-test-"));
  await buildDocs({ root: folder, out: join(folder, "manual") });
  folder = join(folder, "manual");
  disk = pathToFileURL(`${folder}/`).href;
  serving = await serve({ folder, port: 0, base: "/manual/" });
});
afterAll(async () => {
  await serving.close();
  await rm(join(folder, ".."), { recursive: true, force: true });
});

describe.each(["light", "dark"] as const)("the documentation in the %s, on a phone", (colorScheme) => {
  const tab = useTab(browser, { colorScheme, viewport: { width: 360, height: 740 }, hasTouch: true });

  test.each(pages)("%s is accessible and scrolls one way", async (page) => {
    const { open, messages, page: shown } = tab();
    await open(serving.url + page);
    expectNone(await violationsIn(tab(), colorScheme === "light" ? "all" : "colours"));
    expectNone(messages);
    expectNone(await shown.evaluate(sidewaysScrolling));
  });
});

describe("the documentation from a disk", () => {
  const tab = useTab(browser, { javaScriptEnabled: false });

  test.each(pages)("%s leads to what is there, asks for nothing else, and is light", async (page) => {
    await tab().open(disk + page);
    expectNone(tab().messages);
    expectNone(outsideOf(disk, tab()));
    expectNone((await tab().page.evaluate(linksOf)).flatMap((href) => brokenLink(page, href, folder) ?? []));
    expect(new Set(tab().requests).size).toBeLessThanOrEqual(3);
    expect(gzipSync(readFileSync(join(folder, page))).length).toBeLessThanOrEqual(30 * 1024);
  });
});

describe("the documentation on a desk", () => {
  const tab = useTab(browser, { viewport: { width: 1280, height: 800 } });

  test.each(pages)("%s is accessible", async (page) => {
    await tab().open(serving.url + page);
    expectNone(await violationsIn(tab(), "all"));
    expectNone(await tab().page.evaluate(sidewaysScrolling));
  });
});

describe("the documentation on paper", () => {
  const tab = useTab(browser, { viewport: paper });

  test.each(pages)("%s parts no heading from what it heads and loses nothing at the edge", async (page) => {
    await tab().page.emulateMedia({ media: "print" });
    await tab().open(disk + page);
    expectNone(await tab().page.evaluate(badBreaks, paper.height));
    expectNone(await tab().page.evaluate(cutByPaper));
    expectNone(await tab().page.evaluate(sidewaysScrolling));
  });
});
