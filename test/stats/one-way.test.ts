import { describe, expect, it } from "vitest";
import { analyseOneWay, groupMomentsOf } from "../../src/stats/one-way.ts";
import { scanMoments } from "../../src/stats/scan.ts";
import { consistency, unequal } from "../reference/one-way.ts";

function momentsOf(values: readonly number[]) {
  return groupMomentsOf(scanMoments([{ kind: "plain", values: Float64Array.from(values) }], null));
}

describe("a one-way layout", () => {
  it("has the mean squares, test and ICC of the worked example", () => {
    const found = analyseOneWay(consistency.branches.map(momentsOf), 0.95)!;
    expect(found.msb).toBeCloseTo(consistency.msb, 9);
    expect(found.msw).toBeCloseTo(consistency.msw, 9);
    expect(found.f).toBeCloseTo(consistency.f, 9);
    expect(found.df).toEqual(consistency.df);
    expect(found.p).toBeCloseTo(consistency.p, 9);
    expect(found.icc.value).toBeCloseTo(consistency.icc, 9);
  });

  it("has R's figures where groups are unequal", () => {
    const found = analyseOneWay(unequal.groups.map(momentsOf), 0.95)!;
    expect(found.f).toBeCloseTo(unequal.f, 10);
    expect(found.p).toBeCloseTo(unequal.p, 10);
    expect([found.icc.value, found.icc.low, found.icc.high]).toEqual(unequal.icc.map((x) => expect.closeTo(x, 10)));
    expect([found.within.value, found.within.low, found.within.high]).toEqual(
      unequal.within.map((x) => expect.closeTo(x, 10)),
    );
  });

  it("keeps an ICC below 0 as it is, and no component between", () => {
    // equal means: MSB = 0, so the ICC is -1/(n0 - 1)
    const found = analyseOneWay([momentsOf([1, 3]), momentsOf([0, 4]), momentsOf([2, 2])], 0.95)!;
    expect(found.icc.value).toBeCloseTo(-1, 12);
    expect(found.between).toBe(0);
  });

  it("is nothing without two groups, or where nobody in a group differs", () => {
    expect(analyseOneWay([momentsOf([1, 2, 3])], 0.95)).toBeNull();
    expect(analyseOneWay([momentsOf([1, 1]), momentsOf([2, 2])], 0.95)).toBeNull();
    expect(analyseOneWay([momentsOf([1]), momentsOf([2])], 0.95)).toBeNull();
    expect(analyseOneWay([], 0.95)).toBeNull();
  });
});
