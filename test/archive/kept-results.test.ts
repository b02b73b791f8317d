import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepIn, keepInFile } from "../../src/archive/kept-results.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "satisfact-kept-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("texts kept one by one are found again, and those no longer used go", () => {
  const first = keepIn(folder);
  first.write("a", "alpha");
  first.write("b", "beta");
  const second = keepIn(folder);
  expect(second.read("a")).toBe("alpha");
  expect(second.read("c")).toBeUndefined();
  second.tidy();
  expect(keepIn(folder).read("b")).toBeUndefined();
  expect(readdirSync(folder)).toHaveLength(1);
});

test("texts kept in one file are found again; a build of everything drops what it did not use", () => {
  const path = join(folder, "kept.json");
  const first = keepInFile(path);
  first.write("a", "alpha");
  first.write("b", "beta");
  expect(existsSync(path)).toBe(false);
  first.save(true);
  const part = keepInFile(path);
  expect(part.read("a")).toBe("alpha");
  part.save(false);
  expect(keepInFile(path).read("b")).toBe("beta");
  const all = keepInFile(path);
  expect(all.read("a")).toBe("alpha");
  all.save(true);
  expect([keepInFile(path).read("a"), keepInFile(path).read("b")]).toEqual(["alpha", undefined]);
});

test.each(["", "[", '[["a"]]', '{"a":"b"}', '[["a", 1]]'])("a file that says %j holds nothing", (text) => {
  const path = join(folder, "kept.json");
  writeFileSync(path, text);
  const kept = keepInFile(path);
  expect(kept.read("a")).toBeUndefined();
  kept.write("a", "alpha");
  kept.save(true);
  expect(JSON.parse(readFileSync(path, "utf8"))).toHaveLength(1);
});
