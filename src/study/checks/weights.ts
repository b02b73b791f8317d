import { quote } from "../../problems/quoting.ts";
import { type Levels, listTargets } from "../build-weights.ts";
import { namePath } from "../forms.ts";
import type { StudyFile } from "../schema.ts";
import type { Path, YamlFile } from "../yaml.ts";
import type { Report } from "./report.ts";

/** Shares may miss 1, and the people of two margins each other, by this much: figures are printed rounded. */
const slack = 0.005;

type Given = Exclude<StudyFile["waves"][string]["weights"], undefined | "none">;
type Design = NonNullable<StudyFile["design"]>;

/** Margins add up, and a design says what it needs. What the answers must hold is asked when they are read. */
export function checkWeights(
  { weights, design, waves = {} }: Partial<StudyFile>,
  yaml: YamlFile,
  report: Report,
): void {
  const checkBoth = (path: Path, given: Given | undefined, drawn: Design | undefined) => {
    if (given) checkMargins(given, [...path, "weights"], yaml, report);
    if (drawn) checkDesign(drawn, [...path, "design"], yaml, report);
  };
  checkBoth([], weights, design);
  for (const [id, wave] of Object.entries(waves))
    checkBoth(["waves", id], wave.weights === "none" ? undefined : wave.weights, wave.design);
}

function checkMargins(given: Given, path: Path, yaml: YamlFile, report: Report): void {
  const { rake, poststratify, column } = given;
  const sources = (["column", "rake", "poststratify"] as const).filter((key) => given[key] !== undefined);
  if (sources.length !== 1) {
    const message =
      sources.length === 0
        ? `${namePath(path)} does not say where the weights come from.`
        : `${namePath(path)} has ${sources.join(" and ")}, and weights come from one of them.`;
    report(
      "weights",
      yaml.keyPlaceOf(path),
      message,
      "Name the column of weights with column, or make them with rake or poststratify.",
    );
  } else if (column !== undefined) {
    for (const key of ["base", "trim", "variance"] as const)
      if (given[key] !== undefined)
        report(
          "weights",
          yaml.keyPlaceOf([...path, key]),
          `${namePath([...path, key])} is for weights that are made here; those of a column are taken as they are.`,
          key === "base" ? "Remove it, or column." : "Remove it, or write base in place of column and add rake.",
        );
  }
  if (poststratify) checkCells(poststratify, [...path, "poststratify"], yaml, report);
  if (rake) checkRake(rake, [...path, "rake"], yaml, report);
}

function checkCells(
  { columns, shares }: NonNullable<Given["poststratify"]>,
  path: Path,
  yaml: YamlFile,
  report: Report,
): void {
  const way = [...path, "shares"];
  columns.forEach((column, k) => {
    if (columns.indexOf(column) < k)
      report(
        "duplicate",
        yaml.placeOf([...path, "columns", k]),
        `${namePath([...path, "columns"])} names ${quote(column)} twice.`,
      );
  });
  const uneven = listTargets(way, yaml, shares).find(({ values }) => values.length !== columns.length);
  if (!uneven) {
    checkSum(way, shares, yaml, report);
    return;
  }
  const levels = columns.length === 1 ? "one level" : `${columns.length} levels`;
  report(
    "levels",
    uneven.place,
    `${namePath(way)} needs ${levels}, one for each column; ${quote(uneven.values.join(" "))} has ${uneven.values.length}.`,
    "Such as { north: { f: 0.2, m: 0.2 }, south: { f: 0.32, m: 0.28 } } for the columns region and sex.",
  );
}

function checkRake(rake: NonNullable<Given["rake"]>, path: Path, yaml: YamlFile, report: Report): void {
  const columns = yaml.keysOf(path);
  if (columns.length === 0)
    report(
      "empty",
      yaml.keyPlaceOf(path),
      `${namePath(path)} names no margin.`,
      "Name a column and the shares of its values, such as region: { north: 0.4, south: 0.6 }.",
    );
  let first: { readonly column: string; readonly people: number } | undefined;
  for (const column of columns) {
    const way = [...path, column];
    const people = checkSum(way, rake[column]!, yaml, report);
    if (people === undefined) continue;
    if (first && Math.abs(people / first.people - 1) > slack) {
      report(
        "shares",
        yaml.keyPlaceOf(way),
        `${namePath(way)} counts ${people} people, ${namePath([...path, first.column])} ${first.people}.`,
        "All margins are of one population: give each the same number of people, or shares that add up to 1.",
      );
    }
    first ??= { column, people };
  }
}

/** Numbers none of which is above 1 are shares, and add up to 1; others are counts of people, whose sum is given back. */
function checkSum(path: Path, levels: Levels, yaml: YamlFile, report: Report): number | undefined {
  const shares = listTargets(path, yaml, levels).map(({ share }) => share);
  const sum = shares.reduce((all, share) => all + share, 0);
  const place = yaml.keyPlaceOf(path);
  if (shares.some((share) => share > 1)) return sum;
  const written = Number(sum.toPrecision(10));
  if (shares.length === 0)
    report(
      "empty",
      place,
      `${namePath(path)} names no value.`,
      "Give each value of the column its share, such as { north: 0.4, south: 0.6 }.",
    );
  else if (Math.abs(sum - 1) > slack * (1 + 1e-9))
    report(
      "shares",
      place,
      `The shares of ${namePath(path)} add up to ${written}, not to 1.`,
      "Give every value of the column its share in the population, or the number of people who have it.",
    );
  return undefined;
}

function checkDesign({ strata, psu, population, finite }: Design, path: Path, yaml: YamlFile, report: Report): void {
  const name = namePath(path);
  if (strata === undefined && psu === undefined && !finite)
    report(
      "empty",
      yaml.keyPlaceOf(path),
      `${name} says nothing of how the sample was drawn.`,
      "Name the column of strata or of psu, or remove the key.",
    );
  if (strata !== undefined && strata === psu)
    report(
      "same-column",
      yaml.placeOf([...path, "psu"]),
      `${name} names the column ${quote(strata)} both for strata and for psu.`,
      "Sampling units lie within strata: several in each.",
    );
  if (finite && population === undefined)
    report(
      "missing-key",
      yaml.placeOf([...path, "finite"]),
      `${name}.finite needs the size of the population.`,
      "Add population, such as population: 757.",
    );
  if (population === undefined) return;
  const place = yaml.placeOf([...path, "population"]);
  if (strata !== undefined && typeof population === "number")
    report(
      "population",
      place,
      `${name}.population must be by stratum.`,
      `Such as { north: 4421, south: 755 }, for the values of ${quote(strata)}.`,
    );
  if (strata === undefined && typeof population !== "number")
    report(
      "population",
      place,
      `${name}.population is by stratum, and there are no strata.`,
      "Name the column with strata, or give one number.",
    );
}
