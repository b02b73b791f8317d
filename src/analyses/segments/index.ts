import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { asks, byGroup, compute } from "./compute.ts";
import { findings } from "./findings.ts";
import { options, result, type SegmentsOptions, type SegmentsResult } from "./result.ts";

export const segments: Analysis<SegmentsOptions, SegmentsResult> = {
  id: "segments",
  options,
  result,
  needs: [],
  // what it shows are the measures of the other methods
  measures: () => [],
  asks,
  byGroup,
  compute,
  findings,
  figures,
};
