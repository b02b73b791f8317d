import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { escapeMarkup } from "../charts/escape.ts";
import { brandOf } from "../report/brand.ts";
import { packageFolder } from "../report/program.ts";
import type { Study } from "../study/study.ts";

/** What the style sheet says of a drawing on light paper: variable -> value, no variable left in it. */
export type Look = ReadonlyMap<string, string>;

/** A picture that stands alone: on white, since nobody knows what it will be laid on. */
const ground = "#ffffff";

/** White around a drawing, in pixels: marks may reach a little over its edge. */
const margin = 12;

const variable = /var\((--[\w-]+)\)/g;

/** The light look of a study's pages in a language, from our style sheet and the client's own laid over it. */
export function lookOf(root: string, study: Study, language: string): Look {
  const sheets = [packageFolder, root]
    .map((folder) => join(folder, "site", "assets", "satisfact.css"))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, "utf8").replace(/\/\*[\s\S]*?\*\//g, ""));
  const selectors = [":root", ...(language.toLowerCase().startsWith("zh") ? [":root:lang(zh)"] : [])];
  const said = new Map<string, string>(
    sheets.flatMap((css) =>
      selectors.flatMap((selector) =>
        [...(blockOf(css, selector) ?? "").matchAll(/(--[\w-]+)\s*:\s*([^;]+)/g)].map(
          ([, name, value]) => [name!, value!.trim()] as const,
        ),
      ),
    ),
  );
  const { light } = brandOf(study);
  for (const [name, value] of [
    ["--brand", light],
    ["--brand-text", light],
    ["--on-brand", ground],
    ["--paper", ground],
  ] as const)
    said.set(name, value);
  return said;
}

/** The first block of a selector outside media queries: what comes first holds on light paper. */
function blockOf(css: string, selector: string): string | undefined {
  const at = css.search(new RegExp(`(^|[\\s}])${selector.replace(/[()]/g, "\\$&")}\\s*\\{`));
  return at < 0 ? undefined : css.slice(css.indexOf("{", at) + 1, css.indexOf("}", at));
}

/**
 * A drawing of a page as a file of its own: colours and fonts by value, on white, with its title and description.
 * @throws Error for a colour that no style sheet has
 */
export function standAlone(drawing: string, look: Look): string {
  const [head] = /^<svg[^>]*>/.exec(drawing)!;
  const [, width, height] = / viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(head)!;
  const [w, h] = [Number(width) + 2 * margin, Number(height) + 2 * margin];
  const own = head
    .replace(/ class="[^"]*"/, "")
    .replace(/ viewBox="[^"]*"/, ` viewBox="${-margin} ${-margin} ${w} ${h}"`)
    .replace(/ width="[^"]*" height="[^"]*"/, ` width="${w}" height="${h}"`)
    .replace(/>$/, ' style="font-variant-numeric:lining-nums tabular-nums">');
  const paper = `<rect x="${-margin}" y="${-margin}" width="${w}" height="${h}" fill="${ground}"/>`;
  const inside = drawing.slice(head.length).replace("</desc>", `</desc>${paper}`);
  return `${(own + inside).replace(variable, (_, name: string) => escapeMarkup(lookUp(name, look)))}\n`;
}

function lookUp(name: string, look: Look): string {
  const value = look.get(name);
  if (value === undefined) throw new Error(`The style sheet has no value for ${name}.`);
  return value.replace(variable, (_, inner: string) => lookUp(inner, look));
}
