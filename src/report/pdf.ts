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
import { chromiumFlags, chromiumVariable, findChromium } from "./chromium.ts";
import { workFolder } from "./lock.ts";
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
  const html = singleFile(site, addresses.page(study, wave, language, wholePage.id));
  const path = options.out ?? join(root, `${study}-${wave}-${language}.pdf`);
  refuseUnwritable(path);
  makeFolder(join(root, workFolder));
  // below the user's folder: a Chromium in a box of its own sees no other system folders
  const scratch = mkdtempSync(join(root, workFolder, "pdf-"));
  try {
    // on what page a part begins is known once it is printed; the contents are printed with it the second time
    const first = await print(chromium, html, scratch);
    const { pages, starts } = readPages(first);
    const numbered = numberContents(html, starts);
    writeWhole(path, numbered === html ? first : await print(chromium, numbered, scratch));
    return { path, pages };
  } finally {
    // its processes end one after the other, and may still write
    rmSync(scratch, { recursive: true, force: true, maxRetries: 20 });
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

/**
 * How many pages a PDF of Chromium has, and on which each of its named places is. What is not written as expected is not there:
 * then the contents go without numbers.
 */
function readPages(pdf: Buffer): { readonly pages: number; readonly starts: ReadonlyMap<string, number> } {
  const text = pdf.toString("latin1");
  const nodes = new Map(
    [...text.matchAll(/\n(\d+) 0 obj\n<<\/Type \/Pages\n[^>]*?\/Kids \[([^\]]*)\]/g)].map(([, id, kids]) => [
      id!,
      [...kids!.matchAll(/(\d+) 0 R/g)].map(([, kid]) => kid!),
    ]),
  );
  const leaves = (id: string): readonly string[] => nodes.get(id)?.flatMap(leaves) ?? [id];
  const top = /\/Type \/Catalog\n\/Pages (\d+) 0 R/.exec(text)?.[1];
  const order = top === undefined ? [] : leaves(top);
  const places = /\n\d+ 0 obj\n<<(\/\S+ \[\d+ 0 R \/XYZ [^>]*)>>/.exec(text)?.[1] ?? "";
  return {
    pages: order.length,
    starts: new Map(
      [...places.matchAll(/\/(\S+) \[(\d+) 0 R/g)].map(([, name, page]) => [name!, order.indexOf(page!) + 1]),
    ),
  };
}

function numberContents(html: string, starts: ReadonlyMap<string, number>): string {
  return html.replace(
    /(<a href="#([^"]+)">(?:(?!<\/a>).)*<span class="leaf num">)(<\/span>)/g,
    (link, before: string, id: string, after: string) => (starts.has(id) ? `${before}${starts.get(id)}${after}` : link),
  );
}

function problem(code: string, file: string, message: string, hint: string): ProblemError {
  return new ProblemError([{ code, severity: "error", place: { file }, message, hint }]);
}
