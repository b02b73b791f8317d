import type { KeptFile } from "../archive/kept-results.ts";
import type { DrawChart } from "./figures.ts";

/** What draws was asked for a drawing that is not kept before it was loaded. */
export class DrawingNotLoadedError extends Error {}

/** Drawings of this build and of earlier ones. */
export interface Drawings {
  /** @throws DrawingNotLoadedError for a drawing that is not kept, before `load` */
  readonly draw: DrawChart;
  /** Loads what draws: the heaviest part of the program, of no use where every drawing is kept. */
  load(): Promise<void>;
  readonly drawn: () => number;
  readonly save: KeptFile["save"];
}

/** Draws a chart, or gives the drawing that an earlier build of the same program made of the same spec, rows and words. */
export function keptDrawing(kept: KeptFile, program: string): Drawings {
  let drawn = 0;
  let drawChart: DrawChart | undefined;
  return {
    load: async () => {
      ({ drawChart } = await import("../charts/render.ts"));
    },
    draw: (chart, frame) => {
      const key = JSON.stringify([program, chart, frame]);
      const known = kept.read(key);
      if (known !== undefined) return known;
      if (!drawChart) throw new DrawingNotLoadedError(`The drawing ${frame.id} is not kept.`);
      drawn++;
      const svg = drawChart(chart, frame);
      kept.write(key, svg);
      return svg;
    },
    drawn: () => drawn,
    save: kept.save,
  };
}
