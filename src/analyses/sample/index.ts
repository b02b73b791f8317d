import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute, measures } from "./compute.ts";
import { findings } from "./findings.ts";
import { options, result, type SampleOptions, type SampleResult } from "./result.ts";

export const sample: Analysis<SampleOptions, SampleResult> = {
  id: "sample",
  options,
  result,
  needs: [],
  measures,
  asks: () => [],
  compute,
  findings,
  figures,
};
