import type { Language } from "../study/study.ts";
import { addresses, linkTo } from "./addresses.ts";
import { addressOf, type Site } from "./edition.ts";
import { alternatesOf, type Frame, indexText, picturesOf } from "./frame.ts";
import { isLongTitle, setTitle } from "./markup.ts";
import { pageKinds } from "./pages.ts";
import { sentenceOf } from "./sentences.ts";
import type { Shelf } from "./shelves.ts";
import { sheetPath } from "./site-pages.ts";
import { pageTitle, summaryLeads } from "./titles.ts";

/** What a page of the site itself has around it. */
export interface SiteFrame {
  readonly language: string;
  readonly url: string;
  readonly css: string;
  readonly logo: Frame["logo"];
  readonly icon: Frame["icon"];
  readonly touchIcon: Frame["touchIcon"];
  readonly feed: Frame["feed"];
  readonly index: boolean;
  readonly canonical: string;
  readonly alternates: Frame["alternates"];
  readonly t: (key: string, slots?: Readonly<Record<string, string>>) => string;
  readonly client: string;
  readonly topic: string;
  readonly invented: boolean;
  readonly home: string;
  readonly about: string;
  readonly languages: readonly { readonly tag: string; readonly name: string; readonly href: string }[];
  readonly version: string;
  readonly title: string;
  readonly longTitle: boolean;
}

const summaryPage = pageKinds.find((page) => page.id === "summary")!;

/** The frame of a site page. `addressIn` gives the page's address in another language. */
export function siteFrame(
  site: Site,
  language: Language,
  url: string,
  title: string,
  shelf: Shelf | undefined,
  languages: readonly Language[],
  addressIn: (language: Language) => string,
): SiteFrame {
  const words = site.words.get(language)!;
  const newest = shelf?.editions[0];
  const study = newest?.reading.results.study;
  const first = site.languages[0]!;
  const siteLanguage = site.languages.includes(language) ? language : first;
  return {
    language,
    url,
    css: linkTo(url, study ? addresses.css(study.id) : sheetPath),
    ...(study ? picturesOf(site, study.id, url) : { logo: "", icon: "data:,", touchIcon: "" }),
    feed: site.hasFeeds ? linkTo(url, addresses.feed(siteLanguage, first)) : "",
    index: study?.index ?? false,
    canonical: site.siteUrl ? new URL(encodeURI(url), site.siteUrl).href : "",
    alternates: alternatesOf(site, languages, addressIn),
    t: words.word,
    client: newest && study ? newest.voice.text(study.client) : "Satisfact",
    topic: words.word("site.topic"),
    invented: study?.invented ?? false,
    home: linkTo(url, addresses.home(siteLanguage, first)),
    about: linkTo(url, addresses.sitePage("about", siteLanguage, first)),
    languages: languages
      .filter((other) => other !== language)
      .map((other) => ({ tag: other, name: site.nameOf(other), href: linkTo(url, addressIn(other)) })),
    version: site.version,
    title,
    longTitle: isLongTitle(title),
  };
}

/** The front page: the newest finding, then each study as a list of findings. */
export function homeView(site: Site, shelves: readonly Shelf[], language: Language): Record<string, unknown> {
  const first = site.languages[0]!;
  const url = addresses.home(language, first);
  const newest = shelves[0];
  const words = site.words.get(language)!;
  const frame = siteFrame(site, language, url, words.word("site.home"), newest, site.languages, (other) =>
    addresses.home(other, first),
  );
  return {
    ...frame,
    lead: newest ? leadOf(newest, url) : null,
    shelves: shelves.map((shelf) => shelfView(shelf, url)),
  };
}

/** All waves of one study. */
export function archiveView(site: Site, shelf: Shelf): Record<string, unknown> {
  const { language, editions } = shelf;
  const { study } = editions[0]!.reading.results;
  const first = study.languages[0]!;
  const url = addresses.archive(study.id, language, first);
  const title = editions[0]!.voice.text(study.title);
  const frame = siteFrame(site, language, url, title, shelf, study.languages, (other) =>
    addresses.archive(study.id, other, first),
  );
  return {
    ...frame,
    shelf: shelfView(shelf, url),
    latest: linkTo(url, addresses.latest(study.id, language, "summary")),
  };
}

function leadOf(shelf: Shelf, url: string): Record<string, unknown> {
  const edition = shelf.editions[0]!;
  const { reading, voice, terms, site } = edition;
  const { study, wave } = reading.results;
  const title = pageTitle(summaryPage, edition);
  const trend = reading.figures("trend").find((figure) => figure.draw);
  const base = reading.estimate("index.score")?.base;
  return {
    titleHtml: setTitle(title, voice.language, terms),
    longTitle: isLongTitle(title),
    href: linkTo(url, addressOf(summaryPage, edition)),
    study: voice.text(study.title),
    wave: voice.text(wave.title),
    sentence: summaryLeads(reading)
      .slice(0, 1)
      .map((finding) => sentenceOf(finding, voice))
      .join(""),
    base: base == null ? "" : voice.word("format.n", { n: voice.format.count(base) }),
    pages: String(reading.pages.length),
    how: trend ? voice.word(trend.how) : "",
    drawing: trend?.draw
      ? site.draw(trend.draw("narrow", voice), {
          id: "newest",
          title,
          description: voice.word(trend.how),
          language: voice.language,
          size: "narrow",
        })
      : "",
  };
}

function shelfView({ editions }: Shelf, url: string): Record<string, unknown> {
  const { voice, reading } = editions[0]!;
  const { study } = reading.results;
  return {
    id: study.id,
    title: voice.text(study.title),
    about: study.about ? voice.text(study.about) : "",
    href: linkTo(url, addresses.archive(study.id, voice.language, study.languages[0]!)),
    rows: editions.map((edition) => {
      const index = edition.reading.estimate("index.score");
      const { wave, published } = edition.reading.results;
      return {
        wave: voice.text(wave.title),
        standing: !published ? "draft" : published.corrections.length > 0 ? "corrected" : "",
        titleHtml: setTitle(pageTitle(summaryPage, edition), voice.language, edition.terms),
        href: linkTo(url, addressOf(summaryPage, edition)),
        index: indexText(edition.reading, voice),
        interval: index ? voice.format.interval(index) : "",
        base: voice.format.count(index?.base ?? edition.reading.results.sample.kept),
        results: linkTo(url, addresses.results(study.id, wave.id)),
      };
    }),
  };
}
