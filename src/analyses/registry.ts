import type { Analysis } from "./analysis.ts";
import { elements } from "./elements/index.ts";
import { gaps } from "./gaps/index.ts";
import { index } from "./index/index.ts";
import { trend } from "./trend/index.ts";

/**
 * Every method, in the order in which results are kept. The options and the result of each are its own business, so the
 * list holds them as unknown; `run.ts` gives each analysis only what its own schemas have parsed.
 */
export const registry: readonly Analysis[] = [index, elements, gaps, trend].map(
  (analysis) => analysis as unknown as Analysis,
);
