import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { iconOf } from "../report/brand.ts";
import type { PreparedSite } from "../report/eleventy.ts";
import { slim } from "../report/file-list.ts";
import { writeManifest } from "../report/fingerprint.ts";
import { withLock } from "../report/lock.ts";
import { environmentOf } from "../report/prepare.ts";
import { packageFolder, readVersion } from "../report/program.ts";
import { writeSite } from "../report/site.ts";
import { sheetPath } from "../report/site-pages.ts";
import { prepareNext, swap } from "../report/swap.ts";
import { loadWords } from "../report/words.ts";
import { docsChapters } from "./contents.ts";
import { readDocsText } from "./markdown.ts";

/** Files of `docs/` that pages lead to. */
const besides = ["study.schema.json"];

const sheet = "assets/docs.css";
const icon = "assets/docs-icon.svg";

/** The colour of what bears nobody's: that of the style sheet. */
const own = /--brand: (#[0-9a-f]{6})/;

/**
 * Writes the documentation into `out`, whole or not at all, as a build does with a site. `root` is the folder whose lock and
 * working files are used; nothing of it is read.
 *
 * @throws ProblemError where `out` may not be written
 */
export async function buildDocs(options: { readonly root: string; readonly out: string }): Promise<{ pages: number }> {
  const root = resolve(options.root);
  const out = resolve(options.out);
  return withLock(root, async () => {
    const next = await prepareNext(root, out);
    const site = prepareDocs();
    await writeSite(site, next);
    writeManifest(next);
    await swap(next, out);
    return { pages: site.pages.length };
  });
}

function prepareDocs(): PreparedSite {
  const docs = join(packageFolder, "docs");
  const names = docsChapters.flatMap(({ pages }) => pages);
  const texts = names.map((name) =>
    readDocsText(readFileSync(join(docs, `${name}.md`), "utf8"), {
      from: `docs/${name}.md`,
      pages: names,
      files: besides,
    }),
  );
  const css = readFileSync(join(packageFolder, "site", sheetPath));
  const frame = {
    language: "en",
    css: sheet,
    logo: "",
    icon,
    touchIcon: "",
    feed: "",
    index: true,
    canonical: "",
    alternates: [],
    t: loadWords(packageFolder, ["en"]).get("en")!.word,
    client: "Satisfact",
    topic: "Documentation",
    here: "On this page",
    invented: false,
    home: "index.html",
    languages: [],
    version: readVersion(),
    scripts: [],
  };
  const turn = (at: number) =>
    names[at] === undefined
      ? null
      : { number: String(at + 1), title: texts[at]!.title, chapter: chapterOf(names[at]), href: `${names[at]}.html` };
  const views = names.map((name, at) => () => ({
    ...frame,
    ...texts[at]!,
    pageOf: frame.t("ui.page-of", { k: String(at + 1), n: String(names.length) }),
    chapter: chapterOf(name),
    previous: turn(at - 1),
    next: turn(at + 1),
    chapters: docsChapters.map(({ title, pages }) => ({
      title,
      pages: pages.map((page) => ({ ...turn(names.indexOf(page))!, current: page === name })),
    })),
  }));
  return {
    environment: environmentOf(packageFolder),
    notices: [],
    pages: names.map((name, at) => ({ url: `${name}.html`, template: "pages/docs.njk", view: views[at]! })),
    files: new Map<string, () => string | Uint8Array>([
      [sheet, () => `${slim(css)}\n${slim(readFileSync(join(docs, "docs.css")))}\n`],
      [icon, () => iconOf({ light: own.exec(css.toString("utf8"))![1]! })],
      ...besides.map((file) => [file, () => readFileSync(join(docs, file))] as const),
    ]),
  };
}

function chapterOf(name: string): string {
  return docsChapters.find(({ pages }) => pages.includes(name))!.title;
}
