import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute } from "./compute.ts";
import { findings } from "./findings.ts";
import { asks, byGroup, measures } from "./measures.ts";
import { type ComponentsOptions, type ComponentsResult, options, result } from "./result.ts";

export const components: Analysis<ComponentsOptions, ComponentsResult> = {
  id: "components",
  options,
  result,
  needs: [],
  measures,
  asks,
  groupAsks: asks,
  byGroup,
  compute,
  findings,
  figures,
};
