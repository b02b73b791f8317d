import { describe, expect, test } from "vitest";
import { load, problemsOf, soundStudy, writeStudy } from "./study-folder.ts";

const written = "weights: { column: w }";

async function told(weights: string): Promise<readonly (readonly [string, number, string])[]> {
  const problems = await problemsOf(load(writeStudy(soundStudy.replace(written, () => weights))));
  return problems.map(({ code, place, message }) => [code.replace("study/", ""), place.column!, message]);
}

describe("weights of the study file", () => {
  test("shares and counts become shares, values stay as they are written", async () => {
    const rake = "weights: { rake: { region: { n: 0.402, 02: 0.6 }, sex: { f: 520, m: 480 } }, base: w, trim: 5 }";
    const study = await load(writeStudy(soundStudy.replace(written, rake)));
    const { weights } = study.waves[0]!;
    expect(weights).toMatchObject({ kind: "rake", base: "w", trim: 5, variance: "residual" });
    const margins = weights?.kind === "rake" ? weights.margins : [];
    expect(
      margins.map(({ columns, targets }) => [columns, targets.map(({ values, share }) => [values, share])]),
    ).toEqual([
      [
        ["region"],
        [
          [["n"], 0.402 / 1.002],
          [["02"], 0.6 / 1.002],
        ],
      ],
      [
        ["sex"],
        [
          [["f"], 0.52],
          [["m"], 0.48],
        ],
      ],
    ]);
    expect(margins[0]!.targets[1]!.place).toMatchObject({ line: 13, column: columnIn(rake, "02:") });
  });

  test("cells have a level for each column", async () => {
    const cells = "poststratify: { columns: [region, sex], shares: { n: { f: 1, m: 3 }, s: { f: 4, m: 2 } } }";
    const study = await load(writeStudy(soundStudy.replace(written, `weights: { ${cells}, variance: fixed }`)));
    expect(study.waves[1]!.weights).toMatchObject({
      kind: "poststratify",
      variance: "fixed",
      margins: [
        {
          columns: ["region", "sex"],
          targets: [
            { values: ["n", "f"], share: 0.1 },
            { values: ["n", "m"], share: 0.3 },
            { values: ["s", "f"], share: 0.4 },
            { values: ["s", "m"], share: 0.2 },
          ],
        },
      ],
    });
  });

  test("a wave's own take the place of the study's, none too", async () => {
    const [first, second] = ["responses: 2026-q2.csv }", "    mode: Online panel"];
    const text = soundStudy
      .replace(first, "responses: 2026-q2.csv, weights: none }")
      .replace(
        second,
        `${second}\n    weights: { column: w3 }\n    design: { psu: branch, population: 40, finite: true }`,
      );
    const { waves } = await load(writeStudy(text));
    expect(waves.map(({ weights }) => (weights?.kind === "column" ? weights.column : weights))).toEqual([
      undefined,
      "w3",
    ]);
    expect(waves.map(({ design }) => design?.psu)).toEqual([undefined, "branch"]);
    expect(waves[1]!.design!.population.get("")).toBe(40);
  });

  test.each<[string, string, string, string, string]>([
    [
      "shares that miss 1",
      "weights: { rake: { region: { n: 0.4, s: 0.5 } } }",
      "region",
      "shares",
      "add up to 0.9, not to 1",
    ],
    [
      "margins of two populations",
      "weights: { rake: { region: { n: 4, s: 6 }, sex: { f: 5, m: 6 } } }",
      "sex",
      "shares",
      "weights.rake.sex counts 11 people, weights.rake.region 10",
    ],
    ["no margin", "weights: { rake: {} }", "rake", "empty", "names no margin"],
    ["a margin without values", "weights: { rake: { sex: {} } }", "sex", "empty", "names no value"],
    [
      "two sources",
      "weights: { column: w, rake: { sex: { f: 0.5, m: 0.5 } } }",
      "weights",
      "weights",
      "column and rake",
    ],
    ["no source", "weights: { trim: 5 }", "weights", "weights", "does not say where"],
    [
      "a column to be cut",
      "weights: { column: w, trim: 5 }",
      "trim",
      "weights",
      "weights.trim is for weights that are made here",
    ],
    [
      "a level too few",
      "weights: { poststratify: { columns: [sex, age], shares: { f: 0.5, m: { young: 0.5 } } } }",
      "f:",
      "levels",
      "needs 2 levels",
    ],
    [
      "a column twice",
      "weights: { poststratify: { columns: [sex, sex], shares: { f: { f: 1 } } } }",
      "sex, sex",
      "duplicate",
      'names "sex" twice',
    ],
    ["a share below 0", "weights: { rake: { sex: { f: -0.1, m: 1.1 } } }", "-0.1", "value", "weights.rake.sex.f"],
    ["an empty design", "design: {}", "design", "empty", "says nothing"],
    [
      "a design of one column",
      "design: { strata: b, psu: b }",
      "b }",
      "same-column",
      '"b" both for strata and for psu',
    ],
    ["a finite population of no size", "design: { psu: b, finite: true }", "true", "missing-key", "needs the size"],
    [
      "a size by stratum without strata",
      "design: { psu: b, population: { n: 4 } }",
      "{ n",
      "population",
      "there are no strata",
    ],
    ["one size for several strata", "design: { strata: b, population: 9 }", "9", "population", "must be by stratum"],
  ])("%s", async (_, weights, at, code, said) => {
    const found = await told(weights);
    const from = at === "sex, sex" ? columnIn(weights, at) + 5 : columnIn(weights, at);
    expect(found.map(([name, column]) => [name, column])).toEqual([[code, from]]);
    expect(found[0]![2]).toContain(said);
  });
});

/** The column of a piece of the line, which begins at the left edge. */
function columnIn(line: string, piece: string): number {
  return line.indexOf(piece) + 1;
}
