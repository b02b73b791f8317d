/**
 * How wide a text will be, known without a font. Vega's own estimate is far off (Chinese too narrow, Latin too wide),
 * and every label here is laid out before a browser sees it. The figures are a little generous: for each character the
 * wider of two common sans faces (a Helvetica-like and a humanist one), in thousandths of the font size.
 */
const asciiWidths = [
  278, 323, 474, 556, 556, 921, 680, 278, 338, 338, 467, 584, 278, 347, 278, 392, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 728, 293, 535, 667, 556, 833,
  723, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620,
  556, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 500, 377, 607, 521, 802, 500, 521, 500, 338,
  270, 338, 584,
];

/** Bold Latin letters are about this much wider; Chinese characters keep their square. */
const boldFactor = 1.07;

/** The gap that `text-autospace` puts between Chinese and Latin, in ems. */
const autospace = 0.125;

const combining = /^[\p{M}\p{Cf}\p{Emoji_Modifier}]$/u;
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]$/u;
/** Symbols that Chinese faces set on a full square and Latin faces on less. */
const symbol = /^[\u2014\u2015\u2025\u2026\u2030\u00d7\u00f7\u2103\u2160-\u217f\u2190-\u27bf\u2b00-\u2bff]$/u;
const quote = /^[\u2018\u2019\u201c\u201d]$/u;
const letterOrDigit = /^[\p{L}\p{N}]$/u;

/** Punctuation that must not begin a line. */
const closing = /^[，。、；：？！）】》〉」』”’…—％‰℃·)\],.;:?!%}]$/u;
/** Punctuation that must not end a line. */
const opening = /^[（【《〈「『“‘([{]$/u;

/** Ems of one character; `square` says that the text has Chinese in it, so that quotation marks come out full-width. */
function widthOf(character: string, square: boolean): number {
  const code = character.codePointAt(0)!;
  if (code >= 32 && code < 127) return asciiWidths[code - 32]! / 1000;
  if (wide.test(character)) return 1;
  if (combining.test(character)) return 0;
  if (quote.test(character)) return square ? 1 : 0.48;
  if (character === "\u00a0") return 0.278;
  if (character === "\u202f") return 0.22;
  if (character === "−") return 0.6;
  if (character === "–") return 0.56;
  if (symbol.test(character)) return 1;
  if (character === "·" || character === "°") return 0.4;
  if (/\p{Extended_Pictographic}/u.test(character)) return 1.3;
  const plain = character.normalize("NFD").codePointAt(0)!;
  if (plain >= 32 && plain < 127) return asciiWidths[plain - 32]! / 1000;
  // The rest by a mean on the safe side: Hebrew and Arabic; Cyrillic, Greek, Thai, Indic, capitals wider.
  if (/[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(character)) return 0.55;
  return /\p{Lu}/u.test(character) ? 0.75 : 0.63;
}

/** A character with the marks that sit on it, and where it may begin a line. */
interface Cluster {
  readonly text: string;
  /** Ems of the advance, bold and the gap to the character before it included. */
  readonly width: number;
  readonly mayBreakBefore: boolean;
  readonly space: boolean;
}

function clustersOf(text: string, weight: number): readonly Cluster[] {
  const square = /[\u2e80-\u9fff\uff01-\uff60]/u.test(text);
  const clusters: { text: string; width: number; mayBreakBefore: boolean; space: boolean }[] = [];
  let before = "";
  let beforeThat = "";
  for (const character of text) {
    const last = clusters.at(-1);
    if (last !== undefined && (combining.test(character) || before === "\u200d")) {
      last.text += character;
      before = character;
      continue;
    }
    const full = wide.test(character) || (square && (quote.test(character) || symbol.test(character)));
    const fullBefore = wide.test(before) || (square && (quote.test(before) || symbol.test(before)));
    let width = widthOf(character, square) * (weight >= 600 && !full ? boldFactor : 1);
    const meeting = wide.test(character) !== wide.test(before);
    if (meeting && letterOrDigit.test(character) && letterOrDigit.test(before)) width += autospace;
    const afterHyphen = /^[-/–]$/u.test(before) && /\p{L}/u.test(character) && /\p{L}/u.test(beforeThat);
    const mayBreakBefore =
      before === " " || ((full || fullBefore || afterHyphen) && !closing.test(character) && !opening.test(before));
    clusters.push({
      text: character,
      width,
      mayBreakBefore: mayBreakBefore && last !== undefined,
      space: character === " ",
    });
    beforeThat = before;
    before = character;
  }
  return clusters;
}

/** One line of plain text: control characters, line ends and half surrogates cannot be drawn; spaces that bind stay. */
export function cleanText(text: string): string {
  return text
    .replace(/(?:(?![\u00a0\u202f])[\p{Cc}\u2028\u2029\s])+/gu, " ")
    .replace(/\p{Cs}/gu, "\ufffd")
    .trim();
}

/** Pixels that a text takes on one line at a font size in pixels. */
export function textWidth(text: string, size: number, weight = 400): number {
  let ems = 0;
  for (const cluster of clustersOf(text, weight)) ems += cluster.width;
  return ems * size;
}

export interface Wrapped {
  /** At least one line; none wider than asked unless a single character is. */
  readonly lines: readonly string[];
  /** Pixels of the widest line. */
  readonly width: number;
  /** The whole text where the lines do not hold all of it (an ellipsis stands at the end), else null. */
  readonly full: string | null;
}

/** Ends of Chinese clauses: where a line ends best. */
const clauseEnd = /^[，。；：？！、]$/u;

/** Cluster ranges of the lines that a text falls into at a width in ems; by `clauses`, lines at least half full end there. */
function breakLines(clusters: readonly Cluster[], ems: number, clauses = false): [number, number][] {
  const lines: [number, number][] = [];
  let start = 0;
  while (start < clusters.length) {
    let used = 0;
    let lastBreak = -1;
    let clauseBreak = false;
    let end = start;
    for (; end < clusters.length; end++) {
      const cluster = clusters[end]!;
      const atClause = end > start && clauseEnd.test(clusters[end - 1]!.text) && used > ems / 2;
      if (end > start && cluster.mayBreakBefore && !(clauses && clauseBreak)) {
        lastBreak = end;
        clauseBreak = atClause;
      } else if (atClause && cluster.mayBreakBefore) lastBreak = end;
      // A space at a line's end hangs over.
      if (used + cluster.width > ems && end > start && !cluster.space) break;
      used += cluster.width;
    }
    const stop = end === clusters.length ? end : lastBreak > start ? lastBreak : end;
    lines.push([start, stop]);
    start = stop;
    while (start < clusters.length && clusters[start]!.space) start++;
  }
  return lines;
}

/**
 * Breaks a label into at most `maxLines` lines of `width` pixels: Chinese between any two characters but not before
 * closing or after opening punctuation, other scripts at spaces, a word that is too long anywhere. Lines come out of
 * about equal length. What does not fit is cut with an ellipsis and handed back in `full`.
 */
export function wrapText(raw: string, width: number, size: number, maxLines: number, weight = 400): Wrapped {
  const text = cleanText(raw);
  const clusters = clustersOf(text, weight);
  const ems = width / size;
  let ranges = breakLines(clusters, ems);
  if (ranges.length === 0) return { lines: [""], width: 0, full: null };
  const cut = ranges.length > maxLines;
  const byClauses = breakLines(clusters, ems, true);
  const betterByClauses =
    byClauses.length === ranges.length && byClauses.some(([, stop], index) => stop !== ranges[index]![1]);
  if (!cut && betterByClauses) ranges = byClauses;
  else if (!cut && ranges.length > 1) {
    // The narrowest column that needs no more lines, so that no line holds a single character.
    let low = ems / 2;
    let high = ems;
    for (let step = 0; step < 6; step++) {
      const middle = (low + high) / 2;
      const tried = breakLines(clusters, middle);
      const whole = tried.every(
        ([, stop]) => stop === clusters.length || clusters[stop]!.mayBreakBefore || clusters[stop]!.space,
      );
      if (tried.length <= ranges.length && whole) {
        high = middle;
        ranges = tried;
      } else low = middle;
    }
  }
  const lines = ranges.slice(0, maxLines).map(([start, stop], index) => {
    let end = stop;
    while (end > start && clusters[end - 1]!.space) end--;
    if (!(cut && index === maxLines - 1)) return clusters.slice(start, end);
    let used = clusters.slice(start, end).reduce((sum, cluster) => sum + cluster.width, 1);
    while (end > start && used > ems) used -= clusters[--end]!.width;
    return [...clusters.slice(start, end), { text: "…", width: 1, mayBreakBefore: false, space: false }];
  });
  const join = (line: readonly Cluster[]) => line.map((cluster) => cluster.text).join("");
  const widths = lines.map((line) => line.reduce((sum, cluster) => sum + cluster.width, 0) * size);
  return { lines: lines.map(join), width: Math.max(...widths), full: cut ? text : null };
}
