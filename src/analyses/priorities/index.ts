import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute } from "./compute.ts";
import { findings } from "./findings.ts";
import { competitorAsks, measures } from "./measures.ts";
import { options, type PrioritiesOptions, type PrioritiesResult, result } from "./result.ts";

export const priorities: Analysis<PrioritiesOptions, PrioritiesResult> = {
  id: "priorities",
  options,
  result,
  needs: ["drivers", "kano"],
  measures,
  asks: () => [],
  competitorAsks,
  compute,
  findings,
  figures,
};
