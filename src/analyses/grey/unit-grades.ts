import type { ColumnSpec } from "../../responses/column.ts";
import { greyOfUnits } from "../../stats/grey.ts";
import { placesOf } from "../../stats/ranks.ts";
import type { Context, Group } from "../analysis.ts";
import { drawnEstimate } from "../assess.ts";
import type { Subject } from "../estimate.ts";
import { plainEstimate, rankEstimate } from "./estimates.ts";
import { asksOf, baseOf, directions, groupOf, meansIn } from "./means.ts";
import type { Indicator } from "./model.ts";
import type { GreyOptions, GreyResult } from "./result.ts";

/** Distinguishing coefficients that the order of units is looked at under, beside that of the study. */
export const rhos = [0.1, 0.5, 0.9] as const;

interface Graded {
  readonly unit: string;
  readonly units: readonly Group[];
  /** Of every element asked for; `keptAt` says which of them tell the units apart, which are `kept`. */
  readonly columns: readonly ColumnSpec[];
  readonly keptAt: readonly number[];
  readonly kept: readonly Indicator[];
  /** Means of the kept elements, by unit. */
  readonly matrix: readonly (readonly number[])[];
  /** Weights of the kept elements; they add up to 1. */
  readonly parts: readonly number[];
  readonly grades: readonly number[];
}

/** Each unit's grade with its interval, its rank among units on a sound base, and its rank under other coefficients. */
export function unitsOf(
  context: Context<GreyOptions>,
  { unit: unitId, units, columns, keptAt, kept, matrix, parts, grades }: Graded,
) {
  const { options, conventions } = context;
  const bases = units.map((unit) => baseOf(unit, kept));
  const sound = units.flatMap((_, u) =>
    Math.min(bases[u]!.n, bases[u]!.effectiveN) >= conventions.cautionBelow ? [u] : [],
  );
  const resampler = context.resampleGroups(unitId, asksOf(columns));
  const drawnMeans = Array.from({ length: resampler.draws }, (_, draw) => meansIn(resampler, draw, units, columns));
  const draws = drawnMeans.map((means) => {
    const own = means?.map((row) => keptAt.map((k) => row[k]!));
    return own ? (greyOfUnits(own, directions(kept), parts, options.rho)?.grades ?? null) : null;
  });
  // every rank here is among the units on a sound base
  const ranksIn = (grades: readonly number[]) => placesOf(sound.map((u) => grades[u]!));
  const drawnRanks = draws.map((grades) => grades && ranksIn(grades));
  const byRho = rhos.map((rho) => ranksIn(greyOfUnits(matrix, directions(kept), parts, rho)!.grades));
  const ownRanks = ranksIn(grades);
  const made = drawnRanks.filter((ranks) => ranks !== null);
  const rows = units.map((unit, u): GreyResult["units"][number] => {
    const subject: Subject = { kind: "overall", id: "overall", group: groupOf(unit) };
    const place = sound.indexOf(u);
    return {
      unit: unit.value,
      grade: drawnEstimate(
        { measure: "grey.grade", unit: "coefficient", subject },
        grades[u]!,
        draws.map((drawn) => drawn && drawn[u]!),
        bases[u]!,
        conventions,
      ),
      ...(place >= 0 && {
        rank: rankEstimate(
          "rank",
          subject,
          ownRanks[place]!,
          made.map((ranks) => ranks[place]!),
          bases[u]!,
          context,
        ),
      }),
      ranks: place < 0 ? [] : rhos.map((_, r) => plainEstimate(`rank_by`, "rank", subject, byRho[r]![place]!, context)),
      first: place < 0 || made.length === 0 ? 0 : made.filter((ranks) => ranks[place] === 1).length / made.length,
    };
  });
  return {
    rows,
    /** Units whose rank another coefficient changes. */
    moved: sound.filter((_, k) => new Set(byRho.map((ranks) => ranks[k])).size > 1).length,
    ownRanks,
    ranksIn,
    drawnMeans,
  };
}
