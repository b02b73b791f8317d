import { describe, expect, it } from "vitest";
import { figures } from "../../src/analyses/delphi/chart.ts";
import { findings } from "../../src/analyses/delphi/findings.ts";
import type { DelphiResult } from "../../src/analyses/delphi/result.ts";
import { ProblemError } from "../../src/problems/problem.ts";
import { voiceOf } from "../../src/report/say.ts";
import { loadWords } from "../../src/report/words.ts";
import { measure, publish, type Sheet } from "./harness.ts";

const ids = ["a", "b", "c"];
const studyOf = (more = "") => `
title: T
client: C
invented: true
languages: [en]
waves: { w1: { title: W, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv } }
scales: { ten: { from: 1, to: 10 } }
questions:
${ids.map((id) => `  q_${id}: { text: ${id}, scale: ten }`).join("\n")}
elements:
${ids.map((id) => `  ${id}: { label: ${id}, performance: q_${id} }`).join("\n")}
analyses:
  delphi: { file: d.csv, scale: { from: 1, to: 10 }${more} }
`;

type Row = readonly (string | number | null)[];
const answers: Sheet = [ids.map((id) => `q_${id}`), [5, 5, 5]];

async function delphiOf(rows: readonly Row[], more = "", header: Row = ["expert", "round", "item", "rating"]) {
  return (await measure(studyOf(more), { "w1.csv": answers, "d.csv": [header, ...rows] })).get(
    "delphi",
  ) as DelphiResult;
}

async function problemsOf(rows: readonly Row[], more = "") {
  const caught: unknown = await delphiOf(rows, more).then(
    () => null,
    (error: unknown) => error,
  );
  expect(caught).toBeInstanceOf(ProblemError);
  return (caught as ProblemError).problems.map(({ code, place }) => `${code} ${place.file}:${place.line}`);
}

/** A round from a list of each expert's ratings of a, b, c. */
const roundOf = (round: number, ratings: readonly (readonly number[])[]): readonly Row[] =>
  ratings.flatMap((row, e) => row.map((rating, i) => [`e${e}`, round, ids[i]!, rating]));

const settled = [
  [10, 8, 5],
  [9, 8, 5],
  [10, 7, 6],
  [9, 7, 5],
];

describe("expert rounds", () => {
  it("have mean, median, quartiles, spread, full scores and authority, worked by hand", async () => {
    const rows = [
      ["e0", 1, "a", 10, 0.8, 1],
      ["e1", 1, "a", 6, 0.6, 0.8],
      ["e2", 1, "a", 7, null, null],
      ["e3", 1, "a", 9, 0.4, 0.8],
    ];
    const header = ["expert", "round", "item", "rating", "familiarity", "basis"];
    const round = (await delphiOf(rows, ", sent: [5]", header)).rounds[0]!;
    const { mean, median, q1, q3, sd, cv, full, authority } = round.items[0]!;
    // 6, 7, 9, 10: type 7 quartiles at 0.75 and 2.25 steps; sum of squares 10
    expect([mean, median, q1, q3].map(({ value }) => value)).toEqual([8, 8, 6.75, 9.25]);
    expect(sd.value).toBeCloseTo(Math.sqrt(10 / 3), 14);
    expect(cv.value).toBeCloseTo(Math.sqrt(10 / 3) / 8, 14);
    expect(full.value).toBe(0.25);
    // (0.9 + 0.7 + 0.6) / 3
    expect(authority.value).toBeCloseTo(2.2 / 3, 14);
    expect(round.positive.value).toBe(0.8);
    expect(median).toMatchObject({ low: null, method: "none", base: null, why: { code: "delphi-experts" } });
  });

  it("converge where all four conditions hold", async () => {
    const first = [
      [9, 8, 5],
      [9, 8, 4],
      [10, 7, 6],
      [8, 7, 5],
    ];
    const result = await delphiOf([...roundOf(1, first), ...roundOf(2, settled)]);
    expect(result.conditions.map(({ code, met }) => [code, met])).toEqual([
      ["concordance", true],
      ["cv", true],
      ["iqr", true],
      ["change", true],
    ]);
    // everybody has a > b > c: W = 1, and one order in 6³ deals of the other three
    expect(result.rounds[1]).toMatchObject({ p: 1 / 216, test: "exact", complete: 4 });
    expect(result.rounds[1]!.concordance.value).toBeCloseTo(1, 14);
    expect(result.converged).toBe(true);
    expect(findings(result)[0]!.case).toBe("delphi-converged");
  });

  it("are open after one round, however much experts agree", async () => {
    const result = await delphiOf(roundOf(1, settled));
    expect(result.conditions.at(-1)).toMatchObject({ code: "change", met: false, why: { code: "delphi-one-round" } });
    expect(findings(result)[0]!.case).toBe("delphi-open");
  });

  it("say that agreement is not defined where all ratings are alike", async () => {
    const alike = [
      [7, 7, 7],
      [7, 7, 7],
      [7, 7, 7],
    ];
    const result = await delphiOf([...roundOf(1, alike), ...roundOf(2, alike)]);
    expect(result.rounds[1]!.concordance).toMatchObject({ value: null, why: { code: "ranks-all-equal" } });
    expect(result.rounds[1]!.p).toBeNull();
    expect(result.converged).toBe(false);
    expect(result.changes[0]!.comparison).toMatchObject({ verdict: "untested", why: { code: "delphi-no-moves" } });
    expect(findings(result)[0]!.case).toBe("delphi-undefined");
  });

  it("name who left and who joined, and test changes among those in both rounds", async () => {
    // six experts raise a by 1 to 6, the seventh leaves: p = 2 / 2⁶ before adjustment, b and c do not move
    const first = Array.from({ length: 7 }, () => [3, 5, 4]);
    const second = Array.from({ length: 6 }, (_, e) => [4 + e, 5, 4]);
    const result = await delphiOf([...roundOf(1, first), ...roundOf(2, second), ["new", 2, "a", 9]]);
    expect(result.rounds[1]).toMatchObject({ left: ["e6"], joined: ["new"], complete: 6, returned: 7 });
    expect(result.changes[0]!.comparison).toMatchObject({
      p: 2 / 64,
      adjusted: 2 / 64,
      verdict: "up",
      linked: 6,
      family: 1,
    });
    expect(result.conditions.at(-1)).toMatchObject({ met: false, items: 2 });
  });
});

describe("what is rated beside elements", () => {
  const rows: readonly Row[] = ["e0", "e1", "e2"].flatMap((expert, e): Row[] => [
    [expert, 1, "hotline", 9 - e],
    [expert, 1, "b", 5],
    [expert, 1, "Ein Laden am Abend", 3 + e],
  ]);

  it("is read under the text of the study file in each language", async () => {
    const study = studyOf(", items: { hotline: { en: A hotline at night, zh-CN: 夜间热线 } }").replace(
      "[en]",
      "[en, zh-CN]",
    );
    const rated = rows.filter(([, , item]) => item !== "Ein Laden am Abend");
    const sheets = { "w1.csv": answers, "d.csv": [["expert", "round", "item", "rating"], ...rated] };
    const [wave] = await publish(study, sheets);
    const label = (language: "en" | "zh-CN") =>
      voiceOf(wave!.study, loadWords(wave!.study.folder, [language]).get(language)!).label({
        kind: "item",
        id: "hotline",
      });
    expect([label("en"), label("zh-CN")]).toEqual(["A hotline at night", "夜间热线"]);
  });

  it("is an item that the study file names, after the elements, under its own text", async () => {
    const items = ", items: { hotline: { en: A hotline at night }, app: { en: An app } }";
    const found = await delphiOf(
      rows.filter(([, , item]) => item !== "Ein Laden am Abend"),
      items,
    );
    // `app` was not rated
    expect(found.rounds[0]!.items.map(({ median }) => [median.subject, median.value])).toEqual([
      [{ kind: "element", id: "b" }, 5],
      [{ kind: "item", id: "hotline" }, 8],
    ]);
    expect(findings(found)[1]).toMatchObject({ case: "delphi-top", subject: { kind: "item", id: "hotline" } });
    const { rows: table } = figures(found)[0]!.table;
    expect(table.map((row) => row["rated-item"])).toEqual([
      { kind: "subject", subject: { kind: "item", id: "hotline" } },
      { kind: "subject", subject: { kind: "element", id: "b" } },
    ]);
  });

  it("may be any text of the file where the study says so, in the file's order; elements keep their labels", async () => {
    const { rounds } = await delphiOf(rows, ", items: free");
    expect(rounds[0]!.items.map(({ median }) => median.subject)).toEqual([
      { kind: "element", id: "b" },
      { kind: "item", id: "hotline" },
      { kind: "item", id: "Ein Laden am Abend" },
    ]);
    expect(rounds[0]!.complete).toBe(3);
  });

  it("is a mistake where nobody names it, or under the name of an element", async () => {
    expect(await problemsOf(rows, ", items: { hotlines: { en: A hotline } }")).toEqual([
      "delphi/unknown-element data/case/d.csv:2",
      "delphi/unknown-element data/case/d.csv:4",
    ]);
    expect(await problemsOf(roundOf(1, settled), ", items: { b: { en: B } }")).toEqual([
      "delphi/item-is-element data/case/study.yaml:17",
    ]);
  });
});

describe("the change between rounds by test", () => {
  it("is small where no item is shown to have changed, though a median moved by more than 1", async () => {
    const rows = [
      ...roundOf(1, [
        [6, 8, 5],
        [6, 8, 5],
        [7, 7, 6],
      ]),
      ...roundOf(2, [
        [9, 8, 5],
        [9, 8, 5],
        [9, 7, 6],
      ]),
    ];
    const last = async (more: string) => (await delphiOf(rows, more)).conditions.at(-1)!;
    expect(await last("")).toMatchObject({ met: false, items: 2 });
    // three experts can give no p below 2 / 2³
    expect(await last(", change: wilcoxon")).toMatchObject({ met: true, items: 3 });
  });
});

describe("ratings that are wrong", () => {
  it("are told by their line", async () => {
    expect(await problemsOf([["e", 1, "a", 11]])).toEqual(["files/cell data/case/d.csv:2"]);
    expect(
      await problemsOf([
        ["e", 1, "aa", 5],
        ["e", 1, "a", 5],
        ["e", 1, "a", 6],
        ["f", 1, "a", null],
      ]),
    ).toEqual([
      "delphi/unknown-element data/case/d.csv:2",
      "delphi/twice data/case/d.csv:4",
      "delphi/no-answers data/case/d.csv:5",
    ]);
    expect(
      await problemsOf([
        ["e", 1, "a", 5],
        ["e", 3, "a", 5],
      ]),
    ).toEqual(["delphi/empty-round data/case/d.csv:undefined"]);
    expect(await problemsOf([])).toEqual(["sources/no-rows data/case/d.csv:undefined"]);
  });

  it("more answers than questionnaires", async () => {
    expect(await problemsOf(roundOf(1, settled), ", sent: [3]")).toEqual(["delphi/sent data/case/study.yaml:17"]);
  });
});
