import { posix } from "node:path";
import { linkTo } from "./addresses.ts";

/** Where the rendered pages of a report stand together on one page. */
export interface Together {
  /** The address of the one page. */
  readonly url: string;
  /** Address -> id of the pages that stand there. */
  readonly pages: ReadonlyMap<string, string>;
  /** Labels that a part before had already. */
  readonly labels: Map<string, number>;
}

/** No page's id and no anchor holds it, so what is joined by it is unlike anything else; a link does not encode it. */
const joint = "~";

/** A start or end tag; what stands between quotation marks may hold anything. */
const tag = /<(\/?)([a-z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/gi;

const attribute = /(\s)([a-z][\w:-]*)="([^"]*)"/gi;

/** What only a tag has that is changed. */
const telling = /\s(?:id|for|headers|href|aria-[a-z]+)="|url\(#/;

/** Attributes that name ids, one or several. */
const naming = new Set(["id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"]);

/**
 * The HTML of a page made fit to stand on one page with the others: headings a level lower, ids with the page's before
 * them, links to pages that stand there too as links inside and others from there, labels that were used before numbered.
 */
export function inset(html: string, page: { readonly id: string; readonly url: string }, together: Together): string {
  const own = (anchor: string) => `${page.id}${joint}${anchor}`;
  return html.replace(tag, (tagged: string, end: string, name: string, rest: string) => {
    // most tags are parts of drawings, and stay as they are
    if (!telling.test(rest) && !/^h[1-6]$/i.test(name)) return tagged;
    const attributes = rest.replace(attribute, (whole, space: string, key: string, value: string) => {
      const set = (text: string) => `${space}${key}="${text}"`;
      if (naming.has(key)) return set(value.trim().split(/\s+/).map(own).join(" "));
      if (key === "href") return set(linkFrom(value, page.url, together));
      if (key === "aria-label") return set(labelApart(value, together.labels));
      return value.includes("url(#") ? set(value.replaceAll("url(#", `url(#${own("")}`)) : whole;
    });
    return `<${end}${lower(name)}${attributes}>`;
  });
}

function lower(name: string): string {
  const level = /^h([1-6])$/i.exec(name)?.[1];
  return level ? `h${Math.min(6, Number(level) + 1)}` : name;
}

/** A link of a part, from the one page. */
function linkFrom(href: string, url: string, together: Together): string {
  if (/^[a-z][\w+.-]*:/i.test(href)) return href;
  const [path = "", anchor = ""] = href.split("#");
  const target = path === "" ? url : posix.join(posix.dirname(url), decodeURI(path));
  const id = together.pages.get(target);
  if (id === undefined) return linkTo(together.url, target) + (anchor && `#${anchor}`);
  return `#${encodeURIComponent(id)}${anchor && joint + anchor}`;
}

function labelApart(label: string, labels: Map<string, number>): string {
  const count = (labels.get(label) ?? 0) + 1;
  labels.set(label, count);
  return count === 1 ? label : `${label} (${count})`;
}
