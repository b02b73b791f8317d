import { extname, join } from "node:path";
import nunjucks from "nunjucks";
import type { Analysis } from "../analyses/analysis.ts";
import type { Problem } from "../problems/problem.ts";
import type { Language } from "../study/study.ts";
import type { Site } from "./edition.ts";
import type { PreparedSite } from "./eleventy.ts";
import type { DrawChart } from "./figures.ts";
import { listFiles } from "./file-list.ts";
import { missingMethodNotes } from "./methodology.ts";
import { checkTemplates, ourPrefix, templateFolders } from "./own-templates.ts";
import { listPages } from "./page-list.ts";
import { packageFolder } from "./program.ts";
import { byNewest, type Shelf, type StudyResults, shelvesOf } from "./shelves.ts";
import { missingTexts, readSiteFiles } from "./site-pages.ts";
import { checkTheme } from "./theme.ts";
import { loadWords } from "./words.ts";

export interface SiteInput {
  readonly studies: readonly StudyResults[];
  /** The user's folder: `templates/`, `site/` and notes are read from it. */
  readonly root: string;
  readonly siteUrl?: string;
  readonly version: string;
  readonly registry: readonly Analysis[];
  readonly draw: DrawChart;
}

/** Without a study there is still a front page; it is in these languages. */
const ownLanguages: readonly Language[] = ["en", "zh-CN"];

/**
 * Everything of a site but the writing: pages as a flat list whose views are made one at a time, other files as bytes.
 *
 * @throws ProblemError for notes, locales, logos, colours and addresses that cannot be used
 */
export function prepareSite(input: SiteInput): PreparedSite {
  const { root, registry } = input;
  const { site, shelves, notices } = layOut(input);
  const { languages, words } = site;
  const own = readSiteFiles(root);
  const gaps = languages.flatMap((language) => {
    const done = shelves.filter((shelf) => shelf.language === language).flatMap(({ editions }) => editions);
    const analyses = [...new Set(done.flatMap(({ reading }) => reading.done))];
    return [
      ...missingMethodNotes(root, analyses, words.get(language)!),
      ...missingTexts(own, words.get(language)!.reads),
    ];
  });
  const environment = environmentOf(root);
  const looks = checkTheme(own);
  checkTemplates(
    root,
    environment,
    registry.map(({ id }) => id),
  );
  return {
    environment,
    notices: [...notices, ...gaps, ...looks],
    pages: listPages(site, shelves, own, (template, v) => environment.render(template, { v })),
    files: listFiles(site, shelves, own),
  };
}

/** What the pages of a site are made from: every study in each of its languages, the newest first. */
export function layOut(input: SiteInput): {
  readonly site: Site;
  readonly shelves: readonly Shelf[];
  readonly notices: readonly Problem[];
} {
  const { root, version, registry, siteUrl, draw } = input;
  const studies = [...input.studies].sort(byNewest);
  const spoken = [...new Set(studies.flatMap(({ study }) => study.languages))];
  const languages = spoken.length > 0 ? spoken : ownLanguages;
  const notices: Problem[] = [];
  const words = loadWords(root, languages, notices);
  const site: Site = {
    root,
    version,
    registry,
    draw,
    languages,
    words,
    siteUrl: siteUrl === undefined ? undefined : `${siteUrl.replace(/\/+$/, "")}/`,
    hasFeeds: siteUrl !== undefined && studies.some(({ study }) => study.index),
    logos: new Map(
      studies.flatMap(({ study: { id, brand } }) =>
        brand.logo ? [[id, extname(brand.logo).toLowerCase().slice(1)] as const] : [],
      ),
    ),
    nameOf: (language) => words.get(language)?.word("language.name") ?? language,
  };
  return { site, shelves: shelvesOf(studies, site), notices };
}

/**
 * One environment for all pages: the client's templates before ours, each compiled once. A client's template reaches the one of
 * ours that it stands before as `satisfact/<name>`.
 */
export function environmentOf(root: string): nunjucks.Environment {
  const [own, ours] = [root, packageFolder].map((base) => templateFolders.map((folder) => join(base, folder)));
  const loader = new nunjucks.FileSystemLoader(ours!);
  const named = (name: string) => (name.startsWith(ourPrefix) ? loader.getSource(name.slice(ourPrefix.length)) : null!);
  return new nunjucks.Environment([new nunjucks.FileSystemLoader([...own!, ...ours!]), { getSource: named }], {
    autoescape: true,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
}
