import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Analysis } from "../../src/analyses/analysis.ts";
import { measuresOf, resamplerOf } from "../../src/analyses/run.ts";
import { structuralModel } from "../../src/analyses/structural-model/index.ts";
import { codeResponses } from "../../src/responses/code-responses.ts";
import { readWaves } from "../../src/sources/read-waves.ts";
import { listDrawn, sumMoments } from "../../src/stats/grouped.ts";
import { makePls } from "../../src/stats/pls.ts";
import { hashText } from "../../src/stats/random.ts";
import { drawGroups, fillMultipliers, groupOf } from "../../src/stats/resampling.ts";
import { scanMomentsByGroup } from "../../src/stats/scan.ts";
import { loadStudy } from "../../src/study/load.ts";
import { drawSample } from "../../src/weighting/draw-sample.ts";
import type { Line } from "./measure.ts";

/** The European index as on the mobile phone survey of Tenenhaus et al. 2005: 250 people, 24 questions. */
const rows = 250;
const blocks = { image: 5, expectations: 3, quality: 7, value: 2, satisfaction: 3, complaints: 1, loyalty: 3 };
const columns = Object.entries(blocks).flatMap(([block, size]) =>
  Array.from({ length: size }, (_, k) => `${block}_${k + 1}`),
);
const draws = 1000;
const rounds = 9;
const many = 1_000_000;

/**
 * 1,000 resamples of the model with every figure that gets an interval, beside their floor: drawing who counts how often,
 * and one bare weighted cross-product of the answers, as often. Then a million answers: what comes on top of their scan.
 */
export async function benchStructuralModel(): Promise<readonly Line[]> {
  const answers = drawRatings(rows);
  const { study, sample } = await sampleOf(answers);
  const measures = measuresOf([structuralModel as unknown as Analysis], study);
  const seconds: number[] = [];
  const floors: number[] = [];
  // in turn, so that what else the machine does meets both
  for (let round = 0; round < rounds; round++) {
    floors.push(timed(() => multiply(answers, round)));
    seconds.push(
      timed(() => {
        resamplerOf(measures, { ...study, id: `bench ${round}` }, sample).replicates!("structural-model.srmr overall");
      }),
    );
  }
  const [ours, floor] = [Math.min(...seconds), Math.min(...floors)];
  return [
    {
      what: `PLS bootstrap, ${rows} x ${columns.length}, ${measures.length} figures`,
      value: ours / floor,
      most: 2,
      unit: "x floor",
      from: `${((1000 * ours) / draws).toFixed(3)} ms a resample beside ${((1000 * floor) / draws).toFixed(3)} ms`,
    },
    benchMany(),
  ];
}

/** A million answers dealt to 1,000 groups: the scan apart, then the draws with a fit each. */
function benchMany(): Line {
  const answers = drawRatings(many);
  const k = columns.length;
  const coded = columns.map((_, j) => ({
    kind: "coded" as const,
    codes: Uint8Array.from({ length: many }, (_, row) => answers[row * k + j]! - 1),
    lookup: Float64Array.from({ length: 10 }, (_, code) => (100 * code) / 9),
  }));
  const codes = Uint16Array.from({ length: many }, (_, row) => groupOf(0, row, 1000));
  let scan = 0;
  let by: ReturnType<typeof scanMomentsByGroup> | undefined;
  scan = timed(() => {
    by = scanMomentsByGroup(coded, null, { codes, size: 1000 });
  });
  const solver = makePls({
    blocks: Object.values(blocks).map((items) => ({ items, mode: "A" })),
    paths: [
      [0, 1],
      [0, 4],
      [0, 6],
      [1, 2],
      [1, 3],
      [1, 4],
      [2, 3],
      [2, 4],
      [3, 4],
      [4, 5],
      [4, 6],
      [5, 6],
    ],
    scheme: "path",
  });
  const figures = new Float64Array(solver.layout.size);
  const times = new Float64Array(1000);
  const drawn = timed(() => {
    for (let draw = 0; draw < draws; draw++) {
      drawGroups(times, 1, draw);
      if (solver.solve(sumMoments(by!, listDrawn(times)), figures)) throw new Error("A resample has no model.");
    }
  });
  return {
    what: `PLS bootstrap, 1,000,000 x ${k}, on top of the scan`,
    value: drawn,
    most: 1,
    unit: "s",
    from: `scan ${scan.toFixed(2)} s`,
  };
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

/** Ratings 1-10 that share a habit of the person and one of the block; row by row. */
function drawRatings(people: number): Float64Array {
  let state = 1;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const values = new Float64Array(people * columns.length);
  let at = 0;
  for (let row = 0; row < people; row++) {
    const habit = 3 * (draw() + draw());
    for (const size of Object.values(blocks)) {
      const own = habit + 3 * draw();
      for (let k = 0; k < size; k++) values[at++] = Math.min(10, Math.max(1, Math.round(own + 3 * draw())));
    }
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
    const study = await loadStudy(folder, { root, analyses: { "structural-model": structuralModel.options } });
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
analyses:
  structural-model:
    model: ecsi
    blocks:
${Object.keys(blocks)
  .map((block) => `      ${block}: [${columns.filter((id) => id.startsWith(block)).join(", ")}]`)
  .join("\n")}
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
