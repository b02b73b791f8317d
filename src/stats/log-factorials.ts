import { logGamma } from "./gamma.ts";

const known: number[] = [0];

/** ln k!, kept once computed. */
export function logFactorial(k: number): number {
  for (let next = known.length; next <= k; next++) known.push(logGamma(next + 1));
  return known[k]!;
}
