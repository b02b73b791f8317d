import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute } from "./compute.ts";
import { findings } from "./findings.ts";
import { check, files } from "./read.ts";
import { type DelphiOptions, type DelphiResult, options, result } from "./result.ts";

export const delphi: Analysis<DelphiOptions, DelphiResult> = {
  id: "delphi",
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
