import { describe, expect, it } from "vitest";
import { findings } from "../../src/analyses/ahp/findings.ts";
import type { AhpResult } from "../../src/analyses/ahp/result.ts";
import { ProblemError } from "../../src/problems/problem.ts";
import { measure, type Sheet } from "./harness.ts";

const studyOf = (ids: readonly string[], ahp: string, tag: (id: string) => string = () => "") => `
title: T
client: C
invented: true
languages: [en]
waves: { w1: { title: W, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv } }
scales: { ten: { from: 1, to: 10 } }
questions:
${ids.map((id) => `  q_${id}: { text: ${id}, scale: ten }`).join("\n")}
elements:
${ids.map((id) => `  ${id}: { label: ${id}, performance: q_${id}${tag(id)} }`).join("\n")}
analyses:
  ahp: ${ahp}
`;

async function ahpOf(study: string, files: Readonly<Record<string, Sheet>> = {}): Promise<AhpResult> {
  const sheets = { "w1.csv": [["q_a"], [5]], ...files };
  const header = [...study.matchAll(/ {2}(q_\w+):/g)].map((match) => match[1]!);
  sheets["w1.csv"] = [header, header.map(() => 5)];
  return (await measure(study, sheets)).get("ahp") as AhpResult;
}

async function problemsOf(study: string, files: Readonly<Record<string, Sheet>> = {}) {
  const caught: unknown = await ahpOf(study, files).then(
    () => null,
    (error: unknown) => error,
  );
  expect(caught).toBeInstanceOf(ProblemError);
  return (caught as ProblemError).problems.map(({ code, place }) => `${code} ${place.file}:${place.line}`);
}

const weightOf = (result: AhpResult, id: string) => result.weights.find(({ element }) => element === id)!.weight.value!;

// Saaty 2008, drinks in the USA; R 4.2.2
const drinks = {
  coffee: 0.1774567474457,
  wine: 0.01914947602435,
  tea: 0.0418311816621,
  beer: 0.1164170317349,
  soda: 0.1895723753262,
  milk: 0.1287805485387,
  water: 0.3267926392681,
};
const triangle = `[[9, 5, 2, 1, 1, 0.5], ["1/3", "1/9", "1/9", "1/9", "1/9"], ["1/3", "1/4", "1/3", "1/9"], [0.5, 1, "1/3"], [2, 0.5], ["1/3"]]`;

describe("weights by experts", () => {
  it("are those of Saaty's drinks, given as a triangle", async () => {
    const result = await ahpOf(studyOf(Object.keys(drinks), `{ judgements: { saaty: ${triangle} } }`));
    for (const [id, weight] of Object.entries(drinks)) expect(weightOf(result, id)).toBeCloseTo(weight, 10);
    const [level] = result.experts[0]!.levels;
    expect(level!.ratio.value).toBeCloseTo(0.02230164638009, 10);
    expect(level).toMatchObject({ state: "accepted", table: "saaty", randomIndex: 1.32, missing: 0 });
    expect(result).toMatchObject({ usable: true, forced: false });
    expect(result.weights[0]!.element).toBe("water");
    expect(result.weights[0]!.weight).toMatchObject({
      method: "none",
      base: null,
      low: null,
      why: { code: "ahp-judged" },
    });
    expect(result.consensus).toMatchObject({ value: null, why: { code: "one-expert" } });
  });

  const circle = `{ a: { b: 5, c: 1/4 }, b: { c: 6 } }`;
  const good = `{ a: { b: 3, c: 5 }, b: { c: 2 } }`;
  const other = `{ a: { b: 1, c: 3 }, b: { c: 4 } }`;

  it("leave an inconsistent expert out and name the expert; the others are joined", async () => {
    const result = await ahpOf(studyOf(["a", "b", "c"], `{ judgements: { x: ${good}, y: ${other}, z: ${circle} } }`));
    expect(result.experts.map(({ counts }) => counts)).toEqual([true, true, false]);
    expect(result.experts[2]!.levels[0]!.ratio.value).toBeCloseTo(2.7027277717, 8);
    expect(result.experts[2]!.levels[0]!.worst).toHaveLength(3);
    // methods/examples/ahp_inconsistent_and_group
    expect(weightOf(result, "a")).toBeCloseTo(0.5367283243, 9);
    expect(weightOf(result, "c")).toBeCloseTo(0.1281412299, 9);
    expect(result.joint[0]!.ratio.value).toBeCloseTo(0.0052925382, 9);
    expect(findings(result).find((finding) => finding.case === "ahp-out")!.with).toMatchObject({ names: "z", out: 1 });
  });

  it("are used by nobody where no expert is consistent, and only said to be forced where they are", async () => {
    const study = (more: string) => studyOf(["a", "b", "c"], `{ judgements: { z: ${circle} }${more} }`);
    const refused = await ahpOf(study(""));
    expect(refused).toMatchObject({ usable: false, forced: false });
    expect(refused.weights[0]!.weight).toMatchObject({ status: "indicative", why: { code: "ahp-not-accepted" } });
    const forced = await ahpOf(study(", force: true"));
    expect(forced).toMatchObject({ usable: false, forced: true });
    expect(forced.weights[0]!.weight).toMatchObject({ status: "shown", why: { code: "ahp-forced" } });
    expect(findings(forced)[0]!.case).toBe("ahp-forced");
    const needless = await ahpOf(studyOf(["a", "b", "c"], `{ judgements: { x: ${good} }, force: true }`));
    expect(needless).toMatchObject({ usable: true, forced: false });
  });

  it("of an incomplete matrix have a ratio that is a lower bound and no pass", async () => {
    const result = await ahpOf(studyOf(["a", "b", "c"], "{ judgements: { x: { a: { b: 3 }, b: { c: 2 } } } }"));
    expect(result.experts[0]!.levels[0]).toMatchObject({ state: "lower-bound", missing: 1 });
    expect(result.usable).toBe(false);
    // 6 : 2 : 1 is what the two judgements say
    expect(weightOf(result, "a")).toBeCloseTo(6 / 9, 10);
  });

  it("are strict with three and four things where the study says so", async () => {
    // FuzzyAHP's three by three: CR 0.0559
    const judged = "{ x: { a: { b: 1/3, c: 5 }, b: { c: 7 } } }";
    expect((await ahpOf(studyOf(["a", "b", "c"], `{ judgements: ${judged} }`))).usable).toBe(true);
    expect((await ahpOf(studyOf(["a", "b", "c"], `{ judgements: ${judged}, strict: true }`))).usable).toBe(false);
  });

  const tag = (id: string) => `, dimension: ${id < "c" ? "g1" : "g2"}`;
  const grouped: Sheet = [
    ["expert", "first", "second", "judgement"],
    ["x", "g1", "g2", "3"],
    ["x", "a", "b", "2"],
    ["x", "c", "d", "1/4"],
  ];

  it("of groups are multiplied, from a file of pairs; moving a group's weight changes ranks", async () => {
    const study = studyOf(["a", "b", "c", "d"], "{ pairs: pairs.csv, by: dimension }", tag);
    const result = await ahpOf(study, { "pairs.csv": grouped });
    // groups 3/4, 1/4; within 2/3, 1/3 and 1/5, 4/5
    expect(
      Object.fromEntries(result.weights.map(({ element, weight }) => [element, Number(weight.value!.toFixed(12))])),
    ).toEqual({
      a: 0.5,
      b: 0.25,
      d: 0.2,
      c: 0.05,
    });
    // 0.65 : 0.35 gives b 0.2167 and d 0.28
    const moved = result.sensitivity.find(({ moved: id, points }) => id === "g1" && points < 0)!;
    expect(moved.changes).toEqual([
      { element: "b", from: 2, to: 3 },
      { element: "d", from: 3, to: 2 },
    ]);
  });

  it("are joined as weights where the study says so, and the ideal mode scales each group's largest to 1", async () => {
    // weights of x and y by row geometric means, joined by geometric means: as methods/examples says of AIP
    const options = `judgements: { x: ${good}, y: ${other} }, group: priorities, method: geometric-mean`;
    const result = await ahpOf(studyOf(["a", "b", "c"], `{ ${options} }`));
    expect(weightOf(result, "b")).toBeCloseTo(0.3351304458, 9);
    expect(result.joint).toEqual([]);
    // geometric means of the rows: (15, 2/3, 1/10) and (3, 4, 1/12), cube roots, each over its sum
    const [x, y] = [
      [15, 2 / 3, 1 / 10],
      [3, 4, 1 / 12],
    ].map((products) => {
      const roots = products.map(Math.cbrt);
      return roots.map((root) => root / roots.reduce((sum, one) => sum + one, 0));
    });
    const apart = x!.reduce((sum, weight, i) => sum + Math.abs(weight - y![i]!), 0);
    expect(result.consensus.value).toBeCloseTo(1 - apart / 4, 12);
    // ranks a b c and b a c: rank sums 3, 3, 6
    expect(result.concordance.value).toBeCloseTo((12 * 6) / (4 * 24), 12);
    const ideal = await ahpOf(
      studyOf(["a", "b", "c", "d"], "{ pairs: pairs.csv, by: dimension, synthesis: ideal }", tag),
      {
        "pairs.csv": grouped,
      },
    );
    // 0.75 · (1, 1/2) and 0.25 · (1/4, 1) over 1.4375
    expect(weightOf(ideal, "a")).toBeCloseTo(0.75 / 1.4375, 12);
    expect(weightOf(ideal, "d")).toBeCloseTo(0.25 / 1.4375, 12);
  });

  it("come from a matrix for each expert too", async () => {
    const result = await ahpOf(studyOf(["a", "b", "c"], "{ matrices: { x: x.csv } }"), {
      "x.csv": [
        ["element", "a", "b", "c"],
        ["a", 1, 2, 4],
        ["b", "1/2", 1, 2],
        ["c", 0.25, 0.5, 1],
      ],
    });
    expect(weightOf(result, "a")).toBeCloseTo(4 / 7, 12);
    expect(result.experts[0]!.levels[0]!.ratio.value).toBeCloseTo(0, 12);
  });
});

describe("judgements that are wrong", () => {
  const bad = (judged: string) => problemsOf(studyOf(["a", "b", "c"], `{ judgements: { x: ${judged} } }`));
  it.each([
    ["off-scale", "{ a: { b: 10, c: 2 }, b: { c: 1 } }"],
    ["not-reciprocal", "{ a: { b: 3, c: 2 }, b: { a: 3, c: 1 } }"],
    ["unknown-element", "{ a: { bb: 3, c: 2 }, b: { c: 1 } }"],
    ["disconnected", "{ a: { b: 3 } }"],
    ["no-answers", "{}"],
    ["not-a-number", "{ a: { b: much, c: 2 } }"],
    ["diagonal", "{ a: { a: 2, b: 2, c: 2 } }"],
    ["triangle", "[[1, 2], [3, 4]]"],
  ])("%s: told where it stands", async (code, judged) => {
    expect(await bad(judged)).toEqual([`ahp/${code} data/case/study.yaml:17`]);
  });

  it("are told by their line in a file: twice, across groups, nobody's", async () => {
    const pairs: Sheet = [
      ["expert", "first", "second", "judgement"],
      ["x", "a", "b", "3"],
      ["x", "a", "b", "4"],
      ["x", "b", "c", "1/20"],
      ["y", "a", "b", null],
    ];
    expect(await problemsOf(studyOf(["a", "b", "c"], "{ pairs: p.csv }"), { "p.csv": pairs })).toEqual([
      "ahp/twice data/case/p.csv:3",
      "ahp/off-scale data/case/p.csv:4",
      "ahp/no-answers data/case/p.csv:5",
    ]);
    expect(await problemsOf(studyOf(["a", "b"], "{}"))).toEqual(["ahp/no-judgements data/case/study.yaml:15"]);
  });
});
