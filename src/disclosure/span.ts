/** A published or hidden figure as the set of atoms (kinds of people) that it counts. */
export interface CountedSet {
  readonly key: string;
  readonly atoms: ReadonlySet<string>;
  readonly count: number;
  /** Atoms of the base that is printed beside the figure, and hidden with it. */
  readonly base?: ReadonlySet<string>;
}

/**
 * Which further figures must be hidden so that no hidden one follows from the published ones by adding and subtracting.
 * A hidden figure follows when its indicator over the atoms lies in the span of the published indicators. `fixed` are
 * published whatever happens (totals, bases); of the `hideable` the smallest counts go first, ties in the order given.
 * Throws when a hidden set follows from `fixed` alone, since then hiding cannot help.
 */
export function secondaryHidden(
  hidden: readonly CountedSet[],
  hideable: readonly CountedSet[],
  fixed: readonly CountedSet[],
): readonly string[] {
  const out: string[] = [];
  const isOut = (set: CountedSet) => out.includes(set.key);
  const exposed = (published: readonly CountedSet[]) => {
    const basis = basisOf(published.flatMap(printedOf));
    return [...hidden, ...hideable.filter(isOut)].filter((set) => inSpan(set.atoms, basis));
  };
  // an empty cell gives nobody away, but the base printed beside it may: it goes last
  const size = (set: CountedSet) => (set.count > 0 ? set.count : Number.POSITIVE_INFINITY);
  const bySize = [...hideable].sort((a, b) => (size(a) < size(b) ? -1 : size(a) > size(b) ? 1 : 0));
  for (;;) {
    const published = [...fixed, ...hideable.filter((set) => !isOut(set))];
    const open = exposed(published);
    if (open.length === 0) return out;
    const candidates = bySize.filter((set) => !isOut(set));
    if (candidates.length === 0) return out;
    const helping = candidates.find((set) => {
      const without = published.filter((other) => other.key !== set.key);
      const basis = basisOf(without.flatMap(printedOf));
      return open.every((target) => !inSpan(target.atoms, basis));
    });
    out.push((helping ?? candidates[0]!).key);
  }
}

function printedOf({ atoms, base }: CountedSet): readonly ReadonlySet<string>[] {
  return base ? [atoms, base] : [atoms];
}

type Vector = Map<string, number>;

/** Rows in echelon form: each has a pivot atom that no other row holds. */
function basisOf(sets: readonly ReadonlySet<string>[]): readonly (readonly [string, Vector])[] {
  const basis: [string, Vector][] = [];
  for (const set of sets) {
    const rest = reduce(indicator(set), basis);
    const pivot = pivotOf(rest);
    if (pivot === undefined) continue;
    scale(rest, 1 / rest.get(pivot)!);
    for (const [, row] of basis) eliminate(row, pivot, rest);
    basis.push([pivot, rest]);
  }
  return basis;
}

function inSpan(atoms: ReadonlySet<string>, basis: readonly (readonly [string, Vector])[]): boolean {
  return atoms.size > 0 && reduce(indicator(atoms), basis).size === 0;
}

function indicator(atoms: ReadonlySet<string>): Vector {
  return new Map([...atoms].map((atom) => [atom, 1]));
}

function reduce(vector: Vector, basis: readonly (readonly [string, Vector])[]): Vector {
  for (const [pivot, row] of basis) eliminate(vector, pivot, row);
  return vector;
}

function eliminate(vector: Vector, pivot: string, row: Vector): void {
  const factor = vector.get(pivot);
  if (factor === undefined || vector === row) return;
  for (const [atom, value] of row) {
    const left = (vector.get(atom) ?? 0) - factor * value;
    // indicators are small whole numbers: what is this close to 0 is 0
    if (Math.abs(left) < 1e-9) vector.delete(atom);
    else vector.set(atom, left);
  }
}

function pivotOf(vector: Vector): string | undefined {
  for (const atom of vector.keys()) return atom;
  return undefined;
}

function scale(vector: Vector, factor: number): void {
  for (const [atom, value] of vector) vector.set(atom, value * factor);
}
