import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute } from "./compute.ts";
import { findings } from "./findings.ts";
import { type NeuralOptions, type NeuralResult, options, result } from "./result.ts";

export const neural: Analysis<NeuralOptions, NeuralResult> = {
  id: "neural",
  options,
  result,
  needs: [],
  // it is fitted to answers, not to their moments
  measures: () => [],
  asks: () => [],
  compute,
  findings,
  figures,
};
