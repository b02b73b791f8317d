import { join, resolve } from "node:path";
import { quote } from "../problems/quoting.ts";
import { UsageError, type Values } from "./command.ts";

// What the options and names mean that several commands take.

/** `STUDY/WAVE` in its two parts. */
export function waveNamed(named: string): { readonly study: string; readonly wave: string } {
  const [study, wave, ...more] = named.split("/");
  if (study && wave && more.length === 0) return { study, wave };
  throw new UsageError(`A wave is named STUDY/WAVE, such as mobile/2026-q3, not ${quote(named)}.`);
}

/** `--only`, as it stands in the tables of options. */
export const onlyOption = { value: "STUDY[/WAVE]", about: "one study, or one of its waves" };

export function onlyOf(values: Values): string | undefined {
  if (typeof values.only !== "string") return undefined;
  if (/^[^/]+(\/[^/]+)?$/.test(values.only)) return values.only;
  throw new UsageError(`--only takes STUDY or STUDY/WAVE, not ${quote(values.only)}.`);
}

/** The folder or file of an option, from where the command was called; by default one in the folder that was named. */
export function pathOf(values: Values, option: string, root: string, usual: string): string {
  return pathGiven(values, option) ?? join(root, usual);
}

/** The folder or file of an option, if it was given. */
export function pathGiven(values: Values, option: string): string | undefined {
  const path = values[option];
  return typeof path === "string" ? resolve(path) : undefined;
}
