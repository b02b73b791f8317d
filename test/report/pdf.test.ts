import { chmodSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ProblemError } from "../../src/problems/problem.ts";
import { writePdf } from "../../src/report/pdf.ts";
import { singleFile } from "../../src/report/single-file.ts";
import { scratchFolder, writeFiles } from "../program.ts";

const whole = "cafe/autumn/en/print/index.html";
const page = `<html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; base-uri 'none'; form-action 'none'">
<link rel="stylesheet" href="../../../../assets/cafe.css">
</head><body><img class="logo" src="../../../../assets/cafe-logo.svg" alt="">
<a href="#index"><span>1</span> <span>Index</span><span class="leaf num"></span></a><a href="../index/a.csv" download>CSV</a>
</body></html>`;

function built(): { root: string; site: string } {
  const root = scratchFolder();
  writeFiles(root, {
    "_site/assets/cafe.css": "p > b { color: red }",
    "_site/assets/cafe-logo.svg": "<svg/>",
    "_site/cafe/autumn/results.json": "{}",
    "_site/cafe/autumn/index.html": '<meta http-equiv="refresh" content="0; url=en/summary/index.html">',
    [`_site/${whole}`]: page,
  });
  return { root, site: join(root, "_site") };
}

const cafe = { study: "cafe", wave: "autumn" };

/** A program in the place of Chromium: `$out` is where the PDF goes, `$page` the page that it is made from. */
function standIn(root: string, script: string): string {
  const path = join(root, "chromium");
  writeFiles(root, {
    chromium: `#!/bin/sh\nfor a in "$@"; do case $a in --print-to-pdf=*) out=\${a#*=};; file:*) page=\${a#file://};; esac; done\n${script}\n`,
  });
  chmodSync(path, 0o755);
  return path;
}

afterEach(() => vi.unstubAllEnvs());

async function problemOf(options: Parameters<typeof writePdf>[0]) {
  const error: ProblemError = await writePdf(options).then(
    () => expect.fail("it was printed"),
    (reason) => reason,
  );
  return error.problems[0]!;
}

describe("a report as PDF", () => {
  test("wants a Chromium, and says so where there is none", async () => {
    vi.stubEnv("PATH", "");
    vi.stubEnv("SATISFACT_CHROMIUM", undefined);
    const found = await problemOf({ ...built(), ...cafe });
    expect(found).toMatchObject({ code: "report/no-chromium", place: { file: "PATH" } });
    expect(found.message).toContain("none is installed");
    vi.stubEnv("SATISFACT_CHROMIUM", "/nowhere/chrome");
    expect((await problemOf({ ...built(), ...cafe })).message).toContain('"/nowhere/chrome"');
  });

  test("wants the site built, and the language in it", async () => {
    const { root, site } = built();
    const missing = await problemOf({ root, site, study: "cafe", wave: "spring" });
    expect(missing).toMatchObject({ code: "report/not-built", hint: expect.stringContaining("satisfact build") });
    expect(await problemOf({ root, site, ...cafe, language: "fr" })).toMatchObject({
      code: "report/no-language",
      hint: expect.stringContaining("--lang"),
    });
  });

  test("says what was meant by a name that is nearly one of the site's", async () => {
    const { root, site } = built();
    expect(await problemOf({ root, site, study: "cafe", wave: "autum" })).toMatchObject({
      code: "report/not-built",
      hint: 'Did you mean "cafe/autumn"?',
    });
    expect(await problemOf({ root, site, ...cafe, language: "em" })).toMatchObject({
      code: "report/no-language",
      hint: 'Did you mean "en"?',
    });
  });

  test("refuses a file that cannot be written before Chromium is asked", async () => {
    const { root, site } = built();
    vi.stubEnv("SATISFACT_CHROMIUM", standIn(root, "exit 1"));
    expect(await problemOf({ root, site, ...cafe, out: site })).toMatchObject({ code: "pdf/no-file" });
    const below = join(site, whole, "report.pdf");
    expect(await problemOf({ root, site, ...cafe, out: below })).toMatchObject({
      code: "system/no-folder",
      place: { file: join(site, whole) },
    });
  });

  test("tells what Chromium said when it made none, and leaves nothing behind", async () => {
    const { root, site } = built();
    vi.stubEnv("SATISFACT_CHROMIUM", standIn(root, "echo 'No such display' >&2; exit 1"));
    const found = await problemOf({ root, site, ...cafe });
    expect(found).toMatchObject({ code: "pdf/not-printed", message: "This program made no PDF: No such display" });
    expect(readdirSync(join(root, ".satisfact"))).toEqual([]);
    expect(existsSync(join(root, "cafe-autumn-en.pdf"))).toBe(false);
  });

  test("has in its contents the pages on which the first printing put them", async () => {
    const { root, site } = built();
    // objects as Chromium writes them: two sheets, "index" on the second; then the page itself, to be looked at
    const pdf = String.raw`%PDF-1.4\n1 0 obj\n<</main [3 0 R /XYZ 0 8 0]\n/index [4 0 R /XYZ 0 8 0]>>\nendobj\n2 0 obj\n<</Type /Pages\n/Count 2\n/Kids [3 0 R 4 0 R]>>\nendobj\n5 0 obj\n<</Type /Catalog\n/Pages 2 0 R\n/Dests 1 0 R>>\n`;
    vi.stubEnv("SATISFACT_CHROMIUM", standIn(root, `{ printf '${pdf.replaceAll("%", "%%")}'; cat "$page"; } > "$out"`));
    expect(await writePdf({ root, site, ...cafe })).toEqual({ path: join(root, "cafe-autumn-en.pdf"), pages: 2 });
    expect(readFileSync(join(root, "cafe-autumn-en.pdf"), "utf8")).toContain('<span class="leaf num">2</span>');
  });

  test("is printed without the parts that paper leaves out, and without links to them", async () => {
    const { root, site } = built();
    const part = (id: string, kind = "") => `<section class="part${kind}" id="${id}"><p>${id}</p></section>`;
    writeFiles(root, {
      [`_site/${whole}`]: page.replace(
        "</body>",
        `<main>${part("index")}<a href="#receipts~a">why</a>${part("receipts", " unprinted")}${part("appendix")}</main></body>`,
      ),
    });
    vi.stubEnv("SATISFACT_CHROMIUM", standIn(root, `{ printf '%%PDF-'; cat "$page"; } > "$out"`));
    await writePdf({ root, site, ...cafe });
    const printed = readFileSync(join(root, "cafe-autumn-en.pdf"), "utf8");
    expect(printed).toContain(
      '<section class="part" id="index"><p>index</p></section><a>why</a><section class="part" id="appendix">',
    );
  });
});

describe("a page as one file", () => {
  test("has its style and pictures in it, under a policy that admits them alone, and no link out", () => {
    const html = singleFile(built().site, whole);
    expect(html).toContain("<style>p > b { color: red }</style>");
    // printf 'p > b { color: red }' | openssl dgst -sha256 -binary | base64
    expect(html).toContain("style-src 'sha256-QS6aK9w86SD1K2xm6dNTpg1njPWOa0Rd2HCiOosCsMc='; img-src data:; base-uri");
    // printf '<svg/>' | base64
    expect(html).toContain('src="data:image/svg+xml;base64,PHN2Zy8+"');
    expect(html).toContain('<a href="#index">');
    expect(html).toContain("<a download>CSV</a>");
  });

  test("leads to the site where it knows its address", () => {
    const { root, site } = built();
    writeFiles(root, {
      [`_site/${whole}`]: page.replace("<head>", `<head><link rel="canonical" href="https://example.org/r/${whole}">`),
    });
    expect(singleFile(site, whole)).toContain('href="https://example.org/r/cafe/autumn/en/index/a.csv"');
  });
});
