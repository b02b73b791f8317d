import type { KeptFile } from "../archive/kept-results.ts";
import { drawChart } from "../charts/render.ts";
import type { DrawChart } from "./figures.ts";

/** Draws a chart, or gives the drawing that an earlier build of the same program made of the same spec, rows and words. */
export function keptDrawing(
  kept: KeptFile,
  program: string,
): { readonly draw: DrawChart; readonly drawn: () => number; readonly save: KeptFile["save"] } {
  let drawn = 0;
  return {
    draw: (chart, frame) => {
      const key = JSON.stringify([program, chart, frame]);
      const known = kept.read(key);
      if (known !== undefined) return known;
      drawn++;
      const svg = drawChart(chart, frame);
      kept.write(key, svg);
      return svg;
    },
    drawn: () => drawn,
    save: kept.save,
  };
}
