import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { sidewaysScrolling } from "./looks.ts";
import { expectNone, outsideOf, pagesOfSite, siteFolder, type Tab, useSite, useTab, violationsIn } from "./site.ts";

// the newest wave: the pages of one report
const all = pagesOfSite().pages.filter((page) => page.endsWith("/elements/index.html"));
const pages = ["en", "zh-CN"].map((language) => all.findLast((page) => page.includes(`/${language}/`))!);
const { browser, home } = useSite();
const disk = pathToFileURL(`${siteFolder}/`).href;

const dialogOf = (page: Page) => page.locator("dialog.find");

/** Opens the search with its key and types. */
async function ask(page: Page, text: string): Promise<readonly string[]> {
  if (!(await dialogOf(page).isVisible())) await page.keyboard.press("/");
  await dialogOf(page).waitFor({ state: "visible" });
  await dialogOf(page).locator("input[type=search]").fill(text);
  return dialogOf(page).locator(".hit").allInnerTexts();
}

/** What customers rate, as the page names it. */
function elementsOn({ page }: Tab): Promise<string[]> {
  return page.locator("#elements tbody th").evaluateAll((heads) => heads.map((head) => head.textContent!.trim()));
}

describe.each([
  ["served", () => home()],
  ["from a disk", () => disk],
] as const)("the search, %s", (_, base) => {
  const tab = useTab(browser, { viewport: { width: 1280, height: 900 } });

  test.each(pages)("%s: every element is found by the beginning of its name and leads to its drawing", async (page) => {
    await tab().open(base() + page);
    const asked = tab().requests.length;
    const names = await elementsOn(tab());
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) {
      // two characters of Chinese, the first letters of a word in capitals
      const [first] = await ask(tab().page, name.slice(0, page.includes("/zh-CN/") ? 2 : 4).toUpperCase());
      expect(names.map((other) => other.slice(0, 2))).toContain(first!.slice(0, 2));
      const hits = await ask(tab().page, name);
      expect(hits[0]).toBe(name);
    }
    // the page's icon may come at any time
    const files = tab()
      .requests.slice(asked)
      .map((url) => url.replace(/^.*\//, ""))
      .filter((name) => name.endsWith(".js"));
    expect(files.sort()).toEqual(["reading-aids.js", "search-index.js"]);
    await tab().page.keyboard.press("Enter");
    expect(tab().page.url()).toBe(`${base()}${page}#elements`);
    expect(await dialogOf(tab().page).isVisible()).toBe(false);
    expectNone(tab().messages);
    expectNone(outsideOf(base(), tab()));
  });

  test.each(pages)("%s: is worked by the keyboard alone", async (page) => {
    await tab().open(base() + page);
    const door = tab().page.locator(".door");
    for (let k = 0; k < 30 && !(await door.evaluate((it) => it === document.activeElement)); k++)
      await tab().page.keyboard.press("Tab");
    await tab().page.keyboard.press("Enter");
    await dialogOf(tab().page).waitFor({ state: "visible" });
    await tab().page.keyboard.type(page.includes("/zh-CN/") ? "题目" : "question");
    const kinds = await dialogOf(tab().page).locator(".where").allInnerTexts();
    expect(await tab().page.locator(".find .count").innerText()).toMatch(/\d/);
    expect(kinds.length).toBeGreaterThan(0);
    await tab().page.keyboard.press("ArrowDown");
    await tab().page.keyboard.press("ArrowDown");
    const second = dialogOf(tab().page)
      .locator("li a")
      .nth(Math.min(1, kinds.length - 1));
    expect(await second.evaluate((it) => it === document.activeElement)).toBe(true);
    for (let k = 0; k < 2; k++) await tab().page.keyboard.press("ArrowUp");
    expect(await tab().page.evaluate(() => document.activeElement?.localName)).toBe("input");
    await tab().page.keyboard.press("Escape");
    await tab().page.keyboard.press("Escape");
    expect(await dialogOf(tab().page).isVisible()).toBe(false);
    expect(await door.evaluate((it) => it === document.activeElement)).toBe(true);
  });
});

describe("what it understands", () => {
  const tab = useTab(browser, {});

  test("words by their beginnings, in any order, without case and accents; nothing where one is missing", async () => {
    await tab().open(home() + pages[0]!);
    const hits = await ask(tab().page, "INTERVÀL confid");
    expect(hits[0]).toBe("Confidence interval (CI)");
    expect(await ask(tab().page, "interval confid zzz")).toEqual([]);
    expect(await ask(tab().page, "nterval")).toEqual([]);
    expect(await ask(tab().page, "  ")).toEqual([]);
    expect(await ask(tab().page, "(((")).toEqual([]);
  });

  test("Chinese by pairs of characters, Latin letters among them, a sentence that says it otherwise", async () => {
    await tab().open(home() + pages[1]!);
    expect((await ask(tab().page, "置信区间"))[0]).toBe("置信区间");
    expect((await ask(tab().page, "满意度指数CSI"))[0]).toBe("顾客满意度指数（CSI）");
    expect((await ask(tab().page, "区间的置信"))[0]).toBe("置信区间");
    expect(await ask(tab().page, "龘龘")).toEqual([]);
  });

  test("every link leads to what is there", async () => {
    for (const page of pages) {
      await tab().open(home() + page);
      for (const text of page.includes("/zh-CN/") ? ["满意", "方法", "指数", "期望"] : ["a", "s", "how", "index"]) {
        await ask(tab().page, text);
        const links = await dialogOf(tab().page)
          .locator("li a")
          .evaluateAll((found) => (found as HTMLAnchorElement[]).map(({ href }) => href));
        expect(links.length).toBeGreaterThan(3);
        for (const link of links) {
          const { pathname, hash } = new URL(link.slice(home().length), "file:///");
          const text = readFileSync(join(siteFolder, decodeURI(pathname)), "utf8");
          if (hash) expect(text).toContain(` id="${decodeURIComponent(hash.slice(1))}"`);
        }
      }
    }
  });

  test("the key is left to what is being typed into, and can be turned off for good", async () => {
    await tab().open(home() + pages[0]!);
    await ask(tab().page, "a/b");
    await dialogOf(tab().page).locator("input[type=search]").focus();
    await tab().page.keyboard.press("/");
    expect(await dialogOf(tab().page).locator("input[type=search]").inputValue()).toBe("a/b/");
    await dialogOf(tab().page).locator(".slash input").uncheck();
    await tab().open(home() + pages[1]!);
    await tab().page.keyboard.press("/");
    await tab().page.waitForTimeout(300);
    expect(await dialogOf(tab().page).count()).toBe(0);
    await tab().page.locator(".door").click();
    await dialogOf(tab().page).locator(".slash input").check();
  });
});

describe.each([
  ["light", 1280],
  ["dark", 1280],
  ["light", 360],
  ["dark", 360],
] as const)("the dialog in the %s, %i px wide", (colorScheme, width) => {
  const tab = useTab(browser, { colorScheme, viewport: { width, height: 740 } });

  test.each(pages)("%s: is accessible, does not scroll sideways, and is not printed", async (page) => {
    await tab().open(home() + page);
    expect((await ask(tab().page, page.includes("/zh-CN/") ? "满意" : "s")).length).toBeGreaterThan(10);
    expectNone(await violationsIn(tab(), "all"));
    expectNone(await tab().page.evaluate(sidewaysScrolling));
    expectNone(tab().messages);
    await tab().page.emulateMedia({ media: "print" });
    for (const part of ["dialog.find", ".door"]) expect(await tab().page.locator(part).isVisible()).toBe(false);
    await tab().page.emulateMedia({ media: null });
  });
});

describe("without script", () => {
  const tab = useTab(browser, { javaScriptEnabled: false });

  test.each(pages)("%s: nothing of it is there", async (page) => {
    await tab().open(disk + page);
    expect(await tab().page.locator(".door").isVisible()).toBe(false);
    expect(await tab().page.locator("dialog, .aid, .said, .tip").count()).toBe(0);
  });
});
