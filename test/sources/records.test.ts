import { expect, it } from "vitest";
import { textOf } from "../../src/sources/cells.ts";
import { readRecords } from "../../src/sources/records.ts";

/** The records of a text that comes in pieces of so many characters, each with its line. */
async function recordsOf(text: string, size: number): Promise<readonly (readonly [number, readonly string[]])[]> {
  async function* pieces() {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  const records: [number, string[]][] = [];
  for await (const { cells, rows } of readRecords(pieces(), () => ",")) {
    for (const { first, width, line } of rows) {
      records.push([line, Array.from({ length: width }, (_, k) => textOf(cells, first + k).trim())]);
    }
  }
  return records;
}

it.each(["\n", "\r\n", "\r"])(
  "cuts text into the same records wherever a piece ends, lines ended by %j",
  async (end) => {
    const lines = [
      "",
      "q1,say",
      "1,plain",
      '2,"a, ""b"""',
      " ",
      `"3","two${end}lines"`,
      "4,",
      '"5","x" ',
      "6,last",
      "",
    ];
    const wanted = [
      [2, ["q1", "say"]],
      [3, ["1", "plain"]],
      [4, ["2", 'a, "b"']],
      [6, ["3", `two${end}lines`]],
      [8, ["4", ""]],
      [9, ["5", "x"]],
      [10, ["6", "last"]],
    ];
    for (const size of [1, 2, 3, 5, 8, 13, 1000]) expect(await recordsOf(lines.join(end), size)).toEqual(wanted);
  },
);
