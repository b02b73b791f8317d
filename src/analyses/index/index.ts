import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { byGroup, compute, findings, measures } from "./compute.ts";
import { type IndexOptions, type IndexResult, options, result } from "./result.ts";

export const index: Analysis<IndexOptions, IndexResult> = {
  id: "index",
  options,
  result,
  needs: [],
  measures,
  asks: () => [],
  byGroup,
  compute,
  findings,
  figures,
};
