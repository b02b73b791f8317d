import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Problem, ProblemError } from "../problems/problem.ts";
import { configureEleventy, type PreparedSite, type SitePage, viewAhead } from "./eleventy.ts";
import { DrawingNotLoadedError, type Drawings } from "./kept-drawing.ts";
import { failedTemplate } from "./own-templates.ts";
import { prepareSite, type SiteInput } from "./prepare.ts";

/**
 * Writes a site into a folder: every page through Eleventy, every other file beside them. Nothing else is written to the
 * user's folder. With `outdated`, the folder holds all of the site but what stands at these addresses.
 *
 * @throws ProblemError for what the user can mend (notes, locales, templates of theirs); other errors are faults of ours
 */
export async function renderSite(
  input: SiteInput & {
    readonly out: string;
    readonly outdated?: readonly string[] | undefined;
    readonly drawings?: Pick<Drawings, "load">;
  },
): Promise<{ pages: number; files: number; notices: readonly Problem[] }> {
  const site = prepareSite(input);
  const { outdated } = input;
  try {
    if (outdated) {
      const pages = site.pages.filter(({ url }) => outdated.includes(url));
      const files = new Map([...site.files].filter(([path]) => outdated.includes(path)));
      const part = { ...site, pages, files };
      // only a client's template can want what Eleventy adds
      if (["templates", "site"].some((folder) => existsSync(join(input.root, folder)))) {
        await input.drawings?.load();
        await writeSite(part, input.out);
      } else await rewrite(part, input);
    } else await writeSite(site, input.out);
  } catch (error) {
    throw translate(error, input.root);
  }
  return { pages: site.pages.length, files: site.pages.length + site.files.size, notices: site.notices };
}

/** Writes a prepared site through Eleventy. */
export async function writeSite(site: PreparedSite, out: string): Promise<void> {
  // Eleventy wants a folder to read; it finds nothing there
  // Eleventy takes a path for one below the working folder when that folder's name merely begins it, so this begins oddly
  const scratch = mkdtempSync(join(tmpdir(), "~satisfact-"));
  try {
    await writeFrom(scratch, site, out);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function writeFrom(scratch: string, site: PreparedSite, out: string): Promise<void> {
  // by default Eleventy has a thread look at every later import, for pages that are modules; ours are templates
  process.env.ELEVENTY_SKIP_ESM_RESOLVER ??= "1";
  // imported when its turn comes: what is measured before needs the memory; the first charts are drawn meanwhile
  const viewOfPage = viewAhead(site.pages);
  const { Eleventy } = await import("@11ty/eleventy");
  const eleventy = new Eleventy(scratch, out, {
    configPath: false,
    quietMode: true,
    source: "script",
    config: (config) => configureEleventy(config, site, viewOfPage),
  });
  eleventy.disableLogger();
  await eleventy.write();
}

/**
 * Writes a few pages and files without Eleventy, whose loading takes longer than they do. Our own templates use nothing that it adds, so
 * the bytes are the same.
 */
async function rewrite(
  { environment, pages, files }: PreparedSite,
  { out, drawings }: { readonly out: string; readonly drawings?: Pick<Drawings, "load"> },
): Promise<void> {
  const put = (path: string, content: string | Uint8Array) => {
    const target = join(out, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  };
  for (const page of pages) put(page.url, environment.render(page.template, { v: await viewOf(page, drawings) }));
  for (const [path, make] of files) put(path, make());
}

/** What a page shows; what draws is loaded when a drawing is not kept. */
async function viewOf(page: SitePage, drawings: Pick<Drawings, "load"> | undefined): Promise<object> {
  try {
    return page.view();
  } catch (error) {
    if (!drawings || !(error instanceof DrawingNotLoadedError)) throw error;
    await drawings.load();
    return page.view();
  }
}

/** A template of the client's that fails is the client's problem, with its file and line; the rest is ours. */
function translate(error: unknown, root: string): unknown {
  const messages: string[] = [];
  for (
    let cause: unknown = error;
    cause instanceof Error;
    cause = (cause as { originalError?: unknown }).originalError ?? cause.cause
  ) {
    if (cause instanceof ProblemError) return cause;
    messages.push(cause.message);
  }
  const problem = failedTemplate(root, messages.at(-1) ?? String(error));
  return problem ? new ProblemError([problem]) : error;
}
