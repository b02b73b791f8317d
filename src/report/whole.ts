import { wholePage } from "./addresses.ts";
import { basisOf } from "./basis.ts";
import { addressOf, type Edition } from "./edition.ts";
import type { SitePage } from "./eleventy.ts";
import { type Around, frameAround } from "./frame.ts";
import { inset } from "./inset.ts";
import { setTitle } from "./markup.ts";
import { pageTitle } from "./titles.ts";
import { viewOf } from "./views.ts";

/** Fills a template. */
export type Render = (template: string, view: object) => string;

type WholeView = Around & {
  readonly lead: string;
  readonly baseline: readonly string[];
  /** The pages, each made when its turn comes. */
  readonly parts: readonly { readonly id: string; readonly html: () => string }[];
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
      pages: chapter.pages.map((page) => ({ ...page, href: `#${encodeURIComponent(page.id)}` })),
    })),
    lead: setTitle(pageTitle(summary, edition), voice.language, terms),
    baseline: basisOf(summary, edition, url).baseline,
    parts: reading.pages.map((page) => {
      // made now, so that drawings that are wanted are known before anything is written
      const view = viewOf(page, edition, "paper");
      return {
        id: page.id,
        html: () => inset(render(page.template, view), { id: page.id, url: addressOf(page, edition) }, together),
      };
    }),
    scripts: [],
  };
}
