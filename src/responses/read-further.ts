import { resolve } from "node:path";
import { dirname, join } from "node:path/posix";
import { type Place, type Problem, ProblemError } from "../problems/problem.ts";
import { quote, quoteAll } from "../problems/quoting.ts";
import { didYouMean } from "../problems/suggestion.ts";
import { type CellPlacer, placeCells } from "../sources/cell-places.ts";
import type { RawTable } from "../sources/raw-table.ts";
import { readTables } from "../sources/read-table.ts";
import type { CellForm, FileAsk, FurtherFile, FurtherFiles } from "../study/further-file.ts";
import type { Study } from "../study/study.ts";
import { hintAtNumber, parseNumber } from "./numbers.ts";

/**
 * Reads the further files of a study that a method asks for; every cell is checked against its form, nothing is coerced.
 * @throws ProblemError with everything that is wrong with any of them: the problems of reading a table, and `files/cell`
 */
export async function readFurther(study: Study, asks: readonly FileAsk[]): Promise<FurtherFiles> {
  const files = new Map<string, FurtherFile>();
  const problems: Problem[] = [];
  for (const ask of asks) {
    try {
      const table = await readAsked(study, ask);
      const { file, found } = typed(table, ask, await placeCells(resolve(study.folder, ask.file), table));
      problems.push(...found);
      files.set(ask.file, file);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new ProblemError(problems);
  return files;
}

async function readAsked(study: Study, { file, wantedBy, columns }: FileAsk): Promise<RawTable> {
  const [table] = await readTables(study.folder, {
    path: resolve(study.folder, file),
    file: join(dirname(study.file), file),
    columns: Object.entries(columns).map(([name, { absent }]) => ({ name, wantedBy, ...(absent && { absent }) })),
    slices: [{}],
  });
  return table!;
}

function typed(
  table: RawTable,
  { columns }: FileAsk,
  place: CellPlacer,
): { readonly file: FurtherFile; readonly found: Problem[] } {
  const found: Problem[] = [];
  const placeOf = (line: number, column: string) => ({ file: table.file, ...place(line, column) });
  const columnsRead = Object.entries(columns).map(([name, form]) => {
    const raw = table.columns.get(name);
    if (!raw) return { name, read: () => null };
    // each distinct text is looked at once, and told at the row where it first stands
    const values = raw.texts.map((text, k) => {
      const value = readCell(text, form);
      if (value === undefined) found.push(badCell(placeOf(table.lineOf(raw.firstRow[k]!), name), name, text, form));
      return value ?? null;
    });
    return { name, read: (row: number) => values[raw.codes[row]!]! };
  });
  const rows = Array.from({ length: table.rows }, (_, row) => ({
    line: table.lineOf(row),
    cells: Object.fromEntries(columnsRead.map((column) => [column.name, column.read(row)])),
  }));
  return { file: { name: table.file, rows, placeOf }, found };
}

/** Undefined where the text is not what the form wants. */
function readCell(text: string, form: CellForm): string | number | null | undefined {
  if (text === "") return form.blank ? null : undefined;
  switch (form.kind) {
    case "text":
      return !form.values || form.values.includes(text) ? text : undefined;
    case "date":
      return isDay(text) ? text : undefined;
    case "fraction":
      return parseFraction(text) ?? undefined;
    case "number": {
      const value = parseNumber(text, ".");
      const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, whole } = form;
      return value === null || value < from || value > to || (whole && !Number.isInteger(value)) ? undefined : value;
    }
  }
}

/** A number, or a quotient of two such as `1/3`; null for anything else. */
export function parseFraction(text: string): number | null {
  const parts = text.split("/").map((part) => parseNumber(part.trim(), "."));
  const [above, below = 1] = parts;
  if (parts.length > 2 || above === undefined || above === null || below === null || below === 0) return null;
  return above / below;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function badCell(place: Place, column: string, text: string, form: CellForm): Problem {
  const stands = text === "" ? "is blank" : `holds ${quote(text)}`;
  const hint =
    form.kind === "text" && form.values
      ? (didYouMean(text, form.values) ?? `It may hold ${quoteAll(form.values, 20)}.`)
      : form.kind === "number" && text !== "" && parseNumber(text, ".") === null
        ? hintAtNumber(text, ".")
        : undefined;
  return {
    code: "files/cell",
    severity: "error",
    place,
    message: `The column ${quote(column)} ${stands} here; it must be ${describe(form)}.`,
    ...(hint !== undefined && { hint }),
  };
}

function describe(form: CellForm): string {
  switch (form.kind) {
    case "text":
      return form.values ? `one of ${quoteAll(form.values, 20)}` : "a text";
    case "date":
      return "a day such as 2026-09-30";
    case "fraction":
      return "a number or a quotient such as 1/3";
    case "number": {
      const { from, to, whole } = form;
      const ends =
        from !== undefined && to !== undefined
          ? ` from ${from} to ${to}`
          : from !== undefined
            ? ` of at least ${from}`
            : to !== undefined
              ? ` of at most ${to}`
              : "";
      return `a ${whole ? "whole " : ""}number${ends}`;
    }
  }
}
