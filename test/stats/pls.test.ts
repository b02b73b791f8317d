import { describe, expect, it } from "vitest";
import { makePls, type PlsOptions } from "../../src/stats/pls.ts";
import type { PlsModel } from "../../src/stats/pls-plan.ts";
import { scanMoments } from "../../src/stats/scan.ts";
import type { Moments } from "../../src/stats/tallies.ts";
import acsi from "../reference/pls-acsi.json" with { type: "json" };
import mobi from "../reference/pls-mobi.json" with { type: "json" };

const names = Object.keys(acsi.blocks);
const blocks = Object.values(acsi.blocks);
const items = blocks.flat();
const data: Readonly<Record<string, readonly number[]>> = acsi.data;
const model: PlsModel = {
  blocks: blocks.map((own) => ({ items: own.length, mode: "A" })),
  paths: acsi.paths.map(([from, to]) => [names.indexOf(from!), names.indexOf(to!)]),
  scheme: "path",
};

function momentsOf(columns: readonly (readonly number[])[]) {
  return scanMoments(
    columns.map((values) => ({ kind: "plain", values: Float64Array.from(values) })),
    null,
  );
}

function solve(given: PlsModel, columns: readonly (readonly number[])[], options?: PlsOptions) {
  const { layout, solve: solveFor } = makePls(given, options);
  const figures = new Float64Array(layout.size);
  const failure = solveFor(momentsOf(columns), figures);
  return { failure, figures, layout };
}

const answers = items.map((item) => data[item]!);

describe("PLS path model", () => {
  it("gives the weights, loadings, paths, R² and effects of the worked ACSI example", () => {
    const { failure, figures, layout } = solve(model, answers, { tolerance: 1e-12 });
    const { expected } = acsi;
    expect(failure).toBeNull();
    items.forEach((item, k) => {
      expect(figures[layout.weights + k]).toBeCloseTo(expected.outer_weights[item as "exp1"], 9);
      expect(figures[layout.loadings + k]).toBeCloseTo(expected.loadings[item as "exp1"], 9);
    });
    acsi.paths.forEach(([from, to], k) => {
      const path = expected.path_coefficients[`${from}->${to}` as "Expectations->Quality"];
      expect(figures[layout.paths + k]).toBeCloseTo(path, 9);
    });
    for (const [name, r2] of Object.entries(expected.r_squared))
      expect(figures[layout.r2 + names.indexOf(name)]).toBeCloseTo(r2, 9);
    for (const [pair, total] of Object.entries(expected.total_effects)) {
      const [from, to] = pair.split("->").map((name) => names.indexOf(name)) as [number, number];
      expect(figures[layout.totals + from * names.length + to]).toBeCloseTo(total, 9);
    }
    for (const [name, index] of Object.entries(expected.indices_0_100))
      expect((100 * (figures[layout.own + names.indexOf(name)]! - 1)) / 9).toBeCloseTo(index, 9);
  });

  it("does not move when items are rescaled, respondents doubled or a whole block turned round", () => {
    const plain = solve(model, answers);
    const scaled = solve(
      model,
      answers.map((values, k) => values.map((value) => 3 + (k + 1) * value)),
    );
    const doubled = solve(
      model,
      answers.map((values) => [...values, ...values]),
    );
    for (const other of [scaled, doubled])
      for (let k = 0; k < items.length; k++)
        expect(other.figures[other.layout.weights + k]).toBeCloseTo(plain.figures[plain.layout.weights + k]!, 6);
    const turned = solve(
      model,
      answers.map((values, k) => (items[k]!.startsWith("sat") ? values.map((value) => 11 - value) : values)),
    );
    expect(turned.figures[turned.layout.paths + 2]).toBeCloseTo(-plain.figures[plain.layout.paths + 2]!, 6);
    expect(turned.figures[turned.layout.loadings + 8]).toBeGreaterThan(0);
  });

  it("says why there is no estimate", () => {
    expect(
      solve(
        model,
        answers.map((values, k) => (k === 4 ? values.map(() => 5) : values)),
      ).failure,
    ).toBe("constant");
    expect(solve(model, answers, { rounds: 2 }).failure).toBe("not-converged");
    const modeB = {
      ...model,
      blocks: model.blocks.map((block, q) => (q === 1 ? { ...block, mode: "B" as const } : block)),
    };
    expect(
      solve(
        modeB,
        answers.map((values, k) => (k === 4 ? answers[3]! : values)),
      ).failure,
    ).toBe("singular");
    expect(
      solve(
        model,
        answers.map((values) => values.slice(0, 2)),
      ).failure,
    ).toBe("few");
  });

  it("weighs a Mode B block as least squares of its neighbours' say on its items", () => {
    // two blocks joined by one arrow, both Mode B, are canonical correlation (Wold 1982): no weights correlate the scores more
    const two: PlsModel = {
      blocks: [
        { items: 3, mode: "B" },
        { items: 3, mode: "B" },
      ],
      paths: [[0, 1]],
      scheme: "path",
    };
    const pick = ["exp1", "exp2", "exp3", "sat1", "sat2", "sat3"].map((item) => data[item]!);
    const { figures, layout } = solve(two, pick, { tolerance: 1e-12 });
    const weights = pick.map((_, k) => figures[layout.weights + k]!);
    const best = figures[layout.paths]!;
    const centred = pick.map((values) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
      return values.map((value) => (value - mean) / sd);
    });
    const correlation = (w: readonly number[]) => {
      const score = (from: number) =>
        centred[0]!.map((_, row) => [0, 1, 2].reduce((sum, k) => sum + w[from + k]! * centred[from + k]![row]!, 0));
      const [x, y] = [score(0), score(3)];
      const dot = (a: readonly number[], b: readonly number[]) =>
        a.reduce((sum, value, row) => sum + value * b[row]!, 0);
      return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
    };
    expect(correlation(weights)).toBeCloseTo(best, 10);
    for (let k = 0; k < 6; k++)
      for (const step of [-0.05, 0.05])
        expect(correlation(weights.map((w, j) => (j === k ? w + step : w)))).toBeLessThan(best);
  });
});

/** Moments with these correlations, means and standard deviations (n − 1): all that an estimate needs of answers. */
function momentsFrom({ n, correlation, mean, sd }: typeof mobi): Moments {
  const k = mean.length;
  const products = correlation.flatMap((row, i) => row.map((r, j) => (n - 1) * r * sd[i]! * sd[j]!));
  const none = new Array<number>(k).fill(0);
  return {
    n,
    weight: n,
    weight2: n,
    shift: mean,
    sums: none,
    sums2: none,
    products,
    products2: products,
    low: new Array<number>(k).fill(1),
    high: new Array<number>(k).fill(10),
  };
}

describe("PLS path model of the mobile phone survey (ECSI), as R's plspm and seminr have it", () => {
  const blocksOf = Object.values(mobi.blocks);
  const ids = Object.keys(mobi.blocks);
  const solved = (scheme: PlsModel["scheme"]) => {
    const { layout, solve: solveFor } = makePls(
      {
        blocks: blocksOf.map((own) => ({ items: own.length, mode: "A" })),
        paths: mobi.paths.map(([from, to]) => [ids.indexOf(from!), ids.indexOf(to!)]),
        scheme,
      },
      { tolerance: 1e-12 },
    );
    const figures = new Float64Array(layout.size);
    expect(solveFor(momentsFrom(mobi), figures)).toBeNull();
    return { layout, figures };
  };

  it.each(["path", "centroid", "factorial"] as const)("%s scheme, from moments alone", (scheme) => {
    const { layout, figures } = solved(scheme);
    const expected = mobi.schemes[scheme];
    const hold = (at: number, values: readonly (number | null)[]) =>
      values.forEach((value, k) => {
        if (value !== null) expect(figures[at + k]).toBeCloseTo(value, 8);
      });
    hold(layout.weights, expected.weights);
    hold(layout.loadings, expected.loadings);
    hold(layout.crossed, expected.crossed.flat());
    hold(layout.paths, expected.path);
    expected.r2.forEach((r2, k) => {
      // R writes 0 where no arrow ends
      if (r2 !== 0) expect(figures[layout.r2 + k]).toBeCloseTo(r2, 8);
    });
    expected.index.forEach((index, k) => {
      // R stopped its rounds a little earlier
      expect((100 * (figures[layout.own + k]! - 1)) / 9).toBeCloseTo(index, 6);
      expect((100 * figures[layout.ownDeviation + k]!) / 9).toBeCloseTo(expected.deviation[k]!, 6);
    });
  });

  it("gives f², variance inflation and total effects", () => {
    const { layout, figures } = solved("path");
    mobi.f2.forEach((f2, k) => {
      expect(figures[layout.f2 + k]).toBeCloseTo(f2, 6);
    });
    mobi.vif.forEach((vif, k) => {
      expect(figures[layout.vif + k]).toBeCloseTo(vif ?? 1, 6);
    });
    mobi.total.flat().forEach((total, k) => {
      if (total !== 0) expect(figures[layout.totals + k]).toBeCloseTo(total, 7);
    });
  });
});
