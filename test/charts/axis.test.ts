import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axisOver } from "../../src/charts/axis.ts";

const plain = (tick: number, digits: number) => tick.toFixed(digits);

describe("axis over values", () => {
  test("holds all values and has at most five ticks in steps of 1, 2 or 5", () => {
    const axis = axisOver([61.7, null, 81.3], plain, { within: [0, 100] });
    expect(axis.low).toBeLessThan(61.7);
    expect(axis.high).toBeGreaterThan(81.3);
    expect(axis.ticks.map((tick) => tick.label)).toEqual(["65", "70", "75", "80"]);
    expect(axis.cut).toBe(true);
  });

  test("begins at the origin where bars need it, on either side", () => {
    expect(axisOver([0.4, 0.2], plain, { fromOrigin: true })).toMatchObject({ low: 0, cut: false });
    expect(axisOver([-0.4, -0.2], plain, { fromOrigin: true })).toMatchObject({ high: 0, cut: false });
    expect(axisOver([], plain)).toMatchObject({ cut: false });
  });

  test("never leaves the scale and shows at least the span asked", () => {
    const axis = axisOver([99, 99.5], plain, { within: [0, 100], span: 10 });
    expect(axis.high).toBe(100);
    expect(axis.low).toBe(90);
  });

  test("any values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { maxLength: 8 }),
        fc.boolean(),
        (values, fromOrigin) => {
          const axis = axisOver(values, plain, { fromOrigin });
          const room = 1e-9 * Math.max(1, ...values.map(Math.abs));
          expect(axis.high).toBeGreaterThan(axis.low);
          for (const value of values) {
            expect(value).toBeGreaterThanOrEqual(axis.low - room);
            expect(value).toBeLessThanOrEqual(axis.high + room);
          }
          expect(axis.ticks.length).toBeLessThanOrEqual(5);
          expect(new Set(axis.ticks.map((tick) => tick.label)).size).toBe(axis.ticks.length);
        },
      ),
    );
  });
});
