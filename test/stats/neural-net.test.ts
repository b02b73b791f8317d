import { describe, expect, it } from "vitest";
import { type Cases, fitNet, growNet, lossOf, type NetFit, predict } from "../../src/stats/neural-net.ts";
import { hashText, uniform } from "../../src/stats/random.ts";
import type { NumberColumn } from "../../src/stats/tallies.ts";

const settings = { hidden: 4, decay: 0.001, folds: 5, seeds: 4, least: 10 };

/** Seeded noise, about normal: the sum of twelve uniforms less six. */
function noise(name: string, row: number): number {
  const [high, low] = hashText(name);
  return Array.from({ length: 12 }, (_, k) => uniform(high, low + row, k, 7)).reduce((sum, value) => sum + value, -6);
}

const plain = (values: readonly number[]): NumberColumn => ({ kind: "plain", values: Float64Array.from(values) });

function drawn(n: number, of: (a: number, b: number) => number): readonly NumberColumn[] {
  const a = Array.from({ length: n }, (_, row) => noise("a", row));
  const b = Array.from({ length: n }, (_, row) => noise("b", row));
  const idle = Array.from({ length: n }, (_, row) => noise("idle", row));
  return [a.map((value, row) => of(value, b[row]!) + 0.5 * noise("error", row)), a, b, idle].map(plain);
}

function netOf(...given: Parameters<typeof fitNet>): NetFit {
  const found = fitNet(...given);
  if (typeof found === "string") throw new Error(found);
  return found;
}

describe("a net", () => {
  const cases: Cases = {
    inputs: 2,
    x: Float64Array.from([0.3, -1, 0.7, 0.2, -0.4, 1.1]),
    y: Float64Array.from([0.5, -0.2, 1]),
    weights: Float64Array.from([1, 2, 0.5]),
  };

  it("has the gradient of its loss, held to finite differences", () => {
    const parameters = Float64Array.from({ length: 13 }, (_, k) => Math.sin(k + 1));
    const gradient = new Float64Array(13);
    const shape = { hidden: 3, decay: 0.02 };
    lossOf(cases, parameters, shape, gradient);
    for (let k = 0; k < 13; k++) {
      const at = (step: number) => {
        const moved = parameters.slice();
        moved[k]! += step;
        return lossOf(cases, moved, shape, new Float64Array(13));
      };
      const h = 1e-5;
      // the fourth-order difference: its error is far below 1e-8
      const slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
      expect(gradient[k]!).toBeCloseTo(slope, 8);
    }
  });

  it("says what its formula says", () => {
    const one = Float64Array.from([0.1, 0.2, -0.3, 0.5, 2]);
    expect(predict(one, 2, 1, Float64Array.from([1, 2]), 0)).toBeCloseTo(0.5 + 2 * Math.tanh(0.1 + 0.2 - 0.6), 14);
  });

  it("learns a function that one hidden unit makes exactly", () => {
    const x = Float64Array.from({ length: 400 }, (_, k) => noise("x", k));
    const y = Float64Array.from(
      { length: 200 },
      (_, row) => 0.3 + 1.5 * Math.tanh(0.8 * x[2 * row]! - 1.1 * x[2 * row + 1]! + 0.4),
    );
    const known = { inputs: 2, x, y, weights: new Float64Array(200).fill(1) };
    const net = growNet(known, { ...settings, decay: 0, hidden: 2 }, 1);
    for (let row = 0; row < 200; row++) expect(Math.abs(predict(net, 2, 2, x, row) - y[row]!)).toBeLessThan(0.05);
  });

  it("beats the line where two things work only together, and leans on these two", () => {
    const found = netOf(
      drawn(600, (a, b) => a * b),
      null,
      settings,
    );
    expect(found.n).toBe(600);
    expect(found.gain).toBeGreaterThan(found.error);
    expect(found.gain).toBeGreaterThan(0.3);
    // E (a b − a' b)² = 2, of a variance of 1.25
    expect(Math.abs(found.permutation[0]! - 2 / 1.25)).toBeLessThan(0.25);
    expect(Math.abs(found.permutation[1]! - 2 / 1.25)).toBeLessThan(0.25);
    expect(found.permutation[0]!).toBeGreaterThan(10 * Math.abs(found.permutation[2]!));
    expect(found.permutation[1]!).toBeGreaterThan(10 * Math.abs(found.permutation[2]!));
  });

  it("does not beat the line where everything adds up, and has its signs", () => {
    const found = netOf(
      drawn(600, (a, b) => a - 0.5 * b),
      null,
      settings,
    );
    expect(found.gain).toBeLessThan(found.error);
    // R² of the line is that of the population: 1.25 of 1.5
    expect(found.linear).toBeCloseTo(1.25 / 1.5, 1);
    // a shuffled predictor of variance 1 leaves 2 β² more unsaid, of a variance of 1.5
    expect(Math.abs(found.permutation[0]! - 2 / 1.5)).toBeLessThan(0.15);
    expect(Math.abs(found.permutation[1]! - 0.5 / 1.5)).toBeLessThan(0.06);
    expect(Math.abs(found.permutation[2]!)).toBeLessThan(0.01);
    expect(found.olden[0]!).toBeGreaterThan(0.3);
    expect(found.olden[1]!).toBeLessThan(-0.15);
    expect(Math.abs(found.olden[2]!)).toBeLessThan(0.1);
  });

  it("is the same from rows in any order, and the same twice", () => {
    const columns = drawn(120, (a, b) => a * b);
    const turned = columns.map((column) => plain([...(column as { values: Float64Array }).values].reverse()));
    const few = { ...settings, seeds: 2 };
    expect(fitNet(turned, null, few)).toEqual(fitNet(columns, null, few));
  });

  it("needs columns that vary and people enough", () => {
    expect(fitNet([plain([1, 2, 3]), plain([1, 3, 2])], null, settings)).toBe("few");
    expect(fitNet([plain(Array(50).fill(1)), plain(Array.from({ length: 50 }, (_, k) => k))], null, settings)).toBe(
      "constant",
    );
  });
});
