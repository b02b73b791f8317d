import type { Analysis } from "../analyses/analysis.ts";
import type { Language } from "../study/study.ts";
import { addresses } from "./addresses.ts";
import type { DrawChart } from "./figures.ts";
import type { NotePart } from "./notes.ts";
import type { PageKind } from "./pages.ts";
import type { Reading } from "./reading.ts";
import type { Voice } from "./say.ts";
import type { Words } from "./words.ts";

/** What all pages of a build share. */
export interface Site {
  readonly root: string;
  readonly version: string;
  /** Ends in a slash; undefined when the site does not know where it will stand. */
  readonly siteUrl: string | undefined;
  /** Languages of the site's own pages; the first stands at the root. */
  readonly languages: readonly Language[];
  readonly words: ReadonlyMap<Language, Words>;
  /** It has a feed in each of its languages. */
  readonly hasFeeds: boolean;
  /** Study -> the extension of its logo. */
  readonly logos: ReadonlyMap<string, string>;
  readonly registry: readonly Analysis[];
  readonly draw: DrawChart;
  /** A language's name in itself. */
  nameOf(language: Language): string;
}

/** One wave in one language: what a page of a report is made from. */
export interface Edition {
  readonly site: Site;
  readonly reading: Reading;
  /** All waves of the study, oldest first. */
  readonly siblings: readonly Reading[];
  readonly voice: Voice;
  /** Names that a title never breaks inside. */
  readonly terms: readonly string[];
  /** The analyst's words, by page. */
  readonly notes: ReadonlyMap<string, readonly NotePart[]>;
}

/** The address of a page of the wave in the language of the edition. */
export function addressOf(page: Pick<PageKind, "id">, edition: Edition): string {
  const { study, wave } = edition.reading.results;
  return addresses.page(study.id, wave.id, edition.voice.language, page.id);
}
