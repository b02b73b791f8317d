import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readWaves } from "../../src/sources/read-waves.ts";
import type { Wave } from "../../src/study/study.ts";
import { makeQuestion, makeScale, makeStudy, makeWave, weightedWave } from "../responses/make-study.ts";
import { cells, problemsOf, scratchFolder } from "./reading.ts";

const scale = makeScale("s", 1, 5);

function studyOf(name: string, files: Readonly<Record<string, string>>, waves: readonly Wave[]) {
  const folder = join(scratchFolder(), name);
  mkdirSync(folder);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  return makeStudy([makeQuestion("q1", scale, { column: "Q1" })], {
    folder,
    waves: waves.map((wave) => ({ ...wave, weights: weightedWave.weights! })),
    respondent: "id",
    segments: [{ id: "region", column: "reg", label: { en: "Region" }, values: new Map() }],
  });
}

it("gives each wave its table, whether waves share a file or not", async () => {
  const study = studyOf(
    "together",
    { "all.csv": "wave,id,Q1,w,reg\n1,a,5,1,n\n2,a,4,1,n\n1,b,3,1,s\n", "late.csv": "id;Q1;w;reg\nc;2;1;n\n" },
    [
      makeWave("w1", { file: "all.csv", where: { wave: "1" } }),
      makeWave("w2", { file: "all.csv", where: { wave: "2" } }),
      makeWave("w3", { file: "late.csv" }),
    ],
  );
  const tables = await readWaves(study);
  expect([...tables.keys()]).toEqual(["w1", "w2", "w3"]);
  expect([...tables.values()].map((table) => cells(table, "Q1"))).toEqual([["5", "3"], ["4"], ["2"]]);
  expect(tables.get("w1")!.file).toBe("data/s/all.csv");
  expect([...tables.get("w1")!.columns.keys()].sort()).toEqual(["Q1", "reg", "w"]);
  expect(tables.get("w3")!.delimiter).toBe(";");
});

it("says what is wrong with every file at once, and who reads what is missing", async () => {
  const study = studyOf("broken", { "a.csv": "id,w\n1,1\n", "b.csv": "" }, [
    makeWave("w1", { file: "a.csv" }),
    makeWave("w2", { file: "b.csv" }),
    makeWave("w3", { file: "c.csv" }),
    makeWave("w4", { file: "../a.csv" }),
  ]);
  const problems = await problemsOf(() => readWaves(study));
  expect(problems.map(({ code, place }) => [place.file, code])).toEqual([
    ["data/s/a.csv", "sources/no-column"],
    ["data/s/a.csv", "sources/no-column"],
    ["data/s/b.csv", "sources/empty"],
    ["data/s/c.csv", "sources/no-file"],
    ["data/a.csv", "sources/outside"],
  ]);
  expect(problems[0]!.message).toBe('There is no column "Q1", which the question "q1" reads.');
  expect(problems[1]!.message).toBe('There is no column "reg", which the segment "region" reads.');
});

it("wants no column of a question in a wave that did not ask it", async () => {
  const study = studyOf("asked-later", { "a.csv": "id,w,reg\n1,1,n\n", "b.csv": "id,w,reg,Q1\n1,1,n,4\n" }, [
    makeWave("w1", { file: "a.csv" }),
    makeWave("w2", { file: "b.csv" }),
  ]);
  const question = makeQuestion("q1", scale, { column: "Q1", waves: new Set(["w2"]) });
  const tables = await readWaves({ ...study, questions: new Map([["q1", question]]) });
  expect([...tables.get("w1")!.columns.keys()].sort()).toEqual(["reg", "w"]);
  expect(cells(tables.get("w2")!, "Q1")).toEqual(["4"]);
});
