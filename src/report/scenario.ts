import type { Scenario } from "../analyses/analysis.ts";
import type { Voice } from "./say.ts";

/** A scenario for its template: the drivers' names, and as JSON what the script reads. */
export interface ScenarioView {
  readonly drivers: readonly string[];
  readonly data: string;
}

/** A scenario in a language; null where nothing can be moved. */
export function showScenario({ step, drivers }: Scenario, voice: Voice): ScenarioView | null {
  if (drivers.length === 0) return null;
  const { decimal, minus, plus, percent } = voice.format.marks;
  return {
    drivers: drivers.map(({ driver }) => voice.label(driver)),
    data: JSON.stringify({
      step,
      drivers: drivers.map(({ level, from, to, outcomes }) => ({
        level,
        from,
        to,
        outcomes: outcomes.map(({ outcome, unit, level: reached, perPoint }) => {
          const share = unit === "share-points";
          return {
            name: voice.label(outcome),
            level: reached,
            scale: share ? 100 : 1,
            digits: share ? 0 : 1,
            ...perPoint,
          };
        }),
      })),
      words: {
        to: voice.words.template("format.to"),
        list: voice.word("format.clauses"),
        marks: { decimal, minus, plus },
        units: { 1: ["", ""], 100: percent },
      },
    }),
  };
}
