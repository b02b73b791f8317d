import { addMoments } from "../../stats/add-moments.ts";
import { listDrawn, momentsOfGroup, sumMoments, type TalliesByGroup } from "../../stats/grouped.ts";
import { keyOf, type Moments } from "../../stats/tallies.ts";
import type { Study } from "../../study/study.ts";
import type { ByGroup, Context, Measure } from "../analysis.ts";
import { type Code, numberKey } from "../estimate.ts";
import { compareSides, fitSides, judgeSides, sidesOf, type Tried } from "./compare-sides.ts";
import type { Source } from "./draws.ts";
import type { Sides } from "./invariance.ts";
import { figuresOf, measureOf } from "./measures.ts";
import { modelOf, type PathModel } from "./model.ts";
import type { StructuralModelOptions } from "./options.ts";
import type { GroupPair, StructuralModelResult } from "./result.ts";

type Ctx = Context<StructuralModelOptions>;

/** Indices are shown by group: disclosure decides before anything is computed which groups may be told of. */
export function byGroup(study: Study, options: StructuralModelOptions): readonly ByGroup[] {
  const model = modelOf(study, options);
  return options.segments.map((segment) => ({ segment, measures: indexMeasures(model) }));
}

function indexMeasures(model: PathModel): readonly Measure[] {
  return figuresOf(model)
    .filter(({ about }) => about.id === "structural-model.index")
    .map((figure) => measureOf(figure, model));
}

/** Who is compared, and what was found or why nothing is. */
interface Pair {
  readonly about: Pick<GroupPair, "group" | "other" | "n" | "otherN">;
  readonly found: Tried | Code;
}

/**
 * The model of each group beside that of another, or of all others where there are more than two; of all segments the
 * tests are judged together.
 */
export function segmentsOf(context: Ctx, whole: Source, equal: readonly boolean[]): StructuralModelResult["segments"] {
  const { conventions, options } = context;
  const tried = options.segments.map((segment) => ({ segment, pairs: pairsIn(segment, context, whole.model, equal) }));
  const all = tried.flatMap(({ pairs }) => pairs);
  const judged = judgeSides(
    all.map(({ found }) => ("code" in found ? null : found)),
    conventions,
  );
  return tried.map(({ segment, pairs }) => ({
    segment,
    pairs: pairs.map((pair): GroupPair => {
      const own = judged[all.indexOf(pair)]!;
      const poolable =
        !("code" in pair.found) &&
        own.invariance.every(({ holds, means, variances }) => holds && means.equal && variances.equal);
      return { ...pair.about, ...own, poolable, ...("code" in pair.found && { why: pair.found }) };
    }),
  }));
}

function pairsIn(segment: string, context: Ctx, model: PathModel, equal: readonly boolean[]): readonly Pair[] {
  const hidden = (value: string) =>
    indexMeasures(model).some((measure) =>
      context.hidden?.has(
        numberKey({ measure: measure.id, subject: { ...measure.subject, group: `${segment}=${value}` } }),
      ),
    );
  const groups = context.groups.filter((group) => group.segment === segment);
  const shown = groups.filter(({ value }) => !hidden(value));
  if (groups.length < 2 || shown.length === 0) return [];
  const resampled = context.resampleGroups(segment, model.asks);
  const permuted = context.permuteGroups(segment, model.asks);
  const key = keyOf(model.asks[0]!);
  const two = resampled.groups.length === 2;
  const wanted = two ? shown.slice(0, shown.length === 2 ? 1 : 0) : shown;
  const pairs = wanted.map(({ value }) => {
    const at = resampled.groups.indexOf(value);
    const other = two ? `${segment}=${resampled.groups[1 - at]!}` : "rest";
    const own = model.momentsOf(groups.find((group) => group.value === value)!.tallies);
    const others = groups.filter((group) => group.value !== value).map(({ tallies }) => model.momentsOf(tallies));
    const rest = addMoments(others as [Moments, ...Moments[]]);
    const about = { group: `${segment}=${value}`, other, n: own.n, otherN: rest.n };
    return { about, at, sides: sidesOf(model, own, rest) };
  });
  const fitted = pairs.filter(({ sides }) => !("code" in sides));
  // a draw holds all groups: its rows are gone through once for all pairs
  const drawnFrom = (from: typeof resampled) => {
    const drawn = new Map(fitted.map((pair) => [pair, [] as (Sides | null)[]]));
    for (let draw = 0; draw < from.draws && fitted.length > 0; draw++) {
      const tallies = from.tallies(draw);
      for (const pair of fitted) drawn.get(pair)!.push(fitSides(model, ...split(tallies, key, pair.at)));
    }
    return drawn;
  };
  const [ofResamples, ofDeals] = [drawnFrom(resampled), drawnFrom(permuted)];
  return pairs.map((pair) => {
    const { about, sides } = pair;
    if ("code" in sides) return { about, found: sides };
    const { group, other } = about;
    const found = compareSides(
      model,
      equal,
      {
        found: sides,
        resampled: ofResamples.get(pair)!,
        permuted: ofDeals.get(pair)!,
        names: { own: group, rest: other === "rest" ? `${group} rest` : other },
        against: other === "rest" ? { kind: "rest" } : { kind: "group", id: other },
      },
      context.conventions,
    );
    return { about, found };
  });
}

/** The moments of one group and of all others of a table. */
function split({ moments }: TalliesByGroup, key: string, at: number): readonly [Moments, Moments] {
  const by = moments[key]!;
  const others = listDrawn(Array.from({ length: by.groups }, (_, group) => Number(group !== at)));
  return [momentsOfGroup(by, at), sumMoments(by, others)];
}
