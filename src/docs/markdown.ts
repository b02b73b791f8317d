import { newMarkdown } from "../report/markdown.ts";
import { formulaToMathml } from "./formula.ts";

/** A page of the documentation as HTML. */
export interface DocsText {
  readonly title: string;
  readonly html: string;
  readonly headings: readonly { readonly id: string; readonly text: string }[];
}

/** What a page may lead to: other pages by their name, and files that stand beside them. */
export interface DocsTargets {
  /** The page that leads there. */
  readonly from: string;
  readonly pages: readonly string[];
  readonly files: readonly string[];
}

/** Names of what stands in a block of code. */
const languages: Readonly<Record<string, string>> = {
  css: "CSS",
  csv: "CSV",
  json: "JSON",
  nginx: "nginx",
  njk: "Nunjucks",
  sh: "Commands",
  svg: "SVG",
  text: "Text",
  ts: "TypeScript",
  yaml: "YAML",
};

/** Shorter names stay on one line: a browser parts `--site-url` behind its hyphens. */
const longestWhole = 20;

/** Longer formulas may be wider than a phone. */
const longestFormula = 44;

const markdown = newMarkdown();
const { escapeHtml } = markdown.utils;

// before anything else reads it: in a formula a backslash or an underscore is nothing of Markdown's
markdown.inline.ruler.before("escape", "formula", (state, silent) => {
  const rest = state.src.slice(state.pos, state.posMax);
  const [whole, shown, inline] = /^(?:\$\$([^$]+)\$\$|\$(?!\s)((?:\\.|[^$`\\])+)(?<!\s)\$(?!\d))/.exec(rest) ?? [];
  if (whole === undefined) return false;
  if (!silent) {
    const token = state.push(shown === undefined ? "formula" : "formula_shown", "", 0);
    token.content = (shown ?? inline)!.trim();
  }
  state.pos += whole.length;
  return true;
});
markdown.renderer.rules.formula = (tokens, at) => formulaToMathml(tokens[at]!.content, false);
markdown.renderer.rules.formula_shown = (tokens, at) => {
  const { content } = tokens[at]!;
  const scrolls = content.length > longestFormula ? ' tabindex="0" role="group" aria-label="Formula"' : "";
  return `<div class="formula"${scrolls}>${formulaToMathml(content, true)}</div>`;
};

// a formula on lines of its own is no paragraph
markdown.core.ruler.push("shown-formulas", ({ tokens }) => {
  for (const [at, token] of tokens.entries()) {
    const [only, ...others] = token.children ?? [];
    if (only?.type !== "formula_shown" || others.length > 0) continue;
    for (const edge of [tokens[at - 1]!, tokens[at + 1]!]) edge.hidden = true;
  }
});

// in a page with many, regions would be landmarks without end
const openTable = markdown.renderer.rules.table_open!;
markdown.renderer.rules.table_open = (...given) => openTable(...given).replace('role="region"', 'role="group"');

markdown.renderer.rules.fence = (tokens, at) => {
  const { info, content } = tokens[at]!;
  const [language = "text"] = info.split(" ");
  const [, how, file] = / (file|append|languages)=(\S+)/.exec(info) ?? [];
  const where = file && { file, append: `At the end of ${file}`, languages: `In ${file}` }[how!];
  const label = escapeHtml(where ?? languages[language] ?? language);
  const head = where ? `<p class="file">${label}</p>` : "";
  return `<div class="code">${head}<pre tabindex="0" role="group" aria-label="${label}"><code>${escapeHtml(content)}</code></pre></div>\n`;
};

markdown.renderer.rules.code_inline = (tokens, at) => {
  const { content } = tokens[at]!;
  return `<code${content.length <= longestWhole ? ' class="nb"' : ""}>${escapeHtml(content)}</code>`;
};

/** As GitHub does it, so that a link works in both places. */
function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}

function addressOf(href: string, { from, pages, files }: DocsTargets): string {
  if (/^(https:|#)/.test(href) || files.includes(href)) return href;
  const [, page = "", anchor = ""] = /^([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
  if (!pages.includes(page)) throw new Error(`${from} leads to ${href}, which the documentation does not have.`);
  return `${page}.html${anchor}`;
}

/**
 * Reads a page: its title, its text with an address for every heading, its chapters.
 *
 * @throws Error for a page without a title, a formula that is none, a link that leads nowhere
 */
export function readDocsText(text: string, targets: DocsTargets): DocsText {
  const tokens = markdown.parse(text, {});
  const headings: { id: string; text: string; level: number }[] = [];
  for (const [at, token] of tokens.entries()) {
    for (const link of token.children?.filter(({ type }) => type === "link_open") ?? [])
      link.attrSet("href", addressOf(String(link.attrGet("href")), targets));
    if (token.type !== "heading_open") continue;
    const words = tokens[at + 1]!.children!.map(({ content }) => content).join("");
    const before = headings.filter(({ text }) => slugOf(text) === slugOf(words)).length;
    const id = before === 0 ? slugOf(words) : `${slugOf(words)}-${before}`;
    token.attrSet("id", id);
    headings.push({ id, text: words, level: Number(token.tag[1]) });
  }
  const [title, ...others] = headings;
  if (tokens[0]?.tag !== "h1" || others.some(({ level }) => level === 1))
    throw new Error(`${targets.from} has to begin with its title, and to have one.`);
  return {
    title: title!.text,
    // the title stands in the page's layout
    html: markdown.renderer.render(tokens.slice(3), markdown.options, {}),
    headings: others.filter(({ level }) => level === 2),
  };
}
