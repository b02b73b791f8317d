import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { escapeMarkup } from "../charts/escape.ts";
import { type Problem, ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import { didYouMean } from "../problems/suggestion.ts";
import type { Study } from "../study/study.ts";
import { readUtf8 } from "../study/utf8.ts";
import { renderMarkdown } from "./markdown.ts";
import { plainText } from "./markup.ts";

/** What the analyst wrote for a page: text as HTML and figures, in order. */
export type NotePart =
  | { readonly kind: "html"; readonly html: string }
  | { readonly kind: "figure"; readonly figure: string };

/** A note as it was found, not yet read. `file` is for messages, relative to the built folder. */
export interface NoteFile {
  readonly file: string;
  readonly wave: string;
  readonly page: string;
  readonly language: string;
  readonly text: string;
}

/** What a note may name. */
export interface NoteNames {
  /** The text for `{{ "name" | filter }}`; undefined when the report has no such number. */
  value(name: string, filter: NoteFilter): string | undefined;
  readonly values: readonly string[];
  readonly figures: readonly string[];
}

const noteFilters = ["value", "interval", "base"] as const;
type NoteFilter = (typeof noteFilters)[number];

/**
 * The notes of a study: `notes/<wave>/<page>.<language>.md`.
 *
 * @throws ProblemError for files that no page would ever show
 */
export function findNotes(study: Study, pages: readonly string[]): readonly NoteFile[] {
  const folder = join(study.folder, "notes");
  if (!existsSync(folder)) return [];
  const problems: Problem[] = [];
  const place = (path: string) => ({ file: posix.join(posix.dirname(study.file), "notes", path) });
  const strange = (path: string, message: string, hint: string | undefined) =>
    problems.push({ code: "report/stray-note", severity: "error", place: place(path), message, ...(hint && { hint }) });
  const waves = study.waves.map((wave) => wave.id);
  const notes: NoteFile[] = [];
  for (const wave of visible(folder)) {
    if (!waves.includes(wave)) {
      strange(
        wave,
        `${quote(wave)} is not a wave of the study.`,
        didYouMean(wave, waves) ?? `Its waves are ${waves.join(", ")}.`,
      );
      continue;
    }
    for (const name of visible(join(folder, wave))) {
      const path = `${wave}/${name}`;
      const [, page, language] = /^([^.]+)\.([^.]+)\.md$/.exec(name) ?? [];
      if (!page || !language)
        strange(path, `A note is named after its page and language.`, `Name it like summary.${study.languages[0]}.md.`);
      else if (!pages.includes(page))
        strange(
          path,
          `The report has no page ${quote(page)}.`,
          didYouMean(page, pages) ?? `Its pages are ${pages.join(", ")}.`,
        );
      else if (!study.languages.includes(language))
        strange(
          path,
          `${quote(language)} is not a language of the study.`,
          didYouMean(language, study.languages) ?? `Its languages are ${study.languages.join(", ")}.`,
        );
      else {
        const { file } = place(path);
        const { text, wrongFrom } = readUtf8(readFileSync(join(folder, wave, name)));
        if (wrongFrom)
          problems.push({
            code: "report/note-encoding",
            severity: "error",
            place: { file, ...wrongFrom },
            message: "This note is not in UTF-8.",
            hint: "Save it as UTF-8.",
          });
        else notes.push({ file, wave, page, language, text });
      }
    }
  }
  if (problems.length > 0) throw new ProblemError(problems);
  return notes;
}

function visible(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .sort();
}

// stand-ins that Markdown leaves alone
const [opening, closing] = ["\ue000", "\ue001"];
const tag =
  /\{%-?\s*figure\s+["“]([^"”]*)["”]\s*-?%\}|\{\{-?\s*["“]([^"”]*)["”]\s*\|\s*(\w+)\s*-?\}\}|\{%|\{\{|!\[(?=[^\]\n]*\]\()/g;

/** A note as parts. Names that the report does not have are problems with the place where they stand. */
export function renderNote(note: NoteFile, names: NoteNames, problems: Problem[]): readonly NotePart[] {
  const inserts: NotePart[] = [];
  const stand = (part: NotePart): string => `${opening}${inserts.push(part) - 1}${closing}`;
  const source = note.text.replace(/^\ufeff/, "").replace(/[\ue000\ue001]/g, "");
  const text = source.replace(
    tag,
    (whole, figure: string | undefined, name: string | undefined, filter: string | undefined, offset: number) => {
      const fail = (message: string, hint: string | undefined): string => {
        problems.push({
          code: "report/note",
          severity: "error",
          place: placeAt(note.file, source, offset),
          message,
          ...(hint && { hint }),
        });
        return "";
      };
      if (figure !== undefined) {
        if (names.figures.includes(figure)) return `\n\n${stand({ kind: "figure", figure })}\n\n`;
        return fail(
          `This wave has no figure ${quote(figure)}.`,
          didYouMean(figure, names.figures) ?? `Its figures are ${names.figures.join(", ")}.`,
        );
      }
      if (whole === "![") {
        return fail(
          "A note holds no pictures: the report shows only what it was made from.",
          'A figure of the report stands in a note as {% figure "name" %}.',
        );
      }
      if (name === undefined) {
        return fail(
          `${quote(whole)} begins something that a note cannot hold.`,
          'A note may hold {% figure "name" %} and {{ "name" | value }}.',
        );
      }
      if (!isFilter(filter!))
        return fail(
          `There is no filter ${quote(filter!)}.`,
          didYouMean(filter!, noteFilters) ?? `Filters are ${noteFilters.join(", ")}.`,
        );
      const value = names.value(name, filter);
      if (value === undefined) return fail(`This wave has no number ${quote(name)}.`, didYouMean(name, names.values));
      return stand({ kind: "html", html: escapeMarkup(value) });
    },
  );
  const html = renderMarkdown(text).replaceAll(
    new RegExp(`<p>${opening}(\\d+)${closing}</p>`, "g"),
    `${opening}$1${closing}`,
  );
  const parts: NotePart[] = [];
  let text0 = "";
  for (const piece of html.split(new RegExp(`(${opening}\\d+${closing})`))) {
    const insert = piece.startsWith(opening) ? inserts[Number(piece.slice(1, -1))]! : undefined;
    if (insert?.kind === "figure") {
      if (text0.trim()) parts.push({ kind: "html", html: text0 });
      parts.push(insert);
      text0 = "";
    } else text0 += insert ? insert.html : piece;
  }
  if (text0.trim()) parts.push({ kind: "html", html: text0 });
  return parts;
}

/** A note's passages as plain text: what stands before its first heading, and under each. */
export function passagesOf(parts: readonly NotePart[]): readonly { readonly heading: string; readonly text: string }[] {
  const html = parts.map((part) => (part.kind === "html" ? part.html : "")).join("");
  const [before = "", ...rest] = html.split(/<h\d>([\s\S]*?)<\/h\d>/);
  const passages = [{ heading: "", text: plainText(before) }];
  for (let k = 0; k < rest.length; k += 2)
    passages.push({ heading: plainText(rest[k]!), text: plainText(rest[k + 1]!) });
  return passages.filter(({ heading, text }) => heading || text);
}

function isFilter(name: string): name is NoteFilter {
  return (noteFilters as readonly string[]).includes(name);
}

function placeAt(file: string, text: string, offset: number) {
  const before = text.slice(0, offset).split("\n");
  return { file, line: before.length, column: before.at(-1)!.length + 1 };
}
