import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTables } from "../../src/sources/read-table.ts";
import { bytes, problemsOf, read, readAll, scratchFolder } from "./reading.ts";

const columns = ["q1", "q2"];

describe("a file that cannot be read", () => {
  it("is missing", async () => {
    writeFileSync(join(scratchFolder(), "2026-q2.csv"), "q1\n1\n");
    const path = join(scratchFolder(), "2026-q3.csv");
    const problems = await problemsOf(() =>
      readTables(scratchFolder(), { path, file: "data/s/2026-q3.csv", columns: [], slices: [{}] }),
    );
    expect(problems).toMatchObject([
      { code: "sources/no-file", severity: "error", place: { file: "data/s/2026-q3.csv" } },
    ]);
    expect(problems[0]!.hint).toMatch(/^Did you mean "2026-q2.csv"\?/);
  });

  it("is a folder", async () => {
    mkdirSync(join(scratchFolder(), "folder.csv"));
    const path = join(scratchFolder(), "folder.csv");
    const problems = await problemsOf(() =>
      readTables(scratchFolder(), { path, file: "folder.csv", columns: [], slices: [{}] }),
    );
    expect(problems).toMatchObject([{ code: "sources/not-a-file" }]);
  });

  it("lies outside the study's folder, by its path or by a link", async () => {
    const inner = join(scratchFolder(), "study");
    mkdirSync(inner);
    writeFileSync(join(scratchFolder(), "secret.csv"), "q1\n1\n");
    symlinkSync(join(scratchFolder(), "secret.csv"), join(inner, "link.csv"));
    for (const name of ["../secret.csv", "link.csv", "../missing.csv"]) {
      const problems = await problemsOf(() =>
        readTables(inner, { path: join(inner, name), file: name, columns: [], slices: [{}] }),
      );
      expect(problems).toMatchObject([{ code: "sources/outside", place: { file: name } }]);
    }
  });

  it.each([
    ["answers.xlsx", /^Excel files are not read yet/],
    ["answers.sav", /^SPSS files are not read yet/],
    ["answers.doc", /ends in \.csv, \.tsv, \.txt; this one ends in \.doc/],
    ["answers", /this one has no ending/],
  ])("has a format that is not read: %s", async (file, message) => {
    const problems = await problemsOf(() => read("q1\n1\n", { columns: ["q1"], file }));
    expect(problems).toMatchObject([{ code: "sources/unknown-format", hint: expect.stringContaining("CSV UTF-8") }]);
    expect(problems[0]!.message).toMatch(message);
  });

  it("is a spreadsheet or other bytes under the name of a CSV", async () => {
    const zip = bytes("50 4b 03 04 14 00 06 00 08 00 00 00 21 00 62 ee 9d 68 5e 01 00 00 90 04 00 00");
    expect(await problemsOf(() => read(zip, { columns }))).toMatchObject([{ code: "sources/not-text" }]);
    const late = `q1,q2\n${"1,2\n".repeat(40_000)}1,\0\n`;
    expect(await problemsOf(() => read(late, { columns }))).toMatchObject([{ code: "sources/not-text" }]);
    // Neither UTF-8 nor GB18030.
    const neither = bytes("71 31 2c 71 32 0a 80 ff ff 0a");
    expect(await problemsOf(() => read(neither, { columns }))).toMatchObject([
      { code: "sources/not-text", message: expect.stringContaining("tried: utf-8, gb18030") },
    ]);
  });

  it("is not in the encoding that was declared, nor in UTF-8", async () => {
    const latin = bytes("71 31 2c 71 32 0a 31 2c e9 0a");
    expect(await problemsOf(() => read(latin, { columns, encoding: "shift_jis" }))).toMatchObject([
      { code: "sources/not-text" },
    ]);
  });

  it("declares an encoding and a delimiter that do not exist: both are said", async () => {
    const problems = await problemsOf(() => read("q1,q2\n1,2\n", { columns, encoding: "utf-9", delimiter: "#" }));
    expect(problems.map(({ code }) => code)).toEqual(["sources/unknown-encoding", "sources/unknown-delimiter"]);
  });

  it.each([
    ["nothing", ""],
    ["blank lines only", "\n \n\r\n"],
    ["a byte-order mark only", bytes("ef bb bf")],
  ])("is empty: %s", async (_, content) => {
    expect(await problemsOf(() => read(content, { columns }))).toMatchObject([
      { code: "sources/empty", place: { file: "answers.csv" } },
    ]);
  });

  it("has a header and no answers", async () => {
    for (const content of ["q1,q2", "q1,q2\r\n\r\n"]) {
      expect(await problemsOf(() => read(content, { columns }))).toMatchObject([
        { code: "sources/no-rows", message: "The file has a header but no answers." },
      ]);
    }
  });

  it("is one endless line", async () => {
    const problems = await problemsOf(() => read(`q1,q2\n1,2\n3,${"x".repeat(5_000_000)}`, { columns }));
    expect(problems).toMatchObject([{ code: "sources/not-a-table", place: { line: 3 } }]);
  });
});

describe("columns that are wrong", () => {
  it("are missing: each is said with what reads it, the nearest name and, once, the header", async () => {
    const problems = await problemsOf(() =>
      read("id,q1,qq2,comment\n1,2,3,x\n", { columns: ["q1", "q2", "network"], key: "respondent" }),
    );
    expect(problems.map(({ code, place }) => [code, place])).toEqual(
      Array.from({ length: 3 }, () => ["sources/no-column", { file: "answers.csv", line: 1 }]),
    );
    expect(problems[0]).toMatchObject({
      message: 'There is no column "q2", which the question "q2" reads.',
      hint: 'Did you mean "qq2"? Its columns are "id", "q1", "qq2" and "comment".',
    });
    expect(problems[1]!.message).toContain('the question "network"');
    expect(problems[2]!.message).toContain("`respondent`");
    expect(problems.filter(({ hint }) => hint?.includes("Its columns are"))).toHaveLength(1);
  });

  it("are all missing: the file has no header, or was read wrongly", async () => {
    const problems = await problemsOf(() => read("5;4\n3;2\n", { columns }));
    expect(problems).toMatchObject([{ code: "sources/no-header", place: { line: 1 } }]);
    expect(problems[0]!.hint).toBe(
      'It was read as utf-8, divided by ";". Its columns are "5" and "4". The study reads "q1" and "q2".',
    );
  });

  it("stand in the header twice", async () => {
    const problems = await problemsOf(() => read("q1,q2,q1\n1,2,3\n", { columns }));
    expect(problems).toMatchObject([
      {
        code: "sources/duplicate-column",
        message: 'The columns 1 and 3 are both called "q1", which the question "q1" reads.',
      },
    ]);
  });

  it("are wanted by `where`", async () => {
    const problems = await problemsOf(() => readAll("q1,q2,wav\n1,2,3\n", { columns, slices: [{ wave: "3" }] }));
    expect(problems).toMatchObject([
      { code: "sources/no-column", message: 'There is no column "wave", which `where` reads.' },
    ]);
  });

  it("hold no row of the wave", async () => {
    const problems = await problemsOf(() =>
      readAll("q1,q2,wave\n1,2,Q1\n1,2,Q2\n", { columns, slices: [{ wave: "Q1" }, { wave: "Q9" }] }),
    );
    expect(problems).toMatchObject([
      {
        code: "sources/no-rows",
        message: 'No row has "wave" = "Q9", which `where` asks for.',
        hint: 'The column "wave" holds "Q1" and "Q2".',
      },
    ]);
  });

  it("have hostile names", async () => {
    const problems = await problemsOf(() => read("q1,\u202e2q,<b>\n1,2,3\n", { columns }));
    expect(problems[0]!.hint).toContain("\\u202E2q");
    expect(problems[0]!.hint).not.toContain("\u202e");
  });
});

describe("rows that are wrong", () => {
  it("have fewer or more cells than the header: how many, and the first", async () => {
    const problems = await problemsOf(() => read("q1,q2,q3\n1,2,3\n1,2\n1\n1,2,3,4\n1,2,3\n", { columns }));
    expect(problems).toMatchObject([
      {
        code: "sources/ragged",
        place: { file: "answers.csv", line: 3 },
        message: "3 rows do not have the 3 cells of the header: 2 with fewer, 1 with more. This is the first, with 2.",
      },
    ]);
  });

  it("open a quote that is never closed", async () => {
    const problems = await problemsOf(() => read('q1,q2\n1,2\n3,"4\n5,6\n', { columns }));
    expect(problems).toMatchObject([{ code: "sources/quote", place: { line: 3 } }]);
    expect(problems[0]!.message).toMatch(/never closed/);
  });

  it("open a quote that runs into the next one", async () => {
    const problems = await problemsOf(() => read('q1,q2\n"a\nb",2\n3,"4,\n5,"six"\n7,8\n', { columns }));
    // The second record takes two lines, so the bad quote is on the fourth.
    expect(problems).toMatchObject([{ code: "sources/quote", place: { line: 4 } }]);
    expect(problems[0]!.message).toMatch(/followed by more text/);
  });

  it("open a quote millions of characters before the end", async () => {
    const problems = await problemsOf(() => read(`q1,q2\n1,2\n3,"4\n${"5,6\n".repeat(1_500_000)}`, { columns }));
    expect(problems).toMatchObject([{ code: "sources/quote", place: { line: 3 } }]);
  });

  it("are said together with missing columns", async () => {
    const problems = await problemsOf(() => read("q1,q3\n1,2\n1\n", { columns }));
    expect(problems.map(({ code }) => code).sort()).toEqual(["sources/no-column", "sources/ragged"]);
  });
});
