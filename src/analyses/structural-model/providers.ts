import type { Problem } from "../../problems/problem.ts";
import { weighAsRows } from "../../stats/add-moments.ts";
import { momentsOfGroup, type TalliesByGroup } from "../../stats/grouped.ts";
import { keyOf } from "../../stats/tallies.ts";
import type { Study } from "../../study/study.ts";
import type { Competitor, Context } from "../analysis.ts";
import { compareSides, fitSides, judgeSides, sidesOf } from "./compare-sides.ts";
import type { Source } from "./draws.ts";
import type { Sides } from "./invariance.ts";
import type { PathModel } from "./model.ts";
import type { StructuralModelOptions } from "./options.ts";
import type { StructuralModelResult } from "./result.ts";

type Ctx = Context<StructuralModelOptions>;

/** Other providers can be compared with only where the study has any. */
export function checkProviders(
  { provider, placeOf }: Study,
  { providers }: StructuralModelOptions,
): readonly Problem[] {
  if (!providers || provider) return [];
  return [
    {
      code: "study/model-no-providers",
      severity: "error",
      place: placeOf(["analyses", "structural-model", "providers"]),
      message: "The model is to be compared with that of other providers, and the study names none.",
      hint: "Say under `provider` which column names them and which is your own, or leave `providers` out.",
    },
  ];
}

/**
 * The model of our customers beside that of each other provider's; of all providers the tests are judged together. Either
 * side weighs as much as it has people, whatever its weights are scaled to.
 */
export function providersOf(
  context: Ctx,
  { model }: Source,
  equal: readonly boolean[],
): StructuralModelResult["providers"] {
  if (!context.options.providers) return [];
  const tried = context.competitors.map((competitor) => {
    const { provider } = competitor;
    const own = weighAsRows(model.momentsOf(context.tallies));
    const rest = weighAsRows(model.momentsOf(competitor.tallies));
    const about = { provider, n: own.n, otherN: rest.n };
    const found = sidesOf(model, own, rest);
    if ("code" in found) return { about: { ...about, why: found }, tried: null };
    const compared = compareSides(
      model,
      equal,
      {
        found,
        ...drawSides(context, model, competitor),
        names: { rest: `provider=${provider}` },
        against: { kind: "provider", id: provider },
      },
      context.conventions,
    );
    return { about, tried: compared };
  });
  const judged = judgeSides(
    tried.map(({ tried: one }) => one),
    context.conventions,
  );
  return tried.map(({ about }, k) => ({ ...about, ...judged[k]! }));
}

/** Both sides drawn anew, each apart from the other, and their people dealt anew to either. */
function drawSides(
  context: Ctx,
  model: PathModel,
  { provider, resample, permute }: Competitor,
): { readonly resampled: readonly (Sides | null)[]; readonly permuted: readonly (Sides | null)[] } {
  const key = keyOf(model.asks[0]!);
  const momentsIn = ({ moments }: TalliesByGroup, at: number) => weighAsRows(momentsOfGroup(moments[key]!, at));
  const ours = context.resample(model.asks);
  const theirs = resample(model.asks);
  const at = theirs.groups.indexOf(provider);
  const dealt = permute(model.asks);
  const draw = (draws: number, of: (draw: number) => Sides | null) => Array.from({ length: draws }, (_, k) => of(k));
  return {
    resampled: draw(theirs.draws, (k) =>
      fitSides(model, weighAsRows(model.momentsOf(ours.tallies(k))), momentsIn(theirs.tallies(k), at)),
    ),
    permuted: draw(dealt.draws, (k) => {
      const tallies = dealt.tallies(k);
      return fitSides(model, momentsIn(tallies, 0), momentsIn(tallies, 1));
    }),
  };
}
