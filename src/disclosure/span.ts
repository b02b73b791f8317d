import { type Atoms, relationsAmong } from "./relations.ts";

/** A published or hidden figure as the set of atoms (kinds of people) that it counts. Sets with one key are one figure and are hidden together. */
export interface CountedSet {
  readonly key: string;
  readonly atoms: Atoms;
  readonly count: number;
  /** Atoms of the base that is printed beside the figure, and hidden with it. */
  readonly base?: Atoms;
}

/**
 * Which further figures must be hidden so that no hidden one follows from the published ones by adding and subtracting.
 * `fixed` are published whatever happens (totals, bases); of the `hideable` the smallest that helps goes first, ties in
 * the order given. What follows from `fixed` alone cannot be helped and is left.
 *
 * Every way to compute one figure from others is a linear relation among their sets over the atoms. A figure is safe
 * when each relation that names it names another figure that is not published either.
 */
export function secondaryHidden(
  hidden: readonly CountedSet[],
  hideable: readonly CountedSet[],
  fixed: readonly CountedSet[],
): readonly string[] {
  if (hidden.length === 0) return [];
  const { vectors, targets, parts, columnsOf, publishedBy } = arrange(hidden, hideable, fixed);
  const relations = relationsAmong(vectors);
  const out: string[] = [];
  /** What is no longer published when all figures that print a part are hidden. */
  const goneWith = (part: number) => {
    const keys = publishedBy.get(part)!;
    const columns = new Set([...keys].flatMap((key) => columnsOf.get(key)!));
    return [...columns].filter((column) => [...publishedBy.get(column)!].every((key) => keys.has(key)));
  };
  const hide = (part: number) => {
    const keys = [...publishedBy.get(part)!];
    for (const column of goneWith(part)) relations.take(column);
    for (const key of keys) for (const column of columnsOf.get(key)!) publishedBy.get(column)!.delete(key);
    out.push(...keys);
  };
  for (const column of targets) relations.take(column);
  for (const [column, by] of publishedBy) if (by.size === 0) relations.take(column);

  for (;;) {
    const open = targets.filter((column) => relations.gives(column));
    if (open.length === 0) return out;
    const left = parts.filter((part) => publishedBy.get(part)!.size > 0);
    const helping = left.find((part) => relations.wouldClose(goneWith(part), open));
    if (helping === undefined && cannotHelp()) return out;
    // where no single one helps, two must go: the smaller of them first
    const allOf = (part: number) => [...publishedBy.get(part)!].flatMap((key) => columnsOf.get(key)!);
    const next =
      helping ??
      left.find((part) => relations.touch(allOf(part), open)) ??
      left.find((part) => allOf(part).some((column) => relations.isFree(column)));
    if (next === undefined) return out;
    hide(next);

    /** Whether what is open stays so with everything hidden that may be. */
    function cannotHelp(): boolean {
      const all = relations.copy();
      for (const [column, by] of publishedBy) if (!by.has(always)) all.take(column);
      return open.every((column) => all.gives(column));
    }
  }
}

/** What always stays published has no key of a figure. */
const always = "";

/**
 * Numbers what is counted. Equal sets of published figures share a column, so that they are hidden together; each hidden
 * one has a column to itself. `parts`: columns of what figures that may be hidden count, the smallest first.
 */
function arrange(hidden: readonly CountedSet[], hideable: readonly CountedSet[], fixed: readonly CountedSet[]) {
  const vectors: Atoms[] = [];
  const byName = new Map<string, number>();
  // the same object is the same set: naming it by its atoms takes longer
  const known = new Map<Atoms, number>();
  const publishedBy = new Map<number, Set<string>>();
  const add = (atoms: Atoms) => vectors.push(atoms) - 1;
  const numbers = new Map<string, number>();
  const nameOf = (atoms: Atoms) => {
    const places = Float64Array.from(atoms.keys(), (atom) => {
      const place = numbers.get(atom) ?? numbers.size;
      numbers.set(atom, place);
      // a factor of its own is a place of its own
      return "get" in atoms ? place + atoms.get(atom)! / 1e6 : place;
    });
    return places.sort().join();
  };
  const columnOf = (atoms: Atoms) => {
    const name = known.has(atoms) ? "" : nameOf(atoms);
    const column = known.get(atoms) ?? byName.get(name) ?? add(atoms);
    if (name) byName.set(name, column);
    known.set(atoms, column);
    if (!publishedBy.has(column)) publishedBy.set(column, new Set());
    return column;
  };
  const targets = hidden.map(({ atoms }) => add(atoms));
  for (const { base } of hidden) if (base) columnOf(base);
  const columnsOf = new Map<string, number[]>();
  const sizes = new Map<number, number>();
  for (const { key, atoms, base, count } of hideable) {
    const own = columnOf(atoms);
    // an empty cell gives nobody away, but the base printed beside it may: it goes last
    sizes.set(own, count > 0 ? count : Number.POSITIVE_INFINITY);
    const columns = base ? [own, columnOf(base)] : [own];
    columnsOf.set(key, [...(columnsOf.get(key) ?? []), ...columns]);
    for (const column of columns) publishedBy.get(column)!.add(key);
  }
  for (const { atoms } of fixed) publishedBy.get(columnOf(atoms))!.add(always);
  const parts = [...sizes]
    .filter(([column]) => !publishedBy.get(column)!.has(always))
    .sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([column]) => column);
  return { vectors, targets, parts, columnsOf, publishedBy };
}
