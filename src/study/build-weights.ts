import type { StudyFile } from "./schema.ts";
import type { Margin, SampleDesign, Target, Weights } from "./study.ts";
import type { Path, YamlFile } from "./yaml.ts";

type Given = NonNullable<StudyFile["weights"]>;

/** The weights as they stand at a path of the study file, shares brought to add up to 1. */
export function buildWeights(given: Given, path: Path, yaml: YamlFile): Weights {
  const { column, rake, poststratify, base, trim, variance = "residual" } = given;
  if (column !== undefined) return { kind: "column", column, place: yaml.placeOf([...path, "column"]) };
  const shared = {
    ...(base !== undefined && { base }),
    ...(trim !== undefined && { trim }),
    variance,
    place: yaml.keyPlaceOf(path),
  };
  if (poststratify) {
    const { columns, shares } = poststratify;
    return {
      kind: "poststratify",
      margins: [buildMargin(columns, [...path, "poststratify", "shares"], yaml, shares)],
      ...shared,
    };
  }
  const way = [...path, "rake"];
  const margins = yaml.keysOf(way).map((name) => buildMargin([name], [...way, name], yaml, rake![name]!));
  return { kind: "rake", margins, ...shared };
}

/** Numbers by value, a level for each column. */
export interface Levels {
  readonly [value: string]: number | Levels;
}

function buildMargin(columns: readonly string[], path: Path, yaml: YamlFile, levels: Levels): Margin {
  const listed = listTargets(path, yaml, levels);
  const all = listed.reduce((sum, { share }) => sum + share, 0);
  return {
    columns,
    targets: listed.map((target) => ({ ...target, share: target.share / all })),
    place: yaml.keyPlaceOf(path),
  };
}

/** Every number with the values that lead to it, in the order of the file. */
export function listTargets(path: Path, yaml: YamlFile, levels: Levels): readonly Target[] {
  return yaml.keysOf(path).flatMap((value) => {
    const below = levels[value]!;
    const here = [...path, value];
    if (typeof below === "number") return [{ values: [value], share: below, place: yaml.keyPlaceOf(here) }];
    return listTargets(here, yaml, below).map((target) => ({ ...target, values: [value, ...target.values] }));
  });
}

export function buildDesign(given: NonNullable<StudyFile["design"]>, path: Path, yaml: YamlFile): SampleDesign {
  const { strata, psu, population, finite } = given;
  return {
    ...(strata !== undefined && { strata }),
    ...(psu !== undefined && { psu }),
    population:
      typeof population === "number"
        ? new Map([["", population]])
        : new Map(yaml.keysOf([...path, "population"]).map((stratum) => [stratum, population![stratum]!])),
    finite,
    place: yaml.keyPlaceOf(path),
  };
}
