import type { Scenario } from "../analysis.ts";
import type { Unit } from "../estimate.ts";
import type { StructuralModelResult } from "./result.ts";

/** Points that the impacts in the result are told for. */
const told = 5;
/** A slider's own step, and how far it goes at most. */
const slide = 0.5;
const farthest = 20;

/**
 * What the sliders move: drivers, and outcomes by their impact with its interval. A slider ends where the driver, or an end
 * of an outcome's interval, would leave its scale, so that everything on it is proportional. Hidden figures have none.
 */
export function scenarioOf({ whatIf, effects, latents }: StructuralModelResult): Scenario {
  const levelOf = (id: string) => latents.find(({ latent }) => latent === id)!.index;
  const drivers = whatIf.rows.flatMap(({ latent, from }) => {
    const level = from.value;
    if (level === null) return [];
    const outcomes = whatIf.outcomes.flatMap((to) => {
      const impact = effects.find((effect) => effect.from === latent && effect.to === to)?.impact;
      const outcome = levelOf(to);
      if (!impact || impact.value === null || impact.low === null || impact.high === null || outcome.value === null)
        return [];
      return [
        {
          outcome: { kind: "latent", id: to } as const,
          unit: impact.unit,
          level: outcome.value,
          perPoint: { value: impact.value / told, low: impact.low / told, high: impact.high / told },
        },
      ];
    });
    const room = (sign: 1 | -1) => {
      const limits = outcomes.flatMap(({ level: own, unit, perPoint }) =>
        [perPoint.low, perPoint.high].map((slope) => {
          const rise = sign * slope;
          return rise === 0 ? farthest : (rise > 0 ? topOf(unit) - own : own) / Math.abs(rise);
        }),
      );
      const most = Math.min(farthest, sign > 0 ? 100 - level : level, ...limits);
      return Math.floor(most / slide + 1e-9) * slide;
    };
    const [up, down] = [room(1), room(-1)];
    if (outcomes.length === 0 || up + down <= 0) return [];
    return [{ driver: { kind: "latent", id: latent } as const, level, from: down === 0 ? 0 : -down, to: up, outcomes }];
  });
  return { step: whatIf.step, drivers };
}

/** The end of an outcome's scale, which begins at 0. */
function topOf(unit: Unit): number {
  return unit === "share-points" ? 1 : 100;
}
