import { quote } from "./quoting.ts";

/**
 * The candidate that a mistyped word most likely stands for, or undefined when none is near: at most one slip per three
 * characters, and fewer slips than the word has characters. Case and Unicode composition do not count; of equally near
 * candidates the first wins.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = characters(word);
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const offered = characters(candidate);
    const limit = Math.min(Math.max(1, Math.floor(Math.max(wanted.length, offered.length) / 3)), least - 1);
    if (Math.abs(wanted.length - offered.length) > limit) continue;
    const slips = distance(wanted, offered);
    if (slips <= limit && (slips === 0 || slips < Math.min(wanted.length, offered.length))) {
      best = candidate;
      least = slips;
    }
  }
  return best;
}

/** "Did you mean …?" for a word, or undefined when nothing is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const near = closest(word, candidates);
  return near === undefined ? undefined : `Did you mean ${quote(near)}?`;
}

function characters(word: string): readonly string[] {
  return [...word.normalize("NFC").toLowerCase()];
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one word into the other, no part edited twice
 * (optimal string alignment; Boytsov 2011, "Indexing methods for approximate dictionary searching", section 2.1).
 */
function distance(left: readonly string[], right: readonly string[]): number {
  let before: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, j) => j);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1];
      let slips = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        slips = Math.min(slips, before[j - 2]! + 1);
      }
      row.push(slips);
    }
    before = last;
    last = row;
  }
  return last[right.length]!;
}
