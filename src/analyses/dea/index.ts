import { loadSolver } from "../../stats/linear-program.ts";
import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { check, files } from "./check.ts";
import { byGroup, compute } from "./compute.ts";
import { findings } from "./findings.ts";
import { type DeaOptions, type DeaResult, options, result } from "./result.ts";

export const dea: Analysis<DeaOptions, DeaResult> = {
  id: "dea",
  options,
  result,
  needs: [],
  // what it is made from are the scores of other methods
  measures: () => [],
  asks: () => [],
  byGroup,
  files,
  check,
  prepare: loadSolver,
  compute,
  findings,
  figures,
};
