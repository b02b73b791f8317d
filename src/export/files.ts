import { toCsv } from "../report/csv.ts";
import type { Edition } from "../report/edition.ts";
import { drawFigure } from "../report/figures.ts";
import { placedFigures } from "../report/reading.ts";
import { toPng } from "./chromium.ts";
import { lookOf, standAlone } from "./picture.ts";

/** Files by name, for one folder. */
export type FileSet = ReadonlyMap<string, string | Uint8Array>;

/** Every table of a wave, `<page>.<table>.csv`: the bytes of the site's own files. */
export function csvFiles({ reading, voice }: Edition): FileSet {
  return setOf(
    placedFigures(reading).map(({ figure: { table }, page }) => [`${page.id}.${table.id}.csv`, toCsv(table, voice)]),
  );
}

/** Every chart of a wave, `<page>.<figure>.svg`: the page's wide drawing, able to stand alone. */
export function svgFiles({ reading, voice, site }: Edition): FileSet {
  const look = lookOf(site.root, reading.results.study, voice.language);
  return setOf(
    placedFigures(reading).flatMap(({ figure, page }) => {
      const drawing = drawFigure(figure, "wide", voice, site.draw);
      return drawing ? [[`${page.id}.${figure.id}.svg`, standAlone(drawing.toString(), look)] as const] : [];
    }),
  );
}

/** The same charts as pictures. */
export async function pngFiles(edition: Edition): Promise<FileSet> {
  const drawings = [...svgFiles(edition)].map(([name, svg]) => [name.replace(/svg$/, "png"), String(svg)] as const);
  return toPng(new Map(drawings));
}

function setOf(files: readonly (readonly [name: string, content: string])[]): FileSet {
  const set = new Map(files);
  if (set.size < files.length) throw new Error("Two files of an export have one name.");
  return set;
}
