import { describe, expect, it } from "vitest";
import { load, marks, problemsOf, soundStudy, writeStudy } from "./study-folder.ts";

const grid = Array.from({ length: 8 }, (_, k) => `g${k}`);
const gridQuestions = grid
  .map((id, k) => `  ${id}: { text: Item, scale: five${k === 3 ? ", reversed: true" : ""} }\n`)
  .join("");

/** The sound study with eight more questions and a block at its end. */
const withBlock = (block: string) => `${soundStudy.replace("elements:\n", `${gridQuestions}elements:\n`)}${block}`;
const told = async (block: string) => problemsOf(load(writeStudy(withBlock(block))));

describe("the quality block", () => {
  it("fills in every default and finds the grids that have a reversed question", async () => {
    const { quality } = await load(writeStudy(withBlock("quality: {}\n")));
    expect(quality).toEqual({
      speederBelow: 0.4,
      partialBelow: 0.5,
      // all ratings of the scale: q5_2 is reversed too
      grids: [["q5_2", "k1f", "k1d", ...grid]],
      ranges: new Map(),
      attention: new Map(),
      conflicts: [],
      exclude: [],
      keep: [],
    });
    expect((await load(writeStudy(soundStudy))).quality).toBeUndefined();
  });

  it("takes what the study says", async () => {
    const { quality } = await load(
      writeStudy(
        withBlock(`quality:
  seconds: took
  received: day
  speeder_below: 0.33
  grids: [[${grid.join(", ")}]]
  ranges: { p1: { from: 0, to: 100 } }
  attention: { k1f: [2, 3] }
  conflicts: [{ k1d: 1, how: [1, 2] }]
  exclude: [attention]
  keep: [partial]
`),
      ),
    );
    expect(quality).toMatchObject({
      seconds: "took",
      received: "day",
      speederBelow: 0.33,
      grids: [grid],
      ranges: new Map([["p1", { from: 0, to: 100 }]]),
      attention: new Map([["k1f", [2, 3]]]),
      conflicts: [
        new Map([
          ["k1d", [1]],
          ["how", [1, 2]],
        ]),
      ],
      exclude: ["attention"],
      keep: ["partial"],
    });
  });

  it.each([
    ["an unknown key", "quality: { second: took }", "unknown-key", 'Did you mean "seconds"?'],
    ["a share of more than all", "quality: { speeder_below: 1.5 }", "value", undefined],
    ["a share of nothing", "quality: { partial_below: 0 }", "value", undefined],
    ["a question that is not there", "quality: { attention: { k1g: 2 } }", "unknown-question", 'Did you mean "k1f"?'],
    ["a code off its scale", "quality: { attention: { k1f: 7 } }", "off-scale", "Name a code that can be answered."],
    ["a choice's code off its options", "quality: { conflicts: [{ how: 3, k1f: 1 }] }", "off-scale", undefined],
    ["a check answered in words", "quality: { attention: { why: 3 } }", "question-type", undefined],
    ["a range of a rating", "quality: { ranges: { q1: { to: 9 } } }", "question-type", undefined],
    ["a range without ends", "quality: { ranges: { p1: {} } }", "range", "Give one of them, or both."],
    ["a range upside down", "quality: { ranges: { p1: { from: 9, to: 1 } } }", "range", undefined],
    ["a conflict of one", "quality: { conflicts: [{ k1f: 1 }] }", "conflict", undefined],
    ["a signal that is none", "quality: { exclude: [speeding] }", "value", undefined],
    ["a signal on both sides", "quality: { exclude: [speeder], keep: [speeder] }", "signal-twice", undefined],
    ["the ids as times", "quality: { seconds: id }", "same-column", undefined],
    ["a short grid", "quality: { grids: [[k1f, k1d]] }", "grid", undefined],
    ["a grid of two scales", `quality: { grids: [[q1, ${grid.join(", ")}]] }`, "grid", "Make a grid of each scale."],
    ["a question twice in a grid", `quality: { grids: [[g0, ${grid.join(", ")}]] }`, "duplicate", undefined],
  ])("names %s", async (_, block, code, hint) => {
    const problems = await told(`${block}\n`);
    expect(problems.map((problem) => problem.code)).toEqual([`study/${code}`]);
    expect(problems[0]!.place).toMatchObject({
      file: "data/mobile/study.yaml",
      line: withBlock("x").split("\n").length,
    });
    if (hint) expect(problems[0]!.hint).toBe(hint);
  });
});

describe("the population", () => {
  it("is the study's unless a wave has its own", async () => {
    const text = withBlock("population: { size: 9000, shares: { region: { s: 0.5, 02: 0.3, 1: 0.2 } } }\n").replace(
      "responses: 2026-q2.csv }",
      "responses: 2026-q2.csv, population: { size: 500 } }",
    );
    const { waves } = await load(writeStudy(text));
    expect(waves[0]!.population).toEqual({ size: 500, shares: new Map() });
    const shares = new Map([["region", new Map(Object.entries({ s: 0.5, "02": 0.3, 1: 0.2 }))]]);
    expect(waves[1]!.population).toEqual({ size: 9000, shares });
    expect([...waves[1]!.population!.shares.get("region")!.keys()]).toEqual(["s", "02", "1"]);
  });

  it.each([
    ["shares that do not add up", "{ shares: { region: { s: 0.5, 1: 0.4 } } }", "shares"],
    ["a value that the segment has not", "{ shares: { region: { s: 0.5, 3: 0.5 } } }", "unknown-value"],
    ["a segment that is not there", "{ shares: { regio: { s: 1 } } }", "unknown-segment"],
    ["a size of one", "{ size: 1 }", "value"],
  ])("names %s", async (_, block, code) => {
    expect((await told(`population: ${block}\n`)).map((problem) => problem.code)).toEqual([`study/${code}`]);
  });
});

describe("dispositions", () => {
  const wave = (given: string) =>
    soundStudy.replace("responses: 2026-q2.csv }", `responses: 2026-q2.csv, dispositions: ${given} }`);

  it("are counts of people", async () => {
    const { waves } = await load(writeStudy(wave("{ complete: 612, refusal: 240, non_contact: 815 }")));
    expect(waves[0]!.dispositions).toEqual({
      complete: 612,
      partial: 0,
      refusal: 240,
      nonContact: 815,
      other: 0,
      unknown: 0,
      ineligible: 0,
    });
  });

  it.each([
    ["{ refusal: 3 }", "missing-key"],
    ["{ complete: 3, refused: 3 }", "unknown-key"],
    ["{ complete: -3 }", "value"],
  ])("%s is a problem with its place", async (given, code) => {
    const problems = await problemsOf(load(writeStudy(wave(given))));
    expect(marks(problems)).toEqual([expect.stringMatching(new RegExp(`^6:\\d+ ${code}$`))]);
  });
});
