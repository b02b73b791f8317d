import { greyOfUnits } from "../../stats/grey.ts";
import { placesOf } from "../../stats/ranks.ts";
import type { Context, Group } from "../analysis.ts";
import { drawnEstimate } from "../assess.ts";
import type { Subject } from "../estimate.ts";
import { rankEstimate } from "./estimates.ts";
import { type Base, baseOf, directions } from "./means.ts";
import type { Indicator } from "./model.ts";
import type { GreyOptions, GreyResult } from "./result.ts";

/**
 * Elements side by side as units are: the means of each over the units against an ideal that is the best rated element of
 * every unit, no unit counting for more than another. Everybody who rated the element in one of the units is its base.
 */
export function elementsOf(
  context: Context<GreyOptions>,
  {
    asked,
    units,
    matrix,
    drawnMeans,
  }: {
    readonly asked: readonly Indicator[];
    readonly units: readonly Group[];
    readonly matrix: readonly (readonly number[])[];
    readonly drawnMeans: readonly (readonly (readonly number[])[] | null)[];
  },
): GreyResult["ideal"] {
  const { options, conventions } = context;
  const gradesOf = (means: readonly (readonly number[])[]) => {
    const byElement = asked.map((_, k) => means.map((row) => row[k]!));
    const equal = units.map(() => 1);
    return greyOfUnits(byElement, directions(units), equal, options.rho)?.grades ?? null;
  };
  const own = gradesOf(matrix);
  if (!own) return [];
  const draws = drawnMeans.map((means) => means && gradesOf(means));
  const bases = asked.map((indicator): Base => {
    const all = units.map((unit) => baseOf(unit, [indicator]));
    const sum = (of: (base: Base) => number) => all.reduce((total, base) => total + of(base), 0);
    return { n: sum(({ n }) => n), effectiveN: sum(({ effectiveN }) => effectiveN) };
  });
  const sound = asked.flatMap((_, k) =>
    Math.min(bases[k]!.n, bases[k]!.effectiveN) >= conventions.cautionBelow ? [k] : [],
  );
  const ranksIn = (grades: readonly number[]) => placesOf(sound.map((k) => grades[k]!));
  const ranks = ranksIn(own);
  const drawnRanks = draws.flatMap((grades) => (grades ? [ranksIn(grades)] : []));
  return asked
    .map(({ element }, k) => {
      const subject: Subject = { kind: "element", id: element.id };
      const place = sound.indexOf(k);
      return {
        element: element.id,
        grade: drawnEstimate(
          { measure: "grey.element_grade", unit: "coefficient", subject },
          own[k]!,
          draws.map((grades) => grades && grades[k]!),
          bases[k]!,
          conventions,
        ),
        ...(place >= 0 && {
          rank: rankEstimate(
            "element_rank",
            subject,
            ranks[place]!,
            drawnRanks.map((row) => row[place]!),
            bases[k]!,
            context,
          ),
        }),
      };
    })
    .sort((a, b) => b.grade.value! - a.grade.value!);
}
