import { addresses } from "./addresses.ts";
import { brandCss, brandOf, logoOf } from "./brand.ts";
import { toCsv } from "./csv.ts";
import { resultsJson, resultsJsonSchema } from "./downloads.ts";
import { addressOf, type Site } from "./edition.ts";
import { feedXml, sitemapXml } from "./feeds.ts";
import { pageOf } from "./pages.ts";
import { type Shelf, studyOf } from "./shelves.ts";
import type { SiteFiles } from "./site-pages.ts";

/** Every file of the site that is not a page: style sheets, logos, downloads, feed and sitemap, the client's own. */
export function listFiles(
  site: Site,
  shelves: readonly Shelf[],
  own: SiteFiles,
): ReadonlyMap<string, string | Uint8Array> {
  const studies = [...new Set(shelves.map(studyOf))];
  const css = baseCss(own);
  const branded = studies.flatMap((study): readonly (readonly [string, string | Uint8Array])[] => {
    const logo = logoOf(study);
    return [
      [addresses.css(study.id), brandCss(css, brandOf(study))],
      ...(logo ? [[addresses.logo(study.id, logo.extension), logo.bytes] as const] : []),
    ];
  });
  return new Map<string, string | Uint8Array>([
    ...own.assets,
    ["assets/satisfact.css", css],
    ...branded,
    ...downloads(shelves, site),
    ...(site.siteUrl ? feeds(shelves, site.siteUrl) : []),
  ]);
}

function downloads(shelves: readonly Shelf[], site: Site): readonly (readonly [string, string])[] {
  const schema = resultsJsonSchema(site.registry);
  return shelves.flatMap(({ editions, language }) =>
    editions.flatMap(({ reading, voice, fingerprint }) => {
      const { study, wave } = reading.results;
      const csvs = reading.done.flatMap((analysis) =>
        reading
          .figures(analysis)
          .map(
            (figure) =>
              [
                addresses.csv(study.id, wave.id, language, pageOf(analysis)!.id, figure.table.id),
                toCsv(figure.table, voice),
              ] as const,
          ),
      );
      if (language !== study.languages[0]) return csvs;
      return [
        [
          addresses.results(study.id, wave.id),
          resultsJson(reading.results, site.registry, { version: site.version, fingerprint }),
        ] as const,
        [addresses.schema(study.id, wave.id), schema] as const,
        ...csvs,
      ];
    }),
  );
}

function feeds(shelves: readonly Shelf[], siteUrl: string): readonly (readonly [string, string])[] {
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
    ["feed.xml", feedXml(newestFirst, siteUrl)],
    ["sitemap.xml", sitemapXml(urls, siteUrl)],
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
