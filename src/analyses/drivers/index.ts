import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute } from "./compute.ts";
import { findings } from "./findings.ts";
import { asks, measures } from "./measures.ts";
import { type DriversOptions, type DriversResult, options, result } from "./result.ts";

export const drivers: Analysis<DriversOptions, DriversResult> = {
  id: "drivers",
  options,
  result,
  needs: [],
  measures,
  asks,
  compute,
  findings,
  figures,
};
