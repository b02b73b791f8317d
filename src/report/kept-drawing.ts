import { type KeptFile, nameOf } from "../archive/kept-results.ts";
import { type Drawing, drawAside } from "../charts/draw-aside.ts";
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

/**
 * Draws a chart, or gives the drawing that an earlier build of the same program made of the same spec, rows and words.
 * `aside`: on a thread of its own.
 */
export function keptDrawing(kept: KeptFile, program: string, aside: boolean): Drawings {
  const made = new Map<string, Drawing>();
  let drawChart: DrawChart | undefined;
  return {
    load: async () => {
      drawChart ??= aside ? drawAside() : (await import("../charts/render.ts")).drawChart;
    },
    draw: (chart, frame) => {
      const name = nameOf(JSON.stringify([program, chart, frame]));
      const known = made.get(name) ?? kept.read(name);
      if (known !== undefined) return known;
      if (!drawChart) throw new DrawingNotLoadedError(`The drawing ${frame.id} is not kept.`);
      const drawing = drawChart(chart, frame);
      made.set(name, drawing);
      return drawing;
    },
    drawn: () => made.size,
    save(all) {
      for (const [name, drawing] of made) {
        try {
          kept.write(name, drawing.toString());
        } catch {
          // thrown where it is shown, or never shown: either way there is nothing to keep
        }
      }
      kept.save(all);
    },
  };
}
