import type { PlsLayout, PlsPlan } from "./pls-plan.ts";

/** Least squares among the scores, and of scores on items, in a workspace of its own. */
export interface Inner {
  /** The inner weights of a block's linked blocks, by block; false where predecessors follow from each other. */
  readonly weigh: (q: number, scores: Float64Array, out: Float64Array) => boolean;
  /** Replaces the correlations of a block's items with Z by the coefficients of Z on them. */
  readonly regressItems: (q: number, r: Float64Array, weights: Float64Array) => boolean;
  /** Paths, f², variance inflation, R² and total effects. */
  readonly regress: (scores: Float64Array, out: Float64Array, layout: PlsLayout) => boolean;
}

/** A pivot below this is rounding. */
const singular = 1e-10;

export function makeInner(plan: PlsPlan): Inner {
  const { blocks, items, starts, before, after, arrows, order, model } = plan;
  const widest = Math.max(1, ...before.map(({ length }) => length), ...model.blocks.map((block) => block.items));
  const lower = new Float64Array(widest * widest);
  const x = new Float64Array(widest);
  const solver = { lower, x, widest };

  /** The coefficients of a block on its predecessors, into `x`. */
  function regressOn(q: number, scores: Float64Array): boolean {
    const causes = before[q]!;
    const p = causes.length;
    for (let i = 0; i < p; i++) {
      x[i] = scores[q * blocks + causes[i]!]!;
      for (let j = 0; j <= i; j++) lower[i * widest + j] = i === j ? 1 : scores[causes[i]! * blocks + causes[j]!]!;
    }
    if (!factor(solver, p)) return false;
    substitute(solver, p);
    return true;
  }

  return {
    weigh(q, scores, out) {
      const causes = before[q]!;
      const consequences = after[q]!;
      if (model.scheme === "path") {
        if (causes.length > 0 && !regressOn(q, scores)) return false;
        for (let i = 0; i < causes.length; i++) out[causes[i]!] = x[i]!;
        for (let i = 0; i < consequences.length; i++) out[consequences[i]!] = scores[q * blocks + consequences[i]!]!;
        return true;
      }
      const centroid = model.scheme === "centroid";
      const links = plan.links[q]!;
      for (let i = 0; i < links.length; i++) {
        const r = scores[q * blocks + links[i]!]!;
        out[links[i]!] = centroid ? Math.sign(r) : r;
      }
      return true;
    },
    regressItems(q, r, weights) {
      const from = starts[q]!;
      const p = starts[q + 1]! - from;
      for (let i = 0; i < p; i++) {
        x[i] = weights[from + i]!;
        for (let j = 0; j <= i; j++) lower[i * widest + j] = r[(from + i) * items + from + j]!;
      }
      if (!factor(solver, p)) return false;
      substitute(solver, p);
      for (let i = 0; i < p; i++) weights[from + i] = x[i]!;
      return true;
    },
    regress(scores, out, layout) {
      out.fill(0, layout.totals, layout.totals + blocks * blocks);
      for (let place = 0; place < blocks; place++) {
        const q = order[place]!;
        const causes = before[q]!;
        const p = causes.length;
        if (p === 0) {
          out[layout.r2 + q] = Number.NaN;
          continue;
        }
        if (!regressOn(q, scores)) return false;
        let r2 = 0;
        for (let i = 0; i < p; i++) r2 += x[i]! * scores[q * blocks + causes[i]!]!;
        out[layout.r2 + q] = r2;
        for (let i = 0; i < p; i++) {
          const arrow = arrows[q]![i]!;
          const beta = x[i]!;
          const vif = inverseDiagonal(solver, p, i);
          out[layout.paths + arrow] = beta;
          out[layout.vif + arrow] = vif;
          // what R² loses without the predecessor is beta² / vif
          out[layout.f2 + arrow] = (beta * beta) / vif / (1 - r2);
          for (let from = 0; from < blocks; from++)
            out[layout.totals + from * blocks + q] =
              out[layout.totals + from * blocks + q]! + beta * out[layout.totals + from * blocks + causes[i]!]!;
          out[layout.totals + causes[i]! * blocks + q] = out[layout.totals + causes[i]! * blocks + q]! + beta;
        }
      }
      return true;
    },
  };
}

interface Solver {
  /** widest x widest: a symmetric matrix by its lower triangle, then its Cholesky factor. */
  readonly lower: Float64Array;
  readonly x: Float64Array;
  readonly widest: number;
}

function factor({ lower, widest }: Solver, p: number): boolean {
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = lower[i * widest + j]!;
      for (let k = 0; k < j; k++) rest -= lower[i * widest + k]! * lower[j * widest + k]!;
      if (i > j) lower[i * widest + j] = rest / lower[j * widest + j]!;
      else if (rest > singular) lower[i * widest + i] = Math.sqrt(rest);
      else return false;
    }
  }
  return true;
}

/** Solves for `x` in place. */
function substitute({ lower, x, widest }: Solver, p: number): void {
  for (let i = 0; i < p; i++) {
    let rest = x[i]!;
    for (let k = 0; k < i; k++) rest -= lower[i * widest + k]! * x[k]!;
    x[i] = rest / lower[i * widest + i]!;
  }
  for (let i = p - 1; i >= 0; i--) {
    let rest = x[i]!;
    for (let k = i + 1; k < p; k++) rest -= lower[k * widest + i]! * x[k]!;
    x[i] = rest / lower[i * widest + i]!;
  }
}

const column = new Float64Array(64);

/** Element [at][at] of the inverse of the factored matrix: the sum of squares of a column of the inverse factor. */
function inverseDiagonal({ lower, widest }: Solver, p: number, at: number): number {
  let sum = 0;
  for (let i = at; i < p; i++) {
    let rest = i === at ? 1 : 0;
    for (let k = at; k < i; k++) rest -= lower[i * widest + k]! * column[k]!;
    column[i] = rest / lower[i * widest + i]!;
    sum += column[i]! * column[i]!;
  }
  return sum;
}
