import type { Analysis } from "../analysis.ts";
import { weightNeeds } from "../element-weights.ts";
import { figures, findings } from "./chart.ts";
import { compute } from "./compute.ts";
import { asks, byGroup, measures } from "./model.ts";
import { type GreyOptions, type GreyResult, options, result } from "./result.ts";

export const grey: Analysis<GreyOptions, GreyResult> = {
  id: "grey",
  options,
  result,
  needs: weightNeeds,
  measures,
  asks,
  byGroup,
  compute,
  findings,
  figures,
};
