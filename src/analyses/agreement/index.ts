import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute, needed } from "./compute.ts";
import { findings } from "./findings.ts";
import { type AgreementOptions, type AgreementResult, options, result } from "./result.ts";

export const agreement: Analysis<AgreementOptions, AgreementResult> = {
  id: "agreement",
  options,
  result,
  needs: needed,
  measures: () => [],
  asks: () => [],
  compute,
  findings,
  figures,
};
