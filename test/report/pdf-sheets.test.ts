import { deflateSync, inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fillNumbers, readSheets, unknownDigit } from "../../src/report/pdf-sheets.ts";

const stream = (text: string) => {
  const packed = deflateSync(text).toString("latin1");
  return `<</Filter /FlateDecode\n/Length ${packed.length}>> stream\n${packed}\nendstream`;
};
const hex = (character: string) => character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");

/** A PDF of two sheets as Chromium writes it: the contents with three open digits, and a sheet that begins the part "index". */
function pdfOf(characters: string): Buffer {
  // of each character its place among all is the code; a range for the first two, single lines for the others
  const lines = [...characters].map((character, k) => `<${String(k).padStart(4, "0")}> <${hex(character)}>\n`);
  const map = `1 beginbfrange\n<0000> <0001> <${hex(characters)}>\nendbfrange\n${lines.length - 2} beginbfchar\n${lines.slice(2).join("")}endbfchar\n`;
  const open = String(characters.indexOf(unknownDigit)).padStart(4, "0");
  const objects = [
    "<</Producer (Skia/PDF)>>",
    `<</Type /Page\n/Resources <</Font <</F1 5 0 R>>>>\n/Contents 7 0 R\n/Parent 4 0 R>>`,
    `<</Type /Page\n/Resources <<>>\n/Contents 8 0 R\n/Parent 4 0 R>>`,
    "<</Type /Pages\n/Count 2\n/Kids [2 0 R 3 0 R]>>",
    "<</Type /Font\n/ToUnicode 6 0 R>>",
    stream(map),
    stream(`BT\n/F1 11 Tf\n<0000> Tj\n${`<${open}> Tj\n`.repeat(3)}ET\n`),
    stream("BT\nET\n"),
    "<</index [3 0 R /XYZ 0 8 0]>>",
    "<</Type /Catalog\n/Pages 4 0 R\n/Dests 9 0 R>>",
  ];
  let text = "%PDF-1.4\n";
  let table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const [k, object] of objects.entries()) {
    table += `${String(text.length).padStart(10, "0")} 00000 n \n`;
    text += `${k + 1} 0 obj\n${object}\nendobj\n`;
  }
  const end = `trailer\n<</Size ${objects.length + 1}\n/Root 10 0 R\n/Info 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + table + end, "latin1");
}

const digits = `01${unknownDigit}23456789`;

describe("the sheets of a PDF", () => {
  test("are known with the places on them", () => {
    expect(readSheets(pdfOf(digits))).toEqual({ ids: ["2", "3"], starts: new Map([["index", 2]]) });
  });

  test("get numbers over open digits, right-aligned, behind the end of what was printed", () => {
    const pdf = pdfOf(digits);
    const filled = fillNumbers(pdf, readSheets(pdf), [31])!;
    expect(filled.subarray(0, pdf.length)).toEqual(pdf);
    const added = filled.subarray(pdf.length).toString("latin1");
    const [, packed] =
      /^\n7 0 obj\n<<\/Filter \/FlateDecode\n\/Length \d+>> stream\n([\s\S]*?)\nendstream\nendobj\n/.exec(added)!;
    // codes 4 and 1 are the places of "3" and "1" among the font's characters
    expect(inflateSync(Buffer.from(packed!, "latin1")).toString()).toBe(
      "BT\n/F1 11 Tf\n<0000> Tj\n<> Tj\n<0004> Tj\n<0001> Tj\nET\n",
    );
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(added)![1]);
    const previous = pdf.lastIndexOf("xref\n0 ");
    expect(filled.subarray(start).toString("latin1")).toBe(
      `xref\n7 1\n${String(pdf.length + 1).padStart(10, "0")} 00000 n \ntrailer\n<</Size 11\n/Root 10 0 R\n/Info 1 0 R\n/Prev ${previous}>>\nstartxref\n${start}\n%%EOF\n`,
    );
  });

  test.each([
    ["a digit that the font lacks", pdfOf(`01${unknownDigit}2`), [31]],
    ["more numbers than places", pdfOf(digits), [3, 1]],
    ["a number that is too long", pdfOf(digits), [1031]],
    ["a PDF of another kind", Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"), [3]],
  ])("are left to a second printing: %s", (_, pdf, numbers) => {
    expect(fillNumbers(pdf, readSheets(pdf), numbers)).toBeUndefined();
  });
});
