import { columnOf } from "../responses/resolve-column.ts";
import type { KeyColumn } from "../sources/raw-table.ts";
import { type CountsByGroup, listDrawn, type MomentsByGroup, sumCounts, sumMoments } from "../stats/grouped.ts";
import { momentsReplicator } from "../stats/replicate.ts";
import { drawGroups, fillMultipliers, groupOf, seedOf } from "../stats/resampling.ts";
import { scanCounts, scanCountsByGroup, scanMomentsByGroup } from "../stats/scan.ts";
import type { Rows } from "./rows.ts";
import type { Sample } from "./sample.ts";
import { collect, columnsOf, mapValues } from "./tally-rows.ts";

/** From here on draws are of groups of rows instead of rows. */
export const manyRows = 20_000;
/** Enough for the quantiles of a percentile interval, few enough that a draw costs nothing beside the scan. */
const groupCount = 1000;

/** The resampler of a sample: by rows where they are few, by replicate groups where they are many. */
export function makeResampler(rows: Rows): Sample["resampler"] {
  return rows.responses.rows < manyRows ? resampleRows(rows) : resampleGroups(rows);
}

/** Poisson(1) multipliers row by row (Hanley & MacGibbon 2006). Those of the seed last used are kept, since several figures share it. */
function resampleRows(rows: Rows): Sample["resampler"] {
  const { high, low } = keysOf(rows);
  let lastSeed: number | undefined;
  const drawn = new Map<number, Uint8Array>();
  function multipliers(seed: number, draw: number): Uint8Array {
    if (seed !== lastSeed) drawn.clear();
    lastSeed = seed;
    let times = drawn.get(draw);
    if (!times) {
      times = new Uint8Array(high.length);
      fillMultipliers(times, high, low, seed, draw);
      drawn.set(draw, times);
    }
    return times;
  }
  return (asks, name, draws) => {
    const seed = seedOf(name);
    const replicators = collect(
      asks,
      (specs) => momentsReplicator(columnsOf(rows, specs), rows.weights),
      (spec) => {
        const column = columnOf(rows.responses, spec);
        return (times: Uint8Array) => scanCounts(column, rows.weights, { times });
      },
    );
    return {
      draws,
      tallies(draw) {
        const times = multipliers(seed, draw);
        return {
          moments: mapValues(replicators.moments, (replicate) => replicate(times)),
          counts: mapValues(replicators.counts, (replicate) => replicate(times)),
        };
      },
    };
  };
}

/** Rows dealt to groups by their keys; each ask is scanned once, a draw adds up the tallies of the groups it holds. */
function resampleGroups(rows: Rows): Sample["resampler"] {
  const { high, low } = keysOf(rows);
  const codes = Uint16Array.from(high, (word, row) => groupOf(word, low[row]!, groupCount));
  const grouping = { codes, size: groupCount };
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
    const times = new Float64Array(groupCount);
    return {
      draws,
      tallies(draw) {
        drawGroups(times, seed, draw);
        const drawn = listDrawn(times);
        return {
          moments: mapValues(scanned.moments, (by) => sumMoments(by, drawn)),
          counts: mapValues(scanned.counts, (by) => sumCounts(by, drawn)),
        };
      },
    };
  };
}

function remember<T extends object>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** The respondents' keys, or the rows' numbers where there are none. */
function keysOf({ responses: { keys, rows } }: Rows): KeyColumn {
  return keys ?? { high: new Uint32Array(rows), low: Uint32Array.from({ length: rows }, (_, row) => row) };
}
