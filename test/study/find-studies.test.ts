import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findStudies } from "../../src/study/load.ts";
import { problemsOf } from "./study-folder.ts";

function folderWith(...files: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), "find-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), "");
  }
  return root;
}

test("studies are found in the order of their names; folders without a study file and files are passed over", async () => {
  const root = folderWith(
    "data/mobile/study.yaml",
    "data/bank-2/study.yaml",
    "data/shared/x.csv",
    "data/README.md",
    "other/study.yaml",
  );
  expect(await findStudies(root)).toEqual([join(root, "data/bank-2"), join(root, "data/mobile")]);
});

test.each([[[]], [["data/README.md"]], [["data/mobile/answers.csv"]], [["study.yaml"]]])(
  "no study among %j says what to create",
  async (files) => {
    const problems = await problemsOf(findStudies(folderWith(...files)));
    expect(problems).toMatchObject([
      {
        code: "study/no-studies",
        place: { file: "data" },
        hint: expect.stringContaining("Create data/my-study/study.yaml"),
      },
    ]);
  },
);

test("a folder that does not exist has no study", async () => {
  expect(await problemsOf(findStudies(join(folderWith(), "nowhere")))).toMatchObject([{ code: "study/no-studies" }]);
});

test("a study file under another name is not passed over in silence", async () => {
  const problems = await problemsOf(findStudies(folderWith("data/mobile/study.yml", "data/bank/study.yaml")));
  expect(problems).toMatchObject([{ code: "study/file-name", place: { file: "data/mobile/study.yml" } }]);
});

test("a folder's name must fit into an address", async () => {
  const problems = await problemsOf(findStudies(folderWith("data/Mobile Survey/study.yaml", "data/手机/study.yaml")));
  expect(problems.map(({ code, place }) => [code, place.file])).toEqual([
    ["study/folder-name", "data/Mobile Survey"],
    ["study/folder-name", "data/手机"],
  ]);
});
