import writeExcelFile, { type Cell, type Feature, type Image, type Row, type Sheet } from "write-excel-file/node";
import { formatsOf, toGrid } from "../report/csv.ts";
import type { Edition } from "../report/edition.ts";
import { captionOf } from "../report/figures.ts";
import { clean } from "../report/markup.ts";
import { conventionFacts } from "../report/methodology.ts";
import { placedFigures } from "../report/reading.ts";
import { pageName } from "../report/titles.ts";
import { weightingText } from "../report/weighting.ts";
import { stillZip } from "./still-zip.ts";

type SheetOf = Sheet<never>;

/** What Excel lets a sheet be called. */
const longestName = 31;
/** Characters across in the cover's column of texts. */
const told = 90;
/** A sheet is printed lying, one page wide however many columns it has. */
const onePageWide: Feature<Image["content"]> = {
  files: {
    transform: {
      "xl/worksheets/sheet{id}.xml": {
        transform: (xml) =>
          xml
            .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
            .replace(/<pageSetup /, '<pageSetup fitToWidth="1" fitToHeight="0" '),
      },
    },
  },
};
const head = { fontWeight: "bold", backgroundColor: "#f4f2ec", wrap: true, alignVertical: "top" } as const;

/**
 * A wave as one workbook: a cover that says what it is, then every table on a sheet of its own, the fields of its CSV file
 * cell by cell, numbers unrounded and shown as on the page.
 */
export async function makeWorkbook(edition: Edition): Promise<Uint8Array> {
  const { reading, voice } = edition;
  const sheets = placedFigures(reading).map(({ figure, page }, k) => ({
    name: sheetName(k + 1, pageName(page, voice)),
    page: pageName(page, voice),
    caption: captionOf(figure, voice),
    table: figure.table,
  }));
  const all = [
    coverOf(edition, sheets),
    ...sheets.map(({ name, table }): SheetOf => {
      const grid = toGrid(table, voice);
      const formats = formatsOf(table, grid);
      const widths = grid.header.map((heading, k) =>
        widthOf(
          heading,
          grid.rows.map((row) => row[k] ?? ""),
        ),
      );
      const height = Math.max(...grid.header.map((heading, k) => heightOf(heading, widths[k]!)));
      return {
        sheet: name,
        stickyRowsCount: 1,
        orientation: "landscape",
        columns: widths.map((width) => ({ width })),
        data: [
          grid.header.map((heading): Cell => ({ value: heading, type: String, height, ...head })),
          ...grid.rows.map((row, r): Row => row.map((value, k) => cellOf(value, formats[r]![k]!))),
        ],
      };
    }),
  ];
  // named, since a program that finds no face in the file takes one of its own for what is bold
  const fontFamily = voice.language.startsWith("zh") ? "Microsoft YaHei" : "Arial";
  const written = await writeExcelFile(all, { fontFamily, fontSize: 10, features: [onePageWide] }).toBuffer();
  return stillZip(written);
}

function cellOf(value: string | number | null, format: string): Cell {
  if (value === null || value === "") return null;
  // a text stays a text, whatever it begins with
  if (typeof value === "string") return { value, type: String };
  return { value, type: Number, ...(format !== "General" && { format }) };
}

function coverOf(
  { reading, voice, site }: Edition,
  sheets: readonly { readonly name: string; readonly page: string; readonly caption: string }[],
): SheetOf {
  const { study, wave, sample, published, fingerprint } = reading.results;
  const { word, text, format } = voice;
  const fact = (name: string, value: string): readonly Row[] =>
    value
      ? [
          [
            { value: name, type: String, fontWeight: "bold", alignVertical: "top" },
            { value, type: String, wrap: true, alignVertical: "top", height: heightOf(value, told) },
          ],
        ]
      : [];
  const heading = (title: string): readonly Row[] => [
    [],
    [{ value: title, type: String, fontWeight: "bold", fontSize: 14, height: 20 }],
  ];
  const correction = published?.corrections.at(-1);
  return {
    sheet: word("export.cover"),
    showGridLines: false,
    orientation: "landscape",
    columns: [{ width: 28 }, { width: told }, { width: 50 }],
    data: [
      [{ value: text(study.title), type: String, fontWeight: "bold", fontSize: 18, height: 26 }],
      ...(study.invented ? [[{ value: word("ui.invented"), type: String, fontStyle: "italic" } as const]] : []),
      ...(published ? [] : [[{ value: word("ui.draft"), type: String, fontStyle: "italic" } as const]]),
      ...(correction ? [[{ value: word("ui.corrected", { why: clean(correction.why) }), type: String } as const]] : []),
      [],
      ...fact(word("charter.client"), text(study.client)),
      ...fact(word("export.wave"), text(wave.title)),
      ...fact(word("basis.fieldwork"), format.dates(wave.fieldwork)),
      ...fact(word("basis.mode"), wave.mode ? text(wave.mode) : ""),
      ...fact(word("export.kept"), format.count(sample.kept)),
      ...fact(
        word(sample.weights.weighted ? "basis.weighted" : "basis.unweighted"),
        weightingText(sample.weights, study, voice),
      ),
      ...fact(word("export.language"), site.nameOf(voice.language)),
      ...fact(word("export.program"), `Satisfact ${site.version}`),
      ...fact(word("export.fingerprint"), fingerprint),
      ...heading(word("export.tables")),
      [word("export.sheet"), word("export.table"), word("export.page")].map((value) => ({
        value,
        type: String,
        ...head,
      })),
      ...sheets.map(
        ({ name, caption, page }): Row => [
          name,
          { value: caption, type: String, wrap: true, height: heightOf(caption, told) },
          page,
        ],
      ),
      ...heading(word("export.conventions")),
      ...conventionFacts(reading, voice).flatMap(({ name, text: said }) => fact(name, said)),
    ],
  };
}

/** Its number makes a name unique; what Excel forbids in one is left out. */
function sheetName(number: number, page: string): string {
  const name = `${number} ${page.replace(/[[\]:*?/\\']/g, " ").replace(/\s+/g, " ")}`;
  let cut = "";
  for (const character of name)
    if (cut.length + character.length <= longestName) cut += character;
    else break;
  return cut.trim();
}

/** Length of a text in characters, wide ones counting twice. */
function wide(text: string): number {
  return (
    text.length + (text.match(/[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/g)?.length ?? 0)
  );
}

/** The height in points of a row with a text that breaks at a column's width: programs that open the file need not find it out. */
function heightOf(text: string, width: number): number {
  // a line that ends before a long word holds less
  return 13 * Math.max(1, Math.ceil(wide(text) / (0.9 * width)));
}

/** Characters that a column needs; a heading may break. */
function widthOf(heading: string, values: readonly (string | number)[]): number {
  const longest = values.map((value) => (typeof value === "number" ? 9 : wide(value)));
  return Math.min(60, Math.max(10, wide(heading) / 2, ...longest) + 2);
}
