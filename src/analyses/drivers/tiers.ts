import { spreadOf } from "../../stats/bootstrap.ts";
import { percentileInterval } from "../../stats/intervals.ts";

/** A part of R² with the draws of its share; null where a draw could not be computed. */
export interface Drawn {
  readonly value: number;
  readonly draws: readonly (number | null)[];
}

/**
 * The tier of each share, largest first (METHODS B6): the first opens tier 1, who cannot be told apart from the opener
 * joins it, the first who can opens the next. Two shares are told apart when the percentile interval of their difference
 * over the draws leaves out 0.
 */
export function tiersOf(shares: readonly Drawn[], level: number): readonly number[] {
  const tiers: number[] = [];
  let opener = 0;
  shares.forEach((share, k) => {
    const apart = k > 0 && toldApart(shares[opener]!, share, level);
    if (apart) opener = k;
    tiers.push(k === 0 ? 1 : tiers[k - 1]! + (apart ? 1 : 0));
  });
  return tiers;
}

function toldApart(upper: Drawn, lower: Drawn, level: number): boolean {
  const spread = spreadOf(
    upper.draws.map((draw, k) => {
      const other = lower.draws[k] ?? null;
      return draw === null || other === null ? null : draw - other;
    }),
  );
  if (spread === "unstable") return false;
  if (spread === "constant") return upper.value !== lower.value;
  return percentileInterval(spread.values, level).low > 0;
}
