import type { Responses } from "../../src/responses/responses.ts";
import type { Margin } from "../../src/study/study.ts";
import { fitWeights } from "../../src/weighting/fit-weights.ts";
import { makeWave } from "../responses/make-study.ts";
import type { Line } from "./measure.ts";

const rows = 20_000;
const sizes = [2, 3, 4, 5, 6, 8];

/** Weights for 20,000 people by six margins, from their columns to the last weight. */
export async function benchRaking(): Promise<readonly Line[]> {
  const { responses, margins } = makeAnswers();
  const wanted = { kind: "rake", margins, variance: "residual", place: { file: "study.yaml" } } as const;
  let least = Number.POSITIVE_INFINITY;
  let rounds = 0;
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    rounds = fitWeights(responses, wanted).rounds;
    least = Math.min(least, (performance.now() - start) / 1000);
  }
  return [{ what: "raking 20,000 x 6 margins", value: least, most: 0.3, unit: "s", from: `${rounds} rounds` }];
}

/** Columns from a linear congruential generator, and shares that are some way off from theirs. */
function makeAnswers(): { readonly responses: Responses; readonly margins: readonly Margin[] } {
  let state = 1;
  const draw = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const columns = sizes.map((size, k) => ({
    name: `m${k}`,
    texts: Array.from({ length: size }, (_, value) => `v${value}`),
    firstRow: Array.from({ length: size }, () => 0),
    codes: Uint8Array.from({ length: rows }, () => draw(size)),
  }));
  const margins = columns.map(({ name, texts }): Margin => {
    const parts = texts.map((_, value) => 1 + (value % 3));
    const all = parts.reduce((sum, part) => sum + part, 0);
    const place = { file: "study.yaml" };
    return {
      columns: [name],
      targets: texts.map((text, k) => ({ values: [text], share: parts[k]! / all, place })),
      place,
    };
  });
  const responses: Responses = {
    wave: makeWave(),
    file: "answers.csv",
    rows,
    columns: new Map(columns.map((column) => [column.name, column])),
    answers: new Map(),
    keys: null,
    lineOf: (row) => row + 2,
  };
  return { responses, margins };
}
