import { expect, test } from "vitest";
import { linkTo } from "../../src/report/addresses.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { clean, isLongTitle, setTitle } from "../../src/report/markup.ts";

test("a label keeps its letters and loses what turns the line round or hides", () => {
  expect(clean("net\u202Ework \u2066x\u2069\u200B\u0007")).toBe("network x");
  expect(clean(" שירות \n לקוחות ")).toBe("שירות לקוחות");
  expect(clean("<b>&")).toBe("<b>&");
});

test("an English title is escaped and left to wrap by itself", () => {
  expect(setTitle("A <b> & “c” 72.1, up", "en", ["A"])).toBe("A &lt;b&gt; &amp; “c” 72.1, up");
});

test("a Chinese title breaks between clauses, not inside a number with its unit or a term", () => {
  expect(setTitle("满意度指数为72.1，未达到75分的目标", "zh-CN", ["满意度指数"])).toBe(
    '<span class="cl"><span class="nb">满意度指数</span>为<span class="nb">72.1，</span></span>' +
      '<span class="cl">未达到<span class="nb">75分</span>的目标</span>',
  );
});

test.each([
  ["The satisfaction index falls to 72.2. Improve first: Ready on time, Choice of bicycles", false],
  [
    "The satisfaction index falls to 72.2. Improve first: Help for passengers who travel with children, bicycles or luggage, Announcements on board",
    true,
  ],
  ["满意度指数降至72.2。优先改进：准时交车、车型选择", false],
  [
    "满意度指数降至72.2。优先改进：船员对带孩子、自行车、大件行李或者坐轮椅出行的乘客所给予的帮助，开船时间推迟或者临时改到别的码头停靠时的说明",
    true,
  ],
])("a title of more than some four lines is long: %s", (title, long) => {
  expect(isLongTitle(title)).toBe(long);
});

test("terms of the study are text, not patterns, and are escaped", () => {
  expect(setTitle("“a<(b”领先", "zh-CN", ["a<(b"])).toBe('“<span class="nb">a&lt;(b</span>”领先');
});

test.each([
  ["a/b/index.html", "a/c/index.html", "", "../c/index.html"],
  ["index.html", "a/b/index.html", "", "a/b/index.html"],
  ["a/index.html", "a/index.html", "x.y", "index.html#x.y"],
  ["404.html", "index.html", "", "index.html"],
  ["a/b/index.html", "a/价 格/index.html", "", "../%E4%BB%B7%20%E6%A0%BC/index.html"],
])("the link from %s to %s", (from, to, anchor, link) => {
  expect(linkTo(from, to, anchor)).toBe(link);
});

test("Markdown of people: no HTML, no pictures, no scripts behind links, headings below the page's", () => {
  const html = renderMarkdown("# One\n\n### Two\n\n<script>x</script> ![p](http://a/b.png) [l](javascript:x)");
  expect(html).toContain("<h2>One</h2>");
  expect(html).toContain("<h4>Two</h4>");
  expect(html).not.toMatch(/<script|<img|href="javascript/);
});
