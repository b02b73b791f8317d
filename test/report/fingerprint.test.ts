import { cpSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type BuildSummary,
  readManifest,
  recall,
  remember,
  type Sources,
  sourcesOf,
  writeManifest,
} from "../../src/report/fingerprint.ts";
import { scratchFolder, writeFiles } from "../program.ts";

function project(): string {
  const root = scratchFolder();
  writeFiles(root, {
    "data/mobile/study.yaml": "title: Mobile\n",
    "data/mobile/q3.csv": "id,q1\n1,5\n",
    "data/mobile/notes/q3/index.en.md": "A note.\n",
    "templates/pages/index.njk": "x",
    "site/assets/own.css": "y",
    "kept-apart.csv": "id,q1\n",
    "README.md": "not read by the build",
  });
  symlinkSync(join(root, "kept-apart.csv"), join(root, "data/mobile/q2.csv"));
  return root;
}

const noteOf = (root: string) => join(root, "data/mobile/notes/q3/index.en.md");

describe("the sources", () => {
  test("are the same for the same content under another folder and other times", () => {
    const root = project();
    const copy = scratchFolder();
    cpSync(root, copy, { recursive: true });
    utimesSync(join(copy, "data/mobile/q3.csv"), 1, 1);
    expect(sourcesOf(copy, { only: undefined })).toEqual(sourcesOf(root, {}));
  });

  test.each([
    ["an answer", (root: string) => writeFiles(root, { "data/mobile/q3.csv": "id,q1\n1,4\n" })],
    [
      "what lies among the notes and is none",
      (root: string) => writeFiles(root, { "data/mobile/notes/q3/figures.csv": "1\n" }),
    ],
    [
      "a file that moved",
      (root: string) => renameSync(join(root, "data/mobile/q3.csv"), join(root, "data/mobile/q4.csv")),
    ],
    ["a template", (root: string) => writeFiles(root, { "templates/pages/index.njk": "z" })],
    ["a client's asset", (root: string) => writeFiles(root, { "site/assets/own.css": "z" })],
    ["a file behind a link", (root: string) => writeFiles(root, { "kept-apart.csv": "id\n" })],
  ])("notes aside, change with %s", (_, change) => {
    const root = project();
    const before = sourcesOf(root, {});
    change(root);
    expect(sourcesOf(root, {}).rest).not.toBe(before.rest);
  });

  test.each([
    ["changed", (root: string) => writeFileSync(noteOf(root), "Another.\n")],
    ["new", (root: string) => writeFiles(root, { "data/mobile/notes/q3/gaps.en.md": "New.\n" })],
    ["gone", (root: string) => rmSync(noteOf(root))],
  ])("change by the note alone when one is %s", (_, change) => {
    const root = project();
    const before = sourcesOf(root, {});
    change(root);
    const after = sourcesOf(root, {});
    expect(after.rest).toBe(before.rest);
    expect(after.notes).not.toEqual(before.notes);
  });

  test("change with the options and not with what the build does not read", () => {
    const root = project();
    const before = sourcesOf(root, {});
    expect(sourcesOf(root, { only: "mobile" }).rest).not.toBe(before.rest);
    writeFiles(root, { "README.md": "changed", "_site/index.html": "built" });
    expect(sourcesOf(root, {})).toEqual(before);
  });

  test("do not mistake where one file ends and the next begins", () => {
    const [one, other] = [scratchFolder(), scratchFolder()];
    writeFiles(one, { "data/a": "xb", "data/c": "" });
    writeFiles(other, { "data/a": "x", "data/c": "b" });
    expect(sourcesOf(one, {}).rest).not.toBe(sourcesOf(other, {}).rest);
  });
});

const sources: Sources = { rest: "f1", notes: { "mobile/notes/q3/index.en.md": "n1" } };
const summary: BuildSummary = { pages: 2, files: 3, studies: 1, waves: 1, notices: [] };

describe("what was built", () => {
  function built(): { root: string; out: string } {
    const root = project();
    const out = join(root, "_site");
    writeFiles(out, { "index.html": "<p>", "mobile/q3.csv": "1" });
    writeManifest(out);
    remember(root, out, sources, summary, {});
    return { root, out };
  }

  test("is recalled for the same sources only", () => {
    const { root, out } = built();
    expect(recall(root, out, sources)).toEqual({ summary, outdated: [] });
    expect(recall(root, out, { ...sources, rest: "f2" })).toBeNull();
    expect(recall(root, join(root, "public"), sources)).toBeNull();
    expect(recall(scratchFolder(), out, sources)).toBeNull();
  });

  test.each([
    ["changed", { "mobile/notes/q3/index.en.md": "n2" }, ["index", "print"]],
    ["new", { ...sources.notes, "mobile/notes/q3/gaps.en.md": "n1" }, ["gaps", "print"]],
    ["gone", {}, ["index", "print"]],
  ])("lacks the page of a note that is %s, the one that holds all, and the words to search", (_, notes, pages) => {
    const { root, out } = built();
    expect(recall(root, out, { ...sources, notes })?.outdated).toEqual([
      ...pages.map((page) => `mobile/q3/en/${page}/index.html`),
      "mobile/q3/en/search-index.js",
    ]);
  });

  test.each([
    ["a page was edited", (out: string) => writeFileSync(join(out, "index.html"), "<b>")],
    ["a file went", (out: string) => rmSync(join(out, "mobile/q3.csv"))],
    ["a file was added", (out: string) => writeFileSync(join(out, "own.txt"), "")],
    [
      "the manifest was replaced",
      (out: string) =>
        writeFileSync(join(out, "satisfact.json"), JSON.stringify({ ...readManifest(out), version: "0" })),
    ],
    ["the site went", (out: string) => rmSync(out, { recursive: true })],
  ])("is not recalled when %s", (_, change) => {
    const { root, out } = built();
    change(out);
    expect(recall(root, out, sources)).toBeNull();
  });

  test("is not recalled from a record that was cut short", () => {
    const { root, out } = built();
    const record = join(root, ".satisfact", "built.json");
    writeFileSync(record, readFileSync(record, "utf8").slice(0, -5));
    expect(recall(root, out, sources)).toBeNull();
  });

  test("has a manifest with the SHA-256 of each file", () => {
    const { out } = built();
    // printf '<p>' | sha256sum; printf 1 | sha256sum
    expect(readManifest(out)?.files).toEqual({
      "index.html": "33f2799467177287a29260780a107ac98ea63dd6165f67fcc0d74767d0a82090",
      "mobile/q3.csv": "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b",
    });
  });
});
