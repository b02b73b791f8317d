import { describe, test } from "vitest";
import { crossingChartText, cutChartText, sidewaysScrolling, smallChartText } from "./looks.ts";
import { expectNone, pagesOfSite, useSite, useTab, violationsIn } from "./site.ts";

const { pages } = pagesOfSite();
const { browser, home } = useSite();

describe.each(["light", "dark"] as const)("in the %s, on a phone", (colorScheme) => {
  const tab = useTab(browser, { colorScheme, viewport: { width: 360, height: 740 }, hasTouch: true });

  test.each(pages)("%s is accessible, its charts can be read, and it scrolls one way", async (page) => {
    const { open, messages, page: shown } = tab();
    await open(home() + page);
    expectNone(await violationsIn(tab(), colorScheme === "light" ? "all" : "colours"));
    expectNone(messages);
    expectNone(await shown.evaluate(smallChartText));
    expectNone(await shown.evaluate(cutChartText));
    expectNone(await shown.evaluate(crossingChartText));
    expectNone(await shown.evaluate(sidewaysScrolling));
  });
});
