import { ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import type { Language } from "../study/study.ts";
import { addresses, linkTo, wholePage } from "./addresses.ts";
import { addressOf, type Edition, type Site } from "./edition.ts";
import type { SitePage } from "./eleventy.ts";
import { archiveView, homeView, siteFrame } from "./home.ts";
import { renderMarkdown } from "./markdown.ts";
import { type Shelf, shelvesIn, studyOf } from "./shelves.ts";
import { type SiteFiles, textIn } from "./site-pages.ts";
import { viewOf } from "./views.ts";
import { type Render, wholeReport } from "./whole.ts";

/**
 * Every page of the site, as a flat list.
 *
 * @throws ProblemError where two pages would stand at one address
 */
export function listPages(
  site: Site,
  shelves: readonly Shelf[],
  files: SiteFiles,
  render: Render,
): readonly SitePage[] {
  const studies = [...new Set(shelves.map((shelf) => studyOf(shelf).id))];
  const pages = [
    ...sitePages(site, shelves, files),
    ...shelves.flatMap(({ editions }) =>
      editions.flatMap((edition) => [...reportPages(edition), wholeReport(edition, render)]),
    ),
    ...studies.flatMap((study) => redirects(shelves.filter((shelf) => studyOf(shelf).id === study))),
  ];
  refuseTwice(pages);
  return pages;
}

function reportPages(edition: Edition): readonly SitePage[] {
  return edition.reading.pages.map((page) => ({
    url: addressOf(page, edition),
    template: page.template,
    view: () => viewOf(page, edition),
  }));
}

function sitePages(site: Site, shelves: readonly Shelf[], { texts }: SiteFiles): readonly SitePage[] {
  const first = site.languages[0]!;
  const inLanguage = (language: Language) => shelvesIn(shelves, language);
  return [
    ...site.languages.flatMap((language): readonly SitePage[] => [
      {
        url: addresses.home(language, first),
        template: "home.njk",
        view: () => homeView(site, inLanguage(language), language),
      },
      ...[...texts].map(([name, versions]): SitePage => {
        const address = (other: Language) => addresses.sitePage(name, other, first);
        const { text, language: written } = textIn(versions, site.words.get(language)!.reads);
        const title = /^#\s+(.+)$/m.exec(text)?.[1] ?? name;
        return {
          url: address(language),
          template: "text.njk",
          view: () => ({
            ...siteFrame(site, language, address(language), title, inLanguage(language)[0], site.languages, address),
            written,
            html: renderMarkdown(text, 1),
          }),
        };
      }),
    ]),
    ...shelves.map(
      (shelf): SitePage => ({
        url: addresses.archive(studyOf(shelf).id, shelf.language, studyOf(shelf).languages[0]!),
        template: "archive.njk",
        view: () => archiveView(site, shelf),
      }),
    ),
    {
      url: "404.html",
      template: "missing.njk",
      view: () => {
        // a host shows this page at any address, however deep
        const root = site.siteUrl && new URL(site.siteUrl).pathname;
        const anywhere = (href: string) => (root ? root + href : href);
        const said = site.languages.map((language) => {
          const { word } = site.words.get(language)!;
          return {
            language,
            title: word("site.missing"),
            text: word("site.missing-text"),
            toHome: word("site.to-home"),
            home: anywhere(linkTo("404.html", addresses.home(language, first))),
          };
        });
        const frame = siteFrame(site, first, "404.html", said[0]!.title, inLanguage(first)[0], [], () => "");
        const { css, logo, icon, home, about } = frame;
        return {
          ...frame,
          said,
          css: anywhere(css),
          logo: logo && anywhere(logo),
          icon: icon.startsWith("data:") ? icon : anywhere(icon),
          touchIcon: "",
          feed: "",
          home: anywhere(home),
          about: anywhere(about),
        };
      },
    },
  ];
}

/** Short addresses that lead to full ones: a wave, a language of it, and every page ever published under `latest/`. */
function redirects(shelves: readonly Shelf[]): readonly SitePage[] {
  const study = studyOf(shelves[0]!);
  const redirect = (url: string, to: string, edition: Edition): SitePage => ({
    url,
    template: "redirect.njk",
    view: () => ({
      language: edition.voice.language,
      t: edition.voice.word,
      href: linkTo(url, to),
      title: edition.voice.text(study.title),
    }),
  });
  const summaryOf = (edition: Edition) => addressOf({ id: "summary" }, edition);
  return [
    ...shelves[0]!.editions.map((edition) =>
      redirect(addresses.wave(study.id, edition.reading.results.wave.id), summaryOf(edition), edition),
    ),
    ...shelves.flatMap(({ language, editions }) => {
      const newest = editions[0]!;
      const pagesIn = ({ reading }: Edition) => [...reading.pages, wholePage].map(({ id }) => id);
      const ever = new Set(editions.flatMap(pagesIn));
      const now = new Set(pagesIn(newest));
      return [
        ...editions.map((edition) =>
          redirect(
            addresses.waveLanguage(study.id, edition.reading.results.wave.id, language),
            summaryOf(edition),
            edition,
          ),
        ),
        ...[...ever].map((id) =>
          redirect(
            addresses.latest(study.id, language, id),
            now.has(id) ? addressOf({ id }, newest) : summaryOf(newest),
            newest,
          ),
        ),
      ];
    }),
  ];
}

function refuseTwice(pages: readonly SitePage[]): void {
  const seen = new Set<string>();
  const twice = pages.filter(({ url }) => seen.has(url) || !seen.add(url));
  if (twice.length === 0) return;
  throw new ProblemError(
    twice.map(({ url }) => ({
      code: "report/address-taken",
      severity: "error",
      place: { file: "site" },
      message: `Two pages would stand at ${quote(url)}.`,
      hint: "Rename the study's folder, the wave, or the page in site/.",
    })),
  );
}
