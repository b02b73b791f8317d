import type { Cell, Table } from "../analyses/analysis.ts";
import type { Voice } from "./say.ts";
import { whyText } from "./tables.ts";

type Field = string | number | null;

/**
 * A table as CSV for spreadsheets and programs: UTF-8 with BOM, CRLF, numbers unrounded with a decimal point, shares 0-1,
 * ids beside labels so that languages can be joined. Hidden and missing numbers are empty; their status says why.
 */
export function toCsv(table: Table, voice: Voice): string {
  const kinds = table.columns.map(({ key }) => kindOf(table, key));
  const header = table.columns.flatMap((column, k) => {
    const name = voice.word(`table.${column.heading}`, voice.slots(column.slots));
    return [
      name,
      ...(parts[kinds[k]!] ?? []).map((part) => voice.word("format.pair", { a: name, b: voice.word(`csv.${part}`) })),
    ];
  });
  const rows = table.rows.map((row) =>
    table.columns.flatMap((column, k) => fieldsOf(row[column.key] ?? { kind: "none" }, kinds[k]!, voice)),
  );
  return `\ufeff${[header, ...rows].map((fields) => fields.map(field).join(",")).join("\r\n")}\r\n`;
}

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
