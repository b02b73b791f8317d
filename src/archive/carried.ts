import type { TalliedWave } from "../analyses/run.ts";
import type { Resampler } from "../stats/statistic.ts";
import { type Ask, type Counts, keyOf, type Moments, type Tallies, type TalliesLink } from "../stats/tallies.ts";
import type { Wave } from "../study/study.ts";

/** What later waves need of a published one: sums over all respondents, never a row. Plain data. */
export interface Carried {
  readonly tallies: Tallies;
  /** Numbers, by `numberKey`, that are masked in every wave that shows them. */
  readonly hidden: readonly string[];
  /** People shared with the wave before; null where there is none or nobody is followed. */
  readonly linkBefore: TalliesLink | null;
  readonly draws: number;
  /** Replicates by the id of their statistic: 64-bit floats, little-endian, in base64; NaN where a draw could not be computed. */
  readonly replicates: Readonly<Record<string, string>>;
}

/** What is to be carried of a wave. `functions`: ids of the statistics whose replicates later waves compare with. */
export function carry(
  { tallies, hidden, resampler }: Pick<TalliedWave, "tallies" | "resampler" | "hidden">,
  linkBefore: TalliesLink | undefined,
  functions: readonly string[],
): Carried {
  return {
    tallies,
    hidden: [...(hidden ?? [])].sort(),
    linkBefore: linkBefore ?? null,
    draws: resampler.draws,
    replicates: Object.fromEntries(functions.map((id) => [id, pack(resampler.replicates?.(id) ?? [])])),
  };
}

/**
 * The wave as later ones meet it. What they ask of it and it was not published with, nobody answered. `link`: people
 * shared with the wave after it.
 */
export function asEarlier(
  wave: Wave,
  carried: Carried,
  asks: readonly Ask[],
  link: TalliesLink | undefined,
): TalliedWave {
  return {
    wave,
    tallies: complete(carried.tallies, asks),
    hidden: new Set(carried.hidden),
    groups: [],
    competitors: [],
    resampler: resamplerOf(carried),
    fits: { linear: noRows, net: noRows, levels: noRows },
    resample: noRows,
    resampleGroups: noRows,
    permuteGroups: noRows,
    halveGroups: noRows,
    ...(link && { link }),
  };
}

function complete(tallies: Tallies, asks: readonly Ask[]): Tallies {
  const moments: Record<string, Moments> = { ...tallies.moments };
  const counts: Record<string, Counts> = { ...tallies.counts };
  for (const ask of asks) {
    if (ask.kind === "moments") moments[keyOf(ask)] ??= noMoments(ask.columns.length);
    else counts[keyOf(ask)] ??= { values: [], n: [], weight: [], weight2: [] };
  }
  return { moments, counts };
}

function noMoments(columns: number): Moments {
  const none = new Array<number>(columns).fill(0);
  const square = new Array<number>(columns * columns).fill(0);
  return {
    n: 0,
    weight: 0,
    weight2: 0,
    shift: none,
    sums: none,
    sums2: none,
    products: square,
    products2: square,
    low: none,
    high: none,
  };
}

function resamplerOf({ draws, replicates }: Carried): Resampler {
  return {
    draws,
    tallies: noRows,
    // a statistic whose replicates were not published could not be drawn
    replicates: (id) => (id in replicates ? unpack(replicates[id]!) : Array.from<null>({ length: draws }).fill(null)),
  };
}

function noRows(): never {
  throw new Error("A published wave has no rows to draw from.");
}

function pack(replicates: readonly (number | null)[]): string {
  const bytes = Buffer.alloc(8 * replicates.length);
  for (const [k, value] of replicates.entries()) bytes.writeDoubleLE(value ?? Number.NaN, 8 * k);
  return bytes.toString("base64");
}

function unpack(text: string): readonly (number | null)[] {
  const bytes = Buffer.from(text, "base64");
  return Array.from({ length: bytes.length / 8 }, (_, k) => {
    const value = bytes.readDoubleLE(8 * k);
    return Number.isNaN(value) ? null : value;
  });
}
