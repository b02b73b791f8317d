/** Ranks from 1 for the lowest; equal values share the mean of their ranks. */
export function ranksOf(values: readonly number[]): readonly number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let k = from; k < to; k++) ranks[order[k]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/** The sizes of sets of equal values, ones left out. */
export function tiesOf(values: readonly number[]): readonly number[] {
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return [...sizes.values()].filter((size) => size > 1);
}

/** Values this close to each other, as a part of them, differ by rounding alone. */
const rounding = 1e-9;

/** Places from 1 for the highest, as they are printed; what differs by rounding alone shares its place. Values are above 0. */
export function placesOf(values: readonly number[]): readonly number[] {
  return values.map((value) => 1 + values.filter((other) => other > value * (1 + rounding)).length);
}

/** The values, those that differ by rounding alone made equal: to be ranked by exact comparison. */
export function evenOut(values: readonly number[]): readonly number[] {
  const even = [...values];
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  for (let k = 1; k < order.length; k++) {
    const [low, high] = [order[k - 1]!, order[k]!];
    if (values[high]! - values[low]! <= rounding * Math.abs(values[high]!)) even[high] = even[low]!;
  }
  return even;
}
