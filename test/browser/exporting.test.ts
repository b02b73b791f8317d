import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { expect, onTestFinished, test, vi } from "vitest";
import { languages, plain, useBakery, wave } from "../handing-over.ts";
import { readSite } from "../site-files.ts";
import { startBrowser } from "./site.ts";

// What is handed over as pictures is drawn by the browser.
const { handOver, siteFiles } = useBakery();

test("pictures are twice the size of the drawings, one for each", { timeout: 120_000 }, async () => {
  const out = await handOver({ formats: ["svg", "png"], language: "zh-CN" });
  const drawings = readSite(join(out, "bakery-autumn-zh-CN-svg"));
  const pictures = readSite(join(out, "bakery-autumn-zh-CN-png"));
  expect([...pictures.keys()]).toEqual([...drawings.keys()].map((name) => name.replace(/svg$/, "png")));
  for (const [name, svg] of drawings) {
    const [, width, height] = / width="(.*?)" height="(.*?)"/.exec(svg.toString())!.map(Number);
    const png = pictures.get(name.replace(/svg$/, "png"))!;
    expect(png.toString("latin1", 1, 4)).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)], name).toEqual([2 * width!, 2 * height!]);
  }
});

/** The parts of a ZIP archive by name, as text. */
const unpack = (bytes: Buffer) =>
  new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));

test.each(languages)(
  "the deck in %s has the pages' titles, and pictures that say what the pages' say",
  async (language) => {
    const out = await handOver({ formats: ["pptx"], language });
    const parts = unpack(readFileSync(join(out, `bakery-autumn-${language}.pptx`)));
    const slides = [...parts.keys()].filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name));
    const pages = ["index", "trend", "elements", "gaps"];
    expect(slides.length).toBe(2 + pages.length);
    const titleOf = (page: string) =>
      plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(siteFiles().get(`${wave}/${language}/${page}/index.html`)!)![1]!).trim();
    const said = (slide: string) => [...slide.matchAll(/<a:t>(.*?)<\/a:t>/g)].map(([, text]) => plain(text!));
    // a title is one to whoever listens, or sees the outline
    const heading = (slide: string) =>
      said(slide.split("<p:sp>").find((shape) => shape.includes("<p:ph") && shape.includes('type="title"'))!).join("");
    const summary = parts.get("ppt/slides/slide2.xml")!;
    expect(heading(summary)).toBe(titleOf("summary"));
    const standfirst = /<p class="standfirst">([\s\S]*?)<\/p>/.exec(
      siteFiles().get(`${wave}/${language}/summary/index.html`)!,
    )![1]!;
    for (const sentence of said(summary).slice(1, -1)) expect(plain(standfirst)).toContain(sentence);
    for (const [k, page] of pages.entries()) {
      const html = siteFiles().get(`${wave}/${language}/${page}/index.html`)!;
      const slide = parts.get(`ppt/slides/slide${k + 3}.xml`)!;
      expect(heading(slide)).toBe(titleOf(page));
      const alt = plain(/ descr="([^"]+)"/.exec(slide)![1]!);
      const drawings = [...html.matchAll(/<title id="(.*?)-wide-title">(.*?)<\/title><desc.*?>(.*?)<\/desc>/g)];
      expect(drawings.some(([, , title, said]) => alt.startsWith(plain(title!)) && alt.endsWith(plain(said!)))).toBe(
        true,
      );
      // every part that a slide names is there
      const links = parts.get(`ppt/slides/_rels/slide${k + 3}.xml.rels`)!;
      for (const [, target] of links.matchAll(/Target="\.\.\/(.*?)"/g))
        expect([...parts.keys()]).toContain(`ppt/${target}`);
    }
  },
);

test("the same wave gives the same bytes whenever it is handed over, of parts that are well-formed", async () => {
  const formats = ["pptx", "xlsx"] as const;
  const first = await handOver({ formats, language: "zh-CN" });
  // everything that asks the clock gets another answer
  vi.useFakeTimers({ now: new Date("2031-05-04T03:02:01Z"), toFake: ["Date"] });
  const second = await handOver({ formats, language: "zh-CN" }).finally(() => vi.useRealTimers());
  const browser = await startBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  for (const format of formats) {
    const name = `bakery-autumn-zh-CN.${format}`;
    const bytes = readFileSync(join(first, name));
    expect(readFileSync(join(second, name)).equals(bytes), format).toBe(true);
    const parts = [...unpack(bytes)].filter(([part]) => /\.(xml|rels)$/.test(part));
    expect(parts.length).toBeGreaterThan(10);
    const broken = await page.evaluate(
      (texts) =>
        texts.filter(
          ([, text]) => new DOMParser().parseFromString(text, "application/xml").querySelector("parsererror") !== null,
        ),
      parts,
    );
    expect(broken.map(([part]) => part)).toEqual([]);
  }
});
