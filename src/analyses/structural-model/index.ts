import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute } from "./compute.ts";
import { findings } from "./findings.ts";
import { byGroup } from "./groups.ts";
import { asks, measures } from "./measures.ts";
import { options, result, type StructuralModelOptions, type StructuralModelResult } from "./result.ts";
import { check, files } from "./tiers.ts";

export const structuralModel: Analysis<StructuralModelOptions, StructuralModelResult> = {
  id: "structural-model",
  options,
  result,
  needs: [],
  measures,
  asks,
  byGroup,
  files,
  check,
  compute,
  findings,
  figures,
};
