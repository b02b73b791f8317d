import { extname, join } from "node:path";
import nunjucks from "nunjucks";
import type { Analysis } from "../analyses/analysis.ts";
import type { Language } from "../study/study.ts";
import type { Site } from "./edition.ts";
import type { PreparedSite } from "./eleventy.ts";
import type { DrawChart } from "./figures.ts";
import { listFiles } from "./file-list.ts";
import { listPages } from "./page-list.ts";
import { packageFolder } from "./program.ts";
import { byNewest, type StudyResults, shelvesOf } from "./shelves.ts";
import { readSiteFiles } from "./site-pages.ts";
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
  const { root, version, registry, siteUrl, draw } = input;
  const studies = [...input.studies].sort(byNewest);
  const spoken = [...new Set(studies.flatMap(({ study }) => study.languages))];
  const languages = spoken.length > 0 ? spoken : ownLanguages;
  const words = loadWords(root, languages);
  const site: Site = {
    root,
    version,
    registry,
    draw,
    languages,
    words,
    siteUrl: siteUrl === undefined ? undefined : `${siteUrl.replace(/\/+$/, "")}/`,
    logos: new Map(
      studies.flatMap(({ study: { id, brand } }) =>
        brand.logo ? [[id, extname(brand.logo).toLowerCase().slice(1)] as const] : [],
      ),
    ),
    nameOf: (language) => words.get(language)?.word("language.name") ?? language,
  };
  const shelves = shelvesOf(studies, site);
  const own = readSiteFiles(root);
  const environment = environmentOf(root);
  return {
    environment,
    pages: listPages(site, shelves, own, (template, v) => environment.render(template, { v })),
    files: listFiles(site, shelves, own),
  };
}

/** One environment for all pages: the client's templates before ours, each compiled once. */
function environmentOf(root: string): nunjucks.Environment {
  const folders = [
    join(root, "templates"),
    join(root, "site"),
    join(packageFolder, "templates"),
    join(packageFolder, "site"),
  ];
  return new nunjucks.Environment(new nunjucks.FileSystemLoader(folders), {
    autoescape: true,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
}
