import { describe, expect, it } from "vitest";
import {
  connectedSets,
  consensusOf,
  consistencyOf,
  type Judgements,
  joinJudgements,
  joinWeights,
  prioritise,
  shiftWeight,
  synthesise,
  worstFits,
} from "../../src/stats/ahp.ts";
import { concordanceOf, spearmanOf } from "../../src/stats/concordance.ts";
import { randomIndexOf, tableFor } from "../../src/stats/random-index.ts";
import { testSignedRank } from "../../src/stats/signed-rank.ts";

function near(found: readonly number[], wanted: readonly number[], within: number): void {
  expect(found).toHaveLength(wanted.length);
  for (const [i, value] of found.entries()) expect(Math.abs(value - wanted[i]!)).toBeLessThanOrEqual(within);
}

// Saaty (2008), consumption of drinks in the USA; weights and λ by R 4.2.2 `eigen`.
const n9 = 1 / 9;
const drinks: Judgements = [
  [1, 9, 5, 2, 1, 1, 0.5],
  [n9, 1, 1 / 3, n9, n9, n9, n9],
  [0.2, 3, 1, 1 / 3, 0.25, 1 / 3, n9],
  [0.5, 9, 3, 1, 0.5, 1, 1 / 3],
  [1, 9, 4, 2, 1, 2, 0.5],
  [1, 9, 3, 1, 0.5, 1, 1 / 3],
  [2, 9, 9, 3, 2, 3, 1],
];

describe("weights from judgements", () => {
  it("are those of R for Saaty's drinks, by eigenvector and by geometric means", () => {
    const eigen = prioritise(drinks, "eigenvector");
    // the reference rounds 1/3 and 1/9 to 13 digits
    near(
      eigen.weights,
      [
        0.1774567474457, 0.01914947602435, 0.0418311816621, 0.1164170317349, 0.1895723753262, 0.1287805485387,
        0.3267926392681,
      ],
      1e-11,
    );
    expect(eigen.lambda).toBeCloseTo(7.17662903933, 10);
    const means = prioritise(drinks, "geometric-mean");
    near(
      means.weights,
      [
        0.178723384591, 0.01846061616031, 0.04223438731988, 0.1164983977544, 0.1911355091924, 0.1286246593204,
        0.3243230456616,
      ],
      1e-11,
    );
    expect(means.lambda).toBeCloseTo(7.175289200743, 10);
  });

  it.each([
    ["saaty", 0.02230164638009, 1e-11],
    ["alonso-lamata", 0.02194095045221, 1e-11],
  ] as const)("have the consistency ratio by %s", (table, ratio, within) => {
    const found = consistencyOf(drinks, prioritise(drinks, "eigenvector").lambda, table);
    expect(found.index).toBeCloseTo(0.02943817322172, 10);
    expect(Math.abs(found.ratio - ratio)).toBeLessThanOrEqual(within);
    expect(found.isLowerBound).toBe(false);
  });

  it("agree with FuzzyAHP's three by three; two methods are one there", () => {
    const three: Judgements = [
      [1, 1 / 3, 5],
      [3, 1, 7],
      [0.2, 1 / 7, 1],
    ];
    const wanted = [0.2789545654864, 0.6491180046313, 0.07192742988226];
    near(prioritise(three, "eigenvector").weights, wanted, 1e-11);
    near(prioritise(three, "geometric-mean").weights, wanted, 1e-11);
    expect(consistencyOf(three, prioritise(three, "eigenvector").lambda, "saaty").ratio).toBeCloseTo(
      0.05593756885588,
      10,
    );
  });

  it("show a contradiction, with the judgements furthest off", () => {
    const circle: Judgements = [
      [1, 5, 0.25],
      [0.2, 1, 6],
      [4, 1 / 6, 1],
    ];
    const { weights, lambda } = prioritise(circle, "eigenvector");
    expect(lambda).toBeCloseTo(6.1351642152, 8);
    expect(consistencyOf(circle, lambda, "saaty").ratio).toBeCloseTo(2.7027277717, 8);
    // in a circle of three every judgement is off by the same factor, (5 · 6 · 4)^(1/3)
    const worst = worstFits(circle, weights, 3);
    expect(worst.map(({ i, j }) => `${i}${j}`).sort()).toEqual(["01", "12", "20"]);
    for (const { judgement, implied } of worst) expect(judgement / implied).toBeCloseTo(120 ** (1 / 3), 9);
  });

  it("name the judgements furthest off, the worst first (numpy's eigenvector)", () => {
    const worst = worstFits(drinks, prioritise(drinks, "eigenvector").weights, 3);
    expect(worst.map(({ i, j }) => [i, j])).toEqual([
      [1, 6],
      [3, 1],
      [5, 0],
    ]);
    near(
      worst.map(({ judgement, implied }) => judgement / implied),
      [1.8961507461525395, 1.480412974380768, 1.3779778814372579],
      1e-9,
    );
  });

  it("fill gaps as Harker does (numpy's eigenvector of the same matrix), the ratio being a lower bound", () => {
    const gaps: Judgements = [
      [1, 2, null, 8],
      [0.5, 1, 3, null],
      [null, 1 / 3, 1, 2],
      [1 / 8, null, 0.5, 1],
    ];
    const { weights, lambda } = prioritise(gaps, "eigenvector");
    near(weights, [0.5346406064522842, 0.29583854634917855, 0.10913305679835394, 0.06038779040018327], 1e-10);
    expect(lambda).toBeCloseTo(4.010283923310167, 10);
    expect(consistencyOf(gaps, lambda, "saaty").isLowerBound).toBe(true);
  });

  it("name what judgements leave unconnected", () => {
    expect(
      connectedSets([
        [1, 2, null],
        [0.5, 1, null],
        [null, null, 1],
      ]),
    ).toEqual([[0, 1], [2]]);
    expect(connectedSets(drinks)).toHaveLength(1);
  });

  it("of several people are joined by geometric means, of judgements or of weights", () => {
    const a: Judgements = [
      [1, 3, 5],
      [1 / 3, 1, 2],
      [0.2, 0.5, 1],
    ];
    const b: Judgements = [
      [1, 1, 3],
      [1, 1, 4],
      [1 / 3, 0.25, 1],
    ];
    const joined = joinJudgements([a, b]);
    near(
      joined.flat() as number[],
      [1, 1.7320508076, 3.8729833462, 0.5773502692, 1, 2.8284271247, 0.2581988897, 0.3535533906, 1],
      1e-9,
    );
    const { weights, lambda } = prioritise(joined, "eigenvector");
    near(weights, [0.5367283243, 0.3351304458, 0.1281412299], 1e-9);
    expect(consistencyOf(joined, lambda, "saaty").ratio).toBeCloseTo(0.0052925382, 9);
    const own = [a, b].map((one) => prioritise(one, "geometric-mean").weights);
    near(joinWeights(own), [0.5367283243, 0.3351304458, 0.1281412299], 1e-9);
  });

  it("are as alike as half the distance from their mean says", () => {
    expect(
      consensusOf([
        [0.5, 0.5],
        [0.5, 0.5],
      ]),
    ).toBe(1);
    // 0.2 either way of 0.7 / 0.3
    expect(
      consensusOf([
        [0.9, 0.1],
        [0.5, 0.5],
      ]),
    ).toBeCloseTo(0.8, 12);
  });

  it("of groups and within them are multiplied; the ideal mode scales the largest to 1", () => {
    const within = [
      [0.75, 0.25],
      [0.5, 0.3, 0.2],
    ];
    near(synthesise([0.6, 0.4], within, "distributive").flat(), [0.45, 0.15, 0.2, 0.12, 0.08], 1e-15);
    // 0.6 · (1, 1/3), 0.4 · (1, 0.6, 0.4), over their sum 1.6
    near(synthesise([0.6, 0.4], within, "ideal").flat(), [0.375, 0.125, 0.25, 0.15, 0.1], 1e-15);
  });

  it("are moved with the others in proportion, and not past the ends", () => {
    near(shiftWeight([0.5, 0.3, 0.2], 0, 0.1)!, [0.6, 0.24, 0.16], 1e-15);
    near(shiftWeight([0.05, 0.95], 0, -0.1)!, [0, 1], 1e-15);
    expect(shiftWeight([1], 0, -0.1)).toBeNull();
  });

  it("have random indices to fifteen things, beyond by Alonso and Lamata's line", () => {
    expect([1, 2, 3, 9, 15].map((n) => randomIndexOf(n, "saaty"))).toEqual([0, 0, 0.58, 1.45, 1.59]);
    expect(tableFor(16, "saaty")).toBe("alonso-lamata");
    expect(randomIndexOf(16, "saaty")).toBeCloseTo((2.7699 * 16 - 4.3513 - 16) / 15, 12);
  });
});

describe("concordance", () => {
  it("is that of a teaching example of four judges and ten projects", () => {
    const found = concordanceOf(
      [
        [1, 3, 4, 5, 2, 8, 6, 7, 10, 9],
        [2, 1, 4, 5, 6, 3, 8, 7, 10, 9],
        [3, 2, 1, 5, 7, 4, 6, 8, 9, 10],
        [4, 2, 3, 1, 6, 7, 5, 9, 8, 10],
      ],
      "s",
    )!;
    expect(found).toMatchObject({ s: 1048, df: 9, test: "permutation" });
    expect(found.w).toBeCloseTo(0.7939393939, 9);
    expect(found.chiSquare).toBeCloseTo(28.5818181818, 9);
    expect(found.p).toBeLessThan(0.001);
  });

  it("corrects for ties: exact arithmetic gives S = 283/2, ΣT = 24, W = 283/303; scipy's Friedman test the same χ²", () => {
    const found = concordanceOf(
      [
        [1, 1, 3, 4, 5, 6],
        [2, 1, 3, 3, 5, 5],
        [1, 2, 2, 4, 6, 5],
      ],
      "s",
    )!;
    expect(found.s).toBe(141.5);
    expect(found.w).toBeCloseTo(283 / 303, 14);
    expect(found.chiSquare).toBeCloseTo(14.009900990099, 11);
  });

  // Friedman's exact table for three things and four judges (Siegel 1956, table N)
  it.each([
    [
      [
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
      ],
      8,
      0.0046,
    ],
    [
      [
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
        [1, 3, 2],
      ],
      6.5,
      0.042,
    ],
    [
      [
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
        [2, 3, 1],
      ],
      3.5,
      0.273,
    ],
  ])("has the exact p of Friedman's table", (ranks, chiSquare, p) => {
    const found = concordanceOf(ranks, "s")!;
    expect(found.test).toBe("exact");
    expect(found.chiSquare).toBeCloseTo(chiSquare, 12);
    expect(Math.abs(found.p - p)).toBeLessThanOrEqual(0.0005);
  });

  it("counts every deal of tied ranks: 24 of 216 are as far (enumerated apart)", () => {
    expect(
      concordanceOf(
        [
          [1, 2, 2],
          [1, 2, 3],
          [2, 3, 3],
        ],
        "s",
      )!.p,
    ).toBeCloseTo(24 / 216, 14);
  });

  it("is by chi-square for many", () => {
    const ranks = Array.from({ length: 21 }, (_, i) => Array.from({ length: 8 }, (__, j) => (i * 3 + j * 5) % 8));
    expect(concordanceOf(ranks, "s")!.test).toBe("chi-square");
  });

  it("is not defined where nobody tells things apart, or one judges", () => {
    expect(
      concordanceOf(
        [
          [3, 3, 3],
          [4, 4, 4],
        ],
        "s",
      ),
    ).toBeNull();
    expect(concordanceOf([[1, 2, 3]], "s")).toBeNull();
  });

  it("of two is Spearman's: 1 − 6 Σd² / (n³ − n), with ties as scipy", () => {
    expect(spearmanOf([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])).toBeCloseTo(1 - (6 * 4) / 120, 14);
    expect(spearmanOf([1, 2, 2, 3], [1, 3, 2, 4])).toBeCloseTo(0.9486832980505139, 14);
    expect(spearmanOf([1, 2, 3], [3, 2, 1])).toBe(-1);
    expect(spearmanOf([1, 1, 1], [1, 2, 3])).toBeNull();
  });
});

describe("the signed-rank test", () => {
  it("is R's for the depression scores of Hollander & Wolfe: V = 40, one-sided p = 0.01953", () => {
    const x = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
    const y = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
    const found = testSignedRank(x.map((value, i) => value - y[i]!))!;
    expect(found).toMatchObject({ v: 40, n: 9, test: "exact" });
    expect(found.p / 2).toBeCloseTo(0.01953, 5);
  });

  it("is exact with ties: 34 of 128 signs are as far (enumerated apart)", () => {
    expect(testSignedRank([1, 1, -1, 2, 3, -2, 4])).toMatchObject({ v: 21.5, p: 34 / 128 });
  });

  it("is normal beyond fifty pairs, corrected for ties and continuity, as scipy", () => {
    const found = testSignedRank(Array.from({ length: 80 }, (_, i) => (i % 7) - 2))!;
    expect(found.test).toBe("normal");
    expect(found.p).toBeCloseTo(0.00017147381458209595, 10);
  });

  it("leaves zeros out, and is not defined of nothing else", () => {
    expect(testSignedRank([0, 0, 1])).toMatchObject({ n: 1, p: 1 });
    expect(testSignedRank([0, 0])).toBeNull();
  });
});
