import { readFileSync } from "node:fs";
import { join } from "node:path";
import { docsChapters } from "../../src/docs/contents.ts";
import { checkout } from "../program.ts";

/** A fenced block of the README or of a page of the documentation. */
export interface Block {
  /** Page and line, for messages. */
  readonly place: string;
  readonly info: string;
  readonly text: string;
}

/** How a block is checked; a new kind wants a test that knows it. */
type Kind =
  /** Written by who follows the pages; `append` at the end of a file, `languages` in the place of that line. */
  | { readonly kind: "file"; readonly how: "file" | "append" | "languages"; readonly file: string }
  | { readonly kind: "source"; readonly file: string }
  | { readonly kind: "workflow" | "lines" | "study" | "problem" | "nginx" };

/** Every block, in the order in which pages are read. */
export const blocks: readonly Block[] = ["README.md", ...pagesOf()].flatMap((page) => {
  const text = readFileSync(join(checkout, page), "utf8");
  return [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(({ index, 1: info, 2: inside }) => ({
    place: `${page}:${text.slice(0, index).split("\n").length}`,
    info: info!,
    text: inside!,
  }));
});

function pagesOf(): readonly string[] {
  return docsChapters.flatMap(({ pages }) => pages.map((page) => `docs/${page}.md`));
}

/** @throws for a block that no test would check */
export function kindOf({ place, info }: Block): Kind {
  const [, language, how, file] = /^(\w+) (file|append|languages)=(\S+)$/.exec(info) ?? [];
  if (language === "ts" && how === "file" && file!.startsWith("src/")) return { kind: "source", file: file! };
  if (file) return { kind: "file", how: how as "file" | "append" | "languages", file };
  if (/^yaml workflow=\S+$/.test(info)) return { kind: "workflow" };
  switch (info) {
    case "sh":
    case "sh checkout":
      return { kind: "lines" };
    case "yaml":
      return { kind: "study" };
    case "text problem":
      return { kind: "problem" };
    case "nginx":
      return { kind: "nginx" };
    default:
      throw new Error(`${place}: nothing checks a block of "${info}".`);
  }
}

/** The files of the method that is added, by their paths in the checkout. */
export const sources: readonly (readonly [path: string, source: string])[] = blocks.flatMap((block) => {
  const kind = kindOf(block);
  return kind.kind === "source" ? [[kind.file, block.text] as const] : [];
});

/** The lines of a block of commands: those that somebody who follows the pages runs, and those for a checkout. */
export function linesOf({ text }: Block): { readonly followed: readonly string[]; readonly others: readonly string[] } {
  const lines = text
    .trim()
    .split("\n")
    .flatMap((line) => line.replace(/ +# .*$/, "").split(" && "));
  const isFollowed = (line: string) => line.startsWith("satisfact ");
  return { followed: lines.filter(isFollowed), others: lines.filter((line) => !isFollowed(line)) };
}

/** Words of a command line; quotation marks hold several together. */
export function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
}
