import { describe, test } from "vitest";
import { crossingChartText, cutChartText, sidewaysScrolling } from "./looks.ts";
import { expectNone, outsideOf, pagesOfSite, useSite, useTab, violationsIn } from "./site.ts";

const { pages } = pagesOfSite();
const { browser, home } = useSite();

describe.each(["light", "dark"] as const)("in the %s, on a desk", (colorScheme) => {
  const tab = useTab(browser, { colorScheme, viewport: { width: 1280, height: 900 } });

  test.each(pages)("%s is accessible, silent, and asks nobody outside", async (page) => {
    const { open, messages, page: shown } = tab();
    await open(home() + page);
    expectNone(await violationsIn(tab(), colorScheme === "light" ? "all" : "colours"));
    expectNone(messages);
    expectNone(outsideOf(home(), tab()));
    expectNone(await shown.evaluate(cutChartText));
    expectNone(await shown.evaluate(crossingChartText));
    expectNone(await shown.evaluate(sidewaysScrolling));
  });
});
