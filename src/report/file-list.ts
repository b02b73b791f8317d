import { addresses } from "./addresses.ts";
import { brandCss, brandOf, logoOf } from "./brand.ts";
import { toCsv } from "./csv.ts";
import { resultsJson, resultsJsonSchema, resultsSchema } from "./downloads.ts";
import { addressOf, type Site } from "./edition.ts";
import { feedXml, sitemapXml } from "./feeds.ts";
import { pageOfFigure } from "./reading.ts";
import { readScript } from "./scripts.ts";
import { searchFile } from "./search-index.ts";
import { type Shelf, studyOf } from "./shelves.ts";
import type { SiteFiles } from "./site-pages.ts";

type FileMaker = () => string | Uint8Array;

/** Every file of the site that is not a page: style sheets, logos, downloads, feed and sitemap, the client's own. */
export function listFiles(site: Site, shelves: readonly Shelf[], own: SiteFiles): ReadonlyMap<string, FileMaker> {
  const studies = [...new Set(shelves.map(studyOf))];
  const css = baseCss(own);
  // colours and logos that cannot be used are told before anything is written
  const branded = studies.flatMap((study): readonly (readonly [string, string | Uint8Array])[] => {
    const logo = logoOf(study);
    return [
      [addresses.css(study.id), brandCss(css, brandOf(study))],
      ...(logo ? [[addresses.logo(study.id, logo.extension), logo.bytes] as const] : []),
    ];
  });
  const ready = [...own.assets, ["assets/satisfact.css", css] as const, ...branded];
  const aids = [addresses.aids, () => readScript(site.root, "aids").text] as const;
  return new Map<string, FileMaker>([
    ...ready.map(([path, content]) => [path, () => content] as const),
    ...(shelves.length > 0 ? [aids] : []),
    ...downloads(shelves, site),
    ...(site.siteUrl ? feeds(shelves, site.siteUrl) : []),
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
      const csvs = reading.done.flatMap((analysis) =>
        reading.figures(analysis).map((figure): readonly [string, FileMaker] => {
          const { table } = figure;
          const path = addresses.csv(
            study.id,
            wave.id,
            language,
            pageOfFigure(reading, analysis, figure)!.id,
            table.id,
          );
          return [path, () => toCsv(table, voice)];
        }),
      );
      if (language !== study.languages[0]) return [search, ...csvs];
      const results: readonly [string, FileMaker][] = [
        [addresses.results(study.id, wave.id), () => resultsJson(reading.results, schema, site.version)],
        [addresses.schema(study.id, wave.id), () => schemaText],
      ];
      return [...results, search, ...csvs];
    }),
  );
}

function feeds(shelves: readonly Shelf[], siteUrl: string): readonly (readonly [string, FileMaker])[] {
  const open = shelves.filter((shelf) => studyOf(shelf).index);
  if (open.length === 0) return [];
  const main = open
    .filter((shelf) => shelf.language === studyOf(shelf).languages[0])
    .flatMap((shelf) => shelf.editions);
  const newestFirst = [...main].sort((a, b) =>
    a.reading.results.wave.fieldwork.to < b.reading.results.wave.fieldwork.to ? 1 : -1,
  );
  const urls = open.flatMap((shelf) =>
    shelf.editions.flatMap((edition) => edition.reading.pages.map((page) => addressOf(page, edition))),
  );
  return [
    ["feed.xml", () => feedXml(newestFirst, siteUrl)],
    ["sitemap.xml", () => sitemapXml(urls, siteUrl)],
  ];
}

function baseCss({ assets }: SiteFiles): string {
  return assets
    .get("assets/satisfact.css")!
    .toString("utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\n\s*/g, "\n")
    .trim();
}
