import { type Problem, ProblemError } from "../problems/problem.ts";
import { quote, quoteAll } from "../problems/quoting.ts";
import { didYouMean } from "../problems/suggestion.ts";
import type { Responses } from "../responses/responses.ts";
import type { SamplingPlan } from "../stats/spread.ts";
import type { SampleDesign } from "../study/study.ts";
import { compareTexts } from "./group-rows.ts";

/** How the sample was drawn, told with its figures. */
export interface DesignSummary {
  /** Columns. */
  readonly strata: string | null;
  readonly psu: string | null;
  /** Strata after merging, and sampling units. */
  readonly strataCount: number;
  readonly units: number;
  /** Strata that count as one, since one of them has a single unit. */
  readonly merged: readonly (readonly string[])[];
  /** Whether what was not sampled alone is uncertain. */
  readonly finite: boolean;
}

export type Drawing = Omit<SamplingPlan, "fitted"> & {
  readonly summary: DesignSummary | null;
  readonly notices: readonly Problem[];
};

/** People drawn one by one: one stratum, each row a unit. */
export function simpleDrawing(rows: number): Drawing {
  return {
    unitOf: null,
    stratumOf: new Uint32Array(rows),
    sizes: Float64Array.of(rows),
    factors: Float64Array.of(rows / (rows - 1)),
    summary: null,
    notices: [],
  };
}

/**
 * The strata and sampling units of the rows. A unit belongs to its stratum: one name in two strata is two units. Strata
 * stand in the order of their names, numbers by size before texts; one with a single unit is merged with its neighbour,
 * the next, or at the end the one before (METHODS B0 "Interval for a mean").
 */
export function readDesign(responses: Responses, design: SampleDesign): Drawing {
  const strata = codesOf(responses, design.strata);
  const psus = codesOf(responses, design.psu);
  const problems = [design.strata, design.psu].flatMap((name) => tellBlank(responses, name));
  if (problems.length > 0) throw new ProblemError(problems);
  const units = psus ? pairUnits(strata, psus, responses.rows) : null;
  const named = strata?.values ?? [""];
  const ofUnits = units?.stratumOf ?? strata?.codes ?? new Uint32Array(responses.rows);
  const unitsOf = countUnits(ofUnits, named.length);
  const groups = mergeLone(unitsOf);
  const merged = groups.filter((group) => group.length > 1).map((group) => group.map((stratum) => named[stratum]!));
  const place = new Uint32Array(named.length);
  groups.forEach((group, k) => {
    for (const stratum of group) place[stratum] = k;
  });
  const sizes = Float64Array.from(groups, (group) => group.reduce((sum, stratum) => sum + unitsOf[stratum]!, 0));
  const known = design.finite ? checkPopulation(design, named, unitsOf) : null;
  if (known && known.problems.length > 0) throw new ProblemError(known.problems);
  if (ofUnits.length < 2) throw new ProblemError([tellOneUnit(responses, design)]);
  const factors = Float64Array.from(groups, (group, k) => {
    const all = known ? group.reduce((sum, stratum) => sum + known.sizes[stratum]!, 0) : Number.POSITIVE_INFINITY;
    return ((1 - sizes[k]! / all) * sizes[k]!) / (sizes[k]! - 1);
  });
  return {
    unitOf: units?.unitOf ?? null,
    stratumOf: Uint32Array.from(ofUnits, (stratum) => place[stratum]!),
    sizes,
    factors,
    summary: {
      strata: design.strata ?? null,
      psu: design.psu ?? null,
      strataCount: groups.length,
      units: ofUnits.length,
      merged,
      finite: design.finite,
    },
    notices: merged.map((names) => tellMerged(design, names)),
  };
}

interface Named {
  /** In order. */
  readonly values: readonly string[];
  readonly codes: Uint32Array;
}

function codesOf(responses: Responses, name: string | undefined): Named | null {
  if (name === undefined) return null;
  const { texts, codes } = responses.columns.get(name)!;
  const held = new Uint8Array(texts.length);
  for (const code of codes) held[code] = 1;
  const values = texts.filter((_, code) => held[code] === 1).sort(compareTexts);
  const index = new Map(values.map((value, k) => [value, k]));
  const places = texts.map((text) => index.get(text) ?? 0);
  return { values, codes: Uint32Array.from(codes, (code) => places[code]!) };
}

/** Units numbered by stratum, then by name. */
function pairUnits(
  strata: Named | null,
  psus: Named,
  rows: number,
): { readonly unitOf: Uint32Array; readonly stratumOf: Uint32Array } {
  const wide = psus.values.length;
  const keys = Float64Array.from(
    { length: rows },
    (_, row) => (strata ? strata.codes[row]! : 0) * wide + psus.codes[row]!,
  );
  const distinct = [...new Set(keys)].sort((a, b) => a - b);
  const index = new Map(distinct.map((key, unit) => [key, unit]));
  return {
    unitOf: Uint32Array.from(keys, (key) => index.get(key)!),
    stratumOf: Uint32Array.from(distinct, (key) => Math.floor(key / wide)),
  };
}

function countUnits(stratumOf: Uint32Array, strata: number): Float64Array {
  const units = new Float64Array(strata);
  for (const stratum of stratumOf) units[stratum]!++;
  return units;
}

/** Strata in groups with at least two units each. */
function mergeLone(units: Float64Array): readonly (readonly number[])[] {
  const groups: number[][] = [];
  let open: number[] = [];
  units.forEach((_, stratum) => {
    open.push(stratum);
    if (open.reduce((sum, k) => sum + units[k]!, 0) < 2) return;
    groups.push(open);
    open = [];
  });
  if (open.length > 0) {
    if (groups.length > 0) groups.at(-1)!.push(...open);
    else groups.push(open);
  }
  return groups;
}

function checkPopulation(
  { population, place }: SampleDesign,
  strata: readonly string[],
  units: Float64Array,
): { readonly sizes: readonly number[]; readonly problems: readonly Problem[] } {
  const told = [...population.keys()];
  const subject = (stratum: string) => (stratum === "" ? "The sample" : `The stratum ${quote(stratum)}`);
  const problems = strata.flatMap((stratum, k): readonly Problem[] => {
    const size = population.get(stratum);
    if (size === undefined) {
      const hint = didYouMean(stratum, told) ?? "Add it to design.population, with the number of its sampling units.";
      return [error("no-population", place, `${subject(stratum)} has no size in design.population.`, hint)];
    }
    if (size >= units[k]!) return [];
    const message = `${subject(stratum)} holds ${units[k]} sampling units, and design.population says that there are ${size}.`;
    return [
      error(
        "population-too-small",
        place,
        message,
        "Correct the number: it counts psu, or people where there is no psu.",
      ),
    ];
  });
  const missed = told.filter((stratum) => !strata.includes(stratum));
  for (const stratum of missed) {
    if (strata.some((known) => didYouMean(known, [stratum]) !== undefined && !population.has(known))) continue;
    const message = `Nobody is in the stratum ${quote(stratum)}, to which design.population gives a size.`;
    problems.push(
      error(
        "empty-stratum",
        place,
        message,
        didYouMean(stratum, strata) ?? "Join it with another stratum: nothing is known of it.",
      ),
    );
  }
  return { sizes: strata.map((stratum) => population.get(stratum) ?? Number.NaN), problems };
}

function tellBlank(responses: Responses, name: string | undefined): readonly Problem[] {
  const column = name === undefined ? undefined : responses.columns.get(name)!;
  const blank = column?.texts.indexOf("") ?? -1;
  if (!column || blank === -1) return [];
  const rows = [...column.codes.keys()].filter((row) => column.codes[row] === blank);
  if (rows.length === 0) return [];
  const line = rows.reduce((least, row) => Math.min(least, responses.lineOf(row)), Number.POSITIVE_INFINITY);
  const message = `The column ${quote(name!)}, which tells how the sample was drawn, is blank in ${rows.length === 1 ? "1 row" : `${rows.length} rows`}.`;
  return [
    error(
      "blank-design",
      { file: responses.file, line },
      message,
      "Everybody was drawn in some stratum and unit: fill it in.",
    ),
  ];
}

function tellOneUnit(responses: Responses, { psu, place }: SampleDesign): Problem {
  const what = psu === undefined ? "one respondent" : `one value in the column ${quote(psu)}`;
  return error(
    "one-unit",
    place,
    `The wave ${quote(responses.wave.id)} holds just ${what}: one sampling unit says nothing of how far others are from it.`,
    "Name the column of the units that were drawn, or remove psu.",
  );
}

function tellMerged({ place }: SampleDesign, names: readonly string[]): Problem {
  return {
    code: "weighting/merged-strata",
    severity: "notice",
    place,
    message: `The strata ${quoteAll(names)} count as one for the intervals, since one of them has a single sampling unit.`,
    hint: "Nothing need be done; the methodology page says so.",
  };
}

function error(code: string, place: Problem["place"], message: string, hint: string): Problem {
  return { code: `weighting/${code}`, severity: "error", place, message, hint };
}
