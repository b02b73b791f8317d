import type { WaveResults } from "./wave-results.ts";

/** A page of a report. Pages without analyses are in every report; others where one of theirs could be computed. */
export interface PageKind {
  readonly id: string;
  readonly chapter: string;
  readonly analyses: readonly string[];
  /** Under `templates/`. */
  readonly template: string;
}

/** The table of contents, in order. Words: `chapters.<chapter>`, `pages.<id>`. */
export const pageKinds: readonly PageKind[] = [
  { id: "charter", chapter: "overview", analyses: [], template: "pages/charter.njk" },
  { id: "summary", chapter: "overview", analyses: [], template: "pages/summary.njk" },
  { id: "index", chapter: "level", analyses: ["index"], template: "pages/figures.njk" },
  { id: "trend", chapter: "level", analyses: ["trend"], template: "pages/figures.njk" },
  { id: "elements", chapter: "level", analyses: ["elements"], template: "pages/figures.njk" },
  { id: "gaps", chapter: "expectations", analyses: ["gaps"], template: "pages/figures.njk" },
  { id: "receipts", chapter: "numbers", analyses: [], template: "pages/receipts.njk" },
  { id: "methodology", chapter: "numbers", analyses: [], template: "pages/methodology.njk" },
  { id: "appendix", chapter: "numbers", analyses: [], template: "pages/appendix.njk" },
];

/** Measures of the summary's top row, first come first served: the first four that have a number. */
export const headlineMeasures: readonly string[] = [
  "index.score",
  "index.top",
  "index.bottom",
  "gaps.total",
  "gaps.weighted",
];

/** The pages that this wave's results fill. */
export function pagesOf(results: WaveResults): readonly PageKind[] {
  const done = (id: string) => results.outcomes.get(id)?.kind === "done";
  return pageKinds.filter((page) => page.analyses.length === 0 || page.analyses.some(done));
}

/** The page on which an analysis stands. */
export function pageOf(analysis: string): PageKind | undefined {
  return pageKinds.find((page) => page.analyses.includes(analysis));
}
