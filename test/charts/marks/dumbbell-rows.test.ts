import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axisOver } from "../../../src/charts/axis.ts";
import { type DumbbellRow, dumbbellRows } from "../../../src/charts/marks/dumbbell-rows.ts";
import { anyInterval, anyLabel, anyShort, anyVerdict, faultsOf, sizes, textsOf } from "../drawings.ts";

const axis = axisOver([6.2, 8.9], (tick, digits) => tick.toFixed(digits), { origin: 1, within: [1, 10] });
const names = { from: "Expected", to: "Perceived" };
const row: DumbbellRow = {
  label: "Billing",
  from: 8.9,
  to: 6.2,
  fromText: "8.9",
  toText: "6.2",
  text: "−2.70",
  interval: "−2.90 to −2.50",
  verdict: "worse",
};

describe("pairs in rows", () => {
  test.each(sizes)("expected hollow, perceived filled, named once (%s)", (size) => {
    const chart = dumbbellRows({ groups: [{ rows: [row, row] }], axis, names }, size);
    expect(chart.data.points).toMatchObject([
      { value: 8.9, fill: "var(--paper)", stroke: "var(--weak)" },
      { value: 6.2, fill: "var(--weak)" },
      { value: 8.9 },
      { value: 6.2 },
    ]);
    expect(chart.data.pairs).toMatchObject([
      { value: 8.9, other: 6.2 },
      { value: 8.9, other: 6.2 },
    ]);
    expect(textsOf(chart).filter((text) => text.text === "Expected")).toHaveLength(1);
    // The perceived value is the lower one here, so its name stands at the left.
    const x = (text: string) => textsOf(chart).find((one) => one.text === text)!.x;
    expect(x("Perceived")).toBeLessThan(x("Expected"));
  });

  test("one end alone is drawn, without a line and without names", () => {
    const chart = dumbbellRows(
      { groups: [{ rows: [{ label: "Roaming", from: null, to: 7.9, verdict: "none" }] }], axis, names },
      "wide",
    );
    expect(chart.data.pairs).toEqual([]);
    expect(chart.data.points).toHaveLength(1);
    expect(textsOf(chart).map((text) => text.text)).not.toContain("Expected");
  });

  test("any pairs: nothing on anything else", () => {
    const end = fc.option(fc.integer({ min: 10, max: 100 }), { freq: 8 });
    const anyRow = fc.tuple(anyLabel, end, end, anyShort, anyInterval, anyVerdict).map(
      ([label, from, to, text, interval, verdict]): DumbbellRow => ({
        label,
        verdict,
        from: from === null ? null : from / 10,
        to: to === null ? null : to / 10,
        ...(from !== null && { fromText: (from / 10).toFixed(1) }),
        ...(to !== null && { toText: (to / 10).toFixed(1) }),
        ...(from !== null && to !== null
          ? { text, ...(interval !== undefined && { interval }) }
          : { reason: "Not asked" }),
      }),
    );
    const anyNames = fc.constantFrom(
      names,
      { from: "期望", to: "感知" },
      { from: "What customers expected before they came", to: "What they found" },
    );
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 6 }), anyNames, fc.constantFrom(...sizes), (rows, named, size) => {
        const ends = axisOver(
          rows.flatMap((one) => [one.from, one.to]),
          (tick, digits) => tick.toFixed(digits),
          { origin: 1, within: [1, 10] },
        );
        // A row with one end and a reason says both.
        const given = rows.map(
          (one) => (one.from === null && one.to === null ? one : { ...one, reason: undefined }) as DumbbellRow,
        );
        expect(faultsOf(dumbbellRows({ groups: [{ rows: given }], axis: ends, names: named }, size))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
