// Counts false claims: `node --import ./test/register.js test/example/false-claims.ts [draws] [first seed] [unweighted]`, some two
// seconds a draw. Benjamini-Hochberg promises that a family of tests in which nothing is true claims something in at most
// 5 % of the draws; over 200 draws the binomial spread of that share is 1.5 points.

import type { CrosstabsResult } from "../../src/analyses/crosstabs/result.ts";
import type { Comparison } from "../../src/analyses/estimate.ts";
import type { IndicatorsResult } from "../../src/analyses/indicators/result.ts";
import type { PrioritiesResult } from "../../src/analyses/priorities/result.ts";
import type { SampleResult } from "../../src/analyses/sample/result.ts";
import type { SegmentsResult } from "../../src/analyses/segments/result.ts";
import type { TrendResult } from "../../src/analyses/trend/result.ts";
import type { WaveResults } from "../../src/report/wave-results.ts";
import { type DrawnWave, drawAnswers } from "./draw.ts";
import { measureDrawn, type StudyFile } from "./drawn-study.ts";
import { randomOf } from "./random.ts";

/** What was found of one family of tests over all draws in which it was tested. */
interface Tally {
  /** The page it stands on, then the family. */
  readonly family: string;
  readonly tested: number;
  /** Draws in which the family claimed anything. All of it is false. */
  readonly claimed: number;
}

interface Family {
  readonly name: string;
  readonly claims: boolean;
}

/** Answers per wave: 80 in each lot, so that every group bears a verdict. */
const respondents = 320;
const lots = ["a", "b", "c", "d"];

/**
 * Draws studies of two waves in which nothing changed, and divides the people of each wave into four lots at random;
 * measures every study as a build does; counts the families of tests that claimed a change or a difference between lots.
 * Each draw has answers of its own, so the counts of a family are binomial.
 */
async function countFalseClaims(draws: number, first: number, weighted: boolean): Promise<readonly Tally[]> {
  const tallies = new Map<string, { tested: number; claimed: number }>();
  for (let seed = first; seed < first + draws; seed++) {
    const drawn = drawAnswers({ seed, waves: 2, respondents, change: "none" });
    const { waves } = await measureDrawn(
      drawn.map((wave, k) => withLots(wave, seed, k)),
      (study) => {
        withoutEffects(study);
        if (!weighted) delete study.weights;
      },
    );
    for (const { name, claims } of familiesOf(waves.at(-1)!)) {
      const tally = tallies.get(name) ?? { tested: 0, claimed: 0 };
      tallies.set(name, { tested: tally.tested + 1, claimed: tally.claimed + (claims ? 1 : 0) });
    }
  }
  return [...tallies].map(([family, tally]) => ({ family, ...tally }));
}

/** Regions, ages and tiers differ in the population; lots do not. */
function withLots({ people, columns }: DrawnWave, seed: number, wave: number): DrawnWave {
  const random = randomOf(seed, 7, wave);
  const values = Uint16Array.from(people, () => 1 + Math.floor(lots.length * random.uniform()));
  return { people, columns: new Map([...columns, ["lot", { kind: "words", values, words: ["", ...lots] }]]) };
}

function withoutEffects(study: StudyFile): void {
  delete study.unit;
  delete study.population;
  study.segments = { lot: { label: "Lot", values: Object.fromEntries(lots.map((lot) => [lot, `Lot ${lot}`])) } };
  study.conventions = { draws: 200 };
  const { index, elements, gaps, indicators } = study.analyses;
  study.analyses = {
    index,
    elements,
    gaps,
    indicators,
    priorities: { ...study.analyses.priorities, importance: "stated" },
    trend: {},
    segments: {},
    crosstabs: {},
    sample: {},
  };
}

/** Every family of tests of a change, or of a difference between lots, that was tested. */
function familiesOf(results: WaveResults): readonly Family[] {
  return [
    ...trendFamilies(results),
    ...indicatorFamilies(results),
    ...priorityFamilies(results),
    ...segmentFamilies(results),
    ...crosstabFamilies(results),
    ...sampleFamilies(results),
  ];
}

function resultOf<R>({ outcomes }: WaveResults, id: string): R {
  const outcome = outcomes.get(id);
  if (outcome?.kind !== "done") throw new Error(`The analysis "${id}" was not done.`);
  return outcome.result as R;
}

/** Comparisons by family; those that were not tested are left out. */
function gather(page: string, all: readonly (readonly [string, Comparison | undefined])[]): readonly Family[] {
  const families = new Map<string, boolean>();
  for (const [family, comparison] of all) {
    if (!comparison || comparison.verdict === "untested") continue;
    const name = `${page} ${family}`;
    families.set(name, families.get(name) === true || comparison.verdict !== "none");
  }
  return [...families].map(([name, claims]) => ({ name, claims }));
}

function familyName(results: WaveResults, id: string): string {
  return results.measures.find((measure) => measure.id === id)?.family ?? id;
}

function trendFamilies(results: WaveResults): readonly Family[] {
  const { series } = resultOf<TrendResult>(results, "trend");
  return gather(
    "trend",
    series.map(({ measure, points }) => [familyName(results, measure), points.at(-1)!.comparison]),
  );
}

function indicatorFamilies(results: WaveResults): readonly Family[] {
  const { rows, tolerance } = resultOf<IndicatorsResult>(results, "indicators");
  return gather(
    "indicators",
    [...rows, ...(tolerance?.stay ?? [])].map(({ estimate, change }) => [
      familyName(results, estimate.measure),
      change,
    ]),
  );
}

/** Only what the page says is in the result: falls of performance, rises of importance. */
function priorityFamilies(results: WaveResults): readonly Family[] {
  const { swot } = resultOf<PrioritiesResult>(results, "priorities");
  const codes = swot.flatMap(({ evidence }) => evidence.map(({ code }) => code));
  return ["declining", "importance-rising"].map((code) => ({
    name: `priorities ${code}`,
    claims: codes.includes(code),
  }));
}

function segmentFamilies(results: WaveResults): readonly Family[] {
  const rows = resultOf<SegmentsResult>(results, "segments").segments.flatMap((segment) => segment.rows);
  const rest = rows.flatMap(({ measure, cells }) =>
    cells.map((cell) => [familyName(results, measure), cell.rest] as const),
  );
  const pairs = new Map<string, boolean>();
  for (const { measure, cells } of rows) {
    const name = `segments, letters ${familyName(results, measure)}`;
    const claims = cells.some(({ above }) => above.length > 0);
    if (cells.some((cell) => cell.rest && cell.rest.verdict !== "untested"))
      pairs.set(name, pairs.get(name) === true || claims);
  }
  return [...gather("segments, rest", rest), ...[...pairs].map(([name, claims]) => ({ name, claims }))];
}

function crosstabFamilies(results: WaveResults): readonly Family[] {
  const { questions, families } = resultOf<CrosstabsResult>(results, "crosstabs");
  return families.flatMap(({ block, shares, means, tables }) => {
    const own = questions.filter((question) => question.block === block);
    const cells = own.flatMap(({ columns }) => columns);
    const hasLetter = (cell: { readonly above?: readonly string[] | undefined } | undefined) =>
      (cell?.above?.length ?? 0) > 0;
    return [
      { name: `crosstabs ${block}, shares`, tests: shares, claims: cells.some((cell) => cell.shares.some(hasLetter)) },
      { name: `crosstabs ${block}, means`, tests: means, claims: cells.some((cell) => hasLetter(cell.mean)) },
      {
        name: `crosstabs ${block}, tables`,
        tests: tables,
        claims: own.some(({ tests }) => tests.some(({ verdict }) => verdict === "associated")),
      },
    ].filter(({ tests }) => tests > 0);
  });
}

/** Late answers come from the same people as early ones. */
function sampleFamilies(results: WaveResults): readonly Family[] {
  const { arrival } = resultOf<SampleResult>(results, "sample");
  return gather("sample", [["late and early", arrival?.difference]]);
}

/** The families of each page together, and all of them. */
function sumUp(tallies: readonly Tally[]): readonly Tally[] {
  const pageOf = ({ family }: Tally) => family.split(/[ ,]/)[0]!;
  const sum = (name: string, of: readonly Tally[]): Tally => ({
    family: name,
    tested: of.reduce((total, { tested }) => total + tested, 0),
    claimed: of.reduce((total, { claimed }) => total + claimed, 0),
  });
  return [
    ...[...new Set(tallies.map(pageOf))].map((page) =>
      sum(
        `${page}, all families`,
        tallies.filter((tally) => pageOf(tally) === page),
      ),
    ),
    sum("all pages, all families", tallies),
  ];
}

const [draws = "200", first = "1", weights] = process.argv.slice(2);
const tallies = await countFalseClaims(Number(draws), Number(first), weights !== "unweighted");
for (const { family, tested, claimed } of [...tallies, ...sumUp(tallies)])
  console.log(`${((100 * claimed) / tested).toFixed(1).padStart(5)}%  ${claimed} of ${tested}  ${family}`);
