import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Path -> bytes of every file below a folder, in order of path. */
export function readSite(folder: string): ReadonlyMap<string, Buffer> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path)]));
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Printed {
  readonly measure: string;
  readonly subject: unknown;
  readonly value?: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly why?: unknown;
}

/** Every estimate and comparison below a value of `results.json`: what has a measure and an interval's ends. */
export function* numbersIn(value: unknown): Generator<Printed> {
  if (Array.isArray(value)) for (const item of value) yield* numbersIn(item);
  if (!isMapping(value)) return;
  if ("measure" in value && "low" in value && "high" in value) yield value as unknown as Printed;
  for (const inner of Object.values(value)) yield* numbersIn(inner);
}
