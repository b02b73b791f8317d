import { agreementOf, levelOf } from "../../stats/micom.ts";
import { quantile } from "../../stats/quantile.ts";
import { correlationsOf, deviationsOf } from "../../stats/regression.ts";
import type { Moments } from "../../stats/tallies.ts";
import { type Fit, type PathModel, rangeOf } from "./model.ts";
import type { GroupPair } from "./result.ts";

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
  const { layout } = model.solver;
  const { all } = sides.moments;
  const r = correlationsOf(all);
  const sizes = deviationsOf(all).map((size) => size / Math.sqrt(all.weight));
  const weightsIn = ({ figures }: Fit) => figures.subarray(layout.weights, layout.weights + model.items.length);
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
    const cut = quantile(
      ascending((deal) => deal.c),
      lowest,
    );
    const found = levels(sides);
    const equality = (name: "means" | "variances") => {
      const values = ascending((deal) => deal[name]);
      const low = quantile(values, (1 - within) / 2);
      const high = quantile(values, (1 + within) / 2);
      return { difference: found[name], low, high, equal: found[name] >= low && found[name] <= high };
    };
    return {
      latent: id,
      c,
      quantile: cut,
      p: (1 + dealt.filter((deal) => deal.c <= c + rounding).length) / (dealt.length + 1),
      holds: c >= cut - rounding,
      means: equality("means"),
      variances: equality("variances"),
    };
  });
}
