import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute } from "./compute.ts";
import { findings } from "./findings.ts";
import { check, files } from "./read.ts";
import { type AhpOptions, type AhpResult, options, result } from "./result.ts";

export const ahp: Analysis<AhpOptions, AhpResult> = {
  id: "ahp",
  options,
  result,
  needs: [],
  measures: () => [],
  asks: () => [],
  files,
  check,
  compute,
  findings,
  figures,
};
