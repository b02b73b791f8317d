import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { sidewaysScrolling } from "./looks.ts";
import { expectNone, pagesOfSite, siteFolder, useSite, useTab, violationsIn } from "./site.ts";

const pages = pagesOfSite().pages.filter((page) => page.endsWith("/model/index.html"));
const { browser, home } = useSite();
const disk = pathToFileURL(`${siteFolder}/`).href;

interface Effect {
  readonly change: { readonly value: number; readonly low: number; readonly high: number };
}

/** The rows of the what-if table as `results.json` has them. */
function rowsOf(page: string) {
  const [study, wave] = page.split("/") as [string, string];
  const { analyses } = JSON.parse(readFileSync(join(siteFolder, study, wave, "results.json"), "utf8"));
  return analyses["structural-model"].result.whatIf.rows as {
    readonly step: number;
    readonly effects: readonly Effect[];
  }[];
}

/** As a page prints a difference in points, read back. */
const numbersIn = (text: string) => [...text.matchAll(/[−+]?\d+\.\d/g)].map(([n]) => Number(n.replace("−", "-")));

describe.each([
  ["served", () => home()],
  ["from a disk", () => disk],
] as const)("the sliders of what-if, %s", (_name, base) => {
  const tab = useTab(browser, { viewport: { width: 360, height: 740 } });

  test.each(pages)("%s moves one driver by the keyboard, and tells its total effect times the move", async (page) => {
    const { open, page: shown, messages } = tab();
    await open(base() + page);
    const box = shown.locator(".scenario");
    expect(await box.isVisible()).toBe(true);
    for (const [at, { step, effects }] of rowsOf(page).entries()) {
      await box.locator("select").selectOption(String(at));
      const range = box.locator("input");
      await range.focus();
      await shown.keyboard.press("Home");
      const move = Number(await range.inputValue());
      expect(move).toBe(-20);
      for (const [k, text] of (await box.locator("tbody tr td:nth-child(2)").allInnerTexts()).entries()) {
        const { value, low, high } = effects[k]!.change;
        const wanted = [value, ...[low, high].sort((a, b) => b - a)].map((figure) => (figure / step) * move);
        for (const [i, number] of numbersIn(text).entries()) expect(Math.abs(number - wanted[i]!)).toBeLessThan(0.0501);
        expect(numbersIn(text)).toHaveLength(3);
      }
      expect(await box.locator("[role=status]").textContent()).not.toBe("");
      await box.locator("button").click();
      expect(Number(await range.inputValue())).toBe(step);
    }
    expectNone(messages);
    expectNone(await violationsIn(tab(), "all"));
    expectNone(await shown.evaluate(sidewaysScrolling));
    await shown.emulateMedia({ media: "print" });
    expect(await box.isVisible()).toBe(false);
    await shown.emulateMedia({ media: null });
  });
});

describe("without script", () => {
  const tab = useTab(browser, { javaScriptEnabled: false });

  test.each(pages)("%s has no sliders, and the table all the same", async (page) => {
    await tab().open(disk + page);
    expect(await tab().page.locator(".scenario").isVisible()).toBe(false);
    expect(await tab().page.locator("#model-what-if table").first().isVisible()).toBe(true);
  });
});
