import type PptxGenJS from "pptxgenjs";
import { textWidth } from "../charts/text.ts";
import { brandOf } from "../report/brand.ts";
import type { Edition } from "../report/edition.ts";
import { captionOf } from "../report/figures.ts";
import { frameOf } from "../report/frame.ts";
import { leadingFinding, placedFigures } from "../report/reading.ts";
import { standfirstOf } from "../report/views.ts";
import { toPng } from "./chromium.ts";
import { svgFiles } from "./files.ts";
import { stillZip } from "./still-zip.ts";

/** Inches: a wide slide, its margin, and the room for a chart. */
const [width, edge, top, room] = [13.33, 0.6, 1.75, 4.6];
const across = { x: edge, w: width - 2 * edge };
/** Between a chart and the words beside or below it, and what these need at least. */
const [gap, leastBeside, leastBelow] = [0.4, 3.2, 1];
const grey = "4d535a";

/** The size in points, of these, at which a text fits: the largest, else the smallest. */
function sizeFor(text: string, sizes: readonly number[], box: { readonly w: number; readonly h: number }): number {
  // lines of 1.25 the size; a twentieth of each stays empty where a word does not fit any more
  const fits = (size: number) => {
    const lines = Math.floor((box.h * 72) / (1.25 * size));
    return textWidth(text, size, 700) <= lines * box.w * 72 * 0.95;
  };
  return sizes.find(fits) ?? sizes.at(-1)!;
}

/**
 * A deck: a title, the summary, then a slide for each page that has a finding and a chart: the page's title, its first chart as a
 * picture that says what it shows, what the page says first where there is room, how to read it, and what it rests on.
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
  // named, since an office program takes quotation marks and dashes from the Latin face of its theme
  const fontFace = voice.language.startsWith("zh") ? "Microsoft YaHei" : "Arial";
  deck.theme = { headFontFace: fontFace, bodyFontFace: fontFace };
  const type = {
    fontFace,
    lang: voice.language === "en" ? "en-US" : voice.language,
    valign: "top" as const,
    margin: 0,
  };
  const titled = { ...across, y: 0.4, h: 1.15 };
  const title = { name: "title", type: "title" as const, bold: true, align: "left" as const, ...type };
  deck.defineSlideMaster({
    title: "front",
    objects: [
      { rect: { x: 0, y: 0, w: width, h: 0.25, fill: { color: brand } } },
      { placeholder: { options: { ...title, ...across, y: 2, h: 1.5, valign: "bottom", color: brand } } },
    ],
  });
  deck.defineSlideMaster({
    title: "page",
    objects: [
      { rect: { x: 0, y: 0, w: width, h: 0.12, fill: { color: brand } } },
      { placeholder: { options: { ...title, ...titled, color: "1a1d21" } } },
    ],
    slideNumber: {
      x: width - edge - 0.5,
      y: 7.1,
      w: 0.5,
      h: 0.25,
      fontFace,
      fontSize: 10,
      color: grey,
      align: "right",
    },
  });
  const addPage = (text: string) => {
    const slide = deck.addSlide({ masterName: "page" });
    slide.addText(text, { placeholder: "title", ...type, fontSize: sizeFor(text, [26, 23, 20, 17], titled) });
    return slide;
  };
  const sentencesOf = (page: Parameters<typeof standfirstOf>[0]) => standfirstOf(page, edition).map(({ text }) => text);
  const say = (
    slide: PptxGenJS.default.Slide,
    sentences: readonly string[],
    box: { readonly x: number; readonly y: number; readonly w: number; readonly h: number },
    sizes: readonly number[],
  ) => {
    const fontSize = sizeFor(sentences.join(""), sizes, { w: box.w, h: box.h - 0.15 * sentences.length });
    const runs = sentences.map((text) => ({ text, options: { breakLine: true, paraSpaceAfter: 8 } }));
    slide.addText(runs, { ...type, ...box, fontSize, color: "1a1d21", lineSpacingMultiple: 1.1 });
  };

  const front = deck.addSlide({ masterName: "front" });
  const name = voice.text(study.title);
  front.addText(name, {
    placeholder: "title",
    ...type,
    valign: "bottom",
    fontSize: sizeFor(name, [40, 34, 28], { w: across.w, h: 1.5 }),
  });
  const about = [voice.text(study.client), voice.text(wave.title), voice.format.dates(wave.fieldwork)];
  if (study.invented) about.push(voice.word("ui.invented"));
  front.addText(about.join("\n"), { ...type, ...across, y: 3.7, h: 2, fontSize: 18, color: grey });

  const summary = reading.pages.find(({ id }) => id === "summary")!;
  say(
    addPage(frameOf(summary, edition).title),
    sentencesOf(summary),
    { ...across, y: top, h: room },
    [22, 20, 18, 16, 14],
  );

  for (const { page, figure, name } of slides) {
    const { title, baseline } = frameOf(page, edition);
    const png = Buffer.from(pictures.get(name)!);
    const ratio = png.readUInt32BE(16) / png.readUInt32BE(20);
    const w = Math.min(across.w, room * ratio);
    const h = w / ratio;
    const slide = addPage(title);
    slide.addImage({
      data: `image/png;base64,${png.toString("base64")}`,
      x: edge,
      y: top,
      w,
      h,
      altText: [captionOf(figure, voice), voice.word(figure.how)].join(voice.word("format.sentences")),
    });
    const beside = { x: edge + w + gap, y: top, w: across.w - w - gap, h: room };
    const below = { ...across, y: top + h + gap / 2, h: room - h - gap / 2 };
    if (beside.w >= leastBeside) say(slide, sentencesOf(page), beside, [16, 14, 12]);
    else if (below.h >= leastBelow) say(slide, sentencesOf(page), below, [18, 16, 14, 12]);
    const foot = [voice.word(figure.how), baseline.join(voice.word("format.list"))];
    const footed = { x: edge, y: 6.45, w: across.w - 0.7, h: 0.9 };
    slide.addText(foot.join("\n"), {
      ...type,
      ...footed,
      fontSize: sizeFor(foot.join(""), [12, 11, 10], footed),
      color: "676d74",
    });
  }
  // no clock: the deck is as old as the wave's last answer
  const moment = `${wave.fieldwork.to}T00:00:00Z`;
  return stillZip((await deck.write({ outputType: "uint8array" })) as Uint8Array, {
    "docProps/core.xml": (text) => text.replace(/(<dcterms:(?:created|modified) [^>]*>)[^<]*/g, `$1${moment}`),
  });
}
