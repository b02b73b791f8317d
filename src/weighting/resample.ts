import { columnOf } from "../responses/resolve-column.ts";
import type { KeyColumn } from "../sources/raw-table.ts";
import { type CountsByGroup, listDrawn, type MomentsByGroup, sumCounts, sumMoments } from "../stats/grouped.ts";
import { countsReplicator, momentsReplicator } from "../stats/replicate.ts";
import { drawGroups, drawUnits, fillMultipliers, groupOf, seedOf } from "../stats/resampling.ts";
import { scanCountsByGroup, scanMomentsByGroup } from "../stats/scan.ts";
import { collect, columnsOf, mapValues } from "./collect.ts";
import type { Rows } from "./rows.ts";
import type { Sample } from "./sample.ts";

/** From here on draws are of groups of rows instead of rows. */
export const manyRows = 20_000;
/** Enough for the quantiles of a percentile interval, few enough that a draw costs nothing beside the scan. */
const groupCount = 1000;

export function drawnBy({ responses, drawing }: Rows): Sample["resampled"] {
  if (drawing.unitOf) return "unit";
  if (responses.rows >= manyRows) return "groups";
  return responses.keys ? "respondent" : "row";
}

/** The resampler of a sample: by rows where they are few, by replicate groups where they are many. */
export function makeResampler(rows: Rows): Sample["resampler"] {
  return rows.responses.rows < manyRows ? resampleRows(rows) : resampleGroups(rows);
}

/**
 * Poisson(1) multipliers row by row (Hanley & MacGibbon 2006), or where the study has sampling units those of the row's
 * unit (Rao & Wu 1988). Those of the seed last used are kept, since several figures share it.
 */
function resampleRows(rows: Rows): Sample["resampler"] {
  const fill = multiplierOf(rows);
  const { fixed, ofDraw } = drawnWeights(rows);
  let lastSeed: number | undefined;
  const drawn = new Map<number, Uint8Array>();
  function multipliers(seed: number, draw: number): Uint8Array {
    if (seed !== lastSeed) drawn.clear();
    lastSeed = seed;
    let times = drawn.get(draw);
    if (!times) {
      times = new Uint8Array(rows.responses.rows);
      fill(times, seed, draw);
      drawn.set(draw, times);
    }
    return times;
  }
  return (asks, name, draws) => {
    const seed = seedOf(name);
    const replicators = collect(
      asks,
      (specs) => momentsReplicator(columnsOf(rows, specs), fixed),
      (spec) => countsReplicator(columnOf(rows.responses, spec)),
    );
    return {
      draws,
      tallies(draw) {
        const times = multipliers(seed, draw);
        const weights = ofDraw(times);
        return {
          moments: mapValues(replicators.moments, (replicate) => replicate(times, weights)),
          counts: mapValues(replicators.counts, (replicate) => replicate(times, weights ?? fixed)),
        };
      },
    };
  };
}

/** Fills in how often each row is in a draw. */
export function multiplierOf(rows: Rows): (out: Uint8Array, seed: number, draw: number) => void {
  const { unitOf, stratumOf, sizes } = rows.drawing;
  if (!unitOf) {
    const { high, low } = keysOf(rows);
    return (out, seed, draw) => fillMultipliers(out, high, low, seed, draw);
  }
  const ofUnits = new Float64Array(stratumOf.length);
  return (out, seed, draw) => {
    drawUnits(ofUnits, sizes, seed, draw);
    for (let row = 0; row < out.length; row++) out[row] = ofUnits[unitOf[row]!]!;
  };
}

/**
 * What a row weighs in a draw, each time it is in it: as in the sample; with sampling units times n/(n − 1) of their
 * stratum; in strata without units so that every stratum keeps its weight; and where weights were fitted, fitted again.
 */
export function drawnWeights(rows: Rows): {
  readonly fixed: Float64Array | null;
  /** null: the fixed ones. */
  readonly ofDraw: (times: Uint8Array) => Float64Array | null;
} {
  const { weights, refit, drawing } = rows;
  const { unitOf, stratumOf, sizes } = drawing;
  const ofUnits = unitOf && Float64Array.from(unitOf, (unit) => enlarge(sizes[stratumOf[unit]!]!));
  const fixed = ofUnits ? scaleWeights(weights, ofUnits) : weights;
  const byStrata = !unitOf && sizes.length > 1;
  if (!refit && !byStrata) return { fixed, ofDraw: () => null };
  return {
    fixed,
    ofDraw(times) {
      const scale = byStrata ? restoreStrata(times, weights, stratumOf, sizes.length) : ofUnits;
      return refit ? refit(times, scale) : scaleWeights(weights, scale!);
    },
  };
}

function enlarge(units: number): number {
  return units / (units - 1);
}

function scaleWeights(weights: Float64Array | null, scale: Float64Array): Float64Array {
  return weights ? scale.map((factor, row) => factor * weights[row]!) : scale;
}

/** Per row the factor that gives its stratum the weight that it has in the sample. */
function restoreStrata(
  times: Uint8Array,
  weights: Float64Array | null,
  stratumOf: Uint32Array,
  strata: number,
): Float64Array {
  const before = new Float64Array(strata);
  const after = new Float64Array(strata);
  for (let row = 0; row < times.length; row++) {
    const v = weights ? weights[row]! : 1;
    const stratum = stratumOf[row]!;
    before[stratum]! += v;
    after[stratum]! += v * times[row]!;
  }
  return Float64Array.from(stratumOf, (stratum) => (after[stratum] === 0 ? 0 : before[stratum]! / after[stratum]!));
}

/**
 * Rows dealt to groups by their keys, or their sampling units as groups; each ask is scanned once, a draw adds up the
 * tallies of the groups it holds. Weights are those of the sample: fitting them again would mean going through all rows
 * in every draw, to make intervals a little narrower that are narrow already.
 */
function resampleGroups(rows: Rows): Sample["resampler"] {
  const { unitOf, stratumOf, sizes } = rows.drawing;
  const dealt = unitOf ? null : dealRows(rows);
  const grouping = dealt ?? { codes: unitOf!, size: stratumOf.length };
  const factors = Float64Array.from(stratumOf, (stratum) => (unitOf ? enlarge(sizes[stratum]!) : 1));
  const moments = new Map<string, MomentsByGroup>();
  const counts = new Map<string, CountsByGroup>();
  return (asks, name, draws) => {
    const seed = seedOf(name);
    const scanned = collect(
      asks,
      (specs, key) => remember(moments, key, () => scanMomentsByGroup(columnsOf(rows, specs), rows.weights, grouping)),
      (spec, key) =>
        remember(counts, key, () => scanCountsByGroup(columnOf(rows.responses, spec), rows.weights, grouping)),
    );
    const times = new Float64Array(grouping.size);
    return {
      draws,
      tallies(draw) {
        if (unitOf) {
          drawUnits(times, sizes, seed, draw);
          for (let unit = 0; unit < times.length; unit++) times[unit]! *= factors[unit]!;
        } else drawDealt(times, dealt!, seed, draw);
        const drawn = listDrawn(times);
        return {
          moments: mapValues(scanned.moments, (by) => sumMoments(by, drawn)),
          counts: mapValues(scanned.counts, (by) => sumCounts(by, drawn)),
        };
      },
    };
  };
}

/** Rows dealt to replicate groups. */
export interface Dealt {
  /** Each row's group, and how many groups there are. */
  readonly codes: Uint16Array;
  readonly size: number;
  /** Groups by stratum, which stand together, and what the rows of each group weigh. */
  readonly strata: readonly number[];
  readonly held: Float64Array;
}

/** Rows dealt to groups by their keys; every stratum has groups of its own, as many as its part of the rows. */
export function dealRows(rows: Rows): Dealt {
  const { high, low } = keysOf(rows);
  const { stratumOf, sizes } = rows.drawing;
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const strata = Array.from(sizes, (size) => Math.max(2, Math.round((groupCount * size) / all)));
  const starts: number[] = [];
  let size = 0;
  for (const groups of strata) {
    starts.push(size);
    size += groups;
  }
  const codes = new Uint16Array(high.length);
  const held = new Float64Array(size);
  for (let row = 0; row < codes.length; row++) {
    const stratum = strata.length === 1 ? 0 : stratumOf[row]!;
    const code = starts[stratum]! + groupOf(high[row]!, low[row]!, strata[stratum]!);
    codes[row] = code;
    held[code]! += rows.weights ? rows.weights[row]! : 1;
  }
  return { codes, size, strata, held };
}

/** How often each group is in a draw: strata are drawn apart, and each keeps the weight that it has in the sample. */
export function drawDealt(out: Float64Array, { strata, held }: Dealt, seed: number, draw: number): void {
  let start = 0;
  for (const groups of strata) {
    const part = out.subarray(start, start + groups);
    drawGroups(part, seed, draw, start);
    if (strata.length > 1) {
      let before = 0;
      let after = 0;
      for (let group = 0; group < groups; group++) {
        before += held[start + group]!;
        after += held[start + group]! * part[group]!;
      }
      for (let group = 0; after > 0 && group < groups; group++) part[group] = (part[group]! * before) / after;
    }
    start += groups;
  }
}

function remember<T extends object>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** The respondents' keys, or the rows' numbers where there are none. */
export function keysOf({ responses: { keys, rows } }: Rows): KeyColumn {
  return keys ?? { high: new Uint32Array(rows), low: Uint32Array.from({ length: rows }, (_, row) => row) };
}
