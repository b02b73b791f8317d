import type { Moments } from "./tallies.ts";

/** The moments of one weighted sum of the columns; of its lowest and highest value only whether they differ is known. */
export function combineMoments(moments: Moments, weights: ArrayLike<number>): Moments {
  const { shift, sums, sums2, products, products2, low, high, spread } = moments;
  const k = sums.length;
  const along = (values: readonly number[]) => values.reduce((sum, value, i) => sum + weights[i]! * value, 0);
  const across = (values: readonly number[], width: number, from: number) => {
    let sum = 0;
    for (let i = 0; i < k; i++)
      for (let j = 0; j < k; j++) sum += weights[i]! * weights[j]! * values[(i + from) * width + j + from]!;
    return sum;
  };
  const varies = low.some((value, i) => value !== high[i] && weights[i] !== 0);
  const middle = along(shift);
  return {
    n: moments.n,
    weight: moments.weight,
    weight2: moments.weight2,
    shift: [middle],
    sums: [along(sums)],
    sums2: [along(sums2)],
    products: [across(products, k, 0)],
    products2: [across(products2, k, 0)],
    low: [varies ? Number.NEGATIVE_INFINITY : middle],
    high: [varies ? Number.POSITIVE_INFINITY : middle],
    ...(spread && {
      spread: {
        df: spread.df,
        matrix: (() => {
          const row = along(spread.matrix.slice(1, k + 1));
          return [spread.matrix[0]!, row, row, across(spread.matrix, k + 1, 1)];
        })(),
      },
    }),
  };
}
