import { agreement } from "./agreement/index.ts";
import { ahp } from "./ahp/index.ts";
import type { Analysis } from "./analysis.ts";
import { components } from "./components/index.ts";
import { crosstabs } from "./crosstabs/index.ts";
import { dea } from "./dea/index.ts";
import { delphi } from "./delphi/index.ts";
import { drivers } from "./drivers/index.ts";
import { elements } from "./elements/index.ts";
import { entropy } from "./entropy/index.ts";
import { fuzzy } from "./fuzzy/index.ts";
import { gaps } from "./gaps/index.ts";
import { goalProgramming } from "./goal-programming/index.ts";
import { grey } from "./grey/index.ts";
import { index } from "./index/index.ts";
import { indicators } from "./indicators/index.ts";
import { kano } from "./kano/index.ts";
import { neural } from "./neural/index.ts";
import { priorities } from "./priorities/index.ts";
import { regression } from "./regression/index.ts";
import { reliability } from "./reliability/index.ts";
import { rollups } from "./rollups/index.ts";
import { sample } from "./sample/index.ts";
import { segments } from "./segments/index.ts";
import { structuralModel } from "./structural-model/index.ts";
import { trend } from "./trend/index.ts";

/**
 * Every method, in the order in which results are kept. The options and the result of each are its own business, so the
 * list holds them as unknown; `run.ts` gives each analysis only what its own schemas have parsed.
 */
export const registry: readonly Analysis[] = [
  index,
  elements,
  gaps,
  drivers,
  kano,
  priorities,
  reliability,
  components,
  regression,
  indicators,
  rollups,
  structuralModel,
  trend,
  segments,
  crosstabs,
  sample,
  ahp,
  delphi,
  entropy,
  fuzzy,
  dea,
  goalProgramming,
  neural,
  grey,
  agreement,
].map((analysis) => analysis as unknown as Analysis);
