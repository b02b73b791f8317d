import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatProblems } from "../../src/problems/printing.ts";
import { ProblemError } from "../../src/problems/problem.ts";
import { loadStudy } from "../../src/study/load.ts";
import { analyses, soundStudy, writeStudy } from "./study-folder.ts";

const pieces = fc.oneof(
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.constantFrom(
    "",
    "\n",
    "  ",
    "\t",
    ":",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "#",
    "&a ",
    "*a",
    "!x ",
    "|",
    ">",
    "'",
    '"',
    "---\n",
    "%",
    "? ",
    "~",
    "null",
    "true",
    "5",
    "-1",
    ".nan",
    "1e999",
    "{}",
    "[]",
    "__proto__: 1",
    "constructor",
    "<<: *a",
    "\u0000",
    "\u202e",
    "\ufeff",
    "q1",
    "ten",
    "2026-q3",
    "../x",
    "/",
    ".",
  ),
);
const edits = fc.array(fc.record({ at: fc.nat(soundStudy.length), cut: fc.nat(12), piece: pieces }), {
  minLength: 1,
  maxLength: 4,
});

/** Lines taken from elsewhere in the file: well-formed YAML in the wrong place. */
const lines = soundStudy.split("\n");
const moves = fc.array(
  fc.record({
    from: fc.nat(lines.length - 1),
    to: fc.nat(lines.length - 1),
    indent: fc.constantFrom("", "  ", "    "),
  }),
  { minLength: 1, maxLength: 3 },
);

async function expectOnlyProblems(folder: string, root: string, text: string): Promise<void> {
  writeFileSync(join(folder, "study.yaml"), text);
  try {
    await loadStudy(folder, { root, analyses });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    const ends = text.split("\n");
    for (const { place, code, message } of error.problems) {
      expect(place.file).toBe("data/mobile/study.yaml");
      expect(place.line, `${code} ${message}`).toBeGreaterThanOrEqual(1);
      expect(place.line).toBeLessThanOrEqual(ends.length);
      expect(place.column).toBeGreaterThanOrEqual(1);
      expect(place.column).toBeLessThanOrEqual(ends[place.line! - 1]!.length + 1);
      expect(message).toMatch(/\.$/);
    }
    // Nothing of our own machinery may show through.
    expect(formatProblems(error.problems)).not.toMatch(
      /undefined|\[object|Invalid input|expected \w+, received|ZodError/,
    );
  }
}

test("no edit of a study file does anything but tell problems, each with its place", async () => {
  const { root, folder } = writeStudy(soundStudy);
  await fc.assert(
    fc.asyncProperty(edits, async (changes) => {
      let text = soundStudy;
      for (const { at, cut, piece } of changes) text = text.slice(0, at) + piece + text.slice(at + cut);
      await expectOnlyProblems(folder, root, text);
    }),
    { numRuns: 150, seed: 20260401 },
  );
}, 60_000);

test("nor does any mixing of its lines", async () => {
  const { root, folder } = writeStudy(soundStudy);
  await fc.assert(
    fc.asyncProperty(moves, async (changes) => {
      const mixed = [...lines];
      for (const { from, to, indent } of changes) mixed.splice(to, 1, indent + mixed[from]!.trim());
      await expectOnlyProblems(folder, root, mixed.join("\n"));
    }),
    { numRuns: 100, seed: 20260402 },
  );
}, 60_000);

test("nor does any value of the right YAML and the wrong form", async () => {
  const { root, folder } = writeStudy(soundStudy);
  const keys = [
    "title",
    "client",
    "brand",
    "languages",
    "waves",
    "respondent",
    "weights",
    "segments",
    "unit",
    "provider",
    "scales",
    "questions",
    "elements",
    "labels",
    "tables",
    "conventions",
    "analyses",
    "file",
    "index",
  ];
  const value = fc.jsonValue({ maxDepth: 4, noUnicodeString: false });
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...keys), value, { minKeys: 1 }), async (data) => {
      await expectOnlyProblems(folder, root, JSON.stringify(data));
    }),
    { numRuns: 150, seed: 20260403 },
  );
}, 60_000);
