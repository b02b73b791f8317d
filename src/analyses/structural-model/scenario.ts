import type { Scenario } from "../analysis.ts";
import type { StructuralModelResult } from "./result.ts";

/** What the sliders move: hidden figures and drivers that are at the end of their scale have none. */
export function scenarioOf({ whatIf }: StructuralModelResult): Scenario {
  const drivers = whatIf.rows.flatMap(({ latent, from, step, effects }) => {
    if (from.value === null || step <= 0) return [];
    const outcomes = effects.flatMap(({ latent: to, change, after }) => {
      const { value, low, high, unit } = change;
      const top = unit === "share-points" ? 1 : 100;
      if (value === null || low === null || high === null || after.value === null) return [];
      // cut at an end of the scale, a change is not proportional to the move
      if (after.low === null || after.high === null || after.low <= 0 || after.high >= top) return [];
      return [
        {
          outcome: { kind: "latent", id: to } as const,
          unit,
          level: after.value - value,
          top,
          perPoint: { value: value / step, low: low / step, high: high / step },
        },
      ];
    });
    return outcomes.length > 0
      ? [{ driver: { kind: "latent", id: latent } as const, level: from.value, outcomes }]
      : [];
  });
  return { step: whatIf.step, drivers };
}
