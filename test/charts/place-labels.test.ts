import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crossing, overlap, placeLabels, spotsAround, spreadInRow, textBox } from "../../src/charts/place-labels.ts";

const bounds = { left: 0, top: 0, right: 704, bottom: 300 };

describe("labels find their place", () => {
  test("a free label takes its first spot, the next one what is left", () => {
    const wish = { lines: ["Network"], size: 12, weight: 400, spots: spotsAround(300, 150, 9, 12), needed: true };
    const [first, second] = placeLabels([wish, wish], { boxes: [], segments: [] }, bounds);
    expect(first).toEqual(wish.spots[0]);
    expect(second).not.toEqual(first);
  });

  test("a label that is not needed is left out where nothing is free, a needed one is not", () => {
    const everywhere = { boxes: [bounds], segments: [] };
    const wish = { lines: ["Network"], size: 12, weight: 400, spots: spotsAround(300, 150, 9, 12) };
    expect(placeLabels([{ ...wish, needed: false }], everywhere, bounds)).toEqual([null]);
    expect(placeLabels([{ ...wish, needed: true }], everywhere, bounds)[0]).not.toBeNull();
  });

  test("twelve crowded points: no label on another", () => {
    const point = fc.record({ x: fc.integer({ min: 40, max: 640 }), y: fc.integer({ min: 30, max: 270 }) });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 12 }), (points) => {
        const wishes = points.map(({ x, y }, index) => ({
          lines: [`Element ${index}`],
          size: 12,
          weight: 400,
          spots: spotsAround(x, y, 9, 12),
          needed: false,
        }));
        const boxes = points.map(({ x, y }) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }));
        const placed = placeLabels(wishes, { boxes, segments: [] }, bounds).flatMap((spot, index) =>
          spot === null ? [] : [textBox(wishes[index]!.lines, spot, 12)],
        );
        for (const [index, box] of placed.entries()) {
          for (const other of [...placed.slice(index + 1), ...boxes]) expect(overlap(box, other)).toBe(0);
        }
      }),
    );
  });

  test("length of a line in a box, by hand", () => {
    const box = { left: 0, top: 0, right: 10, bottom: 10 };
    expect(crossing(box, { x: -5, y: 5, x2: 15, y2: 5 })).toBe(10);
    expect(crossing(box, { x: 0, y: 0, x2: 3, y2: 4 })).toBe(5);
    expect(crossing(box, { x: -5, y: 11, x2: 15, y2: 11 })).toBe(0);
  });
});

describe("names in a row", () => {
  test("names that have room stand over their centres; crowded ones share the shift", () => {
    expect(
      spreadInRow(
        [
          { centre: 50, width: 20 },
          { centre: 90, width: 20 },
        ],
        0,
        200,
        5,
      ),
    ).toEqual([50, 90]);
    expect(
      spreadInRow(
        [
          { centre: 50, width: 20 },
          { centre: 50, width: 20 },
        ],
        0,
        200,
        0,
      ),
    ).toEqual([40, 60]);
    expect(spreadInRow([{ centre: 0, width: 20 }], 0, 200, 5)).toEqual([10]);
    expect(spreadInRow([{ centre: 0, width: 201 }], 0, 200, 5)).toBeNull();
  });

  test("in order, apart, and within the room", () => {
    const stretch = fc.record({ centre: fc.integer({ min: -50, max: 350 }), width: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 6 }), (unsorted) => {
        const stretches = unsorted.sort((one, other) => one.centre - other.centre);
        const centres = spreadInRow(stretches, 0, 300, 4)!;
        for (const [index, { width }] of stretches.entries()) {
          expect(centres[index]! - width / 2).toBeGreaterThan(-1e-9);
          expect(centres[index]! + width / 2).toBeLessThan(300 + 1e-9);
          if (index > 0)
            expect(centres[index]! - centres[index - 1]!).toBeGreaterThan(
              width / 2 + stretches[index - 1]!.width / 2 + 4 - 1e-9,
            );
        }
      }),
    );
  });
});
