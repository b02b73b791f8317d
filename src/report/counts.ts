import { dealings } from "../analyses/run.ts";
import type { Voice } from "./say.ts";

/** Numbers of the program that rules and formulas name: they stand in one place, and no text spells them out. */
export function countsIn({ format }: Voice): Readonly<Record<string, string>> {
  return { dealings: format.count(dealings) };
}
