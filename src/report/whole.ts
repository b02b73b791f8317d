import { wholePage } from "./addresses.ts";
import { basisOf } from "./basis.ts";
import { addressOf, type Edition } from "./edition.ts";
import type { SitePage } from "./eleventy.ts";
import { type Around, frameAround } from "./frame.ts";
import { inset } from "./inset.ts";
import { setTitle } from "./markup.ts";
import { isPrinted } from "./pages.ts";
import { pageName, pageTitle } from "./titles.ts";
import { viewOf } from "./views.ts";

/** Fills a template. */
export type Render = (template: string, view: object) => string;

type WholeView = Around & {
  readonly lead: string;
  readonly baseline: readonly string[];
  /** The pages, each made when its turn comes. */
  readonly parts: readonly {
    readonly id: string;
    readonly printed: boolean;
    /** Begins a sheet; the others go on where the page before ends. */
    readonly opens: boolean;
    readonly html: () => string;
  }[];
  /** What paper says of the pages that are not printed; empty where all are. */
  readonly unprinted: string;
  readonly scripts: readonly [];
};

/** All pages of a wave on one, in order, for paper and for reading on: the same views through the same templates. */
export function wholeReport(edition: Edition, render: Render): SitePage {
  return { url: addressOf(wholePage, edition), template: "pages/whole.njk", view: () => wholeView(edition, render) };
}

function wholeView(edition: Edition, render: Render): WholeView {
  const { reading, voice, terms } = edition;
  const url = addressOf(wholePage, edition);
  const frame = frameAround(wholePage, edition, voice.word("page-titles.whole"));
  const together = {
    url,
    pages: new Map(reading.pages.map((page) => [addressOf(page, edition), page.id] as const)),
    labels: new Map<string, number>(),
  };
  const summary = reading.pages.find(({ id }) => id === "summary")!;
  return {
    ...frame,
    // one report, one entry in a search: that of its pages
    index: false,
    chapters: frame.chapters.map((chapter) => ({
      ...chapter,
      pages: chapter.pages.map((page) => ({
        ...page,
        href: `#${encodeURIComponent(page.id)}`,
        printed: isPrinted(page),
      })),
    })),
    lead: setTitle(pageTitle(summary, edition), voice.language, terms),
    baseline: basisOf(summary, edition, url).baseline,
    parts: reading.pages.map((page, k) => {
      // made now, so that drawings that are wanted are known before anything is written
      const view = viewOf(page, edition, "paper");
      return {
        id: page.id,
        printed: isPrinted(page),
        opens: page === summary || page.chapter !== reading.pages[k - 1]?.chapter,
        html: () => inset(render(page.template, view), { id: page.id, url: addressOf(page, edition) }, together),
      };
    }),
    unprinted: unprintedOf(edition, frame.address),
    scripts: [],
  };
}

function unprintedOf({ reading, voice }: Edition, address: string): string {
  const names = reading.pages.filter((page) => !isPrinted(page)).map((page) => pageName(page, voice));
  return names.length > 0
    ? voice.word("ui.unprinted", { pages: names.join(voice.word("format.clauses")), address })
    : "";
}
