import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { extname, join, posix } from "node:path";
import { mimeTypes } from "./serve.ts";

/**
 * A page of a built site as one file that needs no other: its style sheet and pictures stand in it, and its policy admits
 * that style alone. Links to other files lead to the site where the page knows its address, and are plain words elsewhere.
 * More style can be laid over its own.
 */
export function singleFile(site: string, address: string, over = ""): string {
  const read = (href: string) => readFileSync(join(site, posix.join(posix.dirname(address), decodeURI(href))));
  const page = readFileSync(join(site, address), "utf8");
  const home = /<link rel="canonical" href="([^"]+)">/.exec(page)?.[1];
  let style = "";
  return page
    .replace(/<link rel="stylesheet" href="([^"]+)">/, (_, href: string) => {
      style = read(href).toString("utf8") + over;
      return `<style>${style}</style>`;
    })
    .replaceAll(/(<img\b[^>]*\ssrc=")(?!data:)([^"]+)"/g, (_, before: string, href: string) => {
      const type = mimeTypes[extname(href).toLowerCase()];
      return `${before}data:${type};base64,${read(href).toString("base64")}"`;
    })
    .replace(/(<meta http-equiv="Content-Security-Policy" content=")[^"]*"/, (_, before: string) => {
      const hash = createHash("sha256").update(style).digest("base64");
      return `${before}default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'"`;
    })
    .replaceAll(/\shref="(?!#|data:|[a-z][\w+.-]*:)([^"]*)"/g, (_, href: string) =>
      home ? ` href="${new URL(href, home).href}"` : "",
    );
}
