import { type ColumnSpec, rescaledOf } from "../../responses/column.ts";
import { kmoOf, type Principal, principalOf } from "../../stats/principal.ts";
import { correlationsOf, deviationsOf } from "../../stats/regression.ts";
import { type Moments, momentsOf, type Tallies } from "../../stats/tallies.ts";
import type { Element, Study } from "../../study/study.ts";
import type { DriversOptions } from "../drivers/result.ts";
import type { ComponentsOptions } from "./result.ts";

export interface ComponentsModel {
  readonly elements: readonly Element[];
  readonly columns: readonly ColumnSpec[];
  /** Made once for each tallies; null where an element is rated alike by everybody. */
  readonly of: (tallies: Tallies) => Found | null;
}

export interface Found {
  readonly moments: Moments;
  readonly correlations: Float64Array;
  readonly principal: Principal;
  /** Raw weights of the first component, u = eigenvector element / sd, and the index they make; null unless all loadings are positive. */
  readonly composite: { readonly weights: Float64Array; readonly index: number } | null;
  readonly kmo: ReturnType<typeof kmoOf>;
}

export function modelOf(study: Study, options: ComponentsOptions): ComponentsModel {
  const drivers = study.analyses.get("drivers") as DriversOptions | undefined;
  const wanted = options.elements ?? drivers?.elements ?? [...study.elements.keys()];
  const elements = [...new Set(wanted)].map((id) => study.elements.get(id)!);
  const columns = elements.map(({ performance }) => rescaledOf(performance));
  const known = new WeakMap<Tallies, Found | null>();
  return {
    elements,
    columns,
    of(tallies) {
      let found = known.get(tallies);
      if (found === undefined) {
        found = find(momentsOf(tallies, columns));
        known.set(tallies, found);
      }
      return found;
    },
  };
}

function find(moments: Moments): Found | null {
  const { n, low, high } = moments;
  if (n < 3 || low.some((value, k) => value === high[k])) return null;
  const correlations = correlationsOf(moments);
  const principal = principalOf(correlations);
  return { moments, correlations, principal, composite: compositeOf(moments, principal), kmo: kmoOf(correlations) };
}

/**
 * The first component as an index on 0-100: Σ u x̄ / Σ u over ratings on 0-100, which is the index formula of METHODS B3 with
 * u = eigenvector element / sd and the ends of the scales.
 */
function compositeOf(moments: Moments, { loadings }: Principal): Found["composite"] {
  const sizes = deviationsOf(moments);
  const p = sizes.length;
  const first = Array.from({ length: p }, (_, i) => loadings[i * p]!);
  if (first.some((loading) => loading <= 0)) return null;
  const raw = first.map((loading, i) => loading / sizes[i]!);
  const total = raw.reduce((sum, u) => sum + u, 0);
  const weights = Float64Array.from(raw, (u) => u / total);
  let index = 0;
  for (let i = 0; i < p; i++) index += weights[i]! * (moments.shift[i]! + moments.sums[i]! / moments.weight);
  return { weights, index };
}
