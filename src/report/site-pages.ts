import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import type { Language } from "../study/study.ts";
import { packageFolder } from "./program.ts";

/** Files of the site itself: ours, with the client's `site/` laid over them (same path wins). */
export interface SiteFiles {
  /** Copied as they are, by path. */
  readonly assets: ReadonlyMap<string, Buffer>;
  /** Pages in Markdown, `<name>.<language>.md`: name -> language -> text. */
  readonly texts: ReadonlyMap<string, ReadonlyMap<Language, string>>;
}

/** Our style sheet below `site/`. A client's file of that name takes its place. */
export const sheetPath = "assets/satisfact.css";

/** What a client adds to the style sheet: it stands at the end of it. */
export const themePath = "theme.css";

export function readSiteFiles(root: string): SiteFiles {
  const assets = new Map<string, Buffer>();
  const texts = new Map<string, Map<Language, string>>();
  for (const folder of [join(packageFolder, "site"), join(root, "site")]) {
    for (const path of filesBelow(folder, "")) {
      const [, name, language] = /^([a-z0-9-]+)\.([A-Za-z0-9-]+)\.md$/.exec(path) ?? [];
      if (name && language)
        texts.set(name, (texts.get(name) ?? new Map()).set(language, readFileSync(join(folder, path), "utf8")));
      else if (!path.endsWith(".njk")) assets.set(path, readFileSync(join(folder, path)));
    }
  }
  return { assets, texts };
}

/** Files below a folder, in order of path. Links are not followed, hidden files are left alone. */
export function filesBelow(folder: string, prefix: string): readonly string[] {
  if (!existsSync(join(folder, prefix))) return [];
  const entries = readdirSync(join(folder, prefix), { withFileTypes: true }).filter(
    (entry) => !entry.name.startsWith("."),
  );
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(folder, `${prefix}${entry.name}/`) : entry.isFile() ? [prefix + entry.name] : [],
    );
}

/** Pages of the site that a language lacks, so that they are shown in another. */
export function missingTexts({ texts }: SiteFiles, reads: readonly Language[]): readonly Problem[] {
  const language = reads[0]!;
  return [...texts].flatMap(([name, versions]): readonly Problem[] => {
    const { language: shown } = textIn(versions, reads);
    if (shown.split("-")[0] === language.split("-")[0]) return [];
    return [
      {
        code: "report/missing-text",
        severity: "notice",
        place: { file: "site" },
        message: `The page ${quote(name)} is not written in ${language} and shown in ${shown}.`,
        hint: `Write ${name}.${language}.md.`,
      },
    ];
  });
}

/** A text in the first of these languages that has it, else in English, else in any. */
export function textIn(
  texts: ReadonlyMap<Language, string>,
  reads: readonly Language[],
): { language: Language; text: string } {
  const chosen = [...reads, "en", ...texts.keys()].find((candidate) => texts.has(candidate))!;
  return { language: chosen, text: texts.get(chosen)! };
}
