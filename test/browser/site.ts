import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { type Serving, serve } from "../../src/report/serve.ts";
import { checkout } from "../program.ts";
import { inkOf } from "./looks.ts";

/** A4 without its margins, in CSS px. */
export const paper = { width: 680, height: 1000 };

/** The built example site; the checks look at it as it stands. */
export const siteFolder = join(checkout, "_site");

/**
 * Every page of the site that can be read, those that hold all pages of a report (what is in them was looked at page by page), and
 * every one that leads elsewhere at once, as paths below it, in order.
 */
export function pagesOfSite(
  folder = siteFolder,
): Readonly<Record<"pages" | "wholes" | "redirects", readonly string[]>> {
  if (!existsSync(join(folder, "satisfact.json")))
    throw new Error("There is no site to check: run `npm run build` first.");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const all = names.filter((name) => name.endsWith(".html")).sort();
  const redirects = all.filter((page) => /<meta http-equiv="?refresh/i.test(readFileSync(join(folder, page), "utf8")));
  const shown = all.filter((page) => !redirects.includes(page));
  const isWhole = (page: string) => page.endsWith("/print/index.html");
  return { pages: shown.filter((page) => !isWhole(page)), wholes: shown.filter(isWhole), redirects };
}

export function startBrowser(): Promise<Browser> {
  const quiet = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
  ];
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", ...quiet] });
}

/** A tab that writes down what a page says on the console and what it asks for. */
export interface Tab {
  readonly page: Page;
  /** Opens an address afresh. */
  readonly open: (address: string) => Promise<void>;
  readonly messages: string[];
  readonly requests: string[];
}

async function openTab(browser: Browser, options: BrowserContextOptions): Promise<Tab> {
  const page = await (
    await browser.newContext({ locale: "de-DE", timezoneId: "Pacific/Kiritimati", ...options })
  ).newPage();
  await page.addInitScript(`globalThis.inkOf = ${inkOf}`);
  const messages: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => messages.push(`error: ${error.message}`));
  page.on("request", (request) => requests.push(request.url()));
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    // who leaves a page at once has not waited for its icon
    if (why === "net::ERR_ABORTED" && /\/assets\/[^/]*-(?:logo|icon)\.\w+$/.test(request.url())) return;
    messages.push(`failed: ${request.url()} ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) messages.push(`${response.status()}: ${response.url()}`);
  });
  return {
    page,
    messages,
    requests,
    async open(address) {
      messages.length = 0;
      requests.length = 0;
      await page.goto(address, { waitUntil: "load" });
    },
  };
}

/** What a link of a page leads to that is not there; null when it is. */
export function brokenLink(page: string, href: string, folder = siteFolder): string | null {
  if (/^(https?|mailto|data):/.test(href)) return null;
  const [path = "", anchor] = href.split("#");
  const target = path === "" ? page : posix.join(posix.dirname(page), decodeURIComponent(path));
  if (target.startsWith("..") || !existsSync(join(folder, target))) return `${href} is not there`;
  if (path !== "" && !/\.\w+$/.test(target)) return `${href} does not name its file`;
  if (anchor === undefined || anchor === "" || !target.endsWith(".html")) return null;
  const text = readFileSync(join(folder, target), "utf8");
  return text.includes(`id="${decodeURIComponent(anchor)}"`) ? null : `${href} has no such anchor`;
}

/** A browser for the tests of a file. */
export function useBrowser(): () => Browser {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());
  return () => browser;
}

/** A browser and a site as it is served under a sub-folder, for the tests of a file. */
export function useSite(folder = () => siteFolder): { readonly browser: () => Browser; readonly home: () => string } {
  const browser = useBrowser();
  let serving: Serving;
  beforeAll(async () => {
    serving = await serve({ folder: folder(), port: 0, base: "/reports/2026/" });
  });
  afterAll(() => serving.close());
  return { browser, home: () => serving.url };
}

/** A tab for the tests of a `describe`. */
export function useTab(browser: () => Browser, options: BrowserContextOptions): () => Tab {
  let tab: Tab;
  beforeAll(async () => {
    tab = await openTab(browser(), options);
  });
  afterAll(() => tab.page.context().close());
  return () => tab;
}

/** What was asked for beyond what lies below an address. */
export function outsideOf(home: string, tab: Tab): readonly string[] {
  return tab.requests.filter((url) => !url.startsWith(home) && !url.startsWith("data:"));
}

/** Fails with everything that is wrong, each on a line of its own. */
export function expectNone(wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error(`${wrong.length} wrong:\n${wrong.slice(0, 20).join("\n")}`);
}

const colours = ["color-contrast", "link-in-text-block"];

/** What axe finds wrong with the page: by all of its rules, by those about colours, or by the others. */
export async function violationsIn(tab: Tab, rules: "all" | "colours" | "structure"): Promise<readonly string[]> {
  await tab.page.evaluate(axe.source);
  const options: axe.RunOptions =
    rules === "all"
      ? {}
      : rules === "colours"
        ? { runOnly: colours }
        : { rules: Object.fromEntries(colours.map((id) => [id, { enabled: false }])) };
  const found = await tab.page.evaluate(
    (chosen) =>
      (window as unknown as { axe: { run(options: axe.RunOptions): Promise<axe.AxeResults> } }).axe.run(chosen),
    options,
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary?.split("\n")[1]?.trim()}`),
  );
}
