import { describe, expect, test } from "vitest";
import { readDocsText } from "../../src/docs/markdown.ts";

const targets = { from: "docs/here.md", pages: ["here", "there"], files: ["study.schema.json"] };
const read = (text: string) => readDocsText(`# Here\n\n${text}`, targets);

describe("formulas", () => {
  test("are MathML, in a line and by themselves", () => {
    expect(read("where $n_1 \\ge 2$.").html).toBe(
      "<p>where <math><mrow><msub><mi>n</mi><mn>1</mn></msub><mo>≥</mo><mn>2</mn></mrow></math>.</p>\n",
    );
    expect(read("$$\\frac{a}{b}$$").html).toMatch(
      /^<div class="formula"><math display="block"[^>]*>.*<mfrac><mi>a<\/mi><mi>b<\/mi><\/mfrac>.*<\/math><\/div>\s*$/,
    );
  });

  test("that are wide scroll in a box of their own, with a name", () => {
    const long = `$$${Array.from({ length: 30 }, (_, k) => `a_${k}`).join("+")}$$`;
    expect(read(long).html).toMatch(/<div class="formula" tabindex="0" role="group" aria-label="Formula">/);
  });

  test("keep what Markdown would take for its own", () => {
    const { html } = read("$a_1 *b* \\{c\\}$ and *so* on");
    expect(html).toContain("<mi>a</mi>");
    expect(html.match(/<em>.*?<\/em>/g)).toEqual(["<em>so</em>"]);
  });

  test("bring no style of their own", () => {
    expect(read("$$\\begin{cases}\\bar x & n > 1\\\\ \\hat R^2 & n = 1\\end{cases}$$").html).not.toContain("style=");
  });

  test("that would want one stop the build", () => {
    expect(() => read("$a\\!\\left(b\\right)$")).toThrow(/wants the style margin-left/);
    expect(() => read("$\\colorbox{red}{x}$")).toThrow(/wants the style/);
  });

  test("that are none stop the build", () => {
    expect(() => read("$\\frac{a}$")).toThrow();
    expect(() => read("$\\nosuchthing$")).toThrow(/nosuchthing/);
  });

  test("are not sums of money, and not in code", () => {
    expect(read("from $5 to $6, `$x$`").html).toBe('<p>from $5 to $6, <code class="nb">$x$</code></p>\n');
  });
});

describe("links", () => {
  test("lead to pages, with their anchors, and to files beside them", () => {
    const { html } = read("[a](there.md#so) [b](study.schema.json) [c](https://example.org/) [d](#x)");
    expect([...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
      "there.html#so",
      "study.schema.json",
      "https://example.org/",
      "#x",
    ]);
  });

  test("that lead nowhere stop the build", () => {
    for (const href of ["nowhere.md", "../README.md", "there.html"])
      expect(() => read(`[a](${href})`)).toThrow(`docs/here.md leads to ${href}`);
  });
});

test("headings have the addresses that GitHub gives them, and no two the same", () => {
  const { title, headings, html } = read("## C = a/b, `code` & so\n\n### Deep\n\n## Again\n\n## Again");
  expect(title).toBe("Here");
  expect(headings.map(({ id }) => id)).toEqual(["c--ab-code--so", "again", "again-1"]);
  expect(html).toContain('<h3 id="deep">');
  expect(html).not.toContain("<h1");
});

test("a short name is not parted at its hyphens", () => {
  const { html } = read("`--site-url`, `a-name-that-is-longer-than-a-phone`");
  expect(html).toContain('<code class="nb">--site-url</code>');
  expect(html).toContain("<code>a-name");
});

test("a page has one title, at its head", () => {
  expect(() => readDocsText("Text", targets)).toThrow(/title/);
  expect(() => read("# Another")).toThrow(/title/);
});

test("code scrolls in a box that says what it is and can be reached", () => {
  const { html } = read("```yaml file=data/a/study.yaml\na: <b>\n```\n\n```sh\nsatisfact build\n```");
  expect(html).toContain(
    '<p class="file">data/a/study.yaml</p><pre tabindex="0" role="group" aria-label="data/a/study.yaml"><code>a: &lt;b&gt;\n</code></pre>',
  );
  expect(html).toContain('<div class="code"><pre tabindex="0" role="group" aria-label="Commands"><code>');
});
