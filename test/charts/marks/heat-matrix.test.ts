import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type HeatMatrixInput, heatMatrix } from "../../../src/charts/marks/heat-matrix.ts";
import { drawChart } from "../../../src/charts/render.ts";
import { anyLabel, faultsOf, frame, sizes, textsOf } from "../drawings.ts";

const input: HeatMatrixInput = {
  columns: ["Mean", "Fuzzy"],
  rows: [
    {
      label: "North",
      strong: true,
      cells: [
        { text: "1", level: 1 },
        { text: "7", level: 0 },
      ],
    },
    { label: "South", cells: [{ text: "2", level: 0.9 }, null] },
  ],
};

describe("numbers in a grid", () => {
  test.each(sizes)(
    "every number stands in its cell, darker where there is more; an empty cell draws nothing (%s)",
    (size) => {
      const chart = heatMatrix(input, size);
      const cells = chart.data.cells as readonly {
        x: number;
        x2: number;
        y: number;
        y2: number;
        fill: string;
        opacity: number;
      }[];
      expect(cells).toHaveLength(3);
      for (const [k, text] of ["1", "7", "2"].entries()) {
        const row = textsOf(chart).find((candidate) => candidate.text === text && candidate.align === "center")!;
        expect(row.x).toBeGreaterThan(cells[k]!.x);
        expect(row.x).toBeLessThan(cells[k]!.x2);
        expect(row.y).toBeGreaterThan(cells[k]!.y);
        expect(row.y).toBeLessThan(cells[k]!.y2);
      }
      expect(cells[0]!.opacity).toBeGreaterThan(cells[1]!.opacity);
      expect(textsOf(chart).find(({ text }) => text === "North")!.weight).toBe(700);
    },
  );

  test("columns too narrow for their names are numbered, with a key below", () => {
    const columns = Array.from({ length: 8 }, (_, k) => `Entropy-weighted score ${k}`);
    const rows = [{ label: "North", cells: columns.map(() => ({ text: "0.5", level: 0.5 })) }];
    const texts = textsOf(heatMatrix({ columns, rows }, "narrow")).map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining(["1", "8", "1 Entropy-weighted score 0", "8 Entropy-weighted score 7"]),
    );
  });

  test("long names that begin alike stay apart", () => {
    const begun = "Announcements on board when a departure is delayed or moved to another landing stage";
    const rows = ["on weekdays", "after dark"].map((end) => ({ ...input.rows[0]!, label: `${begun} ${end}` }));
    for (const size of sizes) {
      const texts = textsOf(heatMatrix({ columns: input.columns, rows }, size));
      const names = texts.filter(({ align }) => align !== "center").map(({ text }) => text.replaceAll("\n", " "));
      expect(names).toEqual(rows.map(({ label }) => label));
    }
  });

  test("whatever the labels, no text stands on another or outside", () => {
    const label = anyLabel;
    const matrix = fc.integer({ min: 1, max: 8 }).chain((columns) =>
      fc.record({
        columns: fc.array(label, { minLength: columns, maxLength: columns }),
        rows: fc.array(
          fc.record({
            label,
            strong: fc.boolean(),
            cells: fc.array(
              fc.option(
                fc.record({
                  text: fc.constantFrom("1", "12", "0.95", "−1.00"),
                  level: fc.double({ min: 0, max: 1, noNaN: true }),
                }),
              ),
              { minLength: columns, maxLength: columns },
            ),
          }),
          { minLength: 1, maxLength: 12 },
        ),
      }),
    );
    fc.assert(
      fc.property(matrix, fc.constantFrom(...sizes), (given, size) => {
        expect(faultsOf(heatMatrix(given, size))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test("Vega draws it without a word", () => {
    expect(drawChart(heatMatrix(input, "wide"), frame)).toContain("North");
  });
});
