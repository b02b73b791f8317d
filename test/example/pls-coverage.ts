// Counts how often intervals of the path model hold the population's value: `node --import ./test/register.js
// test/example/pls-coverage.ts [draws] [answers]`, about a minute. The population's value is that of the same algorithm on one draw
// of 1,000,000 answers, not the latent coefficient, which PLS attenuates. Of 100 intervals of 95 %, 90 to 98 should hold it.

import { percentileInterval } from "../../src/stats/intervals.ts";
import { makePls } from "../../src/stats/pls.ts";
import { momentsReplicator } from "../../src/stats/replicate.ts";
import { fillMultipliers } from "../../src/stats/resampling.ts";
import { scanMoments } from "../../src/stats/scan.ts";
import type { NumberColumn } from "../../src/stats/tallies.ts";
import { type DrawnWave, drawAnswers } from "./draw.ts";

const blocks = [
  ["exp_overall", "exp_personal", "exp_reliable"],
  ["qual_overall", "qual_personal", "qual_reliable"],
  ["val_quality", "val_price"],
  ["overall", "vs_expectation", "vs_ideal"],
  ["complained"],
  ["again", "price_limit"],
];
const paths = [
  [0, 1],
  [0, 2],
  [0, 3],
  [1, 2],
  [1, 3],
  [2, 3],
  [3, 4],
  [3, 5],
  [4, 5],
] as const;
const items = blocks.flat();
const solver = makePls({ blocks: blocks.map((own) => ({ items: own.length, mode: "A" })), paths, scheme: "path" });
const { layout } = solver;
const resamples = 1000;
const size = blocks.length;

/** What is counted: the figures that differ from answer to answer, by name and place. */
const counted: readonly (readonly [string, number])[] = [
  ...paths.map(([from, to], k) => [`path ${from} > ${to}`, layout.paths + k] as const),
  ...items.flatMap((item, k) =>
    item === "complained"
      ? []
      : [[`weight ${item}`, layout.weights + k] as const, [`loading ${item}`, layout.loadings + k] as const],
  ),
  ...blocks.flatMap((_, q) => [
    [`index ${q}`, layout.own + q] as const,
    ...(q > 0 ? [[`R² ${q}`, layout.r2 + q] as const] : []),
  ]),
  ...blocks.flatMap((_, from) =>
    blocks.flatMap((_, to) =>
      from < to && !paths.some(([a, b]) => a === from && b === to)
        ? [[`total ${from} > ${to}`, layout.totals + from * size + to] as const]
        : [],
    ),
  ),
];

/** The answers to the model's questions; what is no rating is missing. */
function columnsOf({ columns }: DrawnWave): readonly NumberColumn[] {
  return items.map((item) => {
    const column = columns.get(item)!;
    const most = item === "complained" ? 1 : 10;
    return { kind: "plain", values: Float64Array.from(column.values, (value) => (value <= most ? value : Number.NaN)) };
  });
}

function fitted(columns: readonly NumberColumn[]): Float64Array {
  const figures = new Float64Array(layout.size);
  const failure = solver.solve(scanMoments(columns, null), figures);
  if (failure) throw new Error(`No model: ${failure}.`);
  return figures;
}

function held(seed: number, answers: number, truth: Float64Array): readonly boolean[] {
  const [wave] = drawAnswers({ seed, waves: 1, respondents: answers, change: "none" });
  const replicate = momentsReplicator(columnsOf(wave!), null);
  const high = new Uint32Array(answers).fill(seed);
  const low = Uint32Array.from({ length: answers }, (_, row) => row);
  const times = new Uint8Array(answers);
  const figures = new Float64Array(layout.size);
  const values = counted.map(() => new Float64Array(resamples));
  for (let draw = 0; draw < resamples; draw++) {
    fillMultipliers(times, high, low, seed, draw);
    if (solver.solve(replicate(times), figures)) throw new Error("A resample has no model.");
    counted.forEach(([, at], k) => {
      values[k]![draw] = figures[at]!;
    });
  }
  return counted.map(([, at], k) => {
    const interval = percentileInterval(values[k]!.sort(), 0.95);
    return interval.low <= truth[at]! && truth[at]! <= interval.high;
  });
}

const [draws = 100, answers = 600] = process.argv.slice(2).map(Number);
const truth = fitted(columnsOf(drawAnswers({ seed: 900_001, waves: 1, respondents: 1_000_000, change: "none" })[0]!));
const counts = counted.map(() => 0);
for (let seed = 1; seed <= draws; seed++)
  held(seed, answers, truth).forEach((inside, k) => {
    if (inside) counts[k]!++;
  });
counted.forEach(([name], k) => {
  console.log(`${name}: ${((100 * counts[k]!) / draws).toFixed(1)} of 100`);
});
const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
console.log(
  `${counted.length} figures, ${draws} draws of ${answers}: ${((100 * mean) / draws).toFixed(1)} of 100 hold the population's value, from ${(100 * Math.min(...counts)) / draws} to ${(100 * Math.max(...counts)) / draws}`,
);
