import { readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import type { Study } from "../study/study.ts";

/** The client's colour on our paper: furniture, never data. Both can carry text: at least 4.5:1 on paper. */
export interface Brand {
  readonly light: string;
  readonly dark: string;
}

/** Papers of `satisfact.css`; a test holds them to it. */
export const papers = { light: "#fdfcfa", dark: "#15181b" } as const;

const needed = 4.5;

/** The colour mixed with black (light paper) or white (dark paper) as little as legibility asks. */
export function brandOf(study: Study): Brand {
  const { colour } = study.brand;
  if (!/^#[0-9a-f]{6}$/i.test(colour)) {
    throw new ProblemError([
      {
        code: "report/brand-colour",
        severity: "error",
        place: { file: study.file },
        message: `brand.colour is ${quote(colour)}, which is not a colour.`,
        hint: 'Write six hexadecimal digits, such as "#0b5fff".',
      },
    ]);
  }
  return { light: legible(colour, papers.light, 0), dark: legible(colour, papers.dark, 255) };
}

function legible(colour: string, paper: string, towards: 0 | 255): string {
  for (let share = 0; share <= 100; share++) {
    const mixed = toHex(channels(colour).map((channel) => channel + ((towards - channel) * share) / 100));
    if (contrast(mixed, paper) >= needed) return mixed;
  }
  throw new Error(`Neither black nor white can be read on ${paper}.`);
}

/** Contrast ratio of two colours, 1-21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)].sort((x, y) => y - x) as [number, number];
  return (a + 0.05) / (b + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = channels(colour).map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

function toHex(values: readonly number[]): string {
  return `#${values.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}

/** The style sheet with the client's colours laid over its own. */
export function brandCss(css: string, { light, dark }: Brand): string {
  const rule = (colour: string, paper: string) => `:root{--brand:${colour};--brand-text:${colour};--on-brand:${paper}}`;
  return `${css}\n${rule(light, papers.light)}\n@media screen and (prefers-color-scheme:dark){${rule(dark, papers.dark)}}\n`;
}

/** The mark of a study without a logo in a browser's tab: three bars on the client's colour. */
export function iconOf({ light }: Pick<Brand, "light">): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="${light}"/><path d="M7 18h4v7H7zM14 12h4v13h-4zM21 7h4v18h-4z" fill="${papers.light}"/></svg>\n`;
}

const logoTypes: readonly string[] = [".svg", ".png", ".jpg", ".jpeg", ".webp"];

/** The logo's bytes and extension; null without one. It is shown as an image, so nothing in it can run. */
export function logoOf(study: Study): { readonly extension: string; readonly bytes: Buffer } | null {
  const { logo } = study.brand;
  if (logo === undefined) return null;
  const path = join(study.folder, logo);
  const extension = extname(logo).toLowerCase();
  const fail = (message: string, hint: string): never => {
    throw new ProblemError([{ code: "report/logo", severity: "error", place: { file: study.file }, message, hint }]);
  };
  if (relative(study.folder, path).split(sep)[0] === "..")
    fail(`brand.logo leads outside the study: ${quote(logo)}.`, "Put the file beside study.yaml.");
  if (!logoTypes.includes(extension))
    fail(
      `brand.logo is ${quote(logo)}, which is no picture that a page can show.`,
      `Use one of ${logoTypes.join(", ")}.`,
    );
  try {
    return { extension: extension.slice(1), bytes: readFileSync(path) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return fail(`brand.logo names the file ${quote(logo)}, which is not there.`, "The file stands beside study.yaml.");
  }
}
