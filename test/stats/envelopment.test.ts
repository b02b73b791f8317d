import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  crossEfficiencies,
  efficiencies,
  envelop,
  leastUnits,
  leaveOneOut,
  type Orientation,
  type Returns,
  superEfficiencies,
} from "../../src/stats/envelopment.ts";
import { loadSolver } from "../../src/stats/linear-program.ts";

const read = (name: string) => JSON.parse(readFileSync(new URL(`../reference/${name}.json`, import.meta.url), "utf8"));
const published = read("envelopment-published");
const solved = read("envelopment");

beforeAll(loadSolver);

function expectClose(found: readonly (number | null)[], wanted: readonly (number | null)[], within = 1e-9) {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, k) => {
    const other = wanted[k]!;
    if (value === null || other === null) expect(value).toBe(other);
    else expect(Math.abs(value - other), `unit ${k}: ${value} against ${other}`).toBeLessThan(within);
  });
}

describe("data envelopment", () => {
  it("finds the six units of the textbook, and that the sixth is efficient in name only", () => {
    const { sixUnits } = published;
    const found = envelop(sixUnits, "constant", "input");
    expectClose(
      found.map(({ efficiency }) => efficiency),
      sixUnits.efficiency,
    );
    expect(found.flatMap(({ efficient }, k) => (efficient ? [k] : []))).toEqual(sixUnits.efficient);
    expect(found[5]!.slacks.inputs[0]).toBeCloseTo(sixUnits.slackOfSixth, 9);
    expectClose(superEfficiencies(sixUnits, found, "constant", "input"), sixUnits.super);
  });

  it("has no super-efficiency where the others cannot make as much", () => {
    const { infeasible } = published;
    const found = envelop(infeasible, "variable", "input");
    expectClose(superEfficiencies(infeasible, found, "variable", "input"), infeasible.super);
  });

  it("agrees with R's Benchmarking", () => {
    const r = published.benchmarking;
    expectClose(efficiencies(r, "constant", "input"), r.constantInput);
    expectClose(efficiencies(r, "variable", "input"), r.variableInput);
    expectClose(efficiencies(r, "non-increasing", "input"), r.nonIncreasingInput);
    expectClose(
      efficiencies(r, "variable", "output").map((value) => 1 / value),
      r.variablePhi,
    );
    expectClose(
      efficiencies(r, "constant", "output").map((value) => 1 / value),
      r.constantPhi,
    );
    const variable = efficiencies(r, "variable", "input");
    expectClose(
      efficiencies(r, "constant", "input").map((value, k) => value / variable[k]!),
      r.scale,
    );
    expectClose(
      envelop(r, "constant", "input").map(({ slacks }) =>
        [...slacks.inputs, ...slacks.outputs].reduce((sum, slack) => sum + slack, 0),
      ),
      r.slackSumsConstantInput,
    );
    expectClose(superEfficiencies(r, envelop(r, "constant", "input"), "constant", "input"), r.superConstantInput);
  });

  it.each(Object.keys(solved.models))("agrees with programs solved one by one with every unit in: %s", (name) => {
    const [returns, orientation] = name.split(" ") as [Returns, Orientation];
    const wanted = solved.models[name];
    const found = envelop(solved, returns, orientation);
    expectClose(
      found.map(({ efficiency }) => efficiency),
      wanted.efficiency,
      1e-6,
    );
    expectClose(superEfficiencies(solved, found, returns, orientation), wanted.super, 1e-6);
    expectClose(
      leaveOneOut(solved, found, returns, orientation).map(({ highest }) => highest),
      wanted.highest,
      1e-6,
    );
  });

  it("finds the largest slacks, each in units of its column's mean", () => {
    const mean = (rows: readonly number[][], k: number) => rows.reduce((sum, row) => sum + row[k]!, 0) / rows.length;
    for (const returns of ["constant", "variable"] as const) {
      const sums = envelop(solved, returns, "input").map(
        ({ slacks }) =>
          slacks.inputs.reduce((sum, slack, k) => sum + slack / mean(solved.inputs, k), 0) +
          slacks.outputs.reduce((sum, slack, k) => sum + slack / mean(solved.outputs, k), 0),
      );
      expectClose(sums, solved.slackSums[returns], 1e-6);
    }
  });

  it("prices units with each other's weights, kindly or not", () => {
    const found = envelop(solved, "constant", "input");
    expectClose(crossEfficiencies(solved, found, "benevolent"), solved.cross.benevolent, 1e-6);
    expectClose(crossEfficiencies(solved, found, "aggressive"), solved.cross.aggressive, 1e-6);
  });

  it("sets targets that the peers make, and that leave nothing to better", () => {
    const found = envelop(solved, "variable", "input");
    found.forEach(({ peers, targets }) => {
      const made = (rows: readonly number[][], k: number) =>
        peers.reduce((sum, { unit, weight }) => sum + weight * rows[unit]![k]!, 0);
      targets.inputs.forEach((target, k) => {
        expect(made(solved.inputs, k)).toBeCloseTo(target, 6);
      });
      targets.outputs.forEach((target, k) => {
        expect(made(solved.outputs, k)).toBeCloseTo(target, 6);
      });
    });
    const moved = {
      inputs: found.map(({ targets }) => [...targets.inputs]),
      outputs: found.map(({ targets }) => [...targets.outputs]),
    };
    expectClose(
      efficiencies(moved, "variable", "input"),
      found.map(() => 1),
      1e-6,
    );
  });

  it("does not depend on units of measurement", () => {
    const inCents = { ...solved, inputs: solved.inputs.map((row: number[]) => [row[0]! * 100, row[1]! / 1000]) };
    const [own, other] = [envelop(solved, "variable", "input"), envelop(inCents, "variable", "input")];
    expectClose(
      other.map(({ efficiency }) => efficiency),
      own.map(({ efficiency }) => efficiency),
    );
    expect(other.map(({ peers }) => peers.map(({ unit }) => unit))).toEqual(
      own.map(({ peers }) => peers.map(({ unit }) => unit)),
    );
  });

  it("knows how many units it takes", () => {
    expect(leastUnits(2, 1)).toBe(9);
    expect(leastUnits(4, 5)).toBe(27);
    expect(leastUnits(8, 9)).toBe(72);
  });
});
