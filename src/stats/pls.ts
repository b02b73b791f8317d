import { makeInner } from "./pls-inner.ts";
import { layOut, type PlsLayout, type PlsModel, planOf } from "./pls-plan.ts";
import { correlationsOf } from "./regression.ts";
import type { Moments } from "./tallies.ts";

/**
 * Partial least squares path modelling from moments alone (Wold 1982; Lohmöller 1989; Tenenhaus, Esposito Vinzi, Chatelin
 * & Lauro 2005): standardised items, scores scaled to variance 1, Mode A or B, path, centroid or factorial scheme. An
 * estimate is a function of the correlations of the items; levels and spreads of scores follow from means and deviations.
 */

/** Why there is no estimate. `singular`: items of a Mode B block, or predecessors, that follow exactly from others. */
export type PlsFailure = "few" | "constant" | "singular" | "not-converged";

export interface PlsOptions {
  /** Largest change of a weight, scores having variance 1, at which the rounds stop. */
  readonly tolerance?: number;
  readonly rounds?: number;
}

export interface PlsSolver {
  readonly model: PlsModel;
  readonly layout: PlsLayout;
  /** Fills in the figures of the items' moments; the items stand block by block. Workspace is kept between calls. */
  readonly solve: (moments: Moments, out: Float64Array) => PlsFailure | null;
}

/** Below this part of its variance, what is left of a score beside others is rounding. */
const nothing = 1e-10;

export function makePls(model: PlsModel, { tolerance = 1e-7, rounds: most = 300 }: PlsOptions = {}): PlsSolver {
  const plan = planOf(model);
  const layout = layOut(plan);
  const { items, blocks } = plan;
  const work = {
    weights: new Float64Array(items),
    next: new Float64Array(items),
    deviations: new Float64Array(items),
    scores: new Float64Array(blocks * blocks),
    // of every item with every linked score
    linked: new Float64Array(items * blocks),
    inner: new Float64Array(blocks),
  };
  const inner = makeInner(plan);

  function solve(moments: Moments, out: Float64Array): PlsFailure | null {
    if (moments.n < 3) return "few";
    const { low, high } = moments;
    for (let i = 0; i < items; i++) if (low[i] === high[i]) return "constant";
    const r = correlationsOf(moments);
    const { weights, next } = work;
    weights.fill(1);
    if (!scale(r, weights)) return "singular";
    let round = 0;
    for (; ; round++) {
      if (round === most) return "not-converged";
      correlateScores(r, weights, plan.linked);
      for (let q = 0; q < blocks; q++) {
        if (!inner.weigh(q, work.scores, work.inner)) return "singular";
        if (!outer(r, q, next)) return "singular";
      }
      if (!scale(r, next)) return "singular";
      let change = 0;
      for (let i = 0; i < items; i++) {
        // |w|: a block whose sign swings from round to round has settled all the same
        const moved = Math.abs(Math.abs(next[i]!) - Math.abs(weights[i]!));
        if (moved > change) change = moved;
        weights[i] = next[i]!;
      }
      // a weight that is no number never compares
      if (!(change >= tolerance)) break;
    }
    if (Number.isNaN(weights[0]!)) return "singular";
    return describe(r, moments, round + 1, out);
  }

  /** Scales the weights of every block so that its score has variance 1. */
  function scale(r: Float64Array, weights: Float64Array): boolean {
    for (let q = 0; q < blocks; q++) {
      const from = plan.starts[q]!;
      const end = plan.starts[q + 1]!;
      let variance = 0;
      for (let i = from; i < end; i++) {
        let sum = 0;
        for (let j = from; j < end; j++) sum += r[i * items + j]! * weights[j]!;
        variance += weights[i]! * sum;
      }
      if (!(variance > nothing)) return false;
      const factor = 1 / Math.sqrt(variance);
      for (let i = from; i < end; i++) weights[i] = weights[i]! * factor;
    }
    return true;
  }

  /** Correlations of items with scores, and of scores with each other, where `wanted[q * blocks + other]`. */
  function correlateScores(r: Float64Array, weights: Float64Array, wanted: Uint8Array): void {
    const { linked, scores } = work;
    for (let q = 0; q < blocks; q++) {
      const from = plan.starts[q]!;
      const end = plan.starts[q + 1]!;
      for (let other = 0; other < blocks; other++) {
        if (wanted[q * blocks + other] === 0) continue;
        const otherFrom = plan.starts[other]!;
        const otherEnd = plan.starts[other + 1]!;
        let both = 0;
        for (let i = from; i < end; i++) {
          let sum = 0;
          for (let j = otherFrom; j < otherEnd; j++) sum += r[i * items + j]! * weights[j]!;
          linked[i * blocks + other] = sum;
          both += weights[i]! * sum;
        }
        scores[q * blocks + other] = both;
      }
      scores[q * blocks + q] = 1;
    }
  }

  /** The next weights of a block: the correlations of its items with Z (Mode A), or Z's least squares on them (Mode B). */
  function outer(r: Float64Array, q: number, next: Float64Array): boolean {
    const from = plan.starts[q]!;
    const end = plan.starts[q + 1]!;
    const links = plan.links[q]!;
    for (let i = from; i < end; i++) {
      let sum = 0;
      for (let k = 0; k < links.length; k++) sum += work.inner[links[k]!]! * work.linked[i * blocks + links[k]!]!;
      next[i] = sum;
    }
    return model.blocks[q]!.mode === "A" || inner.regressItems(q, r, next);
  }

  function describe(r: Float64Array, moments: Moments, rounds: number, out: Float64Array): PlsFailure | null {
    const { weights, linked, scores } = work;
    correlateScores(r, weights, plan.all);
    orient();
    for (let i = 0; i < items; i++) {
      out[layout.weights + i] = weights[i]!;
      out[layout.loadings + i] = linked[i * blocks + plan.blockOf[i]!]!;
    }
    out.set(linked, layout.crossed);
    out.set(scores, layout.correlations);
    if (!inner.regress(scores, out, layout)) return "singular";
    level(moments, out);
    out[layout.srmr] = misfit(r, out);
    out[layout.rounds] = rounds;
    return null;
  }

  /** Turns scores round: by the signs of their loadings, then by the sum of the loadings, then by the first of them. */
  function orient(): void {
    const { weights, linked, scores } = work;
    for (let q = 0; q < blocks; q++) {
      const from = plan.starts[q]!;
      const end = plan.starts[q + 1]!;
      let signs = 0;
      let sum = 0;
      for (let i = from; i < end; i++) {
        const loading = linked[i * blocks + q]!;
        signs += Math.sign(loading);
        sum += loading;
      }
      if ((signs || sum || linked[from * blocks + q]!) >= 0) continue;
      for (let i = from; i < end; i++) weights[i] = -weights[i]!;
      for (let i = 0; i < items; i++) linked[i * blocks + q] = -linked[i * blocks + q]!;
      for (let other = 0; other < blocks; other++) {
        if (other === q) continue;
        scores[q * blocks + other] = -scores[q * blocks + other]!;
        scores[other * blocks + q] = -scores[other * blocks + q]!;
      }
    }
  }

  /** Indices: the level of each score in the units of the items, by unstandardised weights (Fornell et al. 1996) and by equal ones. */
  function level(moments: Moments, out: Float64Array): void {
    const { n, weight, weight2, shift, sums, products } = moments;
    const { weights, deviations } = work;
    // weighted rows: Σ v takes the place of n, and (Σv)²/Σv² that of n in n/(n − 1)
    const rows = (weight * weight) / weight2;
    const factor = n > 1 && rows > 1 ? rows / (rows - 1) : 1;
    for (let i = 0; i < items; i++) {
      const mean = sums[i]! / weight;
      out[layout.means + i] = shift[i]! + mean;
      deviations[i] = Math.sqrt(Math.max(0, products[i * items + i]! / weight - mean * mean) * factor);
    }
    for (let q = 0; q < blocks; q++) {
      const from = plan.starts[q]!;
      const end = plan.starts[q + 1]!;
      let total = 0;
      for (let i = from; i < end; i++) total += weights[i]! / deviations[i]!;
      let own = 0;
      let equal = 0;
      for (let i = from; i < end; i++) {
        const share = weights[i]! / deviations[i]! / total;
        out[layout.shares + i] = share;
        own += share * out[layout.means + i]!;
        equal += out[layout.means + i]! / (end - from);
      }
      let ownVariance = 0;
      let equalVariance = 0;
      for (let i = from; i < end; i++) {
        for (let j = from; j < end; j++) {
          const both = (products[i * items + j]! / weight - (sums[i]! / weight) * (sums[j]! / weight)) * factor;
          ownVariance += out[layout.shares + i]! * out[layout.shares + j]! * both;
          equalVariance += both / (end - from) ** 2;
        }
      }
      out[layout.own + q] = own;
      out[layout.equal + q] = equal;
      out[layout.ownDeviation + q] = Math.sqrt(Math.max(0, ownVariance));
      out[layout.equalDeviation + q] = Math.sqrt(Math.max(0, equalVariance));
    }
  }

  /**
   * Standardised root mean square residual of the saturated composite model: correlations of items of different blocks
   * against loading x correlation of the scores x loading; within a block nothing is left over (Henseler et al. 2014). The
   * mean is over the lower triangle with the diagonal.
   */
  function misfit(r: Float64Array, out: Float64Array): number {
    let squares = 0;
    for (let i = 1; i < items; i++) {
      const q = plan.blockOf[i]!;
      for (let j = 0; j < plan.starts[q]!; j++) {
        const implied =
          out[layout.loadings + i]! * work.scores[q * blocks + plan.blockOf[j]!]! * out[layout.loadings + j]!;
        squares += (r[i * items + j]! - implied) ** 2;
      }
    }
    return Math.sqrt(squares / ((items * (items + 1)) / 2));
  }

  return { model, layout, solve };
}
