import { beforeAll, describe, expect, it } from "vitest";
import { boundOf, faultOf, type LinearProgram, loadSolver, solveProgram } from "../../src/stats/linear-program.ts";

beforeAll(loadSolver);

const inf = Number.POSITIVE_INFINITY;
/** Dantzig's workshop: max 30 chairs + 50 tables, 2 chairs + tables ≤ 50, chairs + 2 tables ≤ 40; 1100 at (20, 10). */
const workshop: LinearProgram = {
  costs: [-30, -50],
  lower: [0, 0],
  upper: [inf, inf],
  rowLower: [-inf, -inf],
  rowUpper: [40, 50],
  columns: [
    [1, 2],
    [2, 1],
  ],
};

describe("a linear program", () => {
  it("is solved, in whole numbers too", () => {
    const found = solveProgram(workshop);
    expect(found).toMatchObject({ kind: "optimal" });
    expect(found.kind === "optimal" && found.value).toBeCloseTo(-1100, 8);
    // 7 a + 5 b ≤ 13 in whole numbers: the best of 9 a + 6 b is 15 at (1, 1), where 16.7 is reached with parts
    const whole = solveProgram({
      ...workshop,
      costs: [-9, -6],
      rowUpper: [13, inf],
      columns: [
        [7, 0],
        [5, 0],
      ],
      whole: [true, true],
    });
    expect(whole).toMatchObject({ kind: "optimal", value: -15, x: [1, 1] });
  });

  it("says when nothing satisfies it, and when nothing stops it", () => {
    expect(solveProgram({ ...workshop, rowLower: [-inf, 60] })).toEqual({ kind: "infeasible" });
    expect(solveProgram({ ...workshop, rowUpper: [inf, inf] })).toEqual({ kind: "unbounded" });
  });

  it("is not believed without a proof", () => {
    // shadow prices of the workshop: 70/3 and 10/3
    const best = boundOf(workshop, [-70 / 3, -10 / 3]);
    expect(best).toBeCloseTo(-1100, 9);
    expect(faultOf(workshop, [20, 10], best)).toBeNull();
    expect(faultOf(workshop, [20, 10.1], best)).toMatch(/row 0/);
    expect(faultOf(workshop, [-1, 10], best)).toMatch(/column 0/);
    expect(faultOf(workshop, [19, 10], best)).toMatch(/gap/);
    expect(faultOf({ ...workshop, whole: [true, true] }, [19.5, 10], best)).toMatch(/whole/);
    expect(faultOf(workshop, [Number.NaN, 0], best)).not.toBeNull();
    expect(boundOf(workshop, [1, 0])).toBe(-inf);
  });
});
