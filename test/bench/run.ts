// Prints how long things take as ratios to floors measured in the same run. No test rests on these: machines differ.
// `node --expose-gc --import ./test/register.js test/bench/run.ts [name…]`, after `npm run compile`.

import { benchCrosstabs } from "./crosstabs.ts";
import { benchDrivers } from "./drivers.ts";
import { benchEvaluation } from "./evaluation.ts";
import { benchExport } from "./export.ts";
import type { Line } from "./measure.ts";
import { benchPages } from "./pages.ts";
import { benchPdf } from "./pdf.ts";
import { benchRaking } from "./raking.ts";
import { benchReading } from "./reading.ts";
import { benchRebuild } from "./rebuild.ts";
import { benchSearch } from "./search.ts";
import { benchStructuralModel } from "./structural-model.ts";

const benches: Readonly<Record<string, () => Promise<readonly Line[]>>> = {
  reading: benchReading,
  pages: benchPages,
  rebuild: benchRebuild,
  search: benchSearch,
  crosstabs: benchCrosstabs,
  drivers: benchDrivers,
  raking: benchRaking,
  "structural-model": benchStructuralModel,
  evaluation: benchEvaluation,
  export: benchExport,
  pdf: benchPdf,
};

const chosen = process.argv.slice(2);
for (const [name, bench] of Object.entries(benches)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(name);
  for (const { what, value, most, unit, from } of await bench()) {
    const verdict = value <= most ? "" : "  OVER";
    console.log(`  ${what}: ${value.toFixed(2)} ${unit}, at most ${most}${from ? ` (${from})` : ""}${verdict}`);
  }
}
