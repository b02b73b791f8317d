import MarkdownIt from "markdown-it";

/** Markdown as every page takes it: no HTML, no pictures; a table may be wider than a phone, scrolls by itself and is named by its columns. */
export function newMarkdown() {
  const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
  markdown.disable("image");
  markdown.renderer.rules.table_open = (tokens, at) => {
    const end = tokens.findIndex((token, k) => k > at && token.type === "thead_close");
    const columns = tokens.slice(at, end).flatMap((token) => (token.type === "inline" ? [token.content] : []));
    const label = markdown.utils.escapeHtml(columns.filter(Boolean).join(" · "));
    return `<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table>`;
  };
  markdown.renderer.rules.table_close = () => "</table></div>";
  // an empty corner of a table heads nothing
  markdown.core.ruler.push("corners", ({ tokens }) => {
    for (const [at, token] of tokens.entries()) {
      if (token.type !== "th_open" || tokens[at + 1]?.content !== "") continue;
      for (const end of [token, tokens[at + 2]!]) end.tag = "td";
    }
  });
  return markdown;
}

const markdown = newMarkdown();

/** Markdown of analysts and of our own method notes; the headings begin below the page's title. */
export function renderMarkdown(text: string, top = 2): string {
  const tokens = markdown.parse(text, {});
  const levels = tokens.filter((token) => token.type === "heading_open").map((token) => Number(token.tag[1]));
  const shift = levels.length > 0 ? top - Math.min(...levels) : 0;
  for (const token of tokens) {
    if (/^heading_/.test(token.type)) token.tag = `h${Math.min(6, Number(token.tag[1]) + shift)}`;
  }
  return markdown.renderer.render(tokens, markdown.options, {});
}
