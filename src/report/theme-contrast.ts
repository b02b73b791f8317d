import { contrast } from "./brand.ts";

/** A colour that cannot be told well enough from what it stands on. */
export interface Faint {
  readonly name: string;
  /** Offset of the property in the client's sheet. */
  readonly at: number;
  readonly on: string;
  readonly ratio: number;
  readonly needed: number;
  readonly dark: boolean;
}

/** What a colour stands on, and the contrast that it needs there: 4.5 for text, 3 for marks (WCAG 2.2, 1.4.3 and 1.4.11). */
const pairs: readonly (readonly [name: string, on: string, needed: number])[] = [
  ...["--ink", "--ink-2", "--ink-3", "--est", "--weak"].map((name) => [name, "--paper", 4.5] as const),
  ["--ink", "--paper-2", 4.5],
  ["--on-est", "--est", 4.5],
  ["--on-weak", "--weak", 4.5],
  ["--weak", "--weak-soft", 4.5],
  ...["--quiet", "--cat-1", "--cat-2", "--cat-3", "--cat-4", "--cat-5"].map((name) => [name, "--paper", 3] as const),
];

interface Setting {
  readonly value: string;
  /** Null: ours. */
  readonly at: number | null;
}

/**
 * Colours that cannot be read any more by what the client sets. Only those written in hexadecimal digits are known; the others
 * are the browser's to find out.
 *
 * @param theme without comments and strings, everything else at its place
 */
export function faintColours(theme: string, ours: string): readonly Faint[] {
  return [false, true].flatMap((dark) => {
    const colours = new Map<string, Setting>();
    for (const { name, value } of settingsIn(ours, dark)) colours.set(name, { value, at: null });
    // theirs come later: what they set for every screen is so in the dark too
    for (const { name, value, at } of settingsIn(theme, dark)) colours.set(name, { value, at });
    return pairs.flatMap(([name, on, needed]): readonly Faint[] => {
      const [colour, ground] = [colours.get(name), colours.get(on)];
      const at = colour?.at ?? ground?.at ?? null;
      const [a, b] = [hexOf(colour?.value), hexOf(ground?.value)];
      if (at === null || a === null || b === null) return [];
      const ratio = contrast(a, b);
      return ratio < needed ? [{ name, at, on, ratio, needed, dark }] : [];
    });
  });
}

/** Custom properties set for the whole page, on a screen of that kind, in the order of the sheet. */
function settingsIn(css: string, dark: boolean) {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, (comment) => " ".repeat(comment.length));
  const around: string[] = [];
  const settings: { readonly name: string; readonly value: string; readonly at: number }[] = [];
  for (const { 0: piece, 1: text, 2: end, index } of bare.matchAll(/([^{};]*)([{};])/g)) {
    if (end === "{") around.push(text!.trim());
    else {
      const set = /^\s*(--[\w-]+)\s*:\s*(\S[\s\S]*?)\s*$/.exec(text!);
      if (set && isForPage(around, dark))
        settings.push({ name: set[1]!, value: set[2]!, at: index + piece.indexOf(set[1]!) });
      if (end === "}") around.pop();
    }
  }
  return settings;
}

/** Whether a rule inside these holds for the whole page on such a screen. */
function isForPage(around: readonly string[], dark: boolean): boolean {
  return around.every((head) => {
    if (/^@supports\b/i.test(head)) return true;
    if (!head.startsWith("@")) return head.split(",").some((selector) => /^(:root|html)$/.test(selector.trim()));
    const scheme = /^@media\s+(?:screen\s+and\s+)?\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)$/i.exec(head);
    return scheme !== null && (scheme[1]!.toLowerCase() === "dark") === dark;
  });
}

/** `#abc` and `#aabbcc` as six digits; null for whatever else a colour may be. */
function hexOf(value: string | undefined): string | null {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(value ?? "")?.[1];
  if (digits === undefined) return null;
  return `#${digits.length === 6 ? digits : [...digits].map((digit) => digit + digit).join("")}`;
}
