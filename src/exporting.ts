import { accessSync, constants, existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeFolder } from "./archive/make-folder.ts";
import { writeWhole } from "./archive/write-whole.ts";
import { csvFiles, type FileSet, pngFiles, svgFiles } from "./export/files.ts";
import type { ExportFormat } from "./export/formats.ts";
import { restoreSet, writeSet } from "./export/write-set.ts";
import { findWave, languageOfStudy } from "./measuring/find-wave.ts";
import { waveOf } from "./measuring/studies.ts";
import { gather } from "./pipeline.ts";
import { type Problem, ProblemError } from "./problems/problem.ts";
import { shortPath } from "./problems/short-path.ts";
import { addresses, wholePage } from "./report/addresses.ts";
import type { Edition } from "./report/edition.ts";
import { withLock } from "./report/lock.ts";
import { languageOf } from "./report/pdf.ts";
import { layOut } from "./report/prepare.ts";
import { studyOf } from "./report/shelves.ts";
import { singleFile } from "./report/single-file.ts";

export interface ExportOptions {
  /** The folder that holds `data/`. */
  readonly root: string;
  readonly study: string;
  readonly wave: string;
  /** By default the study's first. */
  readonly language?: string;
  readonly out: string;
  readonly formats: readonly ExportFormat[];
  readonly progress?: (step: string, done: number, total: number) => void;
}

export interface Exported {
  /** What was written, in the order of the formats; a folder with the number of its files. */
  readonly written: readonly { readonly path: string; readonly files: number | null }[];
  readonly notices: readonly Problem[];
}

/**
 * Hands a wave over in other formats. All start where its pages start, from the results after disclosure, so each figure is
 * the page's. Everything is made before anything is written.
 * @throws ProblemError with everything the user can mend
 */
export async function exportWave(options: ExportOptions): Promise<Exported> {
  const root = resolve(options.root);
  const out = resolve(options.out);
  // a folder that cannot be written is told before anything is computed
  refuseFile(out);
  makeFolder(out);
  accessSync(out, constants.W_OK);
  return withLock(root, async () => {
    const { study, progress, formats } = options;
    const found = await findWave(root, study, options.wave);
    const language = languageOfStudy(found.study, options.language);
    const name = `${study}-${options.wave}-${language}`;
    const pathOf = (format: ExportFormat) => join(out, isFile.has(format) ? `${name}.${format}` : `${name}-${format}`);
    for (const format of formats) if (!isFile.has(format)) restoreSet(pathOf(format));
    const { site, notices, drawings } = await gather({ root, only: study, ...(progress && { progress }) });
    const edition = editionOf(layOut(site).shelves, language, options.wave);
    const made: (readonly [path: string, content: FileSet | Uint8Array])[] = [];
    for (const [k, format] of formats.entries()) {
      progress?.(`${study}: ${format}`, k, formats.length);
      made.push([pathOf(format), await makers[format](edition, options)]);
    }
    drawings.save(false);
    for (const [path, content] of made) {
      if (content instanceof Uint8Array) writeWhole(path, content);
      else writeSet(path, content, shortPath(path));
    }
    return {
      written: made.map(([path, content]) => ({ path, files: content instanceof Uint8Array ? null : content.size })),
      notices,
    };
  });
}

/** Formats that are one file; the others fill a folder. */
const isFile: ReadonlySet<ExportFormat> = new Set(["xlsx", "pptx", "html"]);

/** What a format needs is loaded when it is asked for. */
const makers: Readonly<
  Record<
    ExportFormat,
    (edition: Edition, options: ExportOptions) => FileSet | Uint8Array | Promise<FileSet | Uint8Array>
  >
> = {
  xlsx: async (edition) => (await import("./export/workbook.ts")).makeWorkbook(edition),
  csv: csvFiles,
  svg: svgFiles,
  png: pngFiles,
  pptx: async (edition) => (await import("./export/deck.ts")).makeDeck(edition),
  html: ({ voice }, { root, study, wave }) => {
    const site = join(root, "_site");
    const language = languageOf({ site, study, wave, language: voice.language });
    return Buffer.from(singleFile(site, addresses.page(study, wave, language, wholePage.id)));
  },
};

function editionOf(shelves: ReturnType<typeof layOut>["shelves"], language: string, wave: string): Edition {
  const shelf = shelves.find((candidate) => candidate.language === language)!;
  const editions = shelf.editions.map((edition) => ({ edition, wave: edition.reading.results.wave }));
  return waveOf({ study: studyOf(shelf), waves: editions }, wave).edition;
}

function refuseFile(out: string): void {
  if (!existsSync(out) || statSync(out).isDirectory()) return;
  const message = "This is a file, not a folder.";
  const hint = "Name a folder with --out.";
  throw new ProblemError([
    { code: "export/no-folder", severity: "error", place: { file: shortPath(out) }, message, hint },
  ]);
}
