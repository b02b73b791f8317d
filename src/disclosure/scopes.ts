import type { Group } from "../analyses/analysis.ts";
import { independent } from "./sums.ts";

/** Some of the respondents: everybody, a group, or those who are blank on a segment. */
export interface Scope {
  /** `<segment>=<value>`; absent: everybody. */
  readonly group?: string;
  /** The combinations of segment values that it holds. */
  readonly cells: ReadonlySet<number>;
  /** Of these, as many as tell all scopes apart: a sum over scopes vanishes on them only where it vanishes on all. */
  readonly kinds: readonly number[];
}

export interface Scopes {
  readonly everybody: Scope;
  readonly groups: ReadonlyMap<string, Scope>;
  /** By segment, where somebody is blank on it. */
  readonly blanks: ReadonlyMap<string, Scope>;
}

export function nameOfGroup({ segment, value }: Pick<Group, "segment" | "value">): string {
  return `${segment}=${value}`;
}

/** Who overlaps whom. `segments` are the ids in the order of `cross[].values`. */
export function scopesOf(
  groups: readonly Group[],
  cross: readonly { readonly values: readonly string[] }[],
  segments: readonly string[],
): Scopes {
  const membersOf = (cell: number) => cross[cell]!.values.map((value, at) => `${segments[at]}=${value}`);
  const cells = cross.map((_, cell) => cell);
  const kept = new Set(
    independent(
      cells,
      (cell) => new Map(["", ...membersOf(cell)].map((name) => [name, 1])),
      // groups of a segment and its blanks are everybody, once per segment
      groups.length + segments.length + 1,
    ),
  );
  const byName = new Map<string, number[]>();
  for (const cell of cells)
    for (const name of membersOf(cell)) {
      const known = byName.get(name);
      if (known) known.push(cell);
      else byName.set(name, [cell]);
    }
  const scope = (held: readonly number[]) => ({ cells: new Set(held), kinds: held.filter((cell) => kept.has(cell)) });
  return {
    everybody: scope(cells),
    groups: new Map(
      groups.map(nameOfGroup).map((group) => [group, { group, ...scope(byName.get(group) ?? []) }] as const),
    ),
    blanks: new Map(
      segments.flatMap((segment) => {
        const held = byName.get(`${segment}=`);
        return held ? [[segment, scope(held)] as const] : [];
      }),
    ),
  };
}

/**
 * Groups of one segment that everybody, or a group of another segment, holds together with others: two at least. Where
 * they are all hidden, the whole less the others is what they are together.
 */
export function together<T extends { readonly scope: Scope }>(
  groups: readonly T[],
  { everybody, groups: others }: Scopes,
): readonly (readonly T[])[] {
  const wholes = [everybody, ...others.values()];
  const inside = wholes.map((whole) =>
    groups.filter(({ scope }) => [...scope.cells].every((cell) => whole.cells.has(cell))),
  );
  const names = (some: readonly T[]) => some.map(({ scope }) => scope.group).join();
  return [...new Map(inside.filter(({ length }) => length > 1).map((some) => [names(some), some])).values()];
}
