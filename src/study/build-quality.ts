import type { StudyFile } from "./schema.ts";
import type { QualityRules, Question } from "./study.ts";
import type { Path, YamlFile } from "./yaml.ts";

/** Fewer answers alike may well be meant. */
export const leastInGrid = 8;

/** The rules of quality with every default filled in, the grids that the questions themselves show among them. */
export function buildQuality(
  given: NonNullable<StudyFile["quality"]>,
  questions: ReadonlyMap<string, Question>,
  yaml: YamlFile,
): QualityRules {
  const { seconds, received, grids, ranges, attention, conflicts, exclude, keep } = given;
  const listed = (path: Path, codes: Readonly<Record<string, number | number[]>>) =>
    new Map(yaml.keysOf(path).map((question) => [question, [codes[question]!].flat()]));
  return {
    ...(seconds !== undefined && { seconds }),
    ...(received !== undefined && { received }),
    speederBelow: given.speeder_below,
    partialBelow: given.partial_below,
    grids: grids ?? findGrids([...questions.values()]),
    ranges: new Map(
      Object.entries(ranges).map(([question, { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }]) => [
        question,
        { from, to },
      ]),
    ),
    attention: listed(["quality", "attention"], attention),
    conflicts: conflicts.map((codes, k) => listed(["quality", "conflicts", k], codes)),
    exclude,
    keep,
  };
}

/** Scales with ratings enough of which some are reversed and some are not: one code throughout contradicts itself there. */
function findGrids(questions: readonly Question[]): readonly (readonly string[])[] {
  const ratings = questions.filter(({ type }) => type === "rating");
  const scales = [...new Set(ratings.map(({ scale }) => scale!))];
  return scales.flatMap((scale) => {
    const grid = ratings.filter((question) => question.scale === scale);
    const mixed = grid.some(({ reversed }) => reversed) && grid.some(({ reversed }) => !reversed);
    return mixed && grid.length >= leastInGrid ? [grid.map(({ id }) => id)] : [];
  });
}
