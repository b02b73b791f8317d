import { addresses } from "./addresses.ts";
import { brandCss, brandOf, iconOf, logoOf } from "./brand.ts";
import { toCsv } from "./csv.ts";
import { resultsJson, resultsJsonSchema, resultsSchema } from "./downloads.ts";
import { addressOf, type Site } from "./edition.ts";
import { feedXml, robotsTxt, sitemapXml } from "./feeds.ts";
import { placedFigures } from "./reading.ts";
import { readScript } from "./scripts.ts";
import { searchFile } from "./search-index.ts";
import { type Shelf, shelvesIn, studyOf } from "./shelves.ts";
import { type SiteFiles, sheetPath, themePath } from "./site-pages.ts";

type FileMaker = () => string | Uint8Array;

/** Every file of the site that is not a page: style sheets, logos and icons, downloads, feeds and sitemap, the client's own. */
export function listFiles(site: Site, shelves: readonly Shelf[], own: SiteFiles): ReadonlyMap<string, FileMaker> {
  const studies = [...new Set(shelves.map(studyOf))];
  const css = slim(own.assets.get(sheetPath)!);
  const theme = own.assets.has(themePath) ? `${slim(own.assets.get(themePath)!)}\n` : "";
  // colours and logos that cannot be used are told before anything is written
  const branded = studies.flatMap((study): readonly (readonly [string, string | Uint8Array])[] => {
    const logo = logoOf(study);
    return [
      [addresses.css(study.id), brandCss(css, brandOf(study)) + theme],
      logo
        ? [addresses.logo(study.id, logo.extension), logo.bytes]
        : [addresses.icon(study.id), iconOf(brandOf(study))],
    ];
  });
  const assets = [...own.assets].filter(([path]) => path !== themePath);
  const ready = [...assets, [sheetPath, theme ? `${css}\n${theme}` : css] as const, ...branded];
  const aids = [addresses.aids, () => readScript(site.root, "aids").text] as const;
  return new Map<string, FileMaker>([
    ...ready.map(([path, content]) => [path, () => content] as const),
    ...(shelves.length > 0 ? [aids] : []),
    ...downloads(shelves, site),
    ...(site.siteUrl ? feeds(shelves, site, site.siteUrl) : []).filter(([path]) => !own.assets.has(path)),
  ]);
}

function downloads(shelves: readonly Shelf[], site: Site): readonly (readonly [string, FileMaker])[] {
  const schema = resultsSchema(site.registry);
  const schemaText = resultsJsonSchema(schema);
  return shelves.flatMap(({ editions, language }) =>
    editions.flatMap((edition) => {
      const { reading, voice } = edition;
      const { study, wave } = reading.results;
      const search = [addresses.search(study.id, wave.id, language), () => searchFile(edition)] as const;
      const csvs = placedFigures(reading).map(({ figure: { table }, page }): readonly [string, FileMaker] => [
        addresses.csv(study.id, wave.id, language, page.id, table.id),
        () => toCsv(table, voice),
      ]);
      if (language !== study.languages[0]) return [search, ...csvs];
      const results: readonly [string, FileMaker][] = [
        [addresses.results(study.id, wave.id), () => resultsJson(reading.results, schema, site.version)],
        [addresses.schema(study.id, wave.id), () => schemaText],
      ];
      return [...results, search, ...csvs];
    }),
  );
}

function feeds(shelves: readonly Shelf[], site: Site, siteUrl: string): readonly (readonly [string, FileMaker])[] {
  const open = shelves.filter((shelf) => studyOf(shelf).index);
  const isRoot = new URL(siteUrl).pathname === "/";
  const closed = [...new Set(shelves.map(studyOf))].filter(({ index }) => !index).map(({ id }) => id);
  const robots = (sitemap: string): readonly (readonly [string, FileMaker])[] =>
    isRoot ? [["robots.txt", () => robotsTxt(closed, sitemap)]] : [];
  if (open.length === 0) return robots("");
  const first = site.languages[0]!;
  const ofLanguages = site.languages.map((language): readonly [string, FileMaker] => {
    const self = addresses.feed(language, first);
    const editions = shelvesIn(open, language).flatMap((shelf) => shelf.editions);
    const newestFirst = [...editions].sort((a, b) =>
      a.reading.results.wave.fieldwork.to < b.reading.results.wave.fieldwork.to ? 1 : -1,
    );
    const home = addresses.home(language, first);
    return [self, () => feedXml({ editions: newestFirst, language, self, home, isFirst: language === first }, siteUrl)];
  });
  const urls = open.flatMap((shelf) =>
    shelf.editions.flatMap((edition) => edition.reading.pages.map((page) => addressOf(page, edition))),
  );
  return [
    ...ofLanguages,
    ["sitemap.xml", () => sitemapXml(urls, siteUrl)],
    ...robots(new URL("sitemap.xml", siteUrl).href),
  ];
}

/** A style sheet without comments and indents. */
export function slim(css: Buffer): string {
  return css
    .toString("utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\n\s*/g, "\n")
    .trim();
}
