// Prints how long things take as ratios to floors measured in the same run. No test rests on these: machines differ.
// `node --expose-gc --import ./test/register.js test/bench/run.ts [name…]`, after `npm run compile`.
import type { Line } from "./measure.ts";
import { benchPages } from "./pages.ts";
import { benchReading } from "./reading.ts";
import { benchRebuild } from "./rebuild.ts";

const benches: Readonly<Record<string, () => Promise<readonly Line[]>>> = {
  reading: async () => {
    const { rows, columns, ratio, seconds, floorSeconds, peakMiB } = await benchReading();
    const what = `reading ${rows.toLocaleString("en")} x ${columns} answers`;
    const from = `${seconds.toFixed(2)} s beside ${floorSeconds.toFixed(2)} s`;
    return [
      { what, value: ratio, most: 2.2, unit: "x floor", from },
      { what: "its memory", value: peakMiB, most: 400, unit: "MiB" },
    ];
  },
  pages: benchPages,
  rebuild: benchRebuild,
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
