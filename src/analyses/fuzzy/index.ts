import type { Analysis } from "../analysis.ts";
import { weightNeeds } from "../element-weights.ts";
import { figures, findings } from "./chart.ts";
import { compute } from "./compute.ts";
import { asks, byGroup, groupAsks, measures } from "./model.ts";
import { type FuzzyOptions, type FuzzyResult, options, result } from "./result.ts";

export const fuzzy: Analysis<FuzzyOptions, FuzzyResult> = {
  id: "fuzzy",
  options,
  result,
  needs: weightNeeds,
  measures,
  asks,
  groupAsks,
  byGroup,
  compute,
  findings,
  figures,
};
