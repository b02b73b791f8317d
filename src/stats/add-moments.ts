import type { Moments } from "./tallies.ts";

/** The moments of several sets of rows together, about the shift of the first; of designs nothing is kept. */
export function addMoments(parts: readonly [Moments, ...Moments[]]): Moments {
  const [{ shift }] = parts;
  const shifted = parts.map((part) => aboutShift(part, shift));
  const sum = (of: (part: Moments) => readonly number[]) =>
    of(shifted[0]!).map((_, k) => shifted.reduce((total, part) => total + of(part)[k]!, 0));
  const total = (of: (part: Moments) => number) => shifted.reduce((all, part) => all + of(part), 0);
  const answered = shifted.filter(({ n }) => n > 0);
  const end = (of: (part: Moments) => readonly number[], choose: (...values: number[]) => number) =>
    shift.map((_, k) => choose(...(answered.length > 0 ? answered : shifted).map((part) => of(part)[k]!)));
  return {
    n: total(({ n }) => n),
    weight: total(({ weight }) => weight),
    weight2: total(({ weight2 }) => weight2),
    shift,
    sums: sum(({ sums }) => sums),
    sums2: sum(({ sums2 }) => sums2),
    products: sum(({ products }) => products),
    products2: sum(({ products2 }) => products2),
    low: end(({ low }) => low, Math.min),
    high: end(({ high }) => high, Math.max),
  };
}

/** The same with weights that add up to the number of rows; of a design nothing is kept. */
export function weighAsRows({ spread: _, ...moments }: Moments): Moments {
  const { n, weight, weight2, sums, sums2, products, products2 } = moments;
  const factor = weight === 0 ? 1 : n / weight;
  const scale = (values: readonly number[], by: number) => values.map((value) => value * by);
  return {
    ...moments,
    weight: weight * factor,
    weight2: weight2 * factor * factor,
    sums: scale(sums, factor),
    sums2: scale(sums2, factor * factor),
    products: scale(products, factor),
    products2: scale(products2, factor * factor),
  };
}

function aboutShift(moments: Moments, shift: readonly number[]): Moments {
  const by = moments.shift.map((from, k) => from - shift[k]!);
  if (by.every((step) => step === 0)) return moments;
  const { weight, weight2, sums, sums2, products, products2 } = moments;
  const k = shift.length;
  const moved = (own: readonly number[], total: number) => own.map((value, i) => value + total * by[i]!);
  const movedSquare = (own: readonly number[], line: readonly number[], total: number) =>
    own.map((value, at) => {
      const i = Math.floor(at / k);
      const j = at % k;
      return value + by[j]! * line[i]! + by[i]! * line[j]! + total * by[i]! * by[j]!;
    });
  return {
    ...moments,
    shift,
    sums: moved(sums, weight),
    sums2: moved(sums2, weight2),
    products: movedSquare(products, sums, weight),
    products2: movedSquare(products2, sums2, weight2),
  };
}
