import { describe, expect, test } from "vitest";
import { inset } from "../../src/report/inset.ts";

const page = { id: "index", url: "cafe/autumn/en/index/index.html" };

function insetAlone(html: string): string {
  const pages = new Map([
    [page.url, "index"],
    ["cafe/autumn/en/gaps/index.html", "gaps"],
  ]);
  return inset(html, page, { url: "cafe/autumn/en/print/index.html", pages, labels: new Map() });
}

describe("a page among the others on one page", () => {
  test.each([
    ["its headings are a level lower", "<h1>A</h1><h2 class=a>B</h2>", "<h2>A</h2><h3 class=a>B</h3>"],
    ["there is no level below the sixth", "<h5>A</h5><h6>B</h6>", "<h6>A</h6><h6>B</h6>"],
    [
      "ids are its own, wherever they are named",
      '<svg aria-labelledby="x-title  x-desc"><title id="x-title">A</title><rect fill="url(#x-fade)"/></svg>',
      '<svg aria-labelledby="index~x-title index~x-desc"><title id="index~x-title">A</title><rect fill="url(#index~x-fade)"/></svg>',
    ],
    ["a link to a place in it stays in it", '<a href="#a.b">', '<a href="#index~a.b">'],
    ["a link to itself leads to its beginning", '<a href="index.html">', '<a href="#index">'],
    ["a link to another page of the report leads inside", '<a href="../gaps/index.html">', '<a href="#gaps">'],
    ["so does one to a place there", '<a href="../gaps/index.html#x%2Fy">', '<a href="#gaps~x%2Fy">'],
    ["a download is found from there", '<a href="a%20b.csv" download>', '<a href="../index/a%20b.csv" download>'],
    ["another wave stays another wave", '<a href="../../../q2/en/gaps/#x">', '<a href="../../../q2/en/gaps#x">'],
    ["an address elsewhere stays", '<a href="https://example.org/#x">', '<a href="https://example.org/#x">'],
    [
      "a label that was used before is numbered",
      '<div aria-label="A"></div><div aria-label="A"></div>',
      '<div aria-label="A"></div><div aria-label="A (2)"></div>',
    ],
    [
      "what is no tag stays as it is",
      '&lt;h1 id="a"&gt; id="a" <p title="<h1>">',
      '&lt;h1 id="a"&gt; id="a" <p title="<h1>">',
    ],
  ])("%s", (_, before, after) => {
    expect(insetAlone(before)).toBe(after);
  });
});
