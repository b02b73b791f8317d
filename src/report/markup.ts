import { escapeMarkup } from "../charts/escape.ts";
import { textWidth } from "../charts/text.ts";

/** Text made safe and well set for HTML. Everything that comes from a study passes through here or through autoescape. */

// control and format characters; the joiners U+200C and U+200D belong to words and emoji
const hidden = /(?![\u200c\u200d])[\p{Cc}\p{Cf}]/gu;

/**
 * A user's text without what could turn the line around it or hide in it: bidi controls, other control characters,
 * zero-width fillers. White space is one space, but for spaces at which no line breaks.
 */
export function clean(text: string): string {
  return text
    .replace(/[\t\n\v\f\r]+/g, " ")
    .replace(hidden, "")
    .replace(/[^\S\u00a0\u202f]+/g, " ")
    .trim();
}

function isChinese(language: string): boolean {
  return language.toLowerCase().split("-")[0] === "zh";
}

/** Longer ones would not fit into a line of a title on a phone. */
const longestTerm = 11;

/** A number with what belongs to it: sign, range, unit, and the punctuation after it. */
const measured = /[−+<]?\d[\d,.]*(?:%)?(?:[–至][−+]?\d[\d,.]*)?(?:%|个百分点|分|期|项|人|份|个|年)?[，；。：、）]?/g;

/**
 * A title as HTML. Chinese titles break between clauses (`.cl`) and never inside a number with its unit or a term
 * (`.nb`); other languages wrap by themselves.
 */
export function setTitle(text: string, language: string, terms: readonly string[] = []): string {
  if (!isChinese(language)) return escapeMarkup(text);
  const clauses = text.match(/[^，；：。？、]+[，；：。？、]?”?/g) ?? [text];
  if (clauses.length === 1) return setClause(text, terms);
  return clauses.map((clause) => `<span class="cl">${setClause(clause, terms)}</span>`).join("");
}

/** Ems that four lines of a title hold on a desk. */
const fourLines = 60;

/** Whether a title has to be set smaller, so that what it is the title of still begins on the first screen. */
export function isLongTitle(title: string): boolean {
  return textWidth(title, 1, 700) > fourLines;
}

function setClause(text: string, terms: readonly string[]): string {
  const words = terms
    .filter((term) => term.length > 1 && term.length <= longestTerm)
    .map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp([...words, measured.source].join("|"), "g");
  let html = "";
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    html += `${escapeMarkup(text.slice(end, match.index))}<span class="nb">${escapeMarkup(match[0])}</span>`;
    end = match.index + match[0].length;
  }
  return html + escapeMarkup(text.slice(end));
}

/** What a reader sees of HTML that this program made: without tags, entities read, white space as one space. */
export function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
}
