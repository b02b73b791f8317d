import type { Analysis } from "../analysis.ts";
import { figures, findings } from "./chart.ts";
import { byGroup, compute, measures } from "./compute.ts";
import { type EntropyOptions, type EntropyResult, options, result } from "./result.ts";

export const entropy: Analysis<EntropyOptions, EntropyResult> = {
  id: "entropy",
  options,
  result,
  needs: ["drivers", "ahp"],
  measures,
  asks: () => [],
  byGroup,
  compute,
  findings,
  figures,
};
