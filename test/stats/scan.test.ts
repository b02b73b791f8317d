import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countsOfGroup, listDrawn, momentsOfGroup, sumCounts, sumMoments } from "../../src/stats/grouped.ts";
import { scanCounts, scanCountsByGroup, scanMoments, scanMomentsByGroup, shiftsOf } from "../../src/stats/scan.ts";
import { scanCountsLink, scanMomentsLink } from "../../src/stats/scan-link.ts";
import type { Moments, NumberColumn } from "../../src/stats/tallies.ts";
import { coded, plain } from "./rows.ts";

const nan = Number.NaN;

/** The definition, row by row, about the shift that the scan chose. */
function defined(rows: readonly (readonly number[])[], weights: readonly number[], shift: readonly number[]): Sums {
  const kept = rows.flatMap((row, i) =>
    row.some(Number.isNaN) ? [] : [{ x: row.map((v, j) => v - shift[j]!), v: weights[i]! }],
  );
  const sum = (of: (row: { x: number[]; v: number }) => number) => kept.reduce((total, row) => total + of(row), 0);
  const k = shift.length;
  const cells = Array.from({ length: k * k }, (_, cell) => [Math.floor(cell / k), cell % k] as const);
  return {
    n: kept.length,
    weight: sum((r) => r.v),
    weight2: sum((r) => r.v ** 2),
    sums: shift.map((_, j) => sum((r) => r.v * r.x[j]!)),
    sums2: shift.map((_, j) => sum((r) => r.v ** 2 * r.x[j]!)),
    products: cells.map(([i, j]) => sum((r) => r.v * r.x[i]! * r.x[j]!)),
    products2: cells.map(([i, j]) => sum((r) => r.v ** 2 * r.x[i]! * r.x[j]!)),
  };
}

type Sums = Pick<Moments, "n" | "weight" | "weight2" | "sums" | "sums2" | "products" | "products2">;

function expectMoments(found: Moments, wanted: Sums): void {
  expect(found.n).toBe(wanted.n);
  for (const key of ["weight", "weight2"] as const) expect(found[key]).toBeCloseTo(wanted[key], 9);
  for (const key of ["sums", "sums2", "products", "products2"] as const) {
    found[key].forEach((value, index) => {
      expect(value).toBeCloseTo(wanted[key][index]!, 8);
    });
    expect(found[key].length).toBe(wanted[key].length);
  }
}

const answer = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 10 }) },
  { weight: 1, arbitrary: fc.constant(nan) },
);
const people = fc.array(fc.tuple(answer, answer, fc.double({ min: 0.1, max: 5, noNaN: true })), {
  minLength: 1,
  maxLength: 60,
});

describe("moments", () => {
  test("are the sums that define them, weighted and not, plain and coded, one column and two", () => {
    fc.assert(
      fc.property(people, fc.boolean(), fc.boolean(), fc.integer({ min: 1, max: 2 }), (rows, weighted, asCodes, k) => {
        const make = asCodes ? coded : plain;
        const columns = [0, 1].slice(0, k).map((j) => make(rows.map((row) => row[j]!)));
        const weights = rows.map((row) => (weighted ? row[2] : 1));
        const found = scanMoments(columns, weighted ? Float64Array.from(weights) : null);
        expectMoments(
          found,
          defined(
            rows.map((row) => row.slice(0, k)),
            weights,
            found.shift,
          ),
        );
      }),
    );
  });

  test("count only rows with every value, and keep the lowest and highest of those", () => {
    const found = scanMoments([plain([1, 5, nan, 9, 2]), plain([4, nan, 1, 6, 8])], null);
    expect(found.n).toBe(3);
    expect(found.low).toEqual([1, 4]);
    expect(found.high).toEqual([9, 8]);
  });

  test("of nothing are zeros with finite bounds", () => {
    const found = scanMoments([coded([null, null])], null);
    expect(found.n).toBe(0);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  test("cross the edge of a block of rows", () => {
    const n = 5000;
    const values = Array.from({ length: n }, (_, i) => i % 7);
    const other = Array.from({ length: n }, (_, i) => (i * i) % 11);
    const found = scanMoments([plain(values), coded(other)], null);
    expectMoments(
      found,
      defined(
        values.map((value, i) => [value, other[i]!]),
        new Array(n).fill(1),
        found.shift,
      ),
    );
  });

  test("a row counted twice is two rows, counted 0 times none", () => {
    fc.assert(
      fc.property(
        people,
        fc.boolean(),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 60, maxLength: 60 }),
        (rows, weighted, copies) => {
          const repeated = rows.flatMap((row, i) => new Array(copies[i]!).fill(row) as typeof rows);
          const scan = (of: typeof rows, times?: Uint8Array) => {
            const columns = [plain(of.map((row) => row[0])), plain(of.map((row) => row[1]))];
            return scanMoments(columns, weighted ? Float64Array.from(of, (row) => row[2]) : null, {
              times,
              shift: [5, 5],
            });
          };
          const found = scan(
            rows,
            Uint8Array.from(rows, (_, i) => copies[i]!),
          );
          const wanted = scan(repeated);
          expectMoments(found, wanted);
          expect([found.low, found.high]).toEqual([wanted.low, wanted.high]);
        },
      ),
    );
  });
});

test("the shift does not hang on the order of rows", () => {
  const values = Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 1e6 + 0.1);
  expect(shiftsOf([plain(values)])).toEqual(shiftsOf([plain([...values].reverse())]));
  expect(shiftsOf([coded([3, null, 1, 5])])).toEqual([3]);
  expect(shiftsOf([plain([null])])).toEqual([0]);
});

describe("counts", () => {
  test("list every value of the lookup in order, rows and weights beside it", () => {
    const column: NumberColumn = {
      kind: "coded",
      codes: Uint8Array.of(0, 2, 1, 0, 3),
      lookup: Float64Array.of(5, nan, 1, 3, 2),
    };
    expect(scanCounts(column, Float64Array.of(1, 2, 4, 0.5, 3))).toEqual({
      values: [1, 2, 3, 5],
      n: [1, 0, 1, 2],
      weight: [2, 0, 3, 1.5],
      weight2: [4, 0, 9, 1.25],
    });
  });

  test("of plain values, unweighted, with rows left out", () => {
    const found = scanCounts(plain([7, 2, null, 7, 2]), null, { times: Uint8Array.of(1, 0, 1, 2, 1) });
    expect(found).toEqual({ values: [2, 7], n: [1, 3], weight: [1, 3], weight2: [1, 3] });
  });
});

describe("groups in one pass", () => {
  const codes = Uint16Array.of(0, 1, 2, 1, 0, 3, 1, 9);
  const grouping = { codes, size: 4 };
  // Group 1, which is not drawn below, holds the lowest and the highest value.
  const x = plain([4, 50, 1, -7, 3, 8, 2, 100]);
  const y = coded([1, 2, 3, 3, 2, 3, null, 1]);
  const weights = Float64Array.of(1, 2, 0.5, 1, 3, 1.5, 1, 1);

  test.each([null, weights])("are what a scan of each group's rows gives (%#)", (v) => {
    for (const columns of [[x, y], [y]]) {
      const by = scanMomentsByGroup(columns, v, grouping);
      const counts = scanCountsByGroup(y, v, grouping);
      for (let group = 0; group < 4; group++) {
        const times = Uint8Array.from(codes, (code) => Number(code === group));
        expect(momentsOfGroup(by, group)).toEqual(scanMoments(columns, v, { times, shift: by.shift }));
        expect(countsOfGroup(counts, group)).toEqual(scanCounts(y, v, { times }));
      }
    }
  });

  test.each([null, weights])("add up to the scan of the rows as often as their group is drawn (%#)", (v) => {
    const drawn = [2, 0, 1, 3];
    const times = Uint8Array.from(codes, (code) => drawn[code] ?? 0);
    const by = scanMomentsByGroup([x, y], v, grouping);
    const wanted = scanMoments([x, y], v, { times, shift: by.shift });
    const found = sumMoments(by, listDrawn(drawn));
    expectMoments(found, wanted);
    expect([found.low, found.high]).toEqual([wanted.low, wanted.high]);
    expect(sumCounts(scanCountsByGroup(y, v, grouping), listDrawn(drawn))).toEqual(scanCounts(y, v, { times }));
  });
});

describe("links", () => {
  const a = { columns: [plain([1, 2, null, 4]), plain([2, 2, 3, 5])], weights: Float64Array.of(1, 2, 1, 0.5) };
  const b = { columns: [plain([3, 1, 5]), plain([1, null, 4])], weights: Float64Array.of(2, 1, 3) };
  // Rows 0-2, 1-0 and 3-1 are the same people; the last misses an answer in b.
  const pairs = { a: Uint32Array.of(0, 1, 3), b: Uint32Array.of(2, 0, 1) };

  test("sum over people complete in both waves", () => {
    const found = scanMomentsLink(a, b, pairs, [0, 0], [0, 0]);
    // Σ v_a v_b over weights 1·3 and 2·2; x_a 1, 2 and x_b 5, 3.
    expect(found).toEqual({
      n: 2,
      weight: 7,
      sumsA: [1 * 3 + 2 * 4, 2 * 3 + 2 * 4],
      sumsB: [5 * 3 + 3 * 4, 4 * 3 + 1 * 4],
      products: [1 * 5 * 3 + 2 * 3 * 4, 1 * 4 * 3 + 2 * 1 * 4, 2 * 5 * 3 + 2 * 3 * 4, 2 * 4 * 3 + 2 * 1 * 4],
    });
  });

  test("count people by their pair of values", () => {
    const found = scanCountsLink(
      { columns: a.columns[1]!, weights: null },
      { columns: b.columns[0]!, weights: b.weights },
      pairs,
    );
    expect(found.valuesA).toEqual([2, 3, 5]);
    expect(found.valuesB).toEqual([1, 3, 5]);
    expect(found.n).toEqual([0, 1, 1, 0, 0, 0, 1, 0, 0]);
    expect(found.weight).toEqual([0, 2, 3, 0, 0, 0, 1, 0, 0]);
  });
});
