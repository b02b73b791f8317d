import { beforeAll, describe, expect, it } from "vitest";
import type { RollupsResult } from "../../src/analyses/rollups/result.ts";
import { consistency } from "../reference/one-way.ts";
import { measure, type Sheet } from "./harness.ts";

// Own figures: eight items by horizontal system and vertical level, one of them without an answer, with weights of the systems.
const items = [
  { id: "a", h: "MIS", v: "spiritual", score: 72 },
  { id: "b", h: "BIS", v: "spiritual", score: 68 },
  { id: "c", h: "VIS", v: "spiritual", score: 80 },
  { id: "d", h: "product", v: "material", score: 85 },
  { id: "e", h: "product", v: "material", score: 75 },
  { id: "f", h: "service", v: "material", score: 70 },
  { id: "g", h: "service", v: "social", score: null },
  { id: "h", h: "BIS", v: "social", score: 60 },
] as const;

function studyOf(more = "", analyses = "{}"): string {
  return `
title: T
client: C
invented: true
languages: [en]
waves: { w1: { title: W, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv } }
scales: { hundred: { from: 0, to: 100 } }
questions:
${items.map(({ id }) => `  ${id}: { text: ${id}, scale: hundred }`).join("\n")}
elements:
${items.map(({ id, h, v }) => `  e_${id}: { label: ${id}, performance: ${id}, horizontal: ${h}, vertical: ${v} }`).join("\n")}
${more}
analyses:
  rollups: ${analyses}
`;
}

const weights = "{ weights: { MIS: 0.1, BIS: 0.2, VIS: 0.1, product: 0.35, service: 0.25 } }";
const header = items.map(({ id }) => id);

async function rollupsOf(study: string, sheet: Sheet): Promise<RollupsResult> {
  return (await measure(study, { "w1.csv": sheet })).get("rollups") as RollupsResult;
}

const part = (result: RollupsResult, tag: string, name: string) =>
  result.tags.find((row) => row.tag === tag)!.parts.find((row) => row.part === name)!;

describe("groups of elements", () => {
  let result: RollupsResult;
  beforeAll(async () => {
    // everybody says the same, so that the mean over persons is the person's own roll-up
    const row = items.map(({ score }) => score);
    result = await rollupsOf(studyOf("", weights), [header, ...Array.from({ length: 40 }, () => row)]);
  });

  it.each([
    ["MIS", 72],
    ["BIS", 64],
    ["VIS", 80],
    ["product", 80],
    ["service", 70],
  ])("the horizontal system %s scores %d", (name, score) => {
    expect(part(result, "horizontal", name).score.value).toBeCloseTo(score, 9);
  });

  it.each([
    ["material", 76.6666666667],
    ["spiritual", 73.3333333333],
    ["social", 60],
  ])("the vertical level %s scores %d", (name, score) => {
    expect(part(result, "vertical", name).score.value).toBeCloseTo(score, 9);
  });

  it("weighs the systems into an overall score", () => {
    expect(result.overall!.value).toBeCloseTo(73.5, 9);
  });

  it("puts vertical levels in the order of needs, and compares each with the next", () => {
    expect(result.tags.find(({ tag }) => tag === "vertical")!.parts.map((row) => row.part)).toEqual([
      "material",
      "spiritual",
      "social",
    ]);
    expect(result.steps.map(({ from, to, difference }) => [from, to, difference.value])).toEqual([
      ["material", "spiritual", expect.closeTo(76.6666666667 - 73.3333333333, 9)],
      ["spiritual", "social", expect.closeTo(73.3333333333 - 60, 9)],
    ]);
    // nobody differs from anybody: no test, and nothing claimed
    expect(result.steps.map(({ onZero }) => onZero.verdict)).toEqual(["untested", "untested"]);
  });

  it("scores the cells where both meet, and leaves out those without an element", () => {
    expect(result.cross!.cells.map(({ row, column, score }) => [row, column, score.value])).toContainEqual([
      "product",
      "material",
      80,
    ]);
    expect(result.cross!.cells.some(({ row, column }) => row === "VIS" && column === "material")).toBe(false);
    // the only item of the cell was never answered
    const empty = result.cross!.cells.find(({ row, column }) => row === "service" && column === "social")!;
    expect(empty.score).toMatchObject({ value: null, why: { code: "no-answers" } });
  });
});

it("leaves out a system that nobody answered and shares its weight among the others", async () => {
  const row = items.map(({ h, score }) => (h === "product" ? null : score));
  const result = await rollupsOf(studyOf("", weights), [header, ...Array.from({ length: 40 }, () => row)]);
  // (0.1·72 + 0.2·64 + 0.1·80 + 0.25·70) / 0.65
  expect(result.overall!.value).toBeCloseTo(45.5 / 0.65, 9);
});

it("says that the order of needs is broken only where a later level scores significantly higher", async () => {
  const sheet = (social: number): Sheet => [
    header,
    ...Array.from({ length: 60 }, (_, k) =>
      items.map(({ v }, i) => 50 + ((k * 7 + i * 3) % 11) + (v === "social" ? social : 0)),
    ),
  ];
  const verdicts = async (social: number) =>
    (await rollupsOf(studyOf(), sheet(social))).steps.map(({ onZero }) => onZero.verdict);
  expect((await verdicts(20))[1]).toBe("down");
  expect((await verdicts(-20))[1]).toBe("up");
});

it("finds the evenness of the worked example, and says so only on a base that can bear it", async () => {
  const study = `
title: T
client: C
invented: true
languages: [en]
waves: { w1: { title: W, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv } }
unit: { column: branch }
scales: { ten: { from: 0, to: 10 } }
questions: { p: { text: p, scale: ten }, q: { text: q, scale: ten } }
elements:
  one: { label: one, performance: p, horizontal: product }
  two: { label: two, performance: q, horizontal: service }
analyses: { rollups: {} }
`;
  const rows = (times: number) =>
    consistency.branches.flatMap((scores, b) =>
      Array.from({ length: times }, () => scores.map((score) => [`B${b + 1}`, score, score])).flat(),
    );
  const result = await rollupsOf(study, [["branch", "p", "q"], ...rows(1)]);
  const [overall] = result.consistency;
  expect(overall).toMatchObject({ branches: 4, df: [3, 12], f: expect.closeTo(10, 9) });
  expect(overall!.icc.value).toBeCloseTo(consistency.icc, 9);
  expect(overall!.onZero).toMatchObject({ p: expect.closeTo(consistency.p, 9), verdict: "untested" });
  // within 10 points of 0-100 where the codes are 0-10
  expect(overall!.within.value).toBeCloseTo(10 * Math.sqrt(consistency.msw), 8);
  const many = await rollupsOf(study, [["branch", "p", "q"], ...rows(4)]);
  expect(many.consistency[0]!.onZero.verdict).toBe("up");
});

it("names the areas of service that no element asks about", async () => {
  const study = studyOf("", "{ areas: { people: [manner, knowledge], hardware: [premises] } }").replace(
    "horizontal: MIS,",
    "area: manner, horizontal: MIS,",
  );
  const row = items.map(({ score }) => score);
  const result = await rollupsOf(study, [header, ...Array.from({ length: 40 }, () => row)]);
  expect(result.areas.map(({ corner, covered, of }) => [corner, covered, of])).toEqual([
    ["people", 1, 2],
    ["hardware", 0, 1],
  ]);
  expect(result.areas[0]!.areas[0]).toMatchObject({ area: "manner", elements: ["e_a"], score: { value: 72 } });
  expect(result.areas[0]!.areas[1]).toEqual({ area: "knowledge", elements: [] });
});

it("does not apply where no tag divides the elements", async () => {
  const study = studyOf().replaceAll(/, horizontal: \w+, vertical: \w+/g, "");
  const outcomes = await measure(study, { "w1.csv": [header, items.map(({ score }) => score)] });
  expect(outcomes.get("rollups")).toEqual({ code: "no-tags" });
});
