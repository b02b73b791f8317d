import { hashText, integer, uniform } from "./random.ts";

/**
 * The numbers behind a resample. A person's share in a draw hangs on the person's key, the seed and the draw alone:
 * permuting rows moves nothing, and a member of a panel is drawn alike in every wave.
 */

/** 2^32 P(X <= k) of a Poisson variable with mean 1, k = 0, 1, … 12; the last step is beyond every integer of 32 bits. */
const poissonSteps = makePoissonSteps();

/** The multiplier at the start of each of 256 equal stretches of the 32-bit integers: most searches end there. */
const poissonStarts = Uint8Array.from({ length: 256 }, (_, stretch) => searchPoisson(stretch * 2 ** 24, 0));

function makePoissonSteps(): Float64Array {
  const steps = new Float64Array(13);
  let term = Math.exp(-1);
  let sum = 0;
  for (let k = 0; k < steps.length; k++) {
    sum += term;
    steps[k] = sum * 2 ** 32;
    term /= k + 1;
  }
  steps[steps.length - 1] = 2 ** 32;
  return steps;
}

function searchPoisson(chance: number, start: number): number {
  let k = start;
  while (chance >= poissonSteps[k]!) k++;
  return k;
}

/** How often the person with this 64-bit key is in a draw: Poisson with mean 1 (Hanley & MacGibbon 2006). */
export function poissonMultiplier(high: number, low: number, seed: number, draw: number): number {
  const chance = integer(high, low, seed, draw);
  return searchPoisson(chance, poissonStarts[chance >>> 24]!);
}

/** The Poisson multipliers of all rows in one draw; `high` and `low` are the rows' keys. */
export function fillMultipliers(
  out: Uint8Array,
  high: Uint32Array,
  low: Uint32Array,
  seed: number,
  draw: number,
): void {
  for (let row = 0; row < out.length; row++) out[row] = poissonMultiplier(high[row]!, low[row]!, seed, draw);
}

/** The replicate group, 0 … groups − 1, of a key: the same in every wave and every analysis. */
export function groupOf(high: number, low: number, groups: number): number {
  return Math.floor(uniform(high, low, 0x67726f75, groups) * groups);
}

/**
 * How often each group is in a draw: as many draws with replacement as there are groups. Same seed, same draw: same groups in
 * every wave. `first`: the place of the first of them, where they are some of more.
 */
export function drawGroups(out: Float64Array, seed: number, draw: number, first = 0): void {
  const groups = out.length;
  out.fill(0);
  for (let pick = 0; pick < groups; pick++) {
    const group = Math.floor(uniform(first + pick, draw, seed, groups) * groups);
    out[group] = out[group]! + 1;
  }
}

/**
 * How often each sampling unit is in a draw: of every stratum one unit fewer than it has, with replacement, so that with
 * weights times n/(n − 1) totals vary as the units do (Rao & Wu 1988). Units are numbered stratum by stratum; strata alike
 * in two waves are drawn alike.
 */
export function drawUnits(out: Float64Array, sizes: Float64Array, seed: number, draw: number): void {
  out.fill(0);
  let start = 0;
  sizes.forEach((size, stratum) => {
    for (let pick = 1; pick < size; pick++) {
      const unit = start + Math.floor(uniform(pick, draw, seed, stratum) * size);
      out[unit] = out[unit]! + 1;
    }
    start += size;
  });
}

/** A 32-bit seed from words that say what is drawn, such as study and analysis. */
export function seedOf(text: string): number {
  return hashText(text)[1];
}
