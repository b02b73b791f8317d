import type { Language } from "../study/study.ts";
import { addresses, linkTo, wholePage } from "./addresses.ts";
import { type Basis, basisOf } from "./basis.ts";
import { addressOf, type Edition, type Site } from "./edition.ts";
import { clean, isLongTitle, setTitle } from "./markup.ts";
import type { PageKind } from "./pages.ts";
import type { Reading } from "./reading.ts";
import type { Voice } from "./say.ts";
import { pageName, pageTitle } from "./titles.ts";

/** What stands around every page of a report, and around all of them on one: header, contents, foot. */
export interface Around {
  readonly language: string;
  readonly url: string;
  readonly css: string;
  readonly logo: string;
  readonly icon: string;
  /** For a phone's home screen, which takes no SVG; empty where there is none. */
  readonly touchIcon: string;
  /** The feed in the page's language; empty without one. */
  readonly feed: string;
  readonly index: boolean;
  readonly canonical: string;
  readonly alternates: readonly { readonly language: string; readonly href: string }[];
  readonly t: Voice["word"];
  readonly client: string;
  readonly study: string;
  readonly invented: boolean;
  readonly draft: boolean;
  /** The last correction of a published wave. */
  readonly corrected: { readonly text: string; readonly href: string } | null;
  readonly home: string;
  readonly archive: string;
  readonly wave: string;
  readonly waves: readonly {
    readonly title: string;
    readonly value: string;
    readonly href: string;
    readonly current: boolean;
  }[];
  readonly languages: readonly { readonly tag: string; readonly name: string; readonly href: string }[];
  /** As JSON, what the script of the reading aids says and where it finds the index; nothing without script. */
  readonly aids: string;
  readonly chapters: readonly {
    readonly title: string;
    readonly pages: readonly {
      readonly id: string;
      readonly number: number;
      readonly title: string;
      readonly href: string;
      readonly current: boolean;
    }[];
  }[];
  readonly leftOut: string;
  /** The page that holds all of them. */
  readonly whole: string;
  readonly title: string;
  readonly fingerprint: string;
  readonly version: string;
  readonly address: string;
}

/** What stands around one page: its place among the others, what it rests on, previous and next. */
export interface Frame extends Around, Basis {
  readonly number: number;
  /** What stands before and after the page's number. */
  readonly pageOf: readonly string[];
  readonly chapter: string;
  readonly topic: string;
  readonly spine: readonly { readonly x: number; readonly on: boolean }[];
  readonly spineWidth: number;
  readonly titleHtml: string;
  readonly longTitle: boolean;
  readonly previous: Turn | null;
  readonly next: Turn | null;
}

const aidWords = ["copy", "copied", "there", "open", "shut", "only", "named", "rows", "unfound", "walk"];

interface Turn {
  readonly number: number;
  readonly topic: string;
  readonly titleHtml: string;
  readonly href: string;
}

/** The frame of a page. `edition` is the wave in the page's language. */
export function frameOf(page: PageKind, edition: Edition): Frame {
  const { reading, voice, terms } = edition;
  const url = addressOf(page, edition);
  const { pages } = reading;
  const at = pages.indexOf(page);
  const title = pageTitle(page, edition);
  const turn = (other: PageKind | undefined): Turn | null =>
    other
      ? {
          number: pages.indexOf(other) + 1,
          topic: pageName(other, voice),
          titleHtml: setTitle(pageTitle(other, edition), voice.language, terms),
          href: linkTo(url, addressOf(other, edition)),
        }
      : null;
  return {
    ...frameAround(page, edition, title),
    number: at + 1,
    pageOf: voice.word("ui.page-of", { k: "\n", n: String(pages.length) }).split("\n"),
    chapter: voice.word(`chapters.${page.chapter}`),
    topic: pageName(page, voice),
    ...spineOf(pages, at),
    titleHtml: setTitle(title, voice.language, terms),
    longTitle: isLongTitle(title),
    ...basisOf(page, edition, url),
    previous: turn(pages[at - 1]),
    next: turn(pages[at + 1]),
  };
}

/** What stands around a page of this id and title. */
export function frameAround(page: Pick<PageKind, "id">, edition: Edition, title: string): Around {
  const { reading, voice, site } = edition;
  const { study, wave } = reading.results;
  const { pages } = reading;
  const url = addressOf(page, edition);
  const link = (to: string, anchor = "") => linkTo(url, to, anchor);
  const others = study.languages.filter((language) => language !== voice.language);
  const inLanguage = (language: string) => addresses.page(study.id, wave.id, language, page.id);
  const chapters = [...new Set(pages.map((each) => each.chapter))];
  const first = site.languages[0]!;
  const siteLanguage = site.languages.includes(voice.language) ? voice.language : first;
  return {
    language: voice.language,
    url,
    css: link(addresses.css(study.id)),
    ...picturesOf(site, study.id, url),
    feed: site.hasFeeds && study.index ? link(addresses.feed(siteLanguage, first)) : "",
    index: study.index,
    canonical: site.siteUrl ? new URL(encodeURI(url), site.siteUrl).href : "",
    alternates: alternatesOf(site, study.languages, inLanguage),
    t: voice.word,
    client: voice.text(study.client),
    study: voice.text(study.title),
    invented: study.invented,
    draft: reading.results.published === null,
    corrected: correctedOf(edition, url),
    home: link(addresses.home(siteLanguage, first)),
    archive: link(addresses.archive(study.id, voice.language, study.languages[0]!)),
    wave: voice.text(wave.title),
    waves: [...edition.siblings].reverse().map((sibling) => ({
      title: voice.text(sibling.results.wave.title),
      value: indexText(sibling, voice),
      href: link(
        addresses.page(
          study.id,
          sibling.results.wave.id,
          voice.language,
          [...sibling.pages, wholePage].some(({ id }) => id === page.id) ? page.id : "summary",
        ),
      ),
      current: sibling === reading,
    })),
    languages: others.map((language) => ({
      tag: language,
      name: site.nameOf(language),
      href: link(inLanguage(language)),
    })),
    aids: JSON.stringify({
      index: link(addresses.search(study.id, wave.id, voice.language)),
      aids: link(addresses.aids),
      words: Object.fromEntries(aidWords.map((name) => [name, voice.words.template(`aids.${name}`)])),
    }),
    chapters: chapters.map((chapter) => ({
      title: voice.word(`chapters.${chapter}`),
      pages: pages
        .filter((each) => each.chapter === chapter)
        .map((each) => ({
          id: each.id,
          number: pages.indexOf(each) + 1,
          title: pageName(each, voice),
          href: link(addressOf(each, edition)),
          current: each.id === page.id,
        })),
    })),
    leftOut:
      reading.notIncluded.length > 0
        ? linkTo(url, addresses.page(study.id, wave.id, voice.language, "appendix"), "not-included")
        : "",
    whole: link(addressOf(wholePage, edition)),
    title,
    fingerprint: reading.results.fingerprint,
    version: site.version,
    address: site.siteUrl
      ? new URL(encodeURI(addresses.wave(study.id, wave.id)), site.siteUrl).href
      : `/${study.id}/${wave.id}/`,
  };
}

/** The study's logo, and the icons made of it or of its colour. */
export function picturesOf(site: Site, study: string, url: string): Pick<Frame, "logo" | "icon" | "touchIcon"> {
  const extension = site.logos.get(study);
  const logo = extension === undefined ? "" : linkTo(url, addresses.logo(study, extension));
  return { logo, icon: logo || linkTo(url, addresses.icon(study)), touchIcon: extension === "png" ? logo : "" };
}

/** The page's full addresses in every language it is in, for search engines; none where the site does not know its own. */
export function alternatesOf(
  { siteUrl }: Site,
  languages: readonly Language[],
  addressIn: (language: Language) => string,
): Frame["alternates"] {
  if (siteUrl === undefined || languages.length < 2) return [];
  return languages.map((language) => ({ language, href: new URL(encodeURI(addressIn(language)), siteUrl).href }));
}

function correctedOf(edition: Edition, url: string): Frame["corrected"] {
  const { reading, voice } = edition;
  const last = reading.results.published?.corrections.at(-1);
  if (!last) return null;
  return {
    text: voice.word("ui.corrected", { why: sentence(clean(last.why), voice) }),
    href: linkTo(url, addressOf({ id: "charter" }, edition), correctionsAnchor),
  };
}

/** With its full stop, however it was typed. */
function sentence(text: string, voice: Voice): string {
  return /[.!?。！？]$/.test(text) ? text : text + voice.word("format.stop");
}

/** Where the charter tells what was corrected. */
export const correctionsAnchor = "corrections";

/** The index of a wave as a short text; empty where the study has none. */
export function indexText(reading: Reading, voice: Voice): string {
  const index = reading.estimate("index.score");
  return index ? voice.value(index) : "";
}

/** A row of ticks, one a page, a gap between chapters, the current one tall. */
function spineOf(pages: readonly PageKind[], current: number): Pick<Frame, "spine" | "spineWidth"> {
  let x = 0;
  const spine = pages.map((page, k) => {
    if (k > 0) x += page.chapter === pages[k - 1]!.chapter ? 14 : 20;
    return { x, on: k === current };
  });
  return { spine, spineWidth: x + 12 };
}
