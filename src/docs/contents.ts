/**
 * The documentation as a site of its own. `docs/` of the package holds its words as Markdown that can be read as it is; this folder
 * makes pages of them, with the layout, style sheet and Eleventy of the reports. It stands behind `report/`, from which it takes
 * all of these, and knows nothing of studies: no data is read, and nothing that a report is made from imports it.
 */

export interface DocsChapter {
  readonly title: string;
  /** `docs/<page>.md` and `<page>.html`, in order. */
  readonly pages: readonly string[];
}

/** Every page, in the order in which it is read. A test holds this to the files. */
export const docsChapters: readonly DocsChapter[] = [
  { title: "Begin", pages: ["index", "first-report"] },
  { title: "Reports of your own", pages: ["study-file", "theming", "archive", "hosting"] },
  {
    title: "Methods",
    pages: ["methods", "methods-scores", "methods-importance", "methods-models", "methods-evaluation"],
  },
  { title: "Behind it", pages: ["checked", "adding-a-method"] },
];
