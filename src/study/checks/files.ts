import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { quote, quoteAll } from "../../problems/quoting.ts";
import { didYouMean } from "../../problems/suggestion.ts";
import { type Form, namePath, walk } from "../forms.ts";
import { isInside, realPath } from "../inside.ts";
import type { YamlFile } from "../yaml.ts";
import { declaredIn } from "./references.ts";
import type { Report } from "./report.ts";

const logos = /\.(svg|png|jpe?g|webp)$/i;

/**
 * Every file that the study names exists and lies inside its folder, links followed. The answers of a published wave may
 * be gone: it is drawn from what was published.
 */
export async function checkFiles(folder: string, form: Form, yaml: YamlFile, report: Report): Promise<void> {
  const named: { file: string; path: (string | number)[] }[] = [];
  walk(form, yaml.data, (here, value, path) => {
    if (here.file && typeof value === "string" && value !== "") named.push({ file: value, path: [...path] });
  });
  const home = (await realPath(folder)) ?? folder;
  for (const { file, path } of named) {
    const place = yaml.placeOf(path);
    const subject = `${namePath(path)} names the file ${quote(file)}`;
    const wanted = resolve(home, file);
    const real =
      isInside(home, wanted) && !isAbsolute(file) && !file.includes("\0") ? await realPath(wanted) : undefined;
    if (isAbsolute(file) || !isInside(home, wanted) || (real !== undefined && !isInside(home, real))) {
      report(
        "outside-folder",
        place,
        `${subject}, which lies outside the study's folder.`,
        "Copy the file into the study's folder.",
      );
    } else if (real === undefined) {
      if (isPublished(home, path)) continue;
      report(
        "no-file",
        place,
        `${subject}, which does not exist.`,
        didYouMean(basename(file), await namesIn(dirname(wanted))) ?? "Paths begin at the study's folder.",
      );
    } else if (!(await stat(real)).isFile()) {
      report("not-a-file", place, `${subject}, which is not a file.`);
    } else if (path.join(".") === "brand.logo" && !logos.test(file)) {
      report("logo", place, `${subject}, which is no picture for a page.`, "Use SVG, PNG, JPEG or WebP.");
    }
  }
}

/** Whether a path of the study file is the answers of a wave that was published. */
function isPublished(home: string, [section, wave, key]: readonly (string | number)[]): boolean {
  return section === "waves" && key === "responses" && existsSync(join(home, "published", `${wave}.json`));
}

/**
 * The analyst's notes are `notes/<wave>/<page>.<language>.md`: a note under another name would be left out without a
 * word. Other files beside them are not read.
 */
export async function checkNotes(
  folder: string,
  file: string,
  languages: readonly string[],
  yaml: YamlFile,
  report: Report,
): Promise<void> {
  const home = (await realPath(folder)) ?? folder;
  const waves = declaredIn(yaml.data, "wave");
  const name = (...parts: string[]) => ({ file: [...file.split("/").slice(0, -1), "notes", ...parts].join("/") });
  for (const wave of await namesIn(join(home, "notes"))) {
    if (wave.startsWith(".")) continue;
    const isFolder = await isDirectory(join(home, "notes", wave));
    if (isFolder && !waves.includes(wave)) {
      report(
        "unknown-wave",
        name(wave),
        `Notes stand under the wave ${quote(wave)}, which the study does not have.`,
        didYouMean(wave, waves) ?? `The study has ${quoteAll(waves)}.`,
      );
    } else if (!isFolder && wave.endsWith(".md")) {
      report(
        "note-name",
        name(wave),
        "This note belongs to no wave.",
        "Notes stand in notes/<wave>/<page>.<language>.md.",
      );
    }
    if (!isFolder) continue;
    for (const note of await namesIn(join(home, "notes", wave))) {
      if (!note.endsWith(".md")) continue;
      const place = name(wave, note);
      const real = await realPath(join(home, "notes", wave, note));
      const language = /^[a-z0-9][a-z0-9-]*\.([^.]+)\.md$/.exec(note)?.[1];
      if (real === undefined || !isInside(home, real))
        report(
          "outside-folder",
          place,
          "This note leads outside the study's folder.",
          "Copy the file into the folder.",
        );
      if (language === undefined)
        report("note-name", place, "A note is called <page>.<language>.md.", "An example: summary.en.md.");
      else if (!languages.includes(language)) {
        report(
          "unknown-language",
          place,
          `This note is in ${quote(language)}, which is not a language of the study.`,
          didYouMean(language, languages) ?? `languages names ${quoteAll(languages)}.`,
        );
      }
    }
  }
}

/** The names in a folder in a fixed order; none where there is no such folder. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}

export async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
