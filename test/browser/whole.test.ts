import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import {
  badBreaks,
  cutByPaper,
  cutChartText,
  emptyFigures,
  linksOf,
  sidewaysScrolling,
  visibleCharts,
} from "./looks.ts";
import {
  brokenLink,
  expectNone,
  outsideOf,
  pagesOfSite,
  paper,
  siteFolder,
  useSite,
  useTab,
  violationsIn,
} from "./site.ts";

const { pages, wholes } = pagesOfSite();
const newest = wholes.slice(-2);
const { browser, home } = useSite();
const disk = pathToFileURL(`${siteFolder}/`).href;

/** So much is on one page that looking at all of it takes its time. */
const patience = 300_000;

describe("all pages of a report on one", () => {
  const tab = useTab(browser, { javaScriptEnabled: false, viewport: paper });
  const phone = useTab(browser, { viewport: { width: 360, height: 740 }, hasTouch: true });

  test("stand beside the pages of every report", () => {
    const reports = new Set(pages.map((page) => /^.+\/\d.+\/.+\/(?=.+\/index\.html$)/.exec(page)?.[0]).filter(Boolean));
    expect(wholes).toEqual([...reports].map((report) => `${report}print/index.html`));
  });

  test.each(newest)(
    "%s has all charts, leads only to what is there, and can be printed",
    async (page) => {
      const { open, messages, page: shown } = tab();
      await shown.emulateMedia({ media: "print" });
      await open(disk + page);
      expect((await shown.evaluate(visibleCharts)).length).toBeGreaterThan(50);
      expectNone(await shown.evaluate(emptyFigures));
      expectNone(messages);
      expectNone(outsideOf(disk, tab()));
      const links = await shown.evaluate(linksOf);
      const ids = new Set(await shown.evaluate(() => [...document.querySelectorAll("[id]")].map(({ id }) => id)));
      expectNone(links.filter((href) => href.startsWith("#") && !ids.has(decodeURIComponent(href.slice(1)))));
      expectNone(links.flatMap((href) => (href.startsWith("#") ? [] : (brokenLink(page, href) ?? []))));
      expectNone(await shown.evaluate(badBreaks, paper.height));
      expectNone(await shown.evaluate(cutChartText));
      expectNone(await shown.evaluate(cutByPaper));
    },
    patience,
  );

  test(
    "can be read by everybody, on a phone too",
    async () => {
      await phone().open(home() + newest[0]!);
      expectNone(await violationsIn(phone(), "structure"));
      expectNone(await phone().page.evaluate(sidewaysScrolling));
      expectNone(phone().messages);
    },
    patience,
  );
});
