import type { ColumnSpec } from "../../responses/column.ts";
import { greyOfUnits } from "../../stats/grey.ts";
import { momentsOf } from "../../stats/tallies.ts";
import type { Context, Group } from "../analysis.ts";
import { drawnEstimate } from "../assess.ts";
import type { Subject } from "../estimate.ts";
import { plainEstimate } from "./estimates.ts";
import { asksOf, baseOf, directions, meanOf, meansIn } from "./means.ts";
import type { Indicator } from "./model.ts";
import type { GreyOptions, GreyResult } from "./result.ts";
import { bounds, fitWith, generations, population, searchOn, type UnitMeans } from "./search.ts";

interface Searched {
  readonly kept: readonly Indicator[];
  readonly units: readonly Group[];
  readonly parts: readonly number[];
  readonly matrix: readonly (readonly number[])[];
  readonly overall: ColumnSpec | null;
  readonly enough: (unit: Group, column: ColumnSpec, subject: Subject) => boolean;
  readonly ownRanks: readonly number[];
  readonly ranksIn: (grades: readonly number[]) => readonly number[];
}

/** Weights searched on all answers, and what such a search gains on answers that it did not see. */
export function searchIn(
  context: Context<GreyOptions>,
  { kept, units, parts, matrix, overall, enough, ownRanks, ranksIn }: Searched,
): Pick<GreyResult, "search" | "searchWhy"> {
  const { study, options, conventions } = context;
  const whole: Subject = { kind: "overall", id: "overall" };
  if (!options.search) return { searchWhy: { code: "grey-search-unwanted" } };
  if (!overall) return { searchWhy: { code: "grey-no-overall" } };
  if (
    units.length < 5 ||
    kept.length < 3 ||
    kept.length * bounds[0] > 1 ||
    !units.every((unit) => enough(unit, overall, whole))
  )
    return { searchWhy: { code: "grey-search-few" } };
  const own = { matrix, overall: units.map((unit) => meanOf(momentsOf(unit.tallies, [overall]))) };
  const best = searchOn(own, parts, options.rho, study.id);
  const fit = best && fitWith(own, best.weights, options.rho);
  const plain = fitWith(own, parts, options.rho);
  if (!best || fit === null || plain === null) return { searchWhy: { code: "grey-search-few" } };
  const columns = [...kept.map(({ column }) => column), overall];
  const halves = context.halveGroups(study.unit!.id, asksOf(columns));
  const half = (draw: number): UnitMeans | null => {
    const means = meansIn(halves, draw, units, columns);
    return means && { matrix: means.map((row) => row.slice(0, -1)), overall: means.map((row) => row.at(-1)!) };
  };
  const gains: (number | null)[] = [];
  for (let dealing = 0; dealing < halves.draws / 2; dealing++) {
    const [seen, unseen] = [half(2 * dealing), half(2 * dealing + 1)];
    const found = seen && searchOn(seen, parts, options.rho, `${study.id} ${dealing}`);
    const after = found && unseen && fitWith(unseen, found.weights, options.rho);
    const before = unseen && fitWith(unseen, parts, options.rho);
    gains.push(after === null || before === null ? null : after - before);
  }
  const made = gains.filter((gain) => gain !== null);
  const bases = units.map((unit) => baseOf(unit, kept));
  const gain = drawnEstimate(
    { measure: "grey.gain", unit: "share-points", subject: whole },
    made.length === 0 ? 0 : made.reduce((sum, value) => sum + value, 0) / made.length,
    gains,
    {
      n: bases.reduce((sum, { n }) => sum + n, 0),
      effectiveN: bases.reduce((sum, { effectiveN }) => sum + effectiveN, 0),
    },
    conventions,
    "held-out",
  );
  const newRanks = ranksIn(greyOfUnits(matrix, directions(kept), best.weights, options.rho)!.grades);
  return {
    search: {
      seed: best.seed,
      population,
      generations,
      bounds: [...bounds],
      weights: kept.map(({ element }, k) => ({ element: element.id, plain: parts[k]!, searched: best.weights[k]! })),
      plain: plainEstimate("fit", "share", whole, plain, context),
      searched: plainEstimate("fit_searched", "share", whole, fit, context),
      gain,
      verdict: (gain.low ?? 0) > 0 ? "gain" : "none",
      distance: parts.reduce((sum, part, k) => sum + Math.abs(best.weights[k]! - part), 0) / 2,
      reordered: ownRanks.filter((rank, place) => rank !== newRanks[place]).length,
    },
  };
}
