import { describe, expect, it } from "vitest";
import { meanOfGroup, momentsOfGroup } from "../../src/stats/grouped.ts";
import { scanMomentsByGroup } from "../../src/stats/scan.ts";
import type { NumberColumn } from "../../src/stats/tallies.ts";

describe("the mean of a group", () => {
  const coded: NumberColumn = {
    kind: "coded",
    codes: Uint8Array.of(0, 1, 2, 0, 1),
    lookup: Float64Array.of(2, 5, 8),
  };
  const plain: NumberColumn = { kind: "plain", values: Float64Array.of(1, 2, 4, 8, 16) };
  const grouping = { codes: Uint8Array.of(0, 0, 1, 1, 1), size: 3 };
  const weights = Float64Array.of(1, 3, 2, 1, 1);

  it("is that of its rows, by hand, weighted or not, whichever column", () => {
    const one = scanMomentsByGroup([coded], null, grouping);
    expect([0, 1].map((group) => meanOfGroup(one, group))).toEqual([3.5, 5]);
    const weighted = scanMomentsByGroup([coded, plain], weights, grouping);
    expect(meanOfGroup(weighted, 0)).toBeCloseTo((2 + 3 * 5) / 4, 14);
    expect(meanOfGroup(weighted, 1, 1)).toBeCloseTo((2 * 4 + 8 + 16) / 4, 14);
    const { shift, sums, weight } = momentsOfGroup(weighted, 1);
    expect(meanOfGroup(weighted, 1, 1)).toBe(shift[1]! + sums[1]! / weight);
  });

  it("is not a number where the group has no row", () => {
    expect(meanOfGroup(scanMomentsByGroup([coded], weights, grouping), 2)).toBeNaN();
  });
});
