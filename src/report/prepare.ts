import { join } from "node:path";
import nunjucks from "nunjucks";
import type { Analysis } from "../analyses/analysis.ts";
import { drawChart } from "../charts/render.ts";
import { type Problem, ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import type { Language, Study } from "../study/study.ts";
import { addresses, linkTo } from "./addresses.ts";
import { brandCss, brandOf, logoOf } from "./brand.ts";
import { toCsv } from "./csv.ts";
import { resultsJson, resultsJsonSchema } from "./downloads.ts";
import type { Edition, Site } from "./edition.ts";
import type { PreparedSite, SitePage } from "./eleventy.ts";
import { feedXml, sitemapXml } from "./feeds.ts";
import type { DrawChart } from "./figures.ts";
import { addressOf } from "./frame.ts";
import { archiveView, homeView, type Shelf, siteFrame } from "./home.ts";
import { noteNames } from "./note-names.ts";
import { findNotes, type NoteFile, renderMarkdown, renderNote } from "./notes.ts";
import { pageKinds, pageOf } from "./pages.ts";
import { packageFolder } from "./program.ts";
import { type Reading, readingOf } from "./reading.ts";
import { voiceOf } from "./say.ts";
import { readSiteFiles, type SiteFiles, textIn } from "./site-pages.ts";
import { viewOf } from "./views.ts";
import type { WaveResults } from "./wave-results.ts";
import { loadWords } from "./words.ts";

export interface StudyResults {
  readonly study: Study;
  /** Oldest first; at least one. */
  readonly waves: readonly WaveResults[];
  /** SHA-256 (hex) of what decides the figures. */
  readonly fingerprint: string;
}

export interface SiteInput {
  readonly studies: readonly StudyResults[];
  /** The user's folder: `templates/`, `site/` and notes are read from it. */
  readonly root: string;
  readonly siteUrl?: string;
  readonly version: string;
  readonly registry: readonly Analysis[];
  readonly draw?: DrawChart;
}

/** Without a study there is still a front page; it is in these languages. */
const ownLanguages: readonly Language[] = ["en", "zh-CN"];

/**
 * Everything of a site but the writing: pages as a flat list whose views are made one at a time, other files as bytes.
 *
 * @throws ProblemError for notes, locales, logos, colours and addresses that cannot be used
 */
export function prepareSite(input: SiteInput): PreparedSite {
  const studies = [...input.studies].sort(byNewest);
  const languages = [...new Set(studies.flatMap(({ study }) => study.languages))];
  const siteLanguages = languages.length > 0 ? languages : ownLanguages;
  const words = loadWords(input.root, siteLanguages);
  const logos = new Map(studies.flatMap(({ study }) => [[study.id, logoOf(study)] as const]));
  const site: Site = {
    root: input.root,
    version: input.version,
    siteUrl: input.siteUrl === undefined ? undefined : `${input.siteUrl.replace(/\/+$/, "")}/`,
    languages: siteLanguages,
    words,
    logos: new Map([...logos].flatMap(([study, logo]) => (logo ? [[study, logo.extension] as const] : []))),
    registry: input.registry,
    draw: input.draw ?? drawChart,
    nameOf: (language) => words.get(language)?.word("language.name") ?? language,
  };
  const shelves = editionsOf(studies, site);
  const ownFiles = readSiteFiles(input.root);
  const pages = [
    ...sitePages(site, shelves, ownFiles),
    ...shelves.flatMap(({ editions }) => editions.flatMap(reportPages)),
    ...studies.flatMap(({ study }) => redirects(shelves.filter((shelf) => studyOf(shelf).id === study.id))),
  ];
  refuseTwice(pages);
  const files = new Map<string, string | Uint8Array>([
    ...ownFiles.assets,
    ...studies.map(({ study }) => [addresses.css(study.id), brandCss(baseCss(ownFiles), brandOf(study))] as const),
    ...[...logos].flatMap(([study, logo]) => (logo ? [[addresses.logo(study, logo.extension), logo.bytes] as const] : [])),
    ...downloads(shelves, site),
    ...(site.siteUrl ? feeds(shelves, site.siteUrl) : []),
  ]);
  files.set("assets/satisfact.css", baseCss(ownFiles));
  return { environment: environmentOf(input.root), pages, files };
}

function studyOf(shelf: Shelf): Study {
  return shelf.editions[0]!.reading.results.study;
}

/** The study whose last fieldwork ended last stands first. */
function byNewest(a: StudyResults, b: StudyResults): number {
  const end = ({ waves }: StudyResults) => waves.at(-1)!.wave.fieldwork.to;
  return end(a) === end(b) ? (a.study.id < b.study.id ? -1 : 1) : end(a) < end(b) ? 1 : -1;
}

/** One shelf for each study and language, its editions newest first. */
function editionsOf(studies: readonly StudyResults[], site: Site): readonly Shelf[] {
  const problems: Problem[] = [];
  const shelves = studies.flatMap(({ study, waves, fingerprint }) => {
    const readings = waves.map((results) => readingOf(results, site.registry));
    const notes = collect(problems, () => findNotes(study, pageKinds.map((page) => page.id))) ?? [];
    return study.languages.map((language): Shelf => {
      const voice = voiceOf(study, site.words.get(language)!);
      const terms = [...voice.word("terms").split("|"), ...[...study.elements.values()].map((element) => voice.text(element.label)), ...study.waves.map((wave) => voice.text(wave.title))];
      const editions = [...readings].reverse().map((reading): Edition => {
        const own = notes.filter((note) => note.wave === reading.results.wave.id && note.language === language);
        refuseUnseen(own, reading, problems);
        const names = noteNames(reading, voice);
        return {
          site,
          reading,
          siblings: readings,
          voice,
          terms,
          fingerprint,
          notes: new Map(own.map((note) => [note.page, renderNote(note, names, problems)])),
        };
      });
      return { language, editions };
    });
  });
  if (problems.length > 0) throw new ProblemError(problems);
  return shelves;
}

function collect<T>(problems: Problem[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/** A note on a page that this wave does not have would be lost without a word. */
function refuseUnseen(notes: readonly NoteFile[], reading: Reading, problems: Problem[]): void {
  for (const note of notes) {
    if (reading.pages.some((page) => page.id === note.page)) continue;
    problems.push({
      code: "report/stray-note",
      severity: "error",
      place: { file: note.file },
      message: `The page ${quote(note.page)} is left out of this wave, so nobody would see the note.`,
      hint: "Remove the note, or see the wave's appendix for why the page is left out.",
    });
  }
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
  const inLanguage = (language: Language) => {
    const own = shelves.filter((shelf) => shelf.language === language);
    const missing = shelves.filter((shelf) => shelf.language === studyOf(shelf).languages[0] && !studyOf(shelf).languages.includes(language));
    return [...own, ...missing].sort((a, b) => shelves.indexOf(a) - shelves.indexOf(b));
  };
  return [
    ...site.languages.flatMap((language): readonly SitePage[] => [
      { url: addresses.home(language, first), template: "home.njk", view: () => homeView(site, inLanguage(language), language) },
      ...[...texts].map(([name, versions]): SitePage => {
        const address = (other: Language) => addresses.sitePage(name, other, first);
        const { text, language: written } = textIn(versions, language);
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
    ...shelves.map((shelf): SitePage => ({
      url: addresses.archive(studyOf(shelf).id, shelf.language, studyOf(shelf).languages[0]!),
      template: "archive.njk",
      view: () => archiveView(site, shelf),
    })),
    {
      url: "404.html",
      template: "missing.njk",
      view: () => siteFrame(site, first, "404.html", site.words.get(first)!.word("site.missing"), inLanguage(first)[0], [], () => ""),
    },
  ];
}

/** Short addresses that lead to full ones: a wave, a language of it, and every page ever published under `latest/`. */
function redirects(shelves: readonly Shelf[]): readonly SitePage[] {
  const study = studyOf(shelves[0]!);
  const redirect = (url: string, to: string, edition: Edition): SitePage => ({
    url,
    template: "redirect.njk",
    view: () => ({ language: edition.voice.language, t: edition.voice.word, href: linkTo(url, to), title: edition.voice.text(study.title) }),
  });
  const summaryOf = (edition: Edition) => addressOf({ id: "summary" }, edition);
  return [
    ...shelves[0]!.editions.map((edition) => redirect(addresses.wave(study.id, edition.reading.results.wave.id), summaryOf(edition), edition)),
    ...shelves.flatMap(({ language, editions }) => {
      const newest = editions[0]!;
      const ever = pageKinds.filter((page) => editions.some((edition) => edition.reading.pages.includes(page)));
      return [
        ...editions.map((edition) => redirect(addresses.waveLanguage(study.id, edition.reading.results.wave.id, language), summaryOf(edition), edition)),
        ...ever.map((page) => redirect(addresses.latest(study.id, language, page.id), newest.reading.pages.includes(page) ? addressOf(page, newest) : summaryOf(newest), newest)),
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

function downloads(shelves: readonly Shelf[], site: Site): readonly (readonly [string, string])[] {
  const schema = resultsJsonSchema(site.registry);
  return shelves.flatMap(({ editions, language }) =>
    editions.flatMap(({ reading, voice, fingerprint }) => {
      const { study, wave } = reading.results;
      const csvs = reading.done.flatMap((analysis) =>
        reading.figures(analysis).map((figure) => [addresses.csv(study.id, wave.id, language, pageOf(analysis)!.id, figure.table.id), toCsv(figure.table, voice)] as const),
      );
      if (language !== study.languages[0]) return csvs;
      return [
        [addresses.results(study.id, wave.id), resultsJson(reading.results, site.registry, { version: site.version, fingerprint })] as const,
        [addresses.schema(study.id, wave.id), schema] as const,
        ...csvs,
      ];
    }),
  );
}

function feeds(shelves: readonly Shelf[], siteUrl: string): readonly (readonly [string, string])[] {
  const open = shelves.filter((shelf) => studyOf(shelf).index);
  if (open.length === 0) return [];
  const main = open.filter((shelf) => shelf.language === studyOf(shelf).languages[0]).flatMap((shelf) => shelf.editions);
  const newestFirst = [...main].sort((a, b) => (a.reading.results.wave.fieldwork.to < b.reading.results.wave.fieldwork.to ? 1 : -1));
  const urls = open.flatMap((shelf) => shelf.editions.flatMap((edition) => edition.reading.pages.map((page) => addressOf(page, edition))));
  return [
    ["feed.xml", feedXml(newestFirst, siteUrl)],
    ["sitemap.xml", sitemapXml(urls, siteUrl)],
  ];
}

function baseCss({ assets }: SiteFiles): string {
  return assets.get("assets/satisfact.css")!.toString("utf8").replace(/\/\*[^]*?\*\//g, "").replace(/\n\s*/g, "\n").trim();
}

/** One environment for all pages: the client's templates before ours, each compiled once. */
function environmentOf(root: string): nunjucks.Environment {
  const folders = [join(root, "templates"), join(root, "site"), join(packageFolder, "templates"), join(packageFolder, "site")];
  return new nunjucks.Environment(new nunjucks.FileSystemLoader(folders), { autoescape: true, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true });
}
