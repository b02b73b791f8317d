import { describe, expect, it } from "vitest";
import { type CountedSet, secondaryHidden } from "../../src/disclosure/span.ts";

// Counts, rule and expectation: constructed example "suppression_small_cells" of the methods (3 x 3 table with both totals).
const table = [
  [40, 22, 9],
  [35, 4, 12],
  [28, 30, 18],
];

function cell(row: number, column: number): CountedSet {
  return { key: `${row},${column}`, atoms: new Set([`${row},${column}`]), count: table[row]![column]! };
}

function sumOf(key: string, cells: readonly CountedSet[]): CountedSet {
  return {
    key,
    atoms: new Set(cells.flatMap((part) => [...part.atoms.keys()])),
    count: cells.reduce((sum, part) => sum + part.count, 0),
  };
}

const cells = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => cell(row, column)));
const totals = [0, 1, 2].flatMap((k) => [
  sumOf(
    `row ${k}`,
    [0, 1, 2].map((column) => cell(k, column)),
  ),
  sumOf(
    `column ${k}`,
    [0, 1, 2].map((row) => cell(row, k)),
  ),
]);

describe("secondary hiding", () => {
  it("closes a rectangle round one hidden cell of a table with both totals", () => {
    const hidden = cells.filter((set) => set.count < 5);
    expect(hidden.map((set) => set.key)).toEqual(["1,1"]);
    const further = secondaryHidden(
      hidden,
      cells.filter((set) => set.count >= 5),
      totals,
    );
    const all = new Set(["1,1", ...further]);
    expect(all.size).toBe(4);
    const rows = new Set([...all].map((key) => key.split(",")[0]));
    const columns = new Set([...all].map((key) => key.split(",")[1]));
    expect([rows.size, columns.size]).toEqual([2, 2]);
  });

  it("hides the smallest other part of a whole, and nothing where two are hidden already", () => {
    const parts = [7, 40, 12, 3].map((count, k): CountedSet => ({ key: `p${k}`, atoms: new Set([`p${k}`]), count }));
    const whole = [sumOf("all", parts)];
    expect(secondaryHidden([parts[3]!], parts.slice(0, 3), whole)).toEqual(["p0"]);
    expect(secondaryHidden([parts[3]!, parts[0]!], parts.slice(1, 3), whole)).toEqual([]);
  });

  it("sees through nested totals: a branch within a region within the country", () => {
    const branches = ["n1", "n2", "s1", "s2"].map(
      (key, k): CountedSet => ({ key, atoms: new Set([key]), count: [3, 30, 20, 25][k]! }),
    );
    const regions = [sumOf("north", branches.slice(0, 2)), sumOf("south", branches.slice(2))];
    // hiding s1 would not help: n1 = north - n2
    expect(secondaryHidden([branches[0]!], [...branches.slice(1), ...regions], [sumOf("all", branches)])).toEqual([
      "n2",
    ]);
  });

  it("hides nothing where nothing can be subtracted", () => {
    const small: CountedSet = { key: "a", atoms: new Set(["a"]), count: 2 };
    expect(secondaryHidden([small], [{ key: "b", atoms: new Set(["b"]), count: 9 }], [])).toEqual([]);
  });
});
