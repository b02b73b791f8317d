import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare } from "../../src/stats/compare.ts";
import { estimate } from "../../src/stats/estimate.ts";
import type { Estimated, Statistic } from "../../src/stats/statistic.ts";
import { coded, counts, link, moments, plain, type Rows, ref, tally } from "./rows.ts";

const level = 0.95;
const asks = [moments("x"), moments("x", "y"), counts("x")];
const statistics: readonly Statistic[] = [
  { kind: "mean", column: ref("x") },
  { kind: "share", column: ref("x"), values: [4, 5] },
  { kind: "share", column: ref("x"), values: [5], among: [1, 2, 5] },
  { kind: "ratio", numerator: ref("x"), denominator: ref("y") },
];

interface Person {
  readonly x: number | null;
  readonly y: number | null;
  readonly v: number;
}

const answer = fc.option(fc.integer({ min: 1, max: 5 }), { nil: null, freq: 8 });
const person: fc.Arbitrary<Person> = fc.record({
  x: answer,
  y: answer,
  v: fc.double({ min: 0.2, max: 4, noNaN: true }),
});
const sample = fc.array(person, { minLength: 4, maxLength: 80 });

function rowsOf(people: readonly Person[]): Rows {
  return { x: people.map(({ x }) => x), y: people.map(({ y }) => y) };
}

function estimates(people: readonly Person[], weighted: boolean, make = plain): readonly Estimated[] {
  const weights = weighted ? people.map(({ v }) => v) : undefined;
  const tallies = tally(rowsOf(people), asks, weights, make);
  return statistics.map((statistic) => estimate(statistic, tallies, { level }));
}

function expectSame(found: number | null, wanted: number | null): void {
  if (found === null || wanted === null) expect(found).toBe(wanted);
  else expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(wanted)));
}

function expectSameEstimates(found: readonly Estimated[], wanted: readonly Estimated[]): void {
  found.forEach((one, index) => {
    const other = wanted[index]!;
    for (const key of ["value", "low", "high", "se", "effectiveN"] as const) expectSame(one[key], other[key]);
    expect([one.n, one.cases, one.method, one.why]).toEqual([other.n, other.cases, other.method, other.why]);
  });
}

test("the order of rows changes no estimate and no interval", () => {
  fc.assert(
    fc.property(
      sample.chain((people) =>
        fc.tuple(fc.constant(people), fc.shuffledSubarray(people, { minLength: people.length })),
      ),
      fc.boolean(),
      ([people, shuffled], weighted) => {
        expectSameEstimates(estimates(shuffled, weighted), estimates(people, weighted));
      },
    ),
  );
});

test("coded and plain columns give the same", () => {
  fc.assert(
    fc.property(sample, fc.boolean(), (people, weighted) => {
      expectSameEstimates(estimates(people, weighted, coded), estimates(people, weighted, plain));
    }),
  );
});

test("weights times a constant change nothing", () => {
  fc.assert(
    fc.property(sample, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (people, factor) => {
      const scaled = people.map((one) => ({ ...one, v: one.v * factor }));
      expectSameEstimates(estimates(scaled, true), estimates(people, true));
    }),
  );
});

describe("every respondent twice", () => {
  test("keeps the value and multiplies the linearised variance by (n − 1)/(2n − 1)", () => {
    fc.assert(
      fc.property(sample, fc.boolean(), (people, weighted) => {
        const twice = estimates([...people, ...people], weighted);
        estimates(people, weighted).forEach((once, index) => {
          const both = twice[index]!;
          expectSame(both.value, once.value);
          expect(both.n).toBe(2 * once.n);
          if (once.se === null || once.n < 2) return;
          expect(Math.abs(both.se! ** 2 - once.se ** 2 * ((once.n - 1) / (2 * once.n - 1)))).toBeLessThan(1e-12);
        });
      }),
    );
  });
});

test("a rescaled answer rescales mean, interval and difference; a reversed one mirrors them", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 3, maxLength: 40 }),
      fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 3, maxLength: 40 }),
      fc.constantFrom(100 / 9, -100 / 9, 0.01, 1e6),
      fc.constantFrom(0, -3, 1000),
      (earlier, later, scale, move) => {
        const mean: Statistic = { kind: "mean", column: ref("x") };
        const of = (values: readonly number[]) => tally({ x: values }, [moments("x")]);
        const turn = (values: readonly number[]) => values.map((value) => scale * value + move);
        const before = compare(mean, of(earlier), of(later), { level });
        const after = compare(mean, of(turn(earlier)), of(turn(later)), { level });
        const close = (found: number | null, wanted: number | null) => {
          if (found === null || wanted === null) return expect(found).toBe(wanted);
          expect(Math.abs(found - wanted)).toBeLessThan(1e-8 * Math.max(1, Math.abs(scale)));
        };
        close(after.difference, before.difference! * scale);
        close(after.p, before.p);
        close(after.se, before.se === null ? null : before.se * Math.abs(scale));
        close(after.low, before.low === null ? null : (scale > 0 ? before.low : before.high!) * scale);
      },
    ),
  );
});

test("turning the waves round turns the difference round, linked or not", () => {
  fc.assert(
    fc.property(sample, sample, fc.boolean(), fc.boolean(), (a, b, weighted, linked) => {
      const wave = (people: readonly Person[], from: number) => ({
        ids: people.map((_, index) => index + from),
        rows: rowsOf(people),
        weights: weighted ? people.map(({ v }) => v) : undefined,
      });
      const [first, second] = [wave(a, 0), wave(b, 2)];
      const [before, after] = [first, second].map(({ rows, weights }) => tally(rows, asks, weights));
      for (const statistic of statistics) {
        const there = compare(statistic, before!, after!, {
          level,
          ...(linked && { link: link(first, second, asks) }),
        });
        const back = compare(statistic, after!, before!, { level, ...(linked && { link: link(second, first, asks) }) });
        expectSame(back.difference, there.difference === null ? null : -there.difference);
        expectSame(back.low, there.high === null ? null : -there.high);
        expectSame(back.p, there.p);
        expect([back.method, back.linked, back.why]).toEqual([there.method, there.linked, there.why]);
      }
    }),
  );
});

test("no estimate is NaN, and each without an interval has a reason", () => {
  fc.assert(
    fc.property(fc.array(person, { minLength: 0, maxLength: 6 }), fc.boolean(), (people, weighted) => {
      for (const one of estimates(people, weighted)) {
        for (const key of ["value", "low", "high", "se", "df", "effectiveN"] as const) {
          expect(one[key] === null || Number.isFinite(one[key])).toBe(true);
        }
        expect(one.low === null).toBe(one.why !== undefined);
      }
    }),
  );
});
