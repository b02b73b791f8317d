import type { Cell, Table } from "../analyses/analysis.ts";
import { sheetFormat } from "./format.ts";
import type { Voice } from "./say.ts";
import { whyText } from "./tables.ts";

type Field = string | number | null;

/** A table as rows of fields, under a header: what every file that is not a page is made from. */
export interface Grid {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Field[])[];
}

/**
 * A table as CSV for spreadsheets and programs: UTF-8 with BOM, CRLF, numbers unrounded with a decimal point, shares 0-1,
 * ids beside labels so that languages can be joined. Hidden and missing numbers are empty; their status says why.
 */
export function toCsv(table: Table, voice: Voice): string {
  const { header, rows } = toGrid(table, voice);
  return `\ufeff${[header, ...rows].map((fields) => fields.map(field).join(",")).join("\r\n")}\r\n`;
}

export function toGrid(table: Table, voice: Voice): Grid {
  const kinds = table.columns.map(({ key }) => kindOf(table, key));
  const header = table.columns.flatMap((column, k) => {
    const name = voice.word(`table.${column.heading}`, voice.slots(column.slots));
    return [
      name,
      ...(parts[kinds[k]!] ?? []).map((part) => voice.word("format.pair", { a: name, b: voice.word(`csv.${part}`) })),
    ];
  });
  const rows = table.rows.map((row) =>
    table.columns.flatMap(({ key }, k) => fieldsOf(row[key] ?? none, kinds[k]!, voice)),
  );
  return { header, rows };
}

/** How a spreadsheet shows each field of a table's rows; empty for what is no number. */
export function formatsOf(table: Table, { rows }: Grid): readonly (readonly string[])[] {
  const kinds = table.columns.map(({ key }) => kindOf(table, key));
  return table.rows.map((row, r) => {
    const forms = table.columns.flatMap(({ key }, k) => formsOf(row[key] ?? none, kinds[k]!));
    return rows[r]!.map((value, k) => (typeof value === "number" ? formatOfField(value, forms[k]!) : ""));
  });
}

const none: Cell = { kind: "none" };

/** What stands in further columns beside the number or name itself. */
const parts: Readonly<Partial<Record<Cell["kind"], readonly string[]>>> = {
  subject: ["id"],
  estimate: ["low", "high", "n", "effective-n", "status", "why"],
  banner: [
    "low",
    "high",
    "n",
    "effective-n",
    "status",
    "why",
    "above",
    "rest",
    "rest-low",
    "rest-high",
    "p",
    "adjusted-p",
    "verdict",
  ],
  comparison: ["low", "high", "level", "p", "adjusted-p", "verdict", "why"],
};

function kindOf(table: Table, key: string): Cell["kind"] {
  return table.rows.map((row) => row[key]?.kind ?? "none").find((kind) => kind !== "none") ?? "none";
}

/** How a field is shown: as its cell's number, as a count, a p, a level; with decimals of its own. */
type Form = "number" | "count" | "p" | "level";

const formOfPart: Readonly<Record<string, Form>> = {
  n: "count",
  "effective-n": "count",
  p: "p",
  "adjusted-p": "p",
  level: "level",
};

function formsOf(cell: Cell, kind: Cell["kind"]): readonly { readonly cell: Cell; readonly form: Form }[] {
  return [
    { cell, form: "number" },
    ...(parts[kind] ?? []).map((part) => ({ cell, form: formOfPart[part] ?? "number" })),
  ];
}

function formatOfField(value: number, { cell, form }: { readonly cell: Cell; readonly form: Form }): string {
  if (form === "count" || cell.kind === "count") return sheetFormat(value, "index", { digits: 0 });
  if (form === "p" || cell.kind === "p") return sheetFormat(value, "index", { digits: 3 });
  if (form === "level") return "0.##%";
  if (cell.kind === "number") return sheetFormat(value, "code", { digits: cell.digits });
  if (cell.kind === "comparison") return sheetFormat(value, cell.comparison.unit);
  if (cell.kind === "estimate" || cell.kind === "banner") return sheetFormat(value, cell.estimate.unit, cell.estimate);
  return "General";
}

function fieldsOf(cell: Cell, kind: Cell["kind"], voice: Voice): readonly Field[] {
  const found: readonly Field[] = (() => {
    switch (cell.kind) {
      case "none":
        return [null];
      case "word":
        return [voice.word(cell.key)];
      case "why":
        return [whyText(cell, voice)];
      case "text":
        return [cell.text];
      case "answers":
        return [voice.answers(cell.question, cell.codes)];
      case "number":
      case "p":
      case "count":
        return [cell.value];
      case "subject":
        return [voice.label(cell.subject), cell.subject.id];
      case "estimate": {
        const { value, low, high, base, effectiveBase, status, why } = cell.estimate;
        return [value, low, high, base, effectiveBase, status, why?.code ?? null];
      }
      case "banner": {
        const { value, low, high, base, effectiveBase, status, why } = cell.estimate;
        const { rest } = cell;
        return [
          ...[value, low, high, base, effectiveBase, status, why?.code ?? null, cell.above.join(" ") || null],
          ...(rest ? [rest.difference, rest.low, rest.high, rest.p, rest.adjusted, rest.verdict] : []),
        ];
      }
      case "comparison": {
        const { difference, low, high, level, p, adjusted, verdict, why } = cell.comparison;
        return [difference, low, high, level, p, adjusted, verdict, why?.code ?? null];
      }
    }
  })();
  const width = 1 + (parts[kind]?.length ?? 0);
  return [...found, ...Array<Field>(Math.max(0, width - found.length)).fill(null)].slice(0, width);
}

// Spreadsheets run what begins so as a formula, the full-width forms in East Asian versions too.
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** A field, quoted where needed. Text that a spreadsheet would run begins with an apostrophe. */
export function field(value: Field): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = formula.test(value) && !/^[+-]?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
