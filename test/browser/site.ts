import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { checkout } from "../program.ts";

/** The built example site; the checks look at it as it stands. */
export const siteFolder = join(checkout, "_site");

/** Every page of the site, as paths below it, in order. */
export function pagesOfSite(): readonly string[] {
  if (!existsSync(join(siteFolder, "satisfact.json")))
    throw new Error("There is no site to check: run `npm run build` first.");
  const names = readdirSync(siteFolder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".html")).sort();
}

/** A page that leads elsewhere before anything can be seen. */
export function leadsElsewhere(page: string): boolean {
  return /<meta http-equiv="?refresh/i.test(readFileSync(join(siteFolder, page), "utf8"));
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

export async function openTab(browser: Browser, options: BrowserContextOptions): Promise<Tab> {
  const page = await (
    await browser.newContext({ locale: "de-DE", timezoneId: "Pacific/Kiritimati", ...options })
  ).newPage();
  const messages: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => messages.push(`error: ${error.message}`));
  page.on("request", (request) => requests.push(request.url()));
  page.on("requestfailed", (request) => messages.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
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
export function brokenLink(page: string, href: string): string | null {
  if (/^(https?|mailto|data):/.test(href)) return null;
  const [path = "", anchor] = href.split("#");
  const target = path === "" ? page : posix.join(posix.dirname(page), decodeURIComponent(path));
  if (target.startsWith("..") || !existsSync(join(siteFolder, target))) return `${href} is not there`;
  if (path !== "" && !/\.\w+$/.test(target)) return `${href} does not name its file`;
  if (anchor === undefined || anchor === "" || !target.endsWith(".html")) return null;
  const text = readFileSync(join(siteFolder, target), "utf8");
  return text.includes(`id="${decodeURIComponent(anchor)}"`) ? null : `${href} has no such anchor`;
}
