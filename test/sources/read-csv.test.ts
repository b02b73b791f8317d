import { describe, expect, it } from "vitest";
import { bytes, cells, read, readAll } from "./reading.ts";

describe("encodings", () => {
  // 满意度,意见 / 5,好 / 4,𠮷 in the bytes that each encoding gives them (Python's codecs).
  const wanted = ["满意度", "意见"];
  const utf8 = "满意度,意见\n5,好\n4,𠮷\n";
  const gb18030 = bytes("c2 fa d2 e2 b6 c8 2c d2 e2 bc fb 0a 35 2c ba c3 0a 34 2c 95 34 b2 35 0a");
  const utf16le = bytes(
    "e1 6e 0f 61 a6 5e 2c 00 0f 61 c1 89 0a 00 35 00 2c 00 7d 59 0a 00 34 00 2c 00 42 d8 b7 df 0a 00",
  );
  const utf16be = Uint8Array.from(utf16le, (_, k) => utf16le[k % 2 === 0 ? k + 1 : k - 1]!);

  it.each([
    ["UTF-8", new TextEncoder().encode(utf8), "utf-8"],
    ["UTF-8 with a byte-order mark", Uint8Array.of(0xef, 0xbb, 0xbf, ...new TextEncoder().encode(utf8)), "utf-8"],
    ["UTF-16, low byte first, with a byte-order mark", Uint8Array.of(0xff, 0xfe, ...utf16le), "utf-16le"],
    ["UTF-16, high byte first, with a byte-order mark", Uint8Array.of(0xfe, 0xff, ...utf16be), "utf-16be"],
    ["UTF-16, low byte first, without a mark", utf16le, "utf-16le"],
    ["UTF-16, high byte first, without a mark", utf16be, "utf-16be"],
    ["GB18030, four-byte characters too", gb18030, "gb18030"],
  ])("finds %s", async (_, content, encoding) => {
    const table = await read(content, { columns: wanted });
    expect(table.encoding).toBe(encoding);
    expect(table.header).toEqual(wanted);
    expect(cells(table, "满意度")).toEqual(["5", "4"]);
    expect(cells(table, "意见")).toEqual(["好", "𠮷"]);
  });

  it("says that GB18030 was a guess, and says nothing when it was declared", async () => {
    const guessed = await read(gb18030, { columns: wanted });
    expect(guessed.notices).toMatchObject([
      { code: "sources/encoding-guessed", severity: "notice", place: { file: "answers.csv" } },
    ]);
    const declared = await read(gb18030, { columns: wanted, encoding: "gb18030" });
    expect(declared.notices).toEqual([]);
  });

  it("reads a declared encoding where the bytes are not UTF-8", async () => {
    // 評分,意見 / 5,很好 in Big5, whose bytes would pass for GB18030.
    const big5 = bytes("b5 fb a4 c0 2c b7 4e a8 a3 0a 35 2c ab dc a6 6e 0a");
    const table = await read(big5, { columns: ["評分", "意見"], encoding: "big5" });
    expect(cells(table, "意見")).toEqual(["很好"]);
    expect(table.encoding).toBe("big5");
  });

  it("takes one character in U+4E00, whose UTF-16 has its NUL on the other side, for what it is", async () => {
    // 一,b / 1,2 in UTF-16, low byte first.
    const table = await read(bytes("00 4e 2c 00 62 00 0a 00 31 00 2c 00 32 00 0a 00 31 00 2c 00 32 00 0a 00"), {
      columns: ["一"],
    });
    expect(table.encoding).toBe("utf-16le");
    expect(cells(table, "一")).toEqual(["1", "1"]);
  });

  it("puts characters together that a read splits", async () => {
    // Three-byte characters over more than two chunks: a chunk's end falls inside one.
    const rows = Array.from({ length: 50_000 }, (_, k) => `${k % 10},很满意`);
    const table = await read(`q,意见\n${rows.join("\n")}\n`, { columns: ["q", "意见"] });
    expect(table.rows).toBe(50_000);
    expect(table.columns.get("意见")!.texts).toEqual(["很满意"]);
    expect(table.lineOf(49_999)).toBe(50_001);
  });
});

describe("delimiters, quotes and line ends", () => {
  it.each([",", ";", "\t", "|"])("finds the delimiter %j", async (delimiter) => {
    const table = await read(`q1${delimiter}q2\n1${delimiter}2\n`, { columns: ["q1", "q2"] });
    expect(table.delimiter).toBe(delimiter);
    expect(cells(table, "q2")).toEqual(["2"]);
  });

  it("is not misled by texts full of another delimiter", async () => {
    const table = await read("q1;comment\n5;a, b, c, d, e\n4;f, g, h, i, j\n", { columns: ["q1", "comment"] });
    expect(cells(table, "comment")).toEqual(["a, b, c, d, e", "f, g, h, i, j"]);
  });

  it("takes a declared delimiter, also by the word tab", async () => {
    expect(cells(await read("a|b,c\n1|2,3\n", { columns: ["b,c"], delimiter: "|" }), "b,c")).toEqual(["2,3"]);
    expect(cells(await read("a\tb\n1\t2\n", { columns: ["b"], delimiter: "tab" }), "b")).toEqual(["2"]);
  });

  it.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ])("reads lines that end in %s, with and without the last one", async (_, end) => {
    for (const last of [end, "", end + end + end]) {
      const table = await read(`q1,q2${end}1,2${end}3,"4"${last}`, { columns: ["q1", "q2"] });
      expect(cells(table, "q1")).toEqual(["1", "3"]);
      expect(cells(table, "q2")).toEqual(["2", "4"]);
      expect(table.lineOf(1)).toBe(3);
    }
  });

  it("reads a file that mixes LF and CRLF", async () => {
    const table = await read("q1,q2\r\n1,2\n3,4\r\n", { columns: ["q2"] });
    expect(cells(table, "q2")).toEqual(["2", "4"]);
  });

  it("reads quoted texts with delimiters, quotes and line ends inside, and still knows the lines", async () => {
    const rows = ['"1","a, ""b"""', '"2","two\nlines"', '"3","three\r\n\r\nlines"', '"4","plain"', '"5","last"'];
    const table = await read(['"q1","say"', ...rows].join("\r\n"), { columns: ["q1", "say"] });
    expect(cells(table, "say")).toEqual(['a, "b"', "two\nlines", "three\r\n\r\nlines", "plain", "last"]);
    expect([0, 1, 2, 3, 4].map(table.lineOf)).toEqual([2, 3, 5, 8, 9]);
  });

  it("reads quoted texts wherever a piece of the file ends: after a quote, between CR and LF", async () => {
    // 9 bytes a row against pieces of a power of two: over nine pieces every place in a row is an end once.
    const rows = 150_000;
    const table = await read(`"a","b"\r\n${'"1","2"\r\n'.repeat(rows)}`, { columns: ["a", "b"] });
    expect(table.rows).toBe(rows);
    expect([table.columns.get("a")!.texts, table.columns.get("b")!.texts]).toEqual([["1"], ["2"]]);
    expect(table.lineOf(rows - 1)).toBe(rows + 1);
  });

  it("knows the lines where stretches with quotes and without follow one another", async () => {
    // Each stretch is longer than the pieces that the file comes in.
    const plain = "1,2\n".repeat(10_000);
    const quoted = '3,"two\nlines"\n'.repeat(5_000);
    const table = await read(`q1,q2\n${plain}${quoted}${plain}\n${plain}4,last\n`, { columns: ["q1", "q2"] });
    const { texts, firstRow } = table.columns.get("q2")!;
    expect([texts, firstRow]).toEqual([
      ["2", "two\nlines", "last"],
      [0, 10_000, 35_000],
    ]);
    const rows = [9_999, 10_000, 10_001, 14_999, 15_000, 24_999, 25_000, 35_000];
    expect(rows.map(table.lineOf)).toEqual([10_001, 10_002, 10_004, 20_000, 20_002, 30_001, 30_003, 40_003]);
  });

  it("reads a line that is longer than the pieces of the file, in a file of one column too", async () => {
    const long = "很".repeat(100_000);
    const table = await read(`say\n${long}\n \n5\n${long}x`, { columns: ["say"] });
    expect(cells(table, "say")).toEqual([long, "5", `${long}x`]);
    expect([0, 1, 2].map(table.lineOf)).toEqual([2, 4, 5]);
  });

  it("removes outer white space, the ideographic space included, and keeps the inner", async () => {
    const table = await read("  q1 , q2\n 5 ,　very  good \n5,very  good\n", { columns: ["q1", "q2"] });
    expect(table.columns.get("q1")!.texts).toEqual(["5"]);
    expect(table.columns.get("q2")!.texts).toEqual(["very  good"]);
  });

  it("takes blank lines, and blank cells beyond the header, for nothing", async () => {
    const table = await read("q1,q2\n\n1,2,,\n\n3,4\n\n\n", { columns: ["q1"] });
    expect(cells(table, "q1")).toEqual(["1", "3"]);
    expect(table.lineOf(1)).toBe(5);
  });
});

describe("columns", () => {
  it("keeps only what is asked for, each text once with its first row", async () => {
    const table = await read("id,q1,rest\na,5,x\nb,,y\nc,5,z\nd,10,z\n", { columns: ["q1"] });
    expect(table.header).toEqual(["id", "q1", "rest"]);
    expect([...table.columns.keys()]).toEqual(["q1"]);
    const { texts, firstRow, codes } = table.columns.get("q1")!;
    expect(texts).toEqual(["5", "", "10"]);
    expect(firstRow).toEqual([0, 1, 3]);
    expect([...codes]).toEqual([0, 1, 0, 2]);
    expect(table.keys).toBeNull();
  });

  it("widens as texts come: 300 and 70,000 of them", async () => {
    const rows = Array.from({ length: 70_000 }, (_, k) => `${k % 300},text ${k}`);
    const table = await read(`few,many\n${rows.join("\n")}\n`, { columns: ["few", "many"] });
    expect(table.columns.get("few")!.codes).toBeInstanceOf(Uint16Array);
    expect(table.columns.get("many")!.codes).toBeInstanceOf(Uint32Array);
    expect(cells(table, "few")[69_999]).toBe(String(69_999 % 300));
    expect(cells(table, "many").every((text, row) => text === `text ${row}`)).toBe(true);
  });

  it("widens long after the first rows, in the midst of a piece", async () => {
    const rows = Array.from({ length: 30_000 }, (_, k) => (k < 20_000 ? `${k % 10}` : `${k % 1_000}`));
    const table = await read(`q1,rest\n${rows.join(",\n")},\n`, { columns: ["q1"] });
    expect(table.columns.get("q1")!.codes).toBeInstanceOf(Uint16Array);
    expect(cells(table, "q1")).toEqual(rows);
  });

  it("tells short texts apart, whatever they are written with", async () => {
    const short = [
      "",
      "1",
      "11",
      "1 1",
      "a",
      "A",
      "aa",
      "aA",
      "é",
      "aé",
      "éa",
      "满",
      "满1",
      "1满",
      "很好",
      "𠮷",
      "\u0001",
      "\u007f~",
      "~",
    ];
    const table = await read(`q1,rest\n${short.map((text) => ` ${text},1\n${text} ,2\n${text},3\n`).join("")}`, {
      columns: ["q1"],
    });
    expect(table.columns.get("q1")!.texts).toEqual(short);
    expect(cells(table, "q1")).toEqual(short.flatMap((text) => [text, text, text]));
  });

  it("does not mind duplicate or empty names of columns that nobody asks for", async () => {
    const table = await read("q1,x,x,\n5,1,2,3\n", { columns: ["q1"] });
    expect(cells(table, "q1")).toEqual(["5"]);
  });

  it("keeps texts that look like something else as they are", async () => {
    const hostile = [
      "__proto__",
      "constructor",
      "=1+1",
      "<script>alert(1)</script>",
      "\u202eabc",
      "NaN",
      "[object Object]",
    ];
    const table = await read(`q1,say\n${hostile.map((text) => `1,${text}`).join("\n")}\n`, { columns: ["say"] });
    expect(cells(table, "say")).toEqual(hostile);
  });
});

describe("ids", () => {
  it("are told apart, found again, and blank ones are 0", async () => {
    const { keys } = await read("id,q1\nanna,1\nben,2\n anna ,3\n,4\n", { columns: ["q1"], key: "id" });
    const at = (row: number) => [keys!.high[row], keys!.low[row]];
    expect(at(2)).toEqual(at(0));
    expect(at(1)).not.toEqual(at(0));
    expect(at(3)).toEqual([0, 0]);
    expect(at(0)).not.toEqual([0, 0]);
  });

  it("of 200,000 people in a row are all different", async () => {
    const rows = Array.from({ length: 200_000 }, (_, k) => `${k},1`);
    const { keys } = await read(`id,q1\n${rows.join("\n")}`, { columns: ["q1"], key: "id" });
    const distinct = new Set(Array.from(keys!.high, (high, row) => high * 2 ** 21 + (keys!.low[row]! >>> 11)));
    expect(distinct.size).toBe(200_000);
  });
});

describe("several waves in one file", () => {
  const content = "wave,id,q1\n1,a,5\n2,a,4\n1,b,3\n2,c,2\n 2 ,d,1\n";

  it("become a table each, read once", async () => {
    const [first, second] = await readAll(content, {
      columns: ["q1"],
      key: "id",
      slices: [{ wave: "1" }, { wave: "2" }],
    });
    expect(cells(first!, "q1")).toEqual(["5", "3"]);
    expect(cells(second!, "q1")).toEqual(["4", "2", "1"]);
    expect([0, 1, 2].map(second!.lineOf)).toEqual([3, 5, 6]);
    expect(second!.columns.get("q1")!.firstRow).toEqual([0, 1, 2]);
    // Person a has one key in both.
    expect(first!.keys!.high[0]).toBe(second!.keys!.high[0]);
  });

  it("may hang on two columns", async () => {
    const [table] = await readAll("wave,brand,q1\n1,x,5\n1,y,4\n2,x,3\n", {
      columns: ["q1"],
      slices: [{ wave: "1", brand: "y" }],
    });
    expect(cells(table!, "q1")).toEqual(["4"]);
  });
});
