import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanText, textWidth, wrapText } from "../../src/charts/text.ts";
import reference from "../reference/text-widths.json" with { type: "json" };

describe("width of a text", () => {
  test.each(reference.texts)("$text is as wide as a browser sets it, or a little wider", (measured) => {
    const widest = Math.max(measured.liberation, measured.noto);
    const widestBold = Math.max(measured.liberationBold, measured.notoBold);
    // Scripts without a table of their own go by a mean.
    const most = /[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(measured.text) ? 1.4 : 1.18;
    expect(textWidth(measured.text, 1) / widest).toBeGreaterThan(0.985);
    expect(textWidth(measured.text, 1) / widest).toBeLessThan(most);
    expect(textWidth(measured.text, 1, 700) / widestBold).toBeGreaterThan(0.985);
    expect(textWidth(measured.text, 1, 700) / widestBold).toBeLessThan(most);
  });

  test("grows with the font size and is nothing for marks that sit on a letter", () => {
    expect(textWidth("满意度 index", 26)).toBeCloseTo(2 * textWidth("满意度 index", 13), 9);
    expect(textWidth("e\u0301", 10)).toBe(textWidth("e", 10));
    expect(textWidth("👩\u200d👩\u200d👧", 10)).toBeLessThan(15);
  });
});

describe("wrapping", () => {
  test("Chinese breaks between characters, Latin at spaces", () => {
    expect(wrapText("网络覆盖与质量", 50, 13, 4).lines).toEqual(["网络覆", "盖与质", "量"]);
    expect(wrapText("Clarity of bills and tariffs", 80, 13, 4).lines).toEqual(["Clarity of", "bills and", "tariffs"]);
  });

  test("lines come out about equal", () => {
    expect(wrapText("网络覆盖与质量", 80, 13, 4).lines).toEqual(["网络覆盖", "与质量"]);
  });

  test("a line ends with a clause where that costs no line", () => {
    expect(wrapText("改为网络问卷，与此前不可直接比较", 130, 12, 4).lines).toEqual([
      "改为网络问卷，",
      "与此前不可直接比较",
    ]);
  });

  test("closing punctuation begins no line and opening punctuation ends none", () => {
    const text = "资费（含套餐外）、账单、“透明度”以及提前解约的费用，是否说明？";
    for (let width = 65; width < 300; width += 3) {
      const { lines } = wrapText(text, width, 13, 40);
      for (const line of lines) {
        expect(line).not.toMatch(/^[），、”？]/);
        expect(line).not.toMatch(/[（“]$/);
      }
      expect(lines.join("")).toBe(text);
    }
  });

  test("what does not fit is cut with an ellipsis and handed back whole", () => {
    const cut = wrapText("How well the staff explained what it costs to leave early", 120, 13, 2);
    expect(cut.lines).toHaveLength(2);
    expect(cut.lines[1]).toMatch(/…$/);
    expect(cut.full).toBe("How well the staff explained what it costs to leave early");
    expect(wrapText("Short", 120, 13, 2).full).toBeNull();
  });

  test("line ends, control characters and half surrogates become what can be drawn", () => {
    expect(cleanText(" a\n\tb\u0000c \ud800d ")).toBe("a b c \ufffdd");
  });

  test("any text stays within its width and its lines, and loses nothing unless cut", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 80 }),
        fc.integer({ min: 40, max: 300 }),
        fc.integer({ min: 1, max: 5 }),
        (text, width, most) => {
          const { lines, full, width: widest } = wrapText(text, width, 13, most);
          expect(lines.length).toBeGreaterThanOrEqual(1);
          expect(lines.length).toBeLessThanOrEqual(most);
          expect(widest).toBeLessThanOrEqual(width + 1e-6);
          if (full === null) expect(lines.join("").replaceAll(" ", "")).toBe(cleanText(text).replaceAll(" ", ""));
          else expect(full).toBe(cleanText(text));
        },
      ),
    );
  });
});
