import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute, findings } from "./compute.ts";
import { measures } from "./measures.ts";
import { type GapsOptions, type GapsResult, options, result } from "./result.ts";

export const gaps: Analysis<GapsOptions, GapsResult> = {
  id: "gaps",
  options,
  result,
  needs: [],
  measures,
  asks: () => [],
  compute,
  findings,
  figures,
};
