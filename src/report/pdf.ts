import { spawn } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { makeFolder } from "../archive/make-folder.ts";
import { writeWhole } from "../archive/write-whole.ts";
import { ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import { shortPath } from "../problems/short-path.ts";
import { didYouMean } from "../problems/suggestion.ts";
import { addresses, wholePage } from "./addresses.ts";
import { chromiumFlags, chromiumVariable, findChromium, removeBehind } from "./chromium.ts";
import { workFolder } from "./lock.ts";
import { fillNumbers, mostDigits, readSheets, unknownDigit } from "./pdf-sheets.ts";
import { singleFile } from "./single-file.ts";

export interface PdfOptions {
  /** The folder that holds `data/`. */
  readonly root: string;
  /** The built site. */
  readonly site: string;
  readonly study: string;
  readonly wave: string;
  /** By default the study's first. */
  readonly language?: string;
  /** By default named after wave and language, in the folder. */
  readonly out?: string;
}

/**
 * Prints all pages of a wave by an installed Chromium: A4, tagged, with bookmarks, and the contents with page numbers.
 *
 * @throws ProblemError where the site lacks the page, there is no Chromium, or it makes no PDF
 */
export async function writePdf(options: PdfOptions): Promise<{ readonly path: string; readonly pages: number }> {
  const { root, site, study, wave } = options;
  const language = languageOf(options);
  const chromium = findChromium(process.env);
  const html = printedParts(singleFile(site, addresses.page(study, wave, language, wholePage.id), unseen));
  const path = options.out ?? join(root, `${study}-${wave}-${language}.pdf`);
  refuseUnwritable(path);
  makeFolder(join(root, workFolder));
  // below the user's folder: a Chromium in a box of its own sees no other system folders
  const scratch = mkdtempSync(join(root, workFolder, "pdf-"));
  try {
    // on what sheet a part begins is known once it is printed: then its number is written where its digits were left open
    const open = fillLeaves(html, () => `<i>${unknownDigit}</i>`.repeat(mostDigits));
    const first = await print(chromium, open, scratch);
    const sheets = readSheets(first);
    const ids = [...html.matchAll(leaf)].map(([, , id]) => sheets.starts.get(id!));
    const filled = ids.every((sheet) => sheet !== undefined) ? fillNumbers(first, sheets, ids) : undefined;
    const again = () => fillLeaves(html, (id) => String(sheets.starts.get(id) ?? ""));
    writeWhole(path, filled ?? (await print(chromium, again(), scratch)));
    return { path, pages: sheets.ids.length };
  } finally {
    await removeBehind(scratch);
  }
}

/**
 * The language that was asked for, or the first of the wave: the one that its short address leads to.
 * @throws ProblemError where the site has no such report
 */
export function languageOf({ site, study, wave, language }: Omit<PdfOptions, "root" | "out">): string {
  const has = (tag: string) => existsSync(join(site, addresses.page(study, wave, tag, wholePage.id)));
  const lead = join(site, addresses.wave(study, wave));
  const first = existsSync(lead) ? /url=([^/"]+)\//.exec(readFileSync(lead, "utf8"))?.[1] : undefined;
  if (first === undefined || !has(first))
    throw problem(
      "report/not-built",
      shortPath(site),
      `There is no report of ${quote(`${study}/${wave}`)} in this site.`,
      didYouMean(`${study}/${wave}`, reportsIn(site)) ??
        "Run `satisfact build` first; where the site is elsewhere, name it with --site.",
    );
  if (language === undefined) return first;
  if (has(language)) return language;
  throw problem(
    "report/no-language",
    shortPath(site),
    `The report of ${quote(`${study}/${wave}`)} is not in ${quote(language)}.`,
    didYouMean(language, foldersIn(join(site, study, wave)).filter(has)) ??
      `Leave out --lang for ${first}, or add the language to the study.`,
  );
}

/** `STUDY/WAVE` of every report of a site. */
function reportsIn(site: string): readonly string[] {
  return foldersIn(site).flatMap((study) =>
    foldersIn(join(site, study))
      .filter((wave) => existsSync(join(site, addresses.results(study, wave))))
      .map((wave) => `${study}/${wave}`),
  );
}

function foldersIn(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

/** What would stand in the way of the file is told before Chromium prints it. */
function refuseUnwritable(path: string): void {
  makeFolder(dirname(path));
  accessSync(dirname(path), constants.W_OK);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw problem(
      "pdf/no-file",
      shortPath(path),
      "This is a folder, not a file.",
      "Name the file with --out, such as report.pdf.",
    );
}

const patience = 300_000;

async function print(chromium: string, html: string, scratch: string): Promise<Buffer> {
  const page = join(scratch, "report.html");
  const pdf = join(scratch, "report.pdf");
  writeFileSync(page, html);
  rmSync(pdf, { force: true });
  const said = await run(chromium, [
    ...chromiumFlags,
    `--user-data-dir=${join(scratch, "profile")}`,
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    `--print-to-pdf=${pdf}`,
    pathToFileURL(page).href,
  ]);
  const made = existsSync(pdf) ? readFileSync(pdf) : Buffer.alloc(0);
  if (made.subarray(0, 5).toString() === "%PDF-") return made;
  throw problem(
    "pdf/not-printed",
    chromium,
    `This program made no PDF${said ? `: ${said}` : "."}`,
    `Let ${chromiumVariable} be the path of a recent Chromium or Chrome, or print the page print/ of the report by hand.`,
  );
}

/** Runs a program to its end, and gives the last line it said. */
function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((ended) => {
    const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"], timeout: patience });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-2000)));
    const end = (text: string) => ended(text.trim().split("\n").at(-1)!);
    child.once("error", ({ message }) => end(message)).once("close", () => end(said));
  });
}

/** Laid out for a screen that nobody sees, before and after printing, the report would take half as long again. */
const unseen = "@media screen { body { display: none } }";

/** A report without the parts that paper leaves out, and without links to them: hidden, they would still be read and styled. */
function printedParts(html: string): string {
  const out: string[] = [];
  const rest = html.replace(
    /<section class="part[^"]* unprinted" id="([^"]+)">[\s\S]*?(?=<section class="part|<\/main>)/g,
    (_, id: string) => {
      out.push(id);
      return "";
    },
  );
  return out.reduce((text, id) => text.replace(new RegExp(` href="#${id}(~[^"]*)?"`, "g"), ""), rest);
}

/** A place in the contents for the number of the sheet on which a part begins. */
const leaf = /(<a href="#([^"]+)">(?:(?!<\/a>).)*<span class="leaf num">)(<\/span>)/g;

function fillLeaves(html: string, textOf: (id: string) => string): string {
  return html.replace(leaf, (_, before: string, id: string, after: string) => before + textOf(id) + after);
}

function problem(code: string, file: string, message: string, hint: string): ProblemError {
  return new ProblemError([{ code, severity: "error", place: { file }, message, hint }]);
}
