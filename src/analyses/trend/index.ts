import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute, findings } from "./compute.ts";
import { options, result, type TrendOptions, type TrendResult } from "./result.ts";

export const trend: Analysis<TrendOptions, TrendResult> = {
  id: "trend",
  options,
  result,
  needs: [],
  measures: () => [],
  asks: () => [],
  compute,
  findings,
  figures,
};
