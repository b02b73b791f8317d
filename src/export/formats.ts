// Nothing is imported here: the command knows the formats before anything heavy is loaded.

/** What a wave can be handed over as, with what each is for. */
export const formats = {
  xlsx: "a workbook: every table on a sheet of its own, numbers as numbers",
  csv: "every table as a CSV file, as on the site",
  svg: "every chart as a drawing that can be scaled",
  png: "every chart as a picture, twice its size on the page (needs Chromium or Chrome)",
  pptx: "a deck: a slide for each page with a finding and a chart (needs Chromium or Chrome)",
  html: "the whole report as one page that needs no other file (after `satisfact build`)",
} as const;

export type ExportFormat = keyof typeof formats;
