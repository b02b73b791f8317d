import type { Voice } from "./say.ts";

// Anchors of the appendix, for the page itself and for what leads to it.

/** A term of the glossary; `other` is what it is called in the other language. */
interface Term {
  readonly anchor: string;
  readonly term: string;
  readonly other: string;
  readonly text: string;
}

export function glossaryOf(voice: Voice): readonly Term[] {
  return voice
    .word("glossary.order")
    .split(" ")
    .map((id) => ({
      anchor: `term-${id}`,
      term: voice.word(`glossary.${id}.term`),
      other: voice.word(`glossary.${id}.other`),
      text: voice.word(`glossary.${id}.text`),
    }));
}

/** Where the questionnaire shows the question of a column. */
export function questionAnchor(column: string): string {
  return `question-${column}`;
}
