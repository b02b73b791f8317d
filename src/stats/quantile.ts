/**
 * The quantile of values in ascending order, p in 0-1: type 7 of Hyndman & Fan 1996, linear between order statistics at
 * (n − 1)p, the default of R and numpy.
 */
export function quantile(ascending: ArrayLike<number>, p: number): number {
  const n = ascending.length;
  if (n === 0) throw new Error("There is no quantile of nothing.");
  const at = (n - 1) * p;
  const below = Math.floor(at);
  const low = ascending[below]!;
  const high = ascending[Math.min(below + 1, n - 1)]!;
  return low + (at - below) * (high - low);
}
