import type PptxGenJS from "pptxgenjs";
import { brandOf } from "../report/brand.ts";
import type { Edition } from "../report/edition.ts";
import { captionOf } from "../report/figures.ts";
import { frameOf } from "../report/frame.ts";
import { leadingFinding, placedFigures } from "../report/reading.ts";
import { toPng } from "./chromium.ts";
import { svgFiles } from "./files.ts";
import { stillZip } from "./still-zip.ts";

/** Inches: a wide slide, its margin, and the room for a chart. */
const [width, edge, top, room] = [13.33, 0.6, 1.75, 4.6];

/**
 * A deck: a title, then a slide for each page that has a finding and a chart: the page's title, its first chart as a picture that
 * says what it shows, how to read it, and what it rests on.
 */
export async function makeDeck(edition: Edition): Promise<Uint8Array> {
  const { reading, voice } = edition;
  const { study, wave } = reading.results;
  const figures = placedFigures(reading).filter(({ figure }) => figure.draw);
  const slides = reading.pages.flatMap((page) => {
    const first = leadingFinding(page, reading) && figures.find((placed) => placed.page === page)?.figure;
    return first ? [{ page, figure: first, name: `${page.id}.${first.id}.svg` }] : [];
  });
  const drawings = svgFiles(edition);
  const pictures = await toPng(new Map(slides.map(({ name }) => [name, String(drawings.get(name)!)])));
  const { default: Deck } = (await import("pptxgenjs")) as unknown as { default: new () => PptxGenJS.default };
  const deck = new Deck();
  deck.layout = "LAYOUT_WIDE";
  deck.title = voice.text(study.title);
  deck.company = voice.text(study.client);
  const brand = brandOf(study).light.slice(1);
  const across = { x: edge, w: width - 2 * edge };

  const front = deck.addSlide();
  front.addShape("rect", { x: 0, y: 0, w: width, h: 0.25, fill: { color: brand } });
  front.addText(voice.text(study.title), { ...across, y: 2.2, h: 1.4, fontSize: 40, bold: true, color: brand });
  const about = [voice.text(study.client), voice.text(wave.title), voice.format.dates(wave.fieldwork)];
  if (study.invented) about.push(voice.word("ui.invented"));
  front.addText(about.join("\n"), { ...across, y: 3.7, h: 2, fontSize: 18, valign: "top", color: "4d535a" });

  for (const { page, figure, name } of slides) {
    const { title, baseline } = frameOf(page, edition);
    const png = Buffer.from(pictures.get(name)!);
    const ratio = png.readUInt32BE(16) / png.readUInt32BE(20);
    const w = Math.min(width - 2 * edge, room * ratio);
    const slide = deck.addSlide();
    slide.addShape("rect", { x: 0, y: 0, w: width, h: 0.12, fill: { color: brand } });
    slide.addText(title, {
      ...across,
      y: 0.35,
      h: 1.2,
      fontSize: 26,
      bold: true,
      valign: "top",
      color: "1a1d21",
      fit: "shrink",
    });
    slide.addImage({
      data: `image/png;base64,${png.toString("base64")}`,
      x: edge,
      y: top,
      w,
      h: w / ratio,
      altText: [captionOf(figure, voice), voice.word(figure.how)].join(voice.word("format.sentences")),
    });
    slide.addText([voice.word(figure.how), baseline.join(voice.word("format.list"))].join("\n"), {
      ...across,
      y: 6.5,
      h: 0.8,
      fontSize: 12,
      valign: "top",
      color: "676d74",
    });
  }
  return stillZip((await deck.write({ outputType: "uint8array" })) as Uint8Array);
}
