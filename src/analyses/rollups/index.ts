import type { Analysis } from "../analysis.ts";
import { figures } from "./chart.ts";
import { compute } from "./compute.ts";
import { consistencyAsks } from "./consistency.ts";
import { findings } from "./findings.ts";
import { measures } from "./measures.ts";
import { options, type RollupsOptions, type RollupsResult, result } from "./result.ts";

export const rollups: Analysis<RollupsOptions, RollupsResult> = {
  id: "rollups",
  options,
  result,
  needs: [],
  measures,
  asks: () => [],
  groupAsks: consistencyAsks,
  compute,
  findings,
  figures,
};
