import { describe, expect, it } from "vitest";
import { momentsReplicator } from "../../src/stats/replicate.ts";
import { scanMoments } from "../../src/stats/scan.ts";
import type { Moments, NumberColumn } from "../../src/stats/tallies.ts";

const plain = (values: readonly number[]): NumberColumn => ({ kind: "plain", values: Float64Array.from(values) });
const coded: NumberColumn = {
  kind: "coded",
  codes: Uint8Array.from([0, 1, 2, 1, 0, 2]),
  lookup: Float64Array.from([1, Number.NaN, 4]),
};
const a = plain([2.5, 7, Number.NaN, 1, 4, 9]);
const weights = Float64Array.from([1, 0.5, 2, 1.5, 0.25, 3]);
const times = Uint8Array.from([2, 0, 1, 1, 3, 1]);

/** Numbers of moments that do not hang on the shift. */
function facts({ n, weight, weight2, low, high }: Moments) {
  return { n, weight, weight2, low, high };
}

describe("replicates of moments", () => {
  it("count each row as often as it was drawn (by hand)", () => {
    const moments = momentsReplicator([a], weights)(times);
    // rows 0 (twice), 3 (once), 4 (three times), 5 (once): values 2.5, 1, 4, 9 with weights 1, 1.5, .25, 3
    expect(facts(moments)).toEqual({
      n: 7,
      weight: 2 * 1 + 1.5 + 3 * 0.25 + 3,
      weight2: 2 * 1 + 2.25 + 3 * 0.0625 + 9,
      low: [1],
      high: [9],
    });
    const about = (x: number) => x - moments.shift[0]!;
    expect(moments.sums[0]).toBeCloseTo(2 * about(2.5) + 1.5 * about(1) + 0.75 * about(4) + 3 * about(9), 12);
    expect(moments.products2[0]).toBeCloseTo(
      2 * about(2.5) ** 2 + 2.25 * about(1) ** 2 + 3 * 0.0625 * about(4) ** 2 + 9 * about(9) ** 2,
      12,
    );
  });

  it.each([
    ["one column", [a]],
    ["a coded one", [coded]],
    ["two columns", [a, coded]],
    ["the other order", [coded, a]],
  ])("agree with the scan of the same rows: %s", (_, columns) => {
    for (const weighing of [weights, null]) {
      const [made, scanned] = [momentsReplicator(columns, weighing)(times), scanMoments(columns, weighing, { times })];
      expect(made.shift).toEqual(scanned.shift);
      for (const key of ["sums", "sums2", "products", "products2"] as const) {
        expect(made[key], key).toEqual(scanned[key].map((value) => expect.closeTo(value, 12)));
      }
      expect(facts(made)).toEqual(facts(scanned));
    }
  });

  it("have nothing to say of nobody", () => {
    const none = momentsReplicator([a], null)(new Uint8Array(6));
    expect(none).toMatchObject({ n: 0, weight: 0, sums: [0], low: none.shift, high: none.shift });
  });
});
