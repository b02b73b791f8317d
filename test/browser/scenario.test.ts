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
  readonly from: string;
  readonly to: string;
  readonly impact?: { readonly value: number; readonly low: number; readonly high: number };
}

/** The what-if table as `results.json` has it, and the impacts of 5 points behind it. */
function resultOf(page: string) {
  const [study, wave] = page.split("/") as [string, string];
  const { analyses } = JSON.parse(readFileSync(join(siteFolder, study, wave, "results.json"), "utf8"));
  return analyses["structural-model"].result as {
    readonly effects: readonly Effect[];
    readonly whatIf: {
      readonly step: number;
      readonly rows: readonly { readonly latent: string; readonly effects: readonly { readonly latent: string }[] }[];
    };
  };
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
    const { effects, whatIf } = resultOf(page);
    for (const [at, row] of whatIf.rows.entries()) {
      await box.locator("select").selectOption(String(at));
      const range = box.locator("input");
      await range.focus();
      await shown.keyboard.press("Home");
      const move = Number(await range.inputValue());
      expect(move).toBeLessThan(0);
      for (const [k, text] of (await box.locator("tbody tr td:nth-child(2)").allInnerTexts()).entries()) {
        const to = row.effects[k]!.latent;
        const { value, low, high } = effects.find((one) => one.from === row.latent && one.to === to)!.impact!;
        const wanted = [value, ...[low, high].sort((a, b) => b - a)].map((figure) => (figure / 5) * move);
        for (const [i, number] of numbersIn(text).entries()) expect(Math.abs(number - wanted[i]!)).toBeLessThan(0.0501);
        expect(numbersIn(text)).toHaveLength(3);
      }
      expect(await box.locator("[role=status]").textContent()).not.toBe("");
      await box.locator("button").click();
      expect(Number(await range.inputValue())).toBe(whatIf.step);
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
