import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute, findings, measures } from "./compute.ts";
import { type ElementsOptions, type ElementsResult, options, result } from "./result.ts";

export const elements: Analysis<ElementsOptions, ElementsResult> = {
  id: "elements",
  options,
  result,
  needs: [],
  measures,
  asks: () => [],
  compute,
  findings,
  figures,
};
