import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute } from "./compute.ts";
import { findings } from "./findings.ts";
import { byGroup } from "./groups.ts";
import { asks, competitorAsks, measures } from "./measures.ts";
import { checkProviders } from "./providers.ts";
import { options, result, type StructuralModelOptions, type StructuralModelResult } from "./result.ts";
import { checkTiers, files } from "./tiers.ts";

export const structuralModel: Analysis<StructuralModelOptions, StructuralModelResult> = {
  id: "structural-model",
  options,
  result,
  needs: [],
  measures,
  asks,
  competitorAsks,
  byGroup,
  files,
  check: (study, options, read) => [...checkProviders(study, options), ...checkTiers(options, read)],
  compute,
  findings,
  figures,
};
