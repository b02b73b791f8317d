import { csvOf } from "./csv.ts";
import { type Drawing, drawAnswers } from "./draw.ts";

/** Folder of the example, relative to the root. */
export const exampleFolder = "data/fenghe-cycles";

export const exampleWaves = ["2025-q4", "2026-q1", "2026-q2", "2026-q3"] as const;

/** How the example was drawn. The branch b14 was shut for rebuilding in the last wave: three people answered before. */
const exampleDrawing: Drawing = {
  seed: 20260126,
  waves: exampleWaves.length,
  respondents: [587, 612, 634, 603],
  change: "planted",
  flaws: true,
  closed: { wave: 3, branch: "b14", answers: 3 },
};

/** The competitors' customers were asked the same in an online panel. */
const competitors = [
  { prefix: "J", seed: 20251102, provider: "jieta", respondents: 150 },
  { prefix: "L", seed: 20251103, provider: "luxing", respondents: 120 },
] as const;

/** Every file of answers of the example by name, as text. */
export function exampleFiles(): ReadonlyMap<string, string> {
  const own = drawAnswers(exampleDrawing);
  const files = new Map(exampleWaves.map((wave, k) => [`${wave}.csv`, [...csvOf(own[k]!)].join("")]));
  const others = competitors.flatMap(({ prefix, ...competitor }) =>
    drawAnswers({ waves: exampleWaves.length, change: "none", ...competitor }).map((drawn, k) => ({
      drawn,
      options: { wave: exampleWaves[k]!, prefix },
    })),
  );
  const text = others.flatMap(({ drawn, options }, k) => [...csvOf(drawn, { ...options, header: k === 0 })]);
  return files.set("competitors.csv", text.join(""));
}
