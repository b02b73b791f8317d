import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { sidewaysScrolling } from "./looks.ts";
import { expectNone, pagesOfSite, siteFolder, useSite, useTab, violationsIn } from "./site.ts";

const { pages } = pagesOfSite();
const { browser, home } = useSite();
const disk = pathToFileURL(`${siteFolder}/`).href;
/** Steps into the page as a reader does: what is for those who point or step comes then. */
async function step(page: Page): Promise<void> {
  await page.keyboard.press("Tab");
  await page.locator(".said").waitFor({ state: "attached" });
}

/** That page of the newest report in both languages. */
const both = (name: string) =>
  ["en", "zh-CN"].map((language) => pages.findLast((page) => page.endsWith(`/${language}/${name}/index.html`))!);

describe("the link to a figure", () => {
  const tab = useTab(browser, { permissions: ["clipboard-read", "clipboard-write"] });

  test.each(both("gaps"))("%s: is copied by the keyboard, and said", async (page) => {
    await tab().open(home() + page);
    await step(tab().page);
    const button = tab().page.locator("#gaps .copy");
    expect(await button.evaluate((it) => getComputedStyle(it).opacity)).toBe("0");
    await button.focus();
    await tab().page.keyboard.press("Shift+Tab");
    await tab().page.keyboard.press("Tab");
    expect(await button.evaluate((it) => getComputedStyle(it).opacity)).toBe("1");
    await tab().page.keyboard.press("Enter");
    await tab().page.locator(".said:not(:empty)").waitFor();
    expect(await tab().page.evaluate(() => navigator.clipboard.readText())).toBe(`${home()}${page}#gaps`);
    expectNone(tab().messages);
  });

  test.each(both("receipts"))("%s: leads to a number's receipt", async (page) => {
    await tab().open(home() + page);
    await step(tab().page);
    await tab().page.locator('[id="index.score"] .copy').click();
    await tab().page.locator(".said:not(:empty)").waitFor();
    expect(await tab().page.evaluate(() => navigator.clipboard.readText())).toBe(`${home()}${page}#index.score`);
  });
});

describe("where nothing may be copied", () => {
  const tab = useTab(browser, { permissions: [] });

  test("the link stands in the address bar", async () => {
    const [page] = both("gaps");
    await tab().page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await tab().open(disk + page);
    await step(tab().page);
    await tab().page.locator("#gaps .copy").click();
    await tab().page.locator(".said:not(:empty)").waitFor();
    expect(tab().page.url()).toBe(`${disk}${page}#gaps`);
  });
});

describe("tables", () => {
  const tab = useTab(browser, { viewport: { width: 360, height: 740 } });
  const open = (page: Page) => page.locator("main .tools > details[open]").count();

  test.each(both("gaps"))("%s: all open and shut at once", async (page) => {
    await tab().open(disk + page);
    const count = await tab().page.locator("main .tools > details").count();
    expect(count).toBeGreaterThan(1);
    await step(tab().page);
    const button = tab().page.locator(".all button");
    const name = await button.innerText();
    await button.click();
    expect(await open(tab().page)).toBe(count);
    expect(await button.innerText()).not.toBe(name);
    expectNone(await violationsIn(tab(), "all"));
    expectNone(await tab().page.evaluate(sidewaysScrolling));
    // one that is shut by hand can be opened with all again
    await tab().page.locator("main .tools > details > summary").first().click();
    await expect.poll(() => button.innerText()).toBe(name);
  });

  test.each(both("appendix"))(
    "%s: a long one shows the rows that hold a text, counts them, and prints all",
    async (page) => {
      await tab().open(disk + page);
      await step(tab().page);
      const part = tab().page.locator("#questionnaire");
      const rows = part.locator("tbody tr");
      const before = await rows.count();
      expect(before).toBeGreaterThan(19);
      await part.locator(".sift input").fill("P_W");
      const kept = await rows.evaluateAll((all) =>
        all.filter((row) => row.checkVisibility()).map((row) => row.textContent!),
      );
      expect(kept.length).toBeGreaterThan(0);
      expect(kept.length).toBeLessThan(before);
      expect(kept.filter((row) => !row.toLowerCase().includes("p_w"))).toEqual([]);
      const count = await part.locator(".sift [role=status]").innerText();
      expect(count.match(/\d+/g)).toEqual([String(kept.length), String(before)]);
      expectNone(await violationsIn(tab(), "all"));
      expectNone(await tab().page.evaluate(sidewaysScrolling));
      await tab().page.emulateMedia({ media: "print" });
      expect(await rows.evaluateAll((all) => all.filter((row) => row.checkVisibility()).length)).toBe(before);
      expect(await tab().page.locator(".aid, .door, .said, .tip").filter({ visible: true }).count()).toBe(0);
      await tab().page.emulateMedia({ media: null });
      await part.locator(".sift input").fill("");
      expect(await rows.evaluateAll((all) => all.filter((row) => row.checkVisibility()).length)).toBe(before);
    },
  );
});

describe("beside a mark", () => {
  const tab = useTab(browser, { viewport: { width: 1280, height: 2000 } });

  test.each(both("elements"))("%s: stands what the table says of it, until Escape", async (page) => {
    await tab().open(disk + page);
    await step(tab().page);
    const drawing = tab().page.locator("#elements > .vl.wide");
    const table = tab().page.locator("#elements .tools table tbody tr");
    for (const row of await table.all()) {
      const [name, ...figures] = (await row.locator("th, td").allTextContents()).map((text) => text.trim());
      const label = drawing.locator("text", { hasText: name! }).first();
      const box = (await label.boundingBox())!;
      // on the mark, far from its label
      await tab().page.mouse.move(box.x + 450, box.y + box.height / 2);
      const tip = (await tab().page.locator(".tip").textContent())!;
      for (const figure of [name!, ...figures.filter(Boolean)]) expect(tip).toContain(figure);
    }
    await tab().page.keyboard.press("Escape");
    expect(await tab().page.locator(".tip").isVisible()).toBe(false);
    expectNone(tab().messages);
  });

  test.each(both("trend"))("%s: a wave of a line is the nearest one", async (page) => {
    await tab().open(disk + page);
    await step(tab().page);
    const box = (await tab().page.locator("#trend > .vl.wide").boundingBox())!;
    const rows = await tab().page.locator("#trend .tools tbody th").allTextContents();
    await tab().page.mouse.move(box.x + 60, box.y + box.height / 2);
    expect(await tab().page.locator(".tip dd").first().textContent()).toBe(rows[0]);
    await tab().page.mouse.move(box.x + 560, box.y + box.height / 2);
    expect(await tab().page.locator(".tip dd").first().textContent()).toBe(rows.at(-1));
    await tab().page.mouse.move(5, 5);
    expect(await tab().page.locator(".tip").isVisible()).toBe(false);
  });
});

describe("the contents", () => {
  const tab = useTab(browser, { viewport: { width: 1280, height: 500 } });

  test.each(["charter", "priorities", "appendix"].flatMap((name) => both(name)))(
    "%s: show the place of the page",
    async (page) => {
      await tab().open(disk + page);
      const [list, here] = [tab().page.locator(".contents"), tab().page.locator(".contents [aria-current]")];
      const [outer, inner] = [(await list.boundingBox())!, (await here.boundingBox())!];
      expect(inner.y).toBeGreaterThanOrEqual(outer.y);
      expect(inner.y + inner.height).toBeLessThanOrEqual(outer.y + outer.height);
      // the page itself stays at its head
      expect(await tab().page.evaluate(() => scrollY)).toBe(0);
    },
  );
});

describe("by the keyboard", () => {
  const tab = useTab(browser, { viewport: { width: 1280, height: 300 } });

  test.each(both("elements"))(
    "%s: a drawing is one stop, and the arrows go through the rows of its table",
    async (page) => {
      await tab().open(home() + page);
      await step(tab().page);
      const drawing = tab().page.locator("#elements > .vl.wide");
      const tip = tab().page.locator(".tip");
      const told = tab().page.locator(".vl .told");
      for (let k = 0; k < 80 && !(await drawing.evaluate((it) => it === document.activeElement)); k++)
        await tab().page.keyboard.press("Tab");
      expect(await tip.textContent()).toBe(await drawing.getAttribute("aria-description"));
      expectNone(await violationsIn(tab(), "all"));
      for (const row of await tab().page.locator("#elements .tools table tbody tr").all()) {
        await tab().page.keyboard.press("ArrowDown");
        for (const cell of await row.locator("th, td").allTextContents())
          expect(await tip.textContent()).toContain(cell.trim());
        expect(await told.count()).toBe(1);
        // the row that is told is on the screen, but for parts of a pixel, and the tip beside it
        const [label, beside] = [(await told.boundingBox())!, (await tip.boundingBox())!];
        expect(label.y).toBeGreaterThan(-1);
        expect(label.y + label.height).toBeLessThan(301);
        expect(beside.y + beside.height > label.y - 20 && beside.y < label.y + label.height + 20).toBe(true);
      }
      const last = await tip.textContent();
      await tab().page.keyboard.press("ArrowDown");
      expect(await tip.textContent()).toBe(last);
      await tab().page.keyboard.press("Home");
      const first = await tab().page.locator("#elements .tools table tbody th").first().textContent();
      expect(await tip.locator("dd").first().textContent()).toBe(first);
      expectNone(await violationsIn(tab(), "all"));
      await tab().page.keyboard.press("Escape");
      expect([await tip.isVisible(), await told.count()]).toEqual([false, 0]);
      expect(await drawing.evaluate((it) => it === document.activeElement)).toBe(true);
      await tab().page.keyboard.press("ArrowDown");
      await tab().page.keyboard.press("Tab");
      expect(await tip.isVisible()).toBe(false);
      expectNone(tab().messages);
    },
  );
});

const newest = both("summary").map((page) => page.replace("summary/index.html", ""));
const reports = pages.filter((page) => newest.some((report) => page.startsWith(report)));

describe.each([1280, 360])("on every page of a report, %i px wide", (width) => {
  const tab = useTab(browser, { viewport: { width, height: 740 } });

  test.each(reports)("%s: no aid widens it when all tables are open", async (page) => {
    await tab().open(disk + page);
    await step(tab().page);
    await tab().page.evaluate(() => {
      for (const table of document.querySelectorAll("details")) table.open = true;
    });
    expectNone(await tab().page.evaluate(sidewaysScrolling));
    expectNone(tab().messages);
  });
});
