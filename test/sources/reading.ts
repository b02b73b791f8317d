import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type Problem, ProblemError } from "../../src/problems/problem.ts";
import type { RawTable } from "../../src/sources/raw-table.ts";
import { readTables, type TableRequest } from "../../src/sources/read-table.ts";

const folder = mkdtempSync(join(tmpdir(), "satisfact-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export function scratchFolder(): string {
  return folder;
}

export interface ReadOptions extends Partial<Pick<TableRequest, "encoding" | "delimiter" | "slices">> {
  readonly columns: readonly string[];
  readonly key?: string;
  readonly file?: string;
}

/** Writes a file of answers and reads it back as one table per slice. */
export async function readAll(content: string | Uint8Array, options: ReadOptions): Promise<readonly RawTable[]> {
  const { columns, key, file = "answers.csv", slices = [{}], ...rest } = options;
  const path = join(folder, file);
  writeFileSync(path, content);
  return readTables(folder, {
    path,
    file,
    columns: columns.map((name) => ({ name, wantedBy: `the question "${name}"` })),
    slices,
    ...(key !== undefined && { key: { name: key, wantedBy: "`respondent`" } }),
    ...rest,
  });
}

export async function read(content: string | Uint8Array, options: ReadOptions): Promise<RawTable> {
  return (await readAll(content, options))[0]!;
}

/** A column as the texts of its rows. */
export function cells(table: RawTable, name: string): readonly string[] {
  const { texts, codes } = table.columns.get(name)!;
  return Array.from(codes, (code) => texts[code]!);
}

/** The problems that a promise or a call ends in; the test fails when there are none. */
export async function problemsOf(work: () => unknown): Promise<readonly Problem[]> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
  throw new Error("Nothing was wrong.");
}

/** Bytes written as hexadecimal pairs. */
export function bytes(...parts: readonly string[]): Uint8Array {
  return Uint8Array.from(parts.join(" ").trim().split(/\s+/), (pair) => Number.parseInt(pair, 16));
}
