import { escapeMarkup } from "../charts/escape.ts";
import { addresses } from "./addresses.ts";
import { addressOf, type Edition } from "./edition.ts";
import { pageKinds } from "./pages.ts";
import { pageTitle } from "./titles.ts";

/** Atom feed of the reports, newest first. Dates are ends of fieldwork: there is no clock in the output. */
export function feedXml(editions: readonly Edition[], siteUrl: string): string {
  const summary = pageKinds.find((page) => page.id === "summary")!;
  const at = (path: string) => escapeMarkup(new URL(encodeURI(path), siteUrl).href);
  const dated = (iso: string) => `${iso}T00:00:00Z`;
  const newest = editions[0]!;
  const entries = editions.map((edition) => {
    const { study, wave } = edition.reading.results;
    const title = `${edition.voice.text(study.title)}: ${pageTitle(summary, edition)}`;
    return `<entry><id>${at(addresses.wave(study.id, wave.id))}</id><title>${escapeMarkup(title)}</title><link href="${at(addressOf(summary, edition))}"/><updated>${dated(wave.fieldwork.to)}</updated></entry>`;
  });
  const author = escapeMarkup(newest.voice.text(newest.reading.results.study.client));
  const updated = dated(newest.reading.results.wave.fieldwork.to);
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${newest.voice.language}"><id>${escapeMarkup(siteUrl)}</id><title>${author}</title><author><name>${author}</name></author><link rel="self" href="${at("feed.xml")}"/><updated>${updated}</updated>${entries.join("\n")}</feed>\n`;
}

export function sitemapXml(urls: readonly string[], siteUrl: string): string {
  const lines = urls.map((url) => `<url><loc>${escapeMarkup(new URL(encodeURI(url), siteUrl).href)}</loc></url>`);
  return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join("\n")}\n</urlset>\n`;
}
