import { loadSolver } from "../../stats/linear-program.ts";
import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { check, files } from "./check.ts";
import { compute, needed } from "./compute.ts";
import { findings } from "./findings.ts";
import { type GoalOptions, type GoalResult, options, result } from "./result.ts";

export const goalProgramming: Analysis<GoalOptions, GoalResult> = {
  id: "goal-programming",
  options,
  result,
  needs: needed,
  measures: () => [],
  asks: () => [],
  files,
  check,
  prepare: loadSolver,
  compute,
  findings,
  figures,
};
