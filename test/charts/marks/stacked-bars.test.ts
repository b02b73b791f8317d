import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { categorical, diverging, sequential } from "../../../src/charts/marks/shades.ts";
import { type StackedRow, stackedBars } from "../../../src/charts/marks/stacked-bars.ts";
import { anyLabel, faultsOf, sizes, textsOf } from "../drawings.ts";

const states = ["Dissatisfied", "Fairly satisfied", "Very satisfied"];
const row: StackedRow = {
  label: "Q3",
  verdict: "none",
  shares: [0.119, 0.299, 0.582],
  texts: ["11.9", "29.9", "58.2"],
};

describe("shares of a whole", () => {
  test("segments lie end to end and keep the order", () => {
    const { segments } = stackedBars({ groups: [{ rows: [row] }], names: states, order: "diverging" }, "wide").data;
    const ends = segments as unknown as { start: number; end: number; fill: string }[];
    expect(ends.map(({ start }) => start)).toEqual([0, 0.119, expect.closeTo(0.418, 9)]);
    expect(ends.at(-1)!.end).toBeCloseTo(1, 9);
    expect(ends.map(({ fill }) => fill)).toEqual(["var(--weak)", "var(--quiet-soft)", "var(--est)"]);
  });

  test("a number stands in its segment only where it has room; a share of nothing is no segment", () => {
    const chart = stackedBars(
      {
        groups: [{ rows: [{ ...row, shares: [0.004, 0, 0.996], texts: ["0.4", "0.0", "99.6"] }] }],
        names: states,
        order: "diverging",
      },
      "narrow",
    );
    expect(chart.data.segments).toHaveLength(2);
    const said = textsOf(chart).map((text) => text.text);
    expect(said).toContain("99.6");
    expect(said).not.toContain("0.4");
  });

  test("names stand over their segments, or in a key with swatches where one would not", () => {
    expect(stackedBars({ groups: [{ rows: [row] }], names: states, order: "diverging" }, "wide").data.signs).toEqual(
      [],
    );
    const crowded = { ...row, shares: [0.005, 0.005, 0.99] };
    const chart = stackedBars({ groups: [{ rows: [crowded] }], names: states, order: "diverging" }, "narrow");
    expect(chart.data.signs).toHaveLength(3);
    expect(textsOf(chart).map((text) => text.text)).toEqual(expect.arrayContaining(states));
  });

  test("every number of shades differs, worst to best, little to much", () => {
    for (let count = 2; count <= 11; count++) {
      for (const shades of [diverging(count), sequential(count)]) {
        expect(new Set(shades.map(({ fill, opacity }) => `${fill} ${opacity}`)).size).toBe(count);
        // Between these neither ink is read on the tint.
        for (const { opacity } of shades) expect(opacity <= 0.5 || opacity === 1).toBe(true);
      }
    }
  });

  test("kinds without an order have a hue each, in a fixed order, and greys at the end", () => {
    const kinds = categorical(7, 3);
    expect(kinds.map(({ fill }) => fill)).toEqual([1, 2, 3, 4, 5, 5, 5].map((k) => `var(--cat-${k})`));
    const greys = kinds.slice(4).map(({ opacity }) => opacity);
    expect(greys).toEqual([...new Set(greys)].sort((a, b) => b - a));
    // a kind keeps its hue when one more is grey
    expect(categorical(6, 2).slice(0, 4)).toEqual(kinds.slice(0, 4));
    expect(() => categorical(5)).toThrow("4 hues");
    const five = { ...row, shares: [0.2, 0.2, 0.3, 0.2, 0.1], texts: ["20", "20", "30", "20", "10"] };
    const input = { groups: [{ rows: [five] }], names: ["a", "b", "c", "d", "e"], order: "none", muted: 1 } as const;
    expect(stackedBars(input, "wide").data.segments).toMatchObject(
      categorical(5, 1).map(({ fill, opacity }) => ({ fill, opacity })),
    );
  });

  test("any shares: nothing on anything else", () => {
    const anyNames = fc.constantFrom(
      states,
      ["不满意", "满意", "十分满意"],
      ["Very dissatisfied", "Rather dissatisfied", "Neither", "Rather satisfied", "Very satisfied"],
      ["从不", "每年", "每月", "每周", "每天"],
      Array.from({ length: 10 }, (_, index) => String(index + 1)),
    );
    const anyRows = anyNames.chain((names) =>
      fc.record({
        names: fc.constant(names),
        rows: fc.array(
          fc
            .tuple(
              anyLabel,
              fc.option(fc.array(fc.nat({ max: 40 }), { minLength: names.length, maxLength: names.length }), {
                freq: 8,
              }),
            )
            .map(([label, counts]): StackedRow => {
              const total = counts?.reduce((sum, count) => sum + count, 0) ?? 0;
              if (counts === null || total === 0)
                return { label, verdict: "none", shares: null, texts: [], reason: "Not shown" };
              return {
                label,
                verdict: "none",
                base: `n=${total}`,
                shares: counts.map((count) => count / total),
                texts: counts.map((count) => ((100 * count) / total).toFixed(1)),
              };
            }),
          { maxLength: 5 },
        ),
      }),
    );
    fc.assert(
      fc.property(anyRows, fc.constantFrom(...sizes), ({ names, rows }, size) => {
        expect(faultsOf(stackedBars({ groups: [{ rows }], names, order: "diverging" }, size))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
