import { posix } from "node:path";

/**
 * Addresses within a site: paths from its root that end in a file. They never change once published:
 * `<study>/<wave>/<language>/<page>/index.html`.
 */
export const addresses = {
  page: (study: string, wave: string, language: string, page: string) =>
    `${study}/${wave}/${language}/${page}/index.html`,
  csv: (study: string, wave: string, language: string, page: string, table: string) =>
    `${study}/${wave}/${language}/${page}/${table}.csv`,
  /** The index of a report's words in a language, with what searches it. */
  search: (study: string, wave: string, language: string) => `${study}/${wave}/${language}/search-index.js`,
  results: (study: string, wave: string) => `${study}/${wave}/results.json`,
  schema: (study: string, wave: string) => `${study}/${wave}/results.schema.json`,
  wave: (study: string, wave: string) => `${study}/${wave}/index.html`,
  waveLanguage: (study: string, wave: string, language: string) => `${study}/${wave}/${language}/index.html`,
  latest: (study: string, language: string, page: string) => `${study}/latest/${language}/${page}/index.html`,
  /** What readers who point or step through a page get besides. */
  aids: "assets/reading-aids.js",
  css: (study: string) => `assets/${study}.css`,
  logo: (study: string, extension: string) => `assets/${study}-logo.${extension}`,
  icon: (study: string) => `assets/${study}-icon.svg`,
  feed: (language: string, first: string) => `${folderOf(language, first)}feed.xml`,
  /** Site pages: the first language of the site stands at the root, the others in a folder of theirs. */
  home: (language: string, first: string) => `${folderOf(language, first)}index.html`,
  sitePage: (name: string, language: string, first: string) => `${folderOf(language, first)}${name}/index.html`,
  archive: (study: string, language: string, first: string) => `${study}/${folderOf(language, first)}index.html`,
} as const;

function folderOf(language: string, first: string): string {
  return language === first ? "" : `${language}/`;
}

/** All pages of a wave on one. */
export const wholePage = { id: "print" } as const;

/** The relative link from one address to another, with an optional anchor. */
export function linkTo(from: string, to: string, anchor = ""): string {
  const path = posix.relative(posix.dirname(from), to);
  return encodeURI(path || posix.basename(to)) + (anchor ? `#${encodeURIComponent(anchor)}` : "");
}
