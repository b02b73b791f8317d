import { describe, expect, it } from "vitest";
import type { StructuralModelResult } from "../../src/analyses/structural-model/result.ts";
import { scenarioOf } from "../../src/analyses/structural-model/scenario.ts";

interface Case {
  readonly driver: number;
  readonly outcome: number;
  readonly impact: readonly [value: number, low: number, high: number];
  readonly unit?: "points" | "share-points";
}

/** One driver and one outcome; `impact` is of 5 points. */
function sliders({ driver, outcome, impact: [value, low, high], unit = "points" }: Case) {
  const result = {
    latents: [
      { latent: "quality", index: { value: driver } },
      { latent: "satisfaction", index: { value: outcome } },
    ],
    effects: [{ from: "quality", to: "satisfaction", impact: { value, low, high, unit } }],
    whatIf: {
      step: 5,
      outcomes: ["satisfaction"],
      rows: [{ latent: "quality", step: 5, from: { value: driver }, effects: [{ latent: "satisfaction" }] }],
    },
  } as unknown as StructuralModelResult;
  return scenarioOf(result).drivers;
}

describe("sliders of a path model", () => {
  it("move by the impact of a point, 20 points either way where there is room", () => {
    const [one] = sliders({ driver: 50, outcome: 60, impact: [3, 2, 4] });
    expect(one).toMatchObject({ level: 50, from: -20, to: 20 });
    expect(one!.outcomes).toMatchObject([{ level: 60, perPoint: { value: 0.6, low: 0.4, high: 0.8 } }]);
  });

  it.each<[string, Case, number, number]>([
    ["the driver at its scale", { driver: 88.3, outcome: 60, impact: [3, 2, 4] }, -20, 11.5],
    // 8 points up at .8 a point, 10 steps of half a point
    ["the interval of the outcome at the top", { driver: 50, outcome: 92, impact: [3, 2, 4] }, -20, 10],
    // 9 points down at .8 a point are 11.25 points of the driver
    ["the interval of the outcome at 0", { driver: 50, outcome: 9, impact: [3, 2, 4] }, -11, 20],
    // a rate that falls: at −.03 a point 9 % are used up after 3 points, and it rises as much the other way
    ["a rate at 0", { driver: 50, outcome: 0.09, impact: [-0.1, -0.15, -0.05], unit: "share-points" }, -20, 3],
    // an interval over 0: −1 a point the one way, 3 the other
    ["an interval that includes 0", { driver: 50, outcome: 6, impact: [5, -5, 15] }, -2, 6],
    ["the driver at its top", { driver: 100, outcome: 60, impact: [3, 2, 4] }, -20, 0],
  ])("end at %s", (_, given, from, to) => {
    expect(sliders(given)).toMatchObject([{ from, to }]);
  });

  it("are none where nothing can move, or a figure is hidden", () => {
    expect(sliders({ driver: 50, outcome: 100, impact: [30, -5000, 6000] })).toEqual([]);
    expect(sliders({ driver: null as unknown as number, outcome: 60, impact: [3, 2, 4] })).toEqual([]);
    expect(sliders({ driver: 50, outcome: 60, impact: [3, null as unknown as number, 4] })).toEqual([]);
  });
});
