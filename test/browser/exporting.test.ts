import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { languages, plain, useBakery, wave } from "../handing-over.ts";
import { readSite } from "../site-files.ts";

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

/** The parts of a ZIP archive by name. */
function unpack(bytes: Buffer): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  let at = bytes.readUInt32LE(bytes.length - 6);
  for (let left = bytes.readUInt16LE(bytes.length - 12); left > 0; left--) {
    const [size, name, extra, comment, local] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
      bytes.readUInt32LE(at + 42),
    ];
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    const content = bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed;
    parts.set(bytes.toString("utf8", at + 46, at + 46 + name), content.toString("utf8"));
    at += 46 + name + extra + comment;
  }
  return parts;
}

test.each(languages)(
  "the deck in %s has the pages' titles, and pictures that say what the pages' say",
  async (language) => {
    const out = await handOver({ formats: ["pptx"], language });
    const parts = unpack(readFileSync(join(out, `bakery-autumn-${language}.pptx`)));
    const slides = [...parts.keys()].filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name));
    const pages = ["index", "trend", "elements", "gaps"];
    expect(slides.length).toBe(1 + pages.length);
    for (const [k, page] of pages.entries()) {
      const html = siteFiles().get(`${wave}/${language}/${page}/index.html`)!;
      const slide = parts.get(`ppt/slides/slide${k + 2}.xml`)!;
      const texts = [...slide.matchAll(/<a:t>(.*?)<\/a:t>/g)].map(([, text]) => plain(text!));
      expect(texts[0]).toBe(plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)![1]!).trim());
      const alt = plain(/ descr="([^"]+)"/.exec(slide)![1]!);
      const drawings = [...html.matchAll(/<title id="(.*?)-wide-title">(.*?)<\/title><desc.*?>(.*?)<\/desc>/g)];
      expect(drawings.some(([, , title, said]) => alt.startsWith(plain(title!)) && alt.endsWith(plain(said!)))).toBe(
        true,
      );
      // every part that a slide names is there
      const links = parts.get(`ppt/slides/_rels/slide${k + 2}.xml.rels`)!;
      for (const [, target] of links.matchAll(/Target="\.\.\/(.*?)"/g))
        expect([...parts.keys()]).toContain(`ppt/${target}`);
    }
  },
);
