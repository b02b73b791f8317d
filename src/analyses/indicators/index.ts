import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute } from "./compute.ts";
import { findings } from "./findings.ts";
import { measures } from "./measures.ts";
import { type IndicatorsOptions, type IndicatorsResult, options, result } from "./result.ts";

export const indicators: Analysis<IndicatorsOptions, IndicatorsResult> = {
  id: "indicators",
  options,
  result,
  needs: [],
  measures,
  asks: () => [],
  compute,
  findings,
  figures,
};
