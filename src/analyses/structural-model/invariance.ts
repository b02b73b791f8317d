import { addMoments, weighAsRows } from "../../stats/add-moments.ts";
import { agreementOf, levelOf } from "../../stats/micom.ts";
import { quantile } from "../../stats/quantile.ts";
import { correlationsOf, deviationsOf } from "../../stats/regression.ts";
import type { Moments } from "../../stats/tallies.ts";
import { type Source, turnLike } from "./draws.ts";
import { type Fit, type PathModel, rangeOf } from "./model.ts";
import type { GroupPair, WaveBefore } from "./result.ts";

/** Two groups, everybody, and what was fitted to each. */
export interface Sides {
  readonly own: Fit;
  readonly rest: Fit;
  readonly all: Fit;
  readonly moments: { readonly own: Moments; readonly rest: Moments; readonly all: Moments };
}

export type Invariance = GroupPair["invariance"][number];

/** Quantile of c below which the measurement is not the same, and the share of deals that an equal mean lies within. */
const lowest = 0.05;
const within = 0.95;
const rounding = 1e-12;

/** MICOM, steps 2 and 3, of every latent variable; dealing people out anew moves neither everybody's moments nor fit. */
export function invarianceOf(model: PathModel, sides: Sides, deals: readonly (Sides | null)[]): readonly Invariance[] {
  const { all } = sides.moments;
  const r = correlationsOf(all);
  const sizes = deviationsOf(all).map((size) => size / Math.sqrt(all.weight));
  const weightsIn = ({ figures }: Fit) => weightsOf(model, figures);
  // weights of the raw answers that make the score of everybody, with variance 1
  const scoring = weightsIn(sides.all).map((weight, k) => weight / sizes[k]!);
  const made = deals.filter((deal) => deal !== null);
  return model.latents.map(({ id }, q) => {
    const range = rangeOf(model, q);
    const agreement = ({ own, rest }: Sides) => agreementOf(r, range, weightsIn(own), weightsIn(rest));
    const levels = ({ moments }: Sides) => {
      const [own, rest] = [levelOf(moments.own, range, scoring), levelOf(moments.rest, range, scoring)];
      return { means: own.mean - rest.mean, variances: Math.log(own.variance / rest.variance) };
    };
    const c = agreement(sides);
    const dealt = made.map((deal) => ({ c: agreement(deal), ...levels(deal) }));
    const ascending = (of: (deal: (typeof dealt)[number]) => number) => Float64Array.from(dealt, of).sort();
    const found = levels(sides);
    const equality = (name: "means" | "variances") => {
      const values = ascending((deal) => deal[name]);
      const low = quantile(values, (1 - within) / 2);
      const high = quantile(values, (1 + within) / 2);
      return { difference: found[name], low, high, equal: found[name] >= low && found[name] <= high };
    };
    return {
      latent: id,
      ...judge(
        c,
        dealt.map((deal) => deal.c),
      ),
      means: equality("means"),
      variances: equality("variances"),
    };
  });
}

/**
 * MICOM, step 2, of two waves; why not where there is no model of both. Dealing rows anew would tear apart the answers of
 * who is in both waves, and of a published wave there are no rows. What c would be if the weights were the same is told by
 * the draws instead: how far each wave's weights stray from their estimates, laid round the weights of both waves together.
 */
export function waveInvarianceOf(model: PathModel, now: Source, before: Source): WaveBefore["invariance"] | null {
  const moments = addMoments([weighAsRows(model.momentsOf(before.tallies)), weighAsRows(model.momentsOf(now.tallies))]);
  const both = model.fitMoments(moments);
  if (typeof both === "string") return null;
  const r = correlationsOf(moments);
  const same = weightsOf(model, turnLike(model, both.figures, now.figures));
  const strayed = ({ figures }: Source, draw: Float64Array) => {
    const own = weightsOf(model, figures);
    return weightsOf(model, draw).map((weight, k) => same[k]! + weight - own[k]!);
  };
  const pairs = now.draws.flatMap((draw, k) => {
    const other = before.draws[k];
    return draw && other ? [[strayed(before, other), strayed(now, draw)] as const] : [];
  });
  if (pairs.length < 0.95 * now.draws.length) return null;
  return model.latents.map(({ id }, q) => {
    const agreement = (one: Float64Array, other: Float64Array) => agreementOf(r, rangeOf(model, q), one, other);
    return {
      latent: id,
      ...judge(
        agreement(weightsOf(model, before.figures), weightsOf(model, now.figures)),
        pairs.map(([one, other]) => agreement(one, other)),
      ),
    };
  });
}

function weightsOf({ solver, items }: PathModel, figures: Float64Array): Float64Array {
  return figures.subarray(solver.layout.weights, solver.layout.weights + items.length);
}

/** Step 2: whether c is as high as it would be, by these values of it, if the weights were the same. */
function judge(c: number, ifSame: readonly number[]): Pick<Invariance, "c" | "quantile" | "p" | "holds"> {
  const cut = quantile(Float64Array.from(ifSame).sort(), lowest);
  return {
    c,
    quantile: cut,
    p: (1 + ifSame.filter((value) => value <= c + rounding).length) / (ifSame.length + 1),
    holds: c >= cut - rounding,
  };
}
