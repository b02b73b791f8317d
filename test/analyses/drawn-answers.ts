import reference from "../reference/measurement-drawn.json" with { type: "json" };
import { measure, type Sheet } from "./harness.ts";

/** The drawn answers of `test/reference/r/measurement.R`: x1 to x3 on 1-5, u on 1-4, a weight, and a branch by turns. */
export const drawnRows: Sheet = reference.drawn.u.map((u, row) => [
  ...reference.drawn.x.slice(3 * row, 3 * row + 3),
  u,
  reference.drawn.v[row]!,
  `b${row % 3}`,
]);

/** The results of a study over them, or over other rows of the same columns. */
export async function measureDrawn(
  analyses: string,
  { rows = drawnRows, more = "" }: { readonly rows?: Sheet; readonly more?: string } = {},
): Promise<ReadonlyMap<string, unknown>> {
  const study = `
title: Case
client: Nobody
languages: [en]
waves: { w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv } }
scales: { five: { from: 1, to: 5 }, four: { from: 1, to: 4 } }
questions:
  x1: { text: x1, scale: five }
  x2: { text: x2, scale: five }
  x3: { text: x3, scale: five }
  u: { text: u, scale: four }
elements:
  x1: { label: x1, performance: x1, dimension: one }
  x2: { label: x2, performance: x2, dimension: one }
  x3: { label: x3, performance: x3, dimension: other }
  u: { label: u, performance: u, dimension: other }
conventions: { draws: 100 }
${more}
analyses:
${analyses}
`;
  return measure(study, { "w1.csv": [["x1", "x2", "x3", "u", "v", "branch"], ...rows] });
}
