import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Analysis } from "../../src/analyses/analysis.ts";
import { drivers } from "../../src/analyses/drivers/index.ts";
import { measuresOf, resamplerOf } from "../../src/analyses/run.ts";
import { codeResponses } from "../../src/responses/code-responses.ts";
import { readWaves } from "../../src/sources/read-waves.ts";
import { hashText } from "../../src/stats/random.ts";
import { fillMultipliers } from "../../src/stats/resampling.ts";
import { loadStudy } from "../../src/study/load.ts";
import { drawSample } from "../../src/weighting/draw-sample.ts";
import type { Line } from "./measure.ts";

const rows = 1811;
const elements = Array.from({ length: 9 }, (_, k) => `x${k + 1}`);
const columns = ["y", ...elements];
const draws = 1000;
const rounds = 9;

/**
 * 1,000 replicates of every number of the drivers (shares by LMG, ranks, coefficients) on 1,811 x 9 answers, beside their
 * floor: drawing who counts how often, and one bare weighted cross-product of the ten columns, as often.
 */
export async function benchDrivers(): Promise<readonly Line[]> {
  const answers = drawRatings();
  const sample = await sampleOf(answers);
  const measures = measuresOf([drivers as unknown as Analysis], sample.study);
  const seconds: number[] = [];
  const floors: number[] = [];
  // in turn, so that what else the machine does meets both
  for (let round = 0; round < rounds; round++) {
    floors.push(timed(() => multiply(answers, round)));
    seconds.push(
      timed(() => {
        const study = { ...sample.study, id: `bench ${round}` };
        resamplerOf(measures, study, sample.sample).replicates!("drivers.share x1");
      }),
    );
  }
  const [ours, floor] = [Math.min(...seconds), Math.min(...floors)];
  return [
    {
      what: `LMG bootstrap, ${rows.toLocaleString("en")} x ${elements.length}`,
      value: ours / floor,
      most: 1.6,
      unit: "x floor",
      from: `${ours.toFixed(3)} s beside ${floor.toFixed(3)} s`,
    },
  ];
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

/** Ratings 1-10 that share a habit of the person; row by row. */
function drawRatings(): Float64Array {
  let state = 1;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const values = new Float64Array(rows * columns.length);
  for (let row = 0; row < rows; row++) {
    const habit = 4 * (draw() + draw());
    for (let k = 0; k < columns.length; k++)
      values[row * columns.length + k] = Math.min(10, Math.max(1, Math.round(habit + 4 * draw())));
  }
  return values;
}

async function sampleOf(answers: Float64Array) {
  const root = mkdtempSync(join(tmpdir(), "satisfact-bench-"));
  try {
    const folder = join(root, "data", "bench");
    mkdirSync(folder, { recursive: true });
    const lines = Array.from({ length: rows }, (_, row) =>
      [`R${row}`, ...answers.subarray(row * columns.length, (row + 1) * columns.length)].join(),
    );
    writeFileSync(join(folder, "w.csv"), [["id", ...columns].join(), ...lines].join("\n"));
    writeFileSync(join(folder, "study.yaml"), studyText());
    const study = await loadStudy(folder, { root, analyses: { drivers: drivers.options } });
    const wave = study.waves[0]!;
    const table = (await readWaves(study)).get(wave.id)!;
    return { study, sample: drawSample(study, codeResponses(study, wave, table), null) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function studyText(): string {
  return `
title: Bench
client: Nobody
languages: [en]
respondent: id
waves: { w: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w.csv } }
scales: { s: { from: 1, to: 10 } }
questions:
${columns.map((id) => `  ${id}: { text: ${id}, scale: s }`).join("\n")}
elements:
${elements.map((id) => `  ${id}: { label: ${id}, performance: ${id} }`).join("\n")}
analyses: { drivers: { overall: y } }
`;
}

/** The floor: draws and cross-products, and nothing made of them. */
function multiply(values: Float64Array, seed: number): number {
  const k = columns.length;
  const keys = Array.from({ length: rows }, (_, row) => hashText(`R${row}`));
  const high = Uint32Array.from(keys, (key) => key[0]!);
  const low = Uint32Array.from(keys, (key) => key[1]!);
  const times = new Uint8Array(rows);
  let last = 0;
  for (let draw = 0; draw < draws; draw++) {
    fillMultipliers(times, high, low, seed, draw);
    const products = new Float64Array(k * k);
    for (let row = 0; row < rows; row++) {
      const m = times[row]!;
      if (m === 0) continue;
      for (let i = 0; i < k; i++) {
        const x = m * values[row * k + i]!;
        for (let j = 0; j <= i; j++) products[i * k + j] = products[i * k + j]! + x * values[row * k + j]!;
      }
    }
    last += products[0]!;
  }
  return last;
}
