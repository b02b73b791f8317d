import { escapeMarkup } from "../charts/escape.ts";
import { addresses } from "./addresses.ts";
import { addressOf, type Edition } from "./edition.ts";
import { clean } from "./markup.ts";
import { pageKinds } from "./pages.ts";
import { pageTitle } from "./titles.ts";

/** A feed in one language of the site. */
export interface Feed {
  /** Newest first; at least one. */
  readonly editions: readonly Edition[];
  readonly language: string;
  /** The address of the feed itself, and of the front page in its language. */
  readonly self: string;
  readonly home: string;
  /** The feed at the root of the site keeps the names that the only feed once had. */
  readonly isFirst: boolean;
}

/**
 * Atom feed of the reports. Dates are ends of fieldwork, and of a corrected report that of its last correction: there is no
 * clock in the output.
 */
export function feedXml({ editions, language, self, home, isFirst }: Feed, siteUrl: string): string {
  const summary = pageKinds.find((page) => page.id === "summary")!;
  const at = (path: string) => escapeMarkup(new URL(encodeURI(path), siteUrl).href);
  const newest = editions[0]!;
  const entries = editions.map((edition) => {
    const { study, wave, published } = edition.reading.results;
    const title = `${edition.voice.text(study.title)}: ${pageTitle(summary, edition)}`;
    const id = isFirst
      ? addresses.wave(study.id, wave.id)
      : addresses.waveLanguage(study.id, wave.id, edition.voice.language);
    const correction = published?.corrections.at(-1);
    const said = correction ? escapeMarkup(edition.voice.word("ui.corrected", { why: clean(correction.why) })) : "";
    return `<entry><id>${at(id)}</id><title>${escapeMarkup(title)}</title><link href="${at(addressOf(summary, edition))}"/><updated>${updatedOf(edition)}</updated>${said && `<summary>${said}</summary>`}</entry>`;
  });
  const author = escapeMarkup(newest.voice.text(newest.reading.results.study.client));
  const updated = editions.map(updatedOf).sort().at(-1)!;
  const id = isFirst ? escapeMarkup(siteUrl) : at(self);
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}"><id>${id}</id><title>${author}</title><author><name>${author}</name></author><link rel="self" href="${at(self)}"/><link href="${at(home)}"/><updated>${updated}</updated>${entries.join("\n")}</feed>\n`;
}

function updatedOf({ reading }: Edition): string {
  const { wave, published } = reading.results;
  return published?.corrections.at(-1)?.at ?? `${wave.fieldwork.to}T00:00:00Z`;
}

export function sitemapXml(urls: readonly string[], siteUrl: string): string {
  const lines = urls.map((url) => `<url><loc>${escapeMarkup(new URL(encodeURI(url), siteUrl).href)}</loc></url>`);
  return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join("\n")}\n</urlset>\n`;
}

/**
 * What search engines are told at the root of a host. Pages say for themselves whether they may be listed, and must be read for
 * that; downloads cannot say it.
 *
 * @param closed studies that are not to be listed
 */
export function robotsTxt(closed: readonly string[], sitemap: string): string {
  const refused = closed.flatMap((study) =>
    ["csv", "json"].map((kind) => `Disallow: /${encodeURI(study)}/*.${kind}$\n`),
  );
  return `User-agent: *\n${refused.join("") || "Disallow:\n"}${sitemap && `Sitemap: ${sitemap}\n`}`;
}
