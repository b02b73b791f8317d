import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { asks, compute } from "./compute.ts";
import { findings } from "./findings.ts";
import { measures } from "./measures.ts";
import { options, type ReliabilityOptions, type ReliabilityResult, result } from "./result.ts";

export const reliability: Analysis<ReliabilityOptions, ReliabilityResult> = {
  id: "reliability",
  options,
  result,
  needs: [],
  measures,
  asks,
  compute,
  findings,
  figures,
};
