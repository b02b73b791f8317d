import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { writePdf } from "../../src/report/pdf.ts";
import { scratchFolder, writeFiles } from "../program.ts";
import { pagesOfSite, siteFolder } from "./site.ts";

afterEach(() => vi.unstubAllEnvs());

/** The text of an HTML page or PDF without white space: a PDF breaks lines where it likes. */
const solid = (text: string) => text.replace(/\s+/g, "");
const unescaped = (html: string) =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(
      /&(amp|lt|gt|quot|#39);/g,
      (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name]!,
    );

test.each(pagesOfSite().wholes.slice(-2))(
  "%s becomes a PDF with page numbers and bookmarks in which every title and measure can be found",
  async (page) => {
    const root = scratchFolder();
    // it leaves a line each time it is started
    const chromium = join(root, "chromium");
    writeFiles(root, {
      chromium: `#!/bin/sh\necho started >> "$0.log"\nexec "${process.env.CHROMIUM ?? "/usr/bin/chromium"}" "$@"\n`,
    });
    chmodSync(chromium, 0o755);
    vi.stubEnv("SATISFACT_CHROMIUM", chromium);
    const [study, wave, language] = page.split("/") as [string, string, string];
    const out = join(root, "report.pdf");
    const { pages } = await writePdf({ root, site: siteFolder, study, wave, language, out });
    const info = execFileSync("pdfinfo", [out], { encoding: "utf8" });
    expect(info).toMatch(new RegExp(`^Tagged: +yes$[^]*^Pages: +${pages}$[^]*\\(A4\\)$`, "m"));
    const text = execFileSync("pdftotext", [out, "-"], { encoding: "utf8", maxBuffer: 1 << 26 });
    const found = solid(text);
    expect(readFileSync(`${chromium}.log`, "utf8")).toBe("started\n");
    const whole = readFileSync(join(siteFolder, page), "utf8");
    const html = whole.replace(/<section class="part[^"]* unprinted"[\s\S]*?(?=<section class="part|<\/main>)/g, "");
    // what paper leaves out it names, with the place
    expect(found).toContain(solid(unescaped(/<p class="away">(.*?)<\/p>/.exec(whole)![1]!)));
    const titles = [...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => solid(unescaped(title!)));
    expect(titles.length).toBeGreaterThan(20);
    expect(titles.filter((title) => !found.includes(title))).toEqual([]);
    const { score } = JSON.parse(readFileSync(join(siteFolder, study, wave, "results.json"), "utf8")).analyses.index
      .result;
    expect(found).toContain(`${score.value.toFixed(1)}`);
    // characters that only look like the ones that are searched for
    expect(text.match(/[\u2e80-\u2fdf\ue000-\uf8ff]/g)).toBeNull();
    // the contents name the sheet on which a page's title stands
    const at = /<span class="num">3<\/span> <span>([^<]*)</.exec(html)![1]!;
    const contents = execFileSync("pdftotext", ["-layout", "-f", "2", "-l", "2", out, "-"], { encoding: "utf8" });
    const sheet = Number(new RegExp(`${at}\\s+(\\d+)`).exec(contents)![1]);
    const sheets = text.split("\f");
    expect(solid(sheets[sheet - 1]!)).toContain(titles[3]!);
    const last = /<span>([^<]*)<\/span><span class="leaf num"><\/span><\/a><\/li><\/ol><\/div>\s*<p class="away">/.exec(
      whole,
    )![1]!;
    const lastSheet = Number(new RegExp(`${last}\\s+(\\d+)`).exec(contents)![1]);
    expect(solid(sheets[lastSheet - 1]!)).toContain(titles.at(-1)!);
    expect(text).toContain(`${sheet} / ${pages}`);
    const bytes = readFileSync(out, "latin1");
    expect(bytes).toContain("/Outlines");
    expect(bytes).not.toContain("file://");
  },
  600_000,
);
