import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatProblem, formatProblems, formatProblemsAsJson, sortProblems } from "../../src/problems/printing.ts";
import type { Problem } from "../../src/problems/problem.ts";
import { quote, quoteAll, visible } from "../../src/problems/quoting.ts";
import { closest, didYouMean } from "../../src/problems/suggestion.ts";

const problem: Problem = {
  code: "study/unknown-question",
  severity: "error",
  place: { file: "data/mobile/study.yaml", line: 31, column: 15 },
  message: 'analyses.kano.esim names the question "k1x", which the study does not have.',
  hint: 'Did you mean "k1d"?',
};

describe("did you mean", () => {
  test.each([
    ["k1x", ["q1", "k1d", "k2f"], "k1d"],
    ["k1x", ["k1f", "k1d"], "k1f"],
    ["lagnuages", ["labels", "languages"], "languages"],
    ["LANGUAGES", ["labels", "languages"], "languages"],
    ["dont-know", ["dont_know"], "dont_know"],
    ["dontKnow", ["dont_know"], "dont_know"],
    ["color", ["column", "colour"], "colour"],
    ["总体满意", ["总体满意度", "网络"], "总体满意度"],
    ["e\u0301lan", ["élan", "plan"], "élan"],
    ["😀a", ["😁a"], "😁a"],
    ["waves", ["title", "client"], undefined],
    ["q", ["a", "b"], undefined],
    ["Q", ["q"], "q"],
    ["de", ["en", "zh-CN"], undefined],
    ["anything", [], undefined],
    ["", ["", "a"], ""],
  ] as const)("%j among %j", (word, candidates, expected) => {
    expect(closest(word, candidates)).toBe(expected);
  });

  test("a swap of neighbours is one slip, two slips need six characters", () => {
    expect(closest("cua", ["auc", "uca"])).toBe("uca");
    expect(closest("abcdX", ["abc"])).toBeUndefined();
    expect(closest("abcdXY", ["abcd"])).toBe("abcd");
  });

  test("the sentence quotes what it offers", () => {
    expect(didYouMean("k1x", ["k1d"])).toBe('Did you mean "k1d"?');
    expect(didYouMean("k1x", ["other"])).toBeUndefined();
  });

  test("long words cost nothing", () => {
    const long = "a".repeat(1_000_000);
    expect(closest(long, ["title", "client", "waves"])).toBeUndefined();
  });

  test("a word finds itself among others", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(fc.string()), (word, others) => {
        const found = closest(word, [...others, word])!;
        expect(found.normalize("NFC").toLowerCase()).toBe(word.normalize("NFC").toLowerCase());
      }),
    );
  });
});

describe("quoting", () => {
  test.each([
    ["plain 总体满意度 é 😀", '"plain 总体满意度 é 😀"'],
    ["two\nlines\tand\rmore", '"two\\nlines\\tand\\rmore"'],
    ["\u0000\u001b[31m\u007f\u0085", '"\\u0000\\u001B[31m\\u007F\\u0085"'],
    ["abc\u202edef\u2066\u200f", '"abc\\u202Edef\\u2066\\u200F"'],
    ["zero\u200bwidth\ufeff\u00ad", '"zero\\u200Bwidth\\uFEFF\\u00AD"'],
    ["no\u00a0break\u3000wide\u2028line", '"no\\u00A0break\\u3000wide\\u2028line"'],
    ["half \ud800 character", '"half \\uD800 character"'],
    ["tag \u{e0041}", '"tag \\U000E0041"'],
    ['say "hi" \\ there', '"say \\"hi\\" \\\\ there"'],
    ["", '""'],
  ])("%j", (text, expected) => {
    expect(quote(text)).toBe(expected);
  });

  test("a long text is cut to 60 characters, an ellipsis being the last", () => {
    expect(quote("x".repeat(60))).toBe(`"${"x".repeat(60)}"`);
    expect(quote("x".repeat(61))).toBe(`"${"x".repeat(59)}…"`);
    expect(quote("😀".repeat(61))).toBe(`"${"😀".repeat(59)}…"`);
    expect(quote("abcdef", 4)).toBe('"abc…"');
  });

  test("several texts in a row", () => {
    expect(quoteAll([])).toBe("");
    expect(quoteAll(["a"])).toBe('"a"');
    expect(quoteAll(["a", "b", "c"])).toBe('"a", "b" and "c"');
    expect(quoteAll(["a", "b", "c", "d"], 2)).toBe('"a", "b" and 2 more');
  });

  test("what is visible is one line and says nothing to a terminal", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(visible(visible(text))).toBe(visible(text));
      }),
    );
  });
});

describe("printing", () => {
  test("place first, hint on the same line, code last", () => {
    expect(formatProblem(problem)).toBe(
      'data/mobile/study.yaml:31:15  analyses.kano.esim names the question "k1x", which the study does not have. Did you mean "k1d"?  (study/unknown-question)',
    );
  });

  test("parts of the place that are not known are left out; a notice says so", () => {
    const { hint: _, ...bare } = problem;
    const notice: Problem = { ...bare, severity: "notice", place: { file: "a.csv", line: 3 }, message: "Odd." };
    expect(formatProblem(notice)).toBe("a.csv:3  notice: Odd.  (study/unknown-question)");
    expect(formatProblem({ ...notice, severity: "error", place: { file: "a.csv" } })).toBe(
      "a.csv  Odd.  (study/unknown-question)",
    );
  });

  test("a hostile file name stays on its line", () => {
    const line = formatProblem({ ...problem, place: { file: "data/a\n\u001b[2Jb.csv", line: 1 } });
    expect(line).toMatch(/^data\/a\\n\\u001B\[2Jb\.csv:1 {2}/);
  });

  const at = (file: string, line?: number, column?: number, code = "a/b"): Problem => ({
    ...problem,
    code,
    place: { file, ...(line !== undefined && { line }), ...(column !== undefined && { column }) },
  });

  test("file order: by number, not by digits; without a line first; equal ones once", () => {
    const sorted = [
      at("a.csv"),
      at("a.csv", 2),
      at("a.csv", 2, 1),
      at("a.csv", 2, 1, "a/c"),
      at("a.csv", 2, 10),
      at("a.csv", 10, 1),
      at("b.csv", 1),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray([...sorted, ...sorted], { minLength: 2 * sorted.length }), (shuffled) => {
        expect(sortProblems(shuffled)).toEqual(sorted);
      }),
    );
    expect(formatProblems([...sorted, ...sorted]).split("\n").length).toBe(sorted.length);
  });

  test("nothing wrong prints nothing", () => {
    expect(formatProblems([])).toBe("");
    expect(JSON.parse(formatProblemsAsJson([]))).toEqual({ errors: 0, notices: 0, problems: [] });
  });

  test("for machines: flat, sorted, counted", () => {
    const { hint: _, ...bare } = at("a.csv", 2);
    const text = formatProblemsAsJson([problem, { ...bare, severity: "notice", message: 'Odd "\u0007".' }, problem]);
    expect(text.endsWith("\n")).toBe(true);
    expect(JSON.parse(text)).toEqual({
      errors: 1,
      notices: 1,
      problems: [
        { code: "a/b", severity: "notice", file: "a.csv", line: 2, message: 'Odd "\u0007".' },
        {
          code: "study/unknown-question",
          severity: "error",
          file: "data/mobile/study.yaml",
          line: 31,
          column: 15,
          message: problem.message,
          hint: 'Did you mean "k1d"?',
        },
      ],
    });
  });
});
