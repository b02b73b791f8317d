import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute } from "./compute.ts";
import { findings } from "./findings.ts";
import { asks, measures } from "./measures.ts";
import { options, type RegressionOptions, type RegressionResult, result } from "./result.ts";

export const regression: Analysis<RegressionOptions, RegressionResult> = {
  id: "regression",
  options,
  result,
  needs: [],
  measures,
  asks,
  compute,
  findings,
  figures,
};
