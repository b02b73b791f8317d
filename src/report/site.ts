import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { ProblemError } from "../problems/problem.ts";
import { configureEleventy, type PreparedSite } from "./eleventy.ts";
import { prepareSite, type SiteInput } from "./prepare.ts";

/**
 * Writes a site into a folder: every page through Eleventy, every other file beside them. Nothing else is written to the
 * user's folder. With `outdated`, the folder holds all of the site, and only the pages at these addresses are written over.
 *
 * @throws ProblemError for what the user can mend (notes, locales, templates of theirs); other errors are faults of ours
 */
export async function renderSite(
  input: SiteInput & { readonly out: string; readonly outdated?: readonly string[] | undefined },
): Promise<{ pages: number; files: number }> {
  const site = prepareSite(input);
  const { outdated } = input;
  // Eleventy wants a folder to read; it finds nothing there
  // Eleventy takes a path for one below the working folder when that folder's name merely begins it, so this begins oddly
  const scratch = mkdtempSync(join(tmpdir(), "~satisfact-"));
  try {
    if (outdated) {
      const pages = site.pages.filter(({ url }) => outdated.includes(url));
      await write({ ...site, pages, files: new Map() }, scratch, input.out);
    } else await write(site, scratch, input.out);
  } catch (error) {
    throw translate(error, input.root);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return { pages: site.pages.length, files: site.pages.length + site.files.size };
}

async function write(site: PreparedSite, scratch: string, out: string): Promise<void> {
  // by default Eleventy has a thread look at every later import, for pages that are modules; ours are templates
  process.env.ELEVENTY_SKIP_ESM_RESOLVER ??= "1";
  // imported when its turn comes: what is measured before needs the memory
  const { Eleventy } = await import("@11ty/eleventy");
  const eleventy = new Eleventy(scratch, out, {
    configPath: false,
    quietMode: true,
    source: "script",
    config: (config) => configureEleventy(config, site),
  });
  eleventy.disableLogger();
  await eleventy.write();
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
  const text = messages.at(-1) ?? String(error);
  const places = [
    ...text.matchAll(/\((?:Template render error: )?([^()\n]+\.njk)\)(?: \[Line (\d+), Column (\d+)\])?/g),
  ];
  const place = places
    .map(([, file, line, column]) => ({ file: relative(root, file!), line, column }))
    .findLast(({ file }) => /^(templates|site)\//.test(file));
  if (!place) return error;
  const reason =
    text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line && !/\.njk\)/.test(line))
      .at(-1) ?? "It cannot be read";
  return new ProblemError([
    {
      code: "report/template",
      severity: "error",
      place: {
        file: place.file,
        ...(place.line && { line: Number(place.line) }),
        ...(place.column && { column: Number(place.column) }),
      },
      message: `This template fails: ${reason.replace(/\.?$/, ".")}`,
      hint: "Compare it with the template of the same name in Satisfact.",
    },
  ]);
}
