import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { asks, compute, findings } from "./compute.ts";
import { type CrosstabsOptions, type CrosstabsResult, options, result } from "./result.ts";

export const crosstabs: Analysis<CrosstabsOptions, CrosstabsResult> = {
  id: "crosstabs",
  options,
  result,
  needs: [],
  measures: () => [],
  asks,
  groupAsks: asks,
  compute,
  findings,
  figures,
};
