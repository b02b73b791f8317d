import type { Figure } from "../analyses/analysis.ts";
import type { WaveResults } from "./wave-results.ts";

/** A page of a report. Pages without analyses are in every report; others where one of theirs could be computed. */
export interface PageKind {
  readonly id: string;
  readonly chapter: string;
  readonly analyses: readonly string[];
  /** Under `templates/`. */
  readonly template: string;
  /** Its analysis fills several pages, `<id>-<part>`: a figure says on which it stands (`Figure.page`). */
  readonly split?: boolean;
  /** The part of a split page. */
  readonly part?: string;
}

/** The table of contents, in order. Words: `chapters.<chapter>`, `pages.<id>`. */
export const pageKinds: readonly PageKind[] = [
  { id: "charter", chapter: "overview", analyses: [], template: "pages/charter.njk" },
  { id: "summary", chapter: "overview", analyses: [], template: "pages/summary.njk" },
  { id: "index", chapter: "level", analyses: ["index"], template: "pages/figures.njk" },
  { id: "trend", chapter: "level", analyses: ["trend"], template: "pages/figures.njk" },
  { id: "indicators", chapter: "level", analyses: ["indicators"], template: "pages/figures.njk" },
  { id: "elements", chapter: "level", analyses: ["elements"], template: "pages/figures.njk" },
  { id: "rollups", chapter: "level", analyses: ["rollups"], template: "pages/figures.njk" },
  { id: "gaps", chapter: "expectations", analyses: ["gaps"], template: "pages/figures.njk" },
  { id: "model", chapter: "models", analyses: ["structural-model"], template: "pages/figures.njk" },
  {
    id: "measurement",
    chapter: "models",
    analyses: ["reliability", "components"],
    template: "pages/figures.njk",
  },
  { id: "regression", chapter: "models", analyses: ["regression"], template: "pages/figures.njk" },
  { id: "drivers", chapter: "improvement", analyses: ["drivers"], template: "pages/figures.njk" },
  { id: "priorities", chapter: "improvement", analyses: ["priorities"], template: "pages/figures.njk" },
  { id: "kano", chapter: "improvement", analyses: ["kano"], template: "pages/figures.njk" },
  { id: "actions", chapter: "improvement", analyses: ["goal-programming"], template: "pages/figures.njk" },
  { id: "experts", chapter: "evaluation", analyses: ["ahp", "delphi"], template: "pages/figures.njk" },
  { id: "entropy", chapter: "evaluation", analyses: ["entropy"], template: "pages/figures.njk" },
  { id: "fuzzy", chapter: "evaluation", analyses: ["fuzzy"], template: "pages/figures.njk" },
  { id: "dea", chapter: "evaluation", analyses: ["dea"], template: "pages/figures.njk" },
  { id: "neural", chapter: "evaluation", analyses: ["neural"], template: "pages/figures.njk" },
  { id: "grey", chapter: "evaluation", analyses: ["grey"], template: "pages/figures.njk" },
  { id: "agreement", chapter: "evaluation", analyses: ["agreement"], template: "pages/figures.njk" },
  { id: "segments", chapter: "groups", analyses: ["segments"], template: "pages/figures.njk" },
  { id: "crosstabs", chapter: "groups", analyses: ["crosstabs"], template: "pages/crosstabs.njk", split: true },
  { id: "sample", chapter: "numbers", analyses: ["sample"], template: "pages/figures.njk" },
  { id: "receipts", chapter: "numbers", analyses: [], template: "pages/receipts.njk" },
  { id: "receipts-models", chapter: "numbers", analyses: [], template: "pages/receipts.njk" },
  { id: "methodology", chapter: "numbers", analyses: [], template: "pages/methodology.njk" },
  { id: "appendix", chapter: "numbers", analyses: [], template: "pages/appendix.njk" },
];

/** Measures of the summary's top row, first come first served: the first four that have a number. */
export const headlineMeasures: readonly string[] = [
  "index.score",
  "index.top",
  "indicators.nps",
  "indicators.repeat",
  "index.bottom",
  "gaps.total",
  "gaps.weighted",
];

/** The pages that this wave's results fill; `figuresOf` gives the figures of an analysis. */
export function pagesOf(results: WaveResults, figuresOf: (analysis: string) => readonly Figure[]): readonly PageKind[] {
  const done = (id: string) => results.outcomes.get(id)?.kind === "done";
  return pageKinds
    .filter((page) => page.analyses.length === 0 || page.analyses.some(done))
    .filter(
      (page) =>
        page.id !== "receipts-models" ||
        [...results.outcomes.keys()].some((id) => done(id) && receiptsPageOf(id) === page.id),
    )
    .flatMap((page) => {
      if (!page.split) return [page];
      const parts = page.analyses.flatMap((id) => figuresOf(id).map((figure) => figure.page!));
      return [...new Set(parts)].map((part) => ({ ...page, id: `${page.id}-${part}`, part }));
    });
}

/** The page with the receipts of an analysis: those of models and of methods of evaluation would make one page too long. */
export function receiptsPageOf(analysis: string): "receipts" | "receipts-models" {
  const chapter = pageKinds.find((page) => page.analyses.includes(analysis))?.chapter;
  return chapter === "models" || chapter === "evaluation" ? "receipts-models" : "receipts";
}

/** Whether a page is printed with the others: receipts are looked up, one at a time, and would be every second sheet. */
export function isPrinted({ id }: Pick<PageKind, "id">): boolean {
  return id !== "receipts" && id !== "receipts-models";
}

/** Whether what an analysis says or draws stands on a page. */
export function standsOn(page: PageKind, { page: part }: { readonly page?: string | undefined }): boolean {
  return page.part === undefined || page.part === part;
}
