import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { check } from "./check.ts";
import { asks, compute } from "./compute.ts";
import { findings } from "./findings.ts";
import { byGroup, measures } from "./measures.ts";
import { type KanoOptions, type KanoResult, options, result } from "./result.ts";

export const kano: Analysis<KanoOptions, KanoResult> = {
  id: "kano",
  options,
  result,
  needs: ["elements"],
  measures,
  asks,
  byGroup,
  check,
  compute,
  findings,
  figures,
};
