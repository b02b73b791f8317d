import type { ColumnSpec } from "../responses/column.ts";
import { type GroupResampler, listDrawn, type TalliesByGroup } from "../stats/grouped.ts";
import { uniform } from "../stats/random.ts";
import { countsByGroupReplicator, momentsByGroupReplicator } from "../stats/replicate.ts";
import { seedOf } from "../stats/resampling.ts";
import { type Grouping, scanCountsByGroup, scanMomentsByGroup, shiftsOf } from "../stats/scan.ts";
import type { Ask } from "../stats/tallies.ts";
import { collect, mapValues } from "./collect.ts";
import type { RowGroups } from "./group-rows.ts";
import { joinRows, type ReadableRows, readable } from "./join-rows.ts";
import { dealRows, drawDealt, drawnBy, drawnWeights, keysOf, multiplierOf } from "./resample.ts";
import type { Rows } from "./rows.ts";

type Asks = readonly Ask<ColumnSpec>[];
type Times = Uint8Array | Float64Array;

/** Replicates of the groups of rows: the multipliers of `Sample.resampler`, tallied group by group. */
export function resampleBy(rows: Rows, groups: RowGroups, asks: Asks, name: string, draws: number): GroupResampler {
  const tally = replicatorOf(rows, groups, asks);
  const seed = seedOf(name);
  const drawn = drawnBy(rows) === "groups" ? drawByGroups(rows) : drawByRows(rows);
  return {
    draws,
    groups: groups.values,
    tallies(draw) {
      const { times, weights } = drawn(seed, draw);
      return tally(times, weights);
    },
  };
}

/** Replicates with the labels of the groups dealt anew among the rows that have one. */
export function permuteBy(rows: Rows, groups: RowGroups, asks: Asks, name: string, draws: number): GroupResampler {
  return deal(readable(rows), groups, asks, name, draws);
}

/** The same of two samples of different people: all rows of the one, and of the other those in one of its groups. */
export function permuteWith(
  rows: Rows,
  others: Rows,
  { values, codes }: RowGroups,
  value: string,
  asks: Asks,
  name: string,
  draws: number,
): GroupResampler {
  const at = values.indexOf(value);
  const picked = Uint32Array.from([...codes.keys()].filter((row) => codes[row] === at));
  const own = rows.responses.rows;
  const labels = Uint32Array.from({ length: own + picked.length }, (_, row) => Number(row >= own));
  return deal(joinRows(rows, others, picked), { values: ["", value], codes: labels }, asks, name, draws);
}

function deal(rows: ReadableRows, groups: RowGroups, asks: Asks, name: string, draws: number): GroupResampler {
  const scan = scannerOf(rows, asks);
  const seed = seedOf(`${name} permuted`);
  const { high, low } = rows;
  const labelled = Uint32Array.from(
    [...groups.codes.keys()].filter((row) => groups.codes[row]! < groups.values.length),
  );
  const labels = Uint32Array.from(labelled, (row) => groups.codes[row]!).sort();
  const chances = new Float64Array(groups.codes.length);
  const dealt = { codes: Uint32Array.from(groups.codes), size: groups.values.length };
  return {
    draws,
    groups: groups.values,
    tallies(draw) {
      // in the order of chances that hang on the person, the draw and the seed alone
      for (const row of labelled) chances[row] = uniform(high[row]!, low[row]!, seed, draw);
      const order = labelled.slice().sort((a, b) => chances[a]! - chances[b]! || a - b);
      for (let place = 0; place < order.length; place++) dealt.codes[order[place]!] = labels[place]!;
      return scan(dealt);
    },
  };
}

/** Everybody dealt at random to one of two halves: draws 2b and 2b + 1 are the halves of one dealing. */
export function halveBy(rows: Rows, groups: RowGroups, asks: Asks, name: string, draws: number): GroupResampler {
  const tally = replicatorOf(rows, groups, asks);
  const seed = seedOf(`${name} halves`);
  const { high, low } = keysOf(rows);
  const times = new Uint8Array(rows.responses.rows);
  return {
    draws,
    groups: groups.values,
    tallies(draw) {
      const dealing = draw >> 1;
      const first = draw % 2 === 0;
      for (let row = 0; row < times.length; row++)
        times[row] = uniform(high[row]!, low[row]!, seed, dealing) < 0.5 === first ? 1 : 0;
      return tally(times, rows.weights);
    },
  };
}

/** Tallies of the asks by group, each time with other multipliers and weights of the rows. */
function replicatorOf(
  rows: Rows,
  { values, codes }: RowGroups,
  asks: Asks,
): (times: Times, weights: Float64Array | null) => TalliesByGroup {
  const grouping = { codes, size: values.length };
  const { columnOf } = readable(rows);
  const made = collect(
    asks,
    (specs) => momentsByGroupReplicator(specs.map(columnOf), grouping),
    (spec) => countsByGroupReplicator(columnOf(spec), grouping),
  );
  return (times, weights) => {
    const drawn = listDrawn(times);
    return {
      moments: mapValues(made.moments, (replicate) => replicate(drawn, times, weights)),
      counts: mapValues(made.counts, (replicate) => replicate(drawn, weights)),
    };
  };
}

/** Tallies of the asks by group, each time with other groups: columns are resolved once and sums taken about one shift. */
function scannerOf({ columnOf, weights }: ReadableRows, asks: Asks): (grouping: Grouping) => TalliesByGroup {
  const laid = collect(
    asks,
    (specs) => {
      const columns = specs.map(columnOf);
      return { columns, shift: shiftsOf(columns) };
    },
    columnOf,
  );
  return (grouping) => ({
    moments: mapValues(laid.moments, ({ columns, shift }) => scanMomentsByGroup(columns, weights, grouping, { shift })),
    counts: mapValues(laid.counts, (column) => scanCountsByGroup(column, weights, grouping)),
  });
}

interface DrawnRows {
  readonly times: Times;
  readonly weights: Float64Array | null;
}

/** Multipliers row by row or unit by unit, weights fitted again where they were fitted. */
function drawByRows(rows: Rows): (seed: number, draw: number) => DrawnRows {
  const fill = multiplierOf(rows);
  const { fixed, ofDraw } = drawnWeights(rows);
  const times = new Uint8Array(rows.responses.rows);
  return (seed, draw) => {
    fill(times, seed, draw);
    return { times, weights: ofDraw(times) ?? fixed };
  };
}

/** Many rows: everybody as often as the replicate group they were dealt to, so that the whole moves as in `Sample.resampler`. */
function drawByGroups(rows: Rows): (seed: number, draw: number) => DrawnRows {
  const dealt = dealRows(rows);
  const ofGroups = new Float64Array(dealt.size);
  const times = new Float64Array(rows.responses.rows);
  return (seed, draw) => {
    drawDealt(ofGroups, dealt, seed, draw);
    for (let row = 0; row < times.length; row++) times[row] = ofGroups[dealt.codes[row]!]!;
    return { times, weights: rows.weights };
  };
}
