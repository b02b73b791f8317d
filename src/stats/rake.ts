/** A margin: the category of each cell, and the share (0-1, adding up to 1) that each category is to have. */
export interface Margin {
  readonly codes: Uint32Array;
  readonly targets: Float64Array;
}

export interface Raked {
  /** Per cell: its new mass, all together 1. */
  readonly mass: Float64Array;
  readonly rounds: number;
  /** The largest relative error of a category after the last round. */
  readonly error: number;
}

/**
 * Raking, iterative proportional fitting (Deming & Stephan 1940): the masses of cells are multiplied by target/current for
 * each margin in turn, until after a whole round no category of any margin is off by `tolerance` of its target. A
 * category without mass is left out and the targets of its margin are scaled to the others.
 */
export function rake(
  mass: Float64Array,
  margins: readonly Margin[],
  { tolerance, most }: { readonly tolerance: number; readonly most: number },
): Raked {
  const current = Float64Array.from(mass);
  const targets = margins.map((margin) => reachable(mass, margin));
  const totals = margins.map((margin) => new Float64Array(margin.targets.length));
  let rounds = 0;
  let error = Number.POSITIVE_INFINITY;
  while (error >= tolerance && rounds < most) {
    margins.forEach(({ codes }, m) => {
      const ratios = totals[m]!;
      addUp(ratios, current, codes);
      const wanted = targets[m]!;
      for (let k = 0; k < ratios.length; k++) ratios[k] = ratios[k] === 0 ? 0 : wanted[k]! / ratios[k]!;
      for (let cell = 0; cell < current.length; cell++) current[cell] = current[cell]! * ratios[codes[cell]!]!;
    });
    rounds++;
    error = 0;
    margins.forEach(({ codes }, m) => {
      addUp(totals[m]!, current, codes);
      targets[m]!.forEach((wanted, k) => {
        if (wanted > 0) error = Math.max(error, Math.abs(totals[m]![k]! / wanted - 1));
      });
    });
  }
  return { mass: current, rounds, error };
}

function addUp(out: Float64Array, mass: Float64Array, codes: Uint32Array): void {
  out.fill(0);
  for (let cell = 0; cell < codes.length; cell++) out[codes[cell]!] = out[codes[cell]!]! + mass[cell]!;
}

function reachable(mass: Float64Array, { codes, targets }: Margin): Float64Array {
  const present = new Float64Array(targets.length);
  addUp(present, mass, codes);
  const wanted = targets.map((target, k) => (present[k]! > 0 ? target : 0));
  const all = wanted.reduce((sum, target) => sum + target, 0);
  return wanted.map((target) => target / all);
}
