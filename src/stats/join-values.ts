import type { Counts, Spread } from "./tallies.ts";

/** The counts with values joined: each goes to the one of `values` whose place `placeOf` gives. */
export function joinValues(counts: Counts, values: readonly number[], placeOf: (value: number) => number): Counts {
  const places = counts.values.map(placeOf);
  const join = (of: readonly number[]) => {
    const sums = values.map(() => 0);
    of.forEach((x, k) => {
      sums[places[k]!]! += x;
    });
    return sums;
  };
  return {
    values,
    n: join(counts.n),
    weight: join(counts.weight),
    weight2: join(counts.weight2),
    ...(counts.spread && { spread: joinSpread(counts.spread, places, values.length) }),
  };
}

function joinSpread({ matrix, df }: Spread, places: readonly number[], size: number): Spread {
  const joined = new Array<number>(size * size).fill(0);
  places.forEach((a, i) => {
    places.forEach((b, j) => {
      joined[a * size + b]! += matrix[i * places.length + j]!;
    });
  });
  return { matrix: joined, df };
}
