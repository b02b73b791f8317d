import { glossaryOf, questionAnchor } from "./appendix.ts";
import type { Edition } from "./edition.ts";
import { captionOf } from "./figures.ts";
import { plainText } from "./markup.ts";
import { methodNote, optionFacts } from "./methodology.ts";
import { passagesOf } from "./notes.ts";
import { type PageKind, standsOn } from "./pages.ts";
import { findingsOfPage } from "./reading.ts";
import { receiptNames } from "./receipts.ts";
import { readScript } from "./scripts.ts";
import { sentenceOf } from "./sentences.ts";
import { pageName, pageTitle } from "./titles.ts";

/** What an entry is; its place in the list is what the index says, the first weigh most. */
const kinds = ["element", "page", "term", "question", "figure", "number", "method", "finding", "note"] as const;

/** A text that stands on a page, under an anchor (empty: the page itself), with what else is searched and shown of it. */
type Entry = readonly [kind: number, anchor: string, text: string, more?: string];

/** The words of a report's pages, to be searched where it is read. It holds nothing that the pages do not show. */
export interface SearchIndex {
  readonly words: Readonly<Record<string, string | readonly string[]>>;
  /** Address from the folder of the language, name, entries. */
  readonly pages: readonly (readonly [address: string, name: string, entries: readonly Entry[]])[];
}

/** The index of a wave in a language, made from its words and findings alone: no chart is drawn for it. */
function searchIndexOf(edition: Edition): SearchIndex {
  const { reading, voice } = edition;
  const word = (key: string) => voice.words.template(`search.${key}`);
  return {
    words: {
      ...Object.fromEntries(["title", "close", "none", "count", "first", "slash"].map((key) => [key, word(key)])),
      kinds: kinds.map((kind) => word(`kind-${kind}`)),
    },
    pages: reading.pages.map((page) => [
      linkFromLanguage(page),
      pageName(page, voice),
      withoutRepeats([
        entry("page", "", pageTitle(page, edition)),
        ...findingsAndFigures(page, edition),
        ...ownEntries(page, edition),
        ...noteEntries(page, edition),
      ]),
    ]),
  };
}

/** A classic script: from a disk a page may read neither data nor modules. */
export function searchFile(edition: Edition): string {
  // what searches stands behind its data, so that there is one file to ask for
  return `globalThis.satisfactSearch=${JSON.stringify(searchIndexOf(edition))};${readScript(edition.site.root, "search").text}`;
}

function entry(kind: (typeof kinds)[number], anchor: string, text: string, more = ""): Entry {
  const at = kinds.indexOf(kind);
  return more ? [at, anchor, text, more] : [at, anchor, text];
}

function linkFromLanguage({ id }: PageKind): string {
  return encodeURI(`${id}/index.html`);
}

/** A figure is often named by the finding that names its page: the first of them is enough. */
function withoutRepeats(entries: readonly Entry[]): readonly Entry[] {
  const seen = new Set<string>();
  return entries.filter(([, , text]) => !seen.has(text) && seen.add(text));
}

function findingsAndFigures(page: PageKind, { reading, voice }: Edition): readonly Entry[] {
  const figures = page.analyses.flatMap((id) => reading.figures(id)).filter((figure) => standsOn(page, figure));
  // what is rated leads to the drawing of all that is rated
  const rated = figures
    .filter(({ id }) => id === "elements")
    .flatMap(({ id, table }) =>
      table.rows.flatMap((row) =>
        Object.values(row).flatMap((cell) =>
          cell.kind === "subject" && cell.subject.kind === "element"
            ? [entry("element", id, voice.label(cell.subject))]
            : [],
        ),
      ),
    );
  return [
    ...rated,
    ...figures.map((figure) => entry("figure", figure.id, captionOf(figure, voice))),
    ...findingsOfPage(page, reading).map((finding) =>
      entry("finding", finding.id, firstStatement(withoutFigures(sentenceOf(finding, voice)))),
    ),
  ];
}

/** A sentence without brackets of figures, such as intervals: nobody searches for them, they stand where the entry leads, and they weigh most. */
function withoutFigures(sentence: string): string {
  return sentence.replace(/ ?[(（][^()（）]*\d[^()（）]*[)）]/g, "");
}

/** A sentence up to where it says how sure or how large that is: the pages say it, and it would be half of the index. */
function firstStatement(sentence: string): string {
  return /^.*?(?=; |；|(?<=。)|$)/s.exec(sentence)![0];
}

/** Of each passage of the analyst's note its heading, or else its beginning, and what comes after. */
function noteEntries(page: PageKind, { notes }: Edition): readonly Entry[] {
  return passagesOf(notes.get(page.id) ?? []).map(({ heading, text }) => {
    const head = heading || beginningOf(text, longestHead);
    const rest = heading ? text : text.slice(head.length).trim();
    return entry("note", "", head, beginningOf(rest, longestPassage));
  });
}

// characters; the note itself is one click away
const longestHead = 60;
const longestPassage = 140;

/** The beginning of a text, cut between words where it has some. */
function beginningOf(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest);
  const space = cut.lastIndexOf(" ");
  return space > longest / 2 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, "");
}

/** What pages without analyses hold: measures, methods, questions, terms. */
function ownEntries(page: PageKind, { reading, voice, site }: Edition): readonly Entry[] {
  const { word } = voice;
  switch (page.id) {
    case "receipts":
    case "receipts-models":
      return receiptNames(page.id, reading, voice).map(({ id, name }) => entry("number", id, name));
    case "methodology":
      return optionFacts(reading).map(({ analysis }) =>
        entry(
          "method",
          `method-${analysis}`,
          word(`method.${analysis}`),
          firstParagraph(methodNote(site.root, analysis, voice.words.reads).html),
        ),
      );
    case "appendix":
      return [
        ...[...reading.results.study.questions.values()].map(({ column, text }) =>
          entry("question", questionAnchor(column), voice.text(text), column),
        ),
        ...glossaryOf(voice).map(({ anchor, term, other, text }) => entry("term", anchor, term, `${other} ${text}`)),
      ];
    default:
      return [];
  }
}

/** A note's first paragraph as plain text. */
function firstParagraph(html: string): string {
  return plainText(/<p>([\s\S]*?)<\/p>/.exec(html)?.[1] ?? "");
}
