import type { ColumnSpec } from "../../responses/column.ts";
import { absoluteIncidence, greyCoefficients, greyGrades, greyOfUnits, meanScale } from "../../stats/grey.ts";
import { type GroupResampler, momentsOfGroup } from "../../stats/grouped.ts";
import { kishOf } from "../../stats/linearised.ts";
import { quantile } from "../../stats/quantile.ts";
import { placesOf } from "../../stats/ranks.ts";
import { type Ask, keyOf, type Moments, momentsOf, type Tallies } from "../../stats/tallies.ts";
import type { Context, Group, Outcome } from "../analysis.ts";
import { drawnEstimate } from "../assess.ts";
import { readWeights } from "../element-weights.ts";
import { type Estimate, numberKey, type Subject } from "../estimate.ts";
import { type Indicator, indicatorsOf, overallOf } from "./model.ts";
import type { GreyOptions, GreyResult } from "./result.ts";
import { bounds, fitWith, generations, population, searchOn, type UnitMeans } from "./search.ts";

const rhos = [0.1, 0.5, 0.9] as const;
/** A series needs so many waves, an order of units so many units. */
const fewestWaves = 3;
const fewestUnits = 3;

export function compute(context: Context<GreyOptions>): Outcome<GreyResult> {
  const { study, options, conventions } = context;
  if (!study.unit) return notApplicable("no-unit");
  const all = context.groups.filter(({ segment }) => segment === study.unit!.id);
  const overall = overallOf(study, options);
  const enough = (unit: Group, column: ColumnSpec, subject: Subject) =>
    momentsOf(unit.tallies, [column]).n >= conventions.hideBelow &&
    !context.hidden?.has(numberKey({ measure: "grey.mean", subject: { ...subject, group: groupOf(unit) } }));
  const rated = (unit: Group, { element, column }: Indicator) =>
    enough(unit, column, { kind: "element", id: element.id });
  const chosen = indicatorsOf(study, options);
  const asked = options.elements
    ? chosen
    : chosen.filter((indicator) => 2 * all.filter((unit) => rated(unit, indicator)).length > all.length);
  if (asked.length < 2) return notApplicable("entropy-elements");
  const units = all.filter((unit) => asked.every((indicator) => rated(unit, indicator)));
  if (units.length < fewestUnits) return notApplicable("grey-units");
  const given = readWeights(
    options.weights,
    asked.map(({ element }) => element),
    context,
  );
  if ("why" in given) return { kind: "notApplicable", why: given.why };

  const columns = asked.map(({ column }) => column);
  const matrix = units.map((unit) => columns.map((column) => meanOf(momentsOf(unit.tallies, [column]))));
  const found = greyOfUnits(matrix, directions(columns), given.weights, options.rho);
  if (!found) return notApplicable("grey-alike");
  const weights = found.kept.map((k) => given.weights[k]!);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const kept = found.kept.map((k) => asked[k]!);
  const parts = weights.map((weight) => weight / total);
  const keptMatrix = matrix.map((row) => found.kept.map((k) => row[k]!));

  const bases = units.map((unit) => baseOf(unit, kept));
  const sound = units.flatMap((_, u) =>
    Math.min(bases[u]!.n, bases[u]!.effectiveN) >= conventions.cautionBelow ? [u] : [],
  );
  const resampler = context.resampleGroups(study.unit.id, asksOf(columns));
  const drawnMeans = Array.from({ length: resampler.draws }, (_, draw) => meansIn(resampler, draw, units, columns));
  const draws = drawnMeans.map((means) => {
    const own = means?.map((row) => found.kept.map((k) => row[k]!));
    return own ? (greyOfUnits(own, directions(kept), parts, options.rho)?.grades ?? null) : null;
  });
  // every rank here is among the units on a sound base
  const ranksIn = (grades: readonly number[]) => placesOf(sound.map((u) => grades[u]!));
  const drawnRanks = draws.map((grades) => grades && ranksIn(grades));
  const byRho = rhos.map((rho) => ranksIn(greyOfUnits(keptMatrix, directions(kept), parts, rho)!.grades));
  const ownRanks = ranksIn(found.grades);
  const made = drawnRanks.filter((ranks) => ranks !== null);
  const rows = units.map((unit, u): GreyResult["units"][number] => {
    const subject: Subject = { kind: "overall", id: "overall", group: groupOf(unit) };
    const place = sound.indexOf(u);
    return {
      unit: unit.value,
      grade: drawnEstimate(
        { measure: "grey.grade", unit: "coefficient", subject },
        found.grades[u]!,
        draws.map((grades) => grades && grades[u]!),
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
  const searched = searchIn(context, { kept, units, parts, matrix: keptMatrix, overall, enough, ownRanks, ranksIn });
  const elements = elementsOf(context, { asked, units, matrix, drawnMeans });
  const ordered = rows.sort((a, b) => b.grade.value! - a.grade.value!);
  return {
    kind: "done",
    result: {
      rho: options.rho,
      rhos: [...rhos],
      weights: given.kind,
      forced: given.forced,
      elements: kept.map(({ element }, k) => ({ element: element.id, weight: parts[k]! })),
      dropped: [
        ...chosen
          .filter((one) => !asked.includes(one))
          .map(({ element }) => because(element.id, "entropy-rarely-rated")),
        ...asked
          .filter((one) => !kept.includes(one))
          .map((one) =>
            because(one.element.id, given.weights[asked.indexOf(one)] === 0 ? "fuzzy-weightless" : "grey-constant"),
          ),
      ],
      units: ordered,
      unitsLeftOut: all.filter((unit) => !units.includes(unit)).map(({ value }) => value),
      ideal: [...elements],
      moved: sound.filter((_, k) => new Set(byRho.map((ranks) => ranks[k])).size > 1).length,
      ...searched,
      series: overall ? seriesOf(context, chosen, overall) : [],
      scored: [
        { by: "unit", method: "grey", rows: ordered.map(({ grade }) => grade) },
        ...(elements.length > 0
          ? [{ by: "element" as const, method: "grey", rows: elements.map(({ grade }) => grade) }]
          : []),
      ],
    },
  };
}

/**
 * Elements side by side as units are: the means of each over the units against an ideal that is the best rated element of
 * every unit, no unit counting for more than another. Everybody who rated the element in one of the units is its base.
 */
function elementsOf(
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

function notApplicable(code: string): Outcome<GreyResult> {
  return { kind: "notApplicable", why: { code } };
}

function because(element: string, code: string): GreyResult["dropped"][number] {
  return { element, why: { code } };
}

function directions(columns: readonly unknown[]): readonly 1[] {
  return columns.map(() => 1 as const);
}

function groupOf({ segment, value }: Group): string {
  return `${segment}=${value}`;
}

function asksOf(columns: readonly ColumnSpec[]): readonly Ask<ColumnSpec>[] {
  return columns.map((column) => ({ kind: "moments", columns: [column] }));
}

/** NaN where nobody answered. */
function meanOf({ shift, sums, weight }: Moments): number {
  return weight > 0 ? shift[0]! + sums[0]! / weight : Number.NaN;
}

/** The units' means in a draw; null where a unit has nobody left who rated an element. */
function meansIn(
  resampler: GroupResampler,
  draw: number,
  units: readonly Group[],
  columns: readonly ColumnSpec[],
): readonly (readonly number[])[] | null {
  const { moments } = resampler.tallies(draw);
  const tables = asksOf(columns).map((ask) => moments[keyOf(ask)]!);
  const means = units.map(({ value }) => {
    const place = resampler.groups.indexOf(value);
    return tables.map((table) => meanOf(momentsOfGroup(table, place)));
  });
  return means.some((row) => row.some(Number.isNaN)) ? null : means;
}

interface Base {
  readonly n: number;
  readonly effectiveN: number;
}

/** A grade rests on the element that fewest rated. */
function baseOf({ tallies }: Group, indicators: readonly Indicator[]): Base {
  const bases = indicators.map(({ column }) => {
    const { n, weight, weight2 } = momentsOf(tallies, [column]);
    return { n, effectiveN: kishOf(n, weight, weight2) };
  });
  return { n: Math.min(...bases.map(({ n }) => n)), effectiveN: Math.min(...bases.map((base) => base.effectiveN)) };
}

function rankEstimate(
  name: string,
  subject: Subject,
  value: number,
  drawn: readonly number[],
  base: Base,
  { conventions }: Context<GreyOptions>,
): Estimate {
  const ascending = Float64Array.from(drawn).sort();
  const tail = (1 - conventions.level) / 2;
  const has = ascending.length > 0;
  return {
    value,
    low: has ? Math.floor(quantile(ascending, tail)) : null,
    high: has ? Math.ceil(quantile(ascending, 1 - tail)) : null,
    level: conventions.level,
    method: has ? "bootstrap" : "none",
    base: base.n,
    effectiveBase: base.effectiveN,
    unit: "rank",
    measure: `grey.${name}`,
    subject,
    status: "shown",
    ...(!has && { why: { code: "no-replicates" } }),
  };
}

/** A figure of these very answers: what it would be on others is not asked here. */
function plainEstimate(
  name: string,
  unit: Estimate["unit"],
  subject: Subject,
  value: number,
  { conventions }: Context<GreyOptions>,
  code = "diagnostic",
): Estimate {
  return {
    value,
    low: null,
    high: null,
    level: conventions.level,
    method: "none",
    base: null,
    effectiveBase: null,
    unit,
    measure: `grey.${name}`,
    subject,
    status: "shown",
    why: { code },
  };
}

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
function searchIn(
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

/** Elements' series against that of overall satisfaction, over the waves that asked for both; none under three waves. */
function seriesOf(
  context: Context<GreyOptions>,
  indicators: readonly Indicator[],
  overall: ColumnSpec,
): GreyResult["series"] {
  const waves: readonly Tallies[] = [...context.earlier.map(({ tallies }) => tallies), context.tallies];
  const meanIn = (tallies: Tallies, column: ColumnSpec) => {
    const moments = tallies.moments[keyOf({ kind: "moments", columns: [column] })];
    return moments && moments.n >= context.conventions.hideBelow ? meanOf(moments) : null;
  };
  const reference = waves.map((tallies) => meanIn(tallies, overall));
  const series = indicators.flatMap(({ element, column }) => {
    const own = waves.map((tallies) => meanIn(tallies, column));
    return reference.includes(null) || own.includes(null) ? [] : [{ element, means: own as number[] }];
  });
  if (waves.length < fewestWaves || series.length < 2) return [];
  const against = reference as number[];
  const grades = greyGrades(
    greyCoefficients(
      meanScale(against),
      series.map(({ means }) => meanScale(means)),
      context.options.rho,
    ),
    against.map(() => 1),
  );
  return series
    .map(({ element, means }, k) => {
      const subject: Subject = { kind: "element", id: element.id };
      return {
        element: element.id,
        waves: waves.length,
        incidence: plainEstimate(
          "incidence",
          "coefficient",
          subject,
          absoluteIncidence(against, means),
          context,
          "grey-series",
        ),
        grade: plainEstimate("series_grade", "coefficient", subject, grades[k]!, context, "grey-series"),
      };
    })
    .sort((a, b) => b.incidence.value! - a.incidence.value!);
}
